using Automator.Host.Journal;

namespace Automator.Host.Broker;

/// <summary>
/// How a run was ended from outside the rule's own code, if it was. The first to stop it decides; whatever the rule's
/// <c>catch</c> does, this stands.
/// </summary>
internal sealed class RunOutcome : IDisposable
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stopping = new();

    internal RunStatus? Status { get; private set; }

    internal string? Reason { get; private set; }

    internal bool IsStopped => Status is not null;

    /// <summary>Whether the run goes on later, from the journal: it was not the run that was stopped, but this stint of it.</summary>
    internal bool GoesOn { get; private set; }

    /// <summary>Whether it may: by itself, or once a person has said what nobody could tell. What it has not sent is then sent.</summary>
    internal bool MayGoOn => GoesOn || Status == RunStatus.InDoubt;

    /// <summary>Whether an effect was begun: before, or by <see cref="Change"/>.</summary>
    internal bool HasChanged { get; set; }

    /// <summary>Cancelled when the run is stopped.</summary>
    internal CancellationToken Stopping => _stopping.Token;

    /// <returns>To be thrown where the stop interrupts a call.</returns>
    internal RunStopException Stop(RunStatus status, string reason, bool goesOn = false)
    {
        TryStop(status, reason, goesOn, evenChanged: true);
        return new RunStopException();
    }

    /// <returns>False when it has begun to change something, and was not stopped for that.</returns>
    internal bool StopUnchanged(RunStatus status, string reason) => TryStop(status, reason, goesOn: false, evenChanged: false);

    private bool TryStop(RunStatus status, string reason, bool goesOn, bool evenChanged)
    {
        var first = false;
        lock (_lock)
        {
            if (HasChanged && !evenChanged)
                return false;
            if (Status is null)
            {
                (Status, Reason, GoesOn) = (status, reason, goesOn);
                first = true;
            }
        }

        try
        {
            if (first)
                _stopping.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The run had ended by itself, and there is nothing left to stop.
        }

        return true;
    }

    /// <summary>To be called before an effect is begun.</summary>
    /// <exception cref="RunStopException">The run was stopped before.</exception>
    internal void Change()
    {
        lock (_lock)
        {
            if (IsStopped)
                throw new RunStopException();
            HasChanged = true;
        }
    }

    public void Dispose() => _stopping.Dispose();
}

/// <summary>Carries the news that the run is stopped from where it was noticed to where the call is answered.</summary>
internal sealed class RunStopException() : Exception("The run is stopped.");
