using Automator.Host.Journal;

namespace Automator.Host.Runs;

/// <summary>A run that has not ended.</summary>
internal sealed class OpenRun(RunRecord run) : IDisposable
{
    private readonly TaskCompletionSource _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal RunRecord Run { get; } = run;

    internal RunStops Stops { get; } = new();

    /// <summary>What it is at in a worker, or about to be; null while it is in none.</summary>
    internal Task? Stint { get; set; }

    /// <summary>As the journal has it: running, or waiting.</summary>
    internal RunStatus Status { get; set; } = run.Status;

    internal ITimer? Alarm { get; set; }

    /// <summary>Ends when it is not open any more.</summary>
    internal Task Gone => _gone.Task;

    internal void Leave() => _gone.TrySetResult();

    public void Dispose() => Alarm?.Dispose();
}
