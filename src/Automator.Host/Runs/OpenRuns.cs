using Automator.Host.Journal;

namespace Automator.Host.Runs;

/// <summary>The runs of an account that have not ended: in a worker, or waiting for one, or for a time to come.</summary>
/// <param name="lanes">How many can be in a worker at once.</param>
/// <param name="ready">Told when the time of one has come.</param>
/// <param name="time">Everybody's clock.</param>
internal sealed class OpenRuns(int lanes, Action ready, TimeProvider time)
{
    /// <summary>A clock that is set forward is noticed after this; a timer counts on its own.</summary>
    private static readonly TimeSpan LongestAlarm = TimeSpan.FromHours(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<RunId, OpenRun> _all = [];
    private readonly Dictionary<HandlerKey, List<OpenRun>> _ofHandler = [];
    private readonly SortedDictionary<string, OpenRun> _ready = new(StringComparer.Ordinal);

    /// <summary>Few: there are not more than workers.</summary>
    private readonly List<OpenRun> _inWorkers = [];

    internal IReadOnlyList<OpenRun> InWorkers
    {
        get
        {
            lock (_lock)
                return [.. _inWorkers];
        }
    }

    /// <summary>Those that can go on, the oldest first.</summary>
    internal IReadOnlyList<OpenRun> Ready
    {
        get
        {
            lock (_lock)
                return [.. _ready.Values];
        }
    }

    internal bool HasRoom
    {
        get
        {
            lock (_lock)
                return _inWorkers.Count < lanes;
        }
    }

    internal OpenRun Add(RunRecord run)
    {
        var open = new OpenRun(run);
        lock (_lock)
        {
            _all.Add(run.Id, open);
            if (!_ofHandler.TryGetValue(KeyOf(open), out var runs))
                _ofHandler.Add(KeyOf(open), runs = []);
            runs.Add(open);
        }

        return open;
    }

    internal OpenRun? Find(RunId run)
    {
        lock (_lock)
            return _all.GetValueOrDefault(run);
    }

    internal IReadOnlyList<OpenRun> Of(HandlerKey handler)
    {
        lock (_lock)
            return _ofHandler.TryGetValue(handler, out var runs) ? [.. runs] : [];
    }

    /// <summary>Whether another run of its handler, for the same record, is in a worker: one that a person has had taken up again may find one.</summary>
    internal bool IsBesideAnother(OpenRun open)
    {
        lock (_lock)
            return _inWorkers.Exists(other => other != open && KeyOf(other) == KeyOf(open) && other.Run.Subject == open.Run.Subject);
    }

    /// <summary>Of more than two workers one is left for the others, whatever a rule with many handlers is at.</summary>
    internal bool HasRoomFor(RuleName rule)
    {
        lock (_lock)
            return _inWorkers.Count < lanes && (lanes <= 2 || _inWorkers.Count(open => open.Run.Rule == rule) < lanes - 1);
    }

    /// <summary>It can go on as soon as there is a worker.</summary>
    internal void SetReady(OpenRun open)
    {
        lock (_lock)
        {
            if (_all.ContainsKey(open.Run.Id))
                _ready[open.Run.Id.Value] = open;
        }
    }

    /// <summary>It is in a worker from here on.</summary>
    internal void Begin(OpenRun open, Task stint)
    {
        lock (_lock)
        {
            if (open.Stint is null)
                _inWorkers.Add(open);
            open.Stint = stint;
            _ready.Remove(open.Run.Id.Value);
        }
    }

    /// <returns>False when it was removed before.</returns>
    internal bool Remove(OpenRun open)
    {
        open.Dispose();
        lock (_lock)
        {
            if (!_all.Remove(open.Run.Id))
                return false;
            _ready.Remove(open.Run.Id.Value);
            _inWorkers.Remove(open);
            var runs = _ofHandler[KeyOf(open)];
            runs.Remove(open);
            if (runs.Count == 0)
                _ofHandler.Remove(KeyOf(open));
        }

        open.Leave();
        return true;
    }

    /// <summary>The run is in no worker until its time comes, or it is to end.</summary>
    internal void Park(OpenRun open, DateTimeOffset wakeAt)
    {
        open.Alarm?.Dispose();
        open.Alarm = time.CreateTimer(_ => LookAt(open, wakeAt), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        lock (_lock)
        {
            open.Stint = null;
            _inWorkers.Remove(open);
        }

        LookAt(open, wakeAt);
    }

    /// <summary>What each is at that is in a worker.</summary>
    internal IReadOnlyList<Task> Stints
    {
        get
        {
            lock (_lock)
                return [.. _inWorkers.Select(open => open.Stint!)];
        }
    }

    /// <summary>None goes on any more in this host.</summary>
    internal void Stop()
    {
        lock (_lock)
        {
            foreach (var open in _all.Values)
                open.Dispose();
        }
    }

    private static HandlerKey KeyOf(OpenRun open) => new(open.Run.Rule, open.Run.Handler);

    private void LookAt(OpenRun open, DateTimeOffset wakeAt)
    {
        var left = wakeAt - time.GetUtcNow();
        if (left > TimeSpan.Zero && open.Stops.Ending is null)
        {
            open.Alarm!.Change(left < LongestAlarm ? left : LongestAlarm, Timeout.InfiniteTimeSpan);
            return;
        }

        SetReady(open);
        ready();
    }
}
