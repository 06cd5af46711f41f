using Automator.Host.Broker;
using Automator.Host.Journal;

namespace Automator.Host.Runs;

/// <summary>The handle by which others stop a run, from before it has a lane until it has ended.</summary>
internal sealed class RunStops
{
    private readonly Lock _lock = new();
    private RunOutcome? _outcome;
    private (RunStatus Status, string Reason, bool GoesOn)? _asked;

    /// <param name="status">How it ends.</param>
    /// <param name="reason">For people.</param>
    /// <param name="goesOn">Whether it goes on later, if it can.</param>
    internal void Stop(RunStatus status, string reason, bool goesOn = false)
    {
        RunOutcome? outcome;
        lock (_lock)
        {
            _asked ??= (status, reason, goesOn);
            outcome = _outcome;
        }

        outcome?.Stop(status, reason, goesOn);
    }

    /// <summary>How the run is to end, for one that is in no worker; null when nobody has asked for it.</summary>
    internal (RunStatus Status, string Reason)? Ending
    {
        get
        {
            lock (_lock)
                return _asked is (var status, var reason, false) ? (status, reason) : null;
        }
    }

    /// <summary>Stops the run unless it has begun to change something.</summary>
    /// <returns>False when it has.</returns>
    internal bool StopUnchanged(RunStatus status, string reason)
    {
        lock (_lock)
        {
            if (_outcome?.StopUnchanged(status, reason) == false)
                return false;
            _asked ??= (status, reason, false);
            return true;
        }
    }

    internal IDisposable Connect(RunOutcome outcome)
    {
        (RunStatus Status, string Reason, bool GoesOn)? asked;
        lock (_lock)
        {
            _outcome = outcome;
            asked = _asked;
        }

        if (asked is var (status, reason, goesOn))
            outcome.Stop(status, reason, goesOn);
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
