using System.Collections.Concurrent;
using Automator.Host.Journal;

namespace Automator.Host.Runs;

/// <summary>A run that has not ended.</summary>
internal sealed class OpenRun(RunRecord run) : IDisposable
{
    internal RunRecord Run { get; } = run;

    internal RunStops Stops { get; } = new();

    /// <summary>Null while it is in no worker.</summary>
    internal Task? Stint { get; set; }

    /// <summary>It can go on as soon as there is a worker.</summary>
    internal bool IsReady { get; set; }

    /// <summary>As the journal has it, while it is in no worker.</summary>
    internal RunStatus Status => Alarm is null ? RunStatus.Running : RunStatus.Waiting;

    internal ITimer? Alarm { get; set; }

    public void Dispose() => Alarm?.Dispose();
}

/// <summary>The runs of an account that have not ended: in a worker, or waiting for one, or for a time to come.</summary>
/// <param name="lanes">How many can be in a worker at once.</param>
/// <param name="ready">Told when the time of one has come.</param>
/// <param name="time">Everybody's clock.</param>
internal sealed class OpenRuns(int lanes, Action ready, TimeProvider time)
{
    /// <summary>A clock that is set forward is noticed after this; a timer counts on its own.</summary>
    private static readonly TimeSpan LongestAlarm = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<RunId, OpenRun> _all = new();

    internal IReadOnlyList<OpenRun> InWorkers => [.. _all.Values.Where(open => open.Stint is not null)];

    /// <summary>Those that can go on, the oldest first.</summary>
    internal IReadOnlyList<OpenRun> Ready => [.. _all.Values.Where(open => open.IsReady).OrderBy(open => open.Run.Id.Value, StringComparer.Ordinal)];

    internal OpenRun Add(RunRecord run) => _all[run.Id] = new OpenRun(run);

    internal OpenRun? Find(RunId run) => _all.GetValueOrDefault(run);

    internal OpenRun? Of(RuleName rule, string handler) => _all.Values.FirstOrDefault(open => open.Run.Rule == rule && open.Run.Handler == handler);

    /// <summary>Whether another run of its handler is in a worker: one that was taken up again may find one.</summary>
    internal bool IsBesideAnother(OpenRun open) => InWorkers.Any(other => other != open && other.Run.Rule == open.Run.Rule && other.Run.Handler == open.Run.Handler);

    /// <summary>Of more than two workers one is left for the others, whatever a rule with many handlers is at.</summary>
    internal bool HasRoomFor(RuleName rule)
    {
        var busy = InWorkers;
        return busy.Count < lanes && (lanes <= 2 || busy.Count(open => open.Run.Rule == rule) < lanes - 1);
    }

    /// <returns>False when it was removed before.</returns>
    internal bool Remove(OpenRun open)
    {
        open.Dispose();
        // A person may have had the run taken up again already.
        return _all.TryRemove(KeyValuePair.Create(open.Run.Id, open));
    }

    /// <summary>The run is in no worker until its time comes.</summary>
    internal void Park(OpenRun open, DateTimeOffset wakeAt)
    {
        open.Alarm?.Dispose();
        open.Alarm = time.CreateTimer(_ => LookAt(open, wakeAt), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        open.Stint = null;
        LookAt(open, wakeAt);
    }

    /// <summary>None goes on any more in this host.</summary>
    internal void Stop()
    {
        foreach (var open in _all.Values)
            open.Dispose();
    }

    private void LookAt(OpenRun open, DateTimeOffset wakeAt)
    {
        var left = wakeAt - time.GetUtcNow();
        if (left > TimeSpan.Zero)
        {
            open.Alarm!.Change(left < LongestAlarm ? left : LongestAlarm, Timeout.InfiniteTimeSpan);
            return;
        }

        open.IsReady = true;
        ready();
    }
}
