using Automator.Host.Broker;
using Automator.Host.Journal;

namespace Automator.Host.Runs;

/// <summary>The handle by which others stop a run, from before it has a lane until it has ended.</summary>
internal sealed class RunStops
{
    private readonly Lock _lock = new();
    private RunOutcome? _outcome;
    private (RunStatus Status, string Reason)? _asked;

    internal void Stop(RunStatus status, string reason)
    {
        RunOutcome? outcome;
        lock (_lock)
        {
            _asked ??= (status, reason);
            outcome = _outcome;
        }

        outcome?.Stop(status, reason);
    }

    internal IDisposable Connect(RunOutcome outcome)
    {
        lock (_lock)
            _outcome = outcome;
        if (_asked is var (status, reason))
            outcome.Stop(status, reason);
        return new Connection(this);
    }

    private sealed class Connection(RunStops stops) : IDisposable
    {
        public void Dispose()
        {
            lock (stops._lock)
                stops._outcome = null;
        }
    }
}
