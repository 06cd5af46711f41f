using Automator.Host.Journal;
using Automator.Host.Runs;
using Automator.Sdk.Protocol;

namespace Automator.Host.Triggers;

/// <summary>
/// Fires schedules: one timer for all, and one commit for everything that is due at a waking. Dues and the cursors behind
/// them move in that commit, so whatever the host dies of, an occurrence is considered once.
/// </summary>
internal sealed class Scheduler(
    string account, IJournal journal, DueQueue dues, ScheduleZones zones, SchedulerOptions options, TimeProvider time, ILogger<Scheduler> logger) : IDisposable
{
    /// <summary>The cursor that lists the schedules that were live: one that comes back after it was away starts from now.</summary>
    private const string IndexCursor = "schedules";

    /// <summary>Of each stretch of time in which a schedule missed its fires, the latest.</summary>
    private const int MostListed = 5;

    /// <summary>Of fires that are made up for, in the log.</summary>
    private const int MostShown = 20;

    private readonly Alarm _alarm = new(time);
    private ScheduleTable _table = new();
    private ScheduleIndex? _index;
    private ScheduleBatch? _unsettled;
    private LiveRules? _told;
    private LiveRules? _adopted;
    private int _pauseChanges;
    private int _adoptedPauses;
    private DateTimeOffset _lastNow;

    /// <summary>Says what is live now, at any time and from any thread. The first word must be of the whole catalog.</summary>
    internal void Listen(LiveRules live)
    {
        Volatile.Write(ref _told, live);
        _alarm.Ring();
    }

    /// <summary>A person has paused something, or let it go on: the journal says what.</summary>
    internal void PausesChanged()
    {
        Interlocked.Increment(ref _pauseChanges);
        _alarm.Ring();
    }

    internal async Task Run(CancellationToken stop)
    {
        var failures = 0;
        while (!stop.IsCancellationRequested)
        {
            TimeSpan wait;
            try
            {
                if (await Step(stop) is not { } next)
                    return;
                if (failures > 0)
                    TriggerLog.JournalBack(logger, account);
                (wait, failures) = (next, 0);
            }
            catch (JournalException e)
            {
                if (failures++ == 0)
                    TriggerLog.JournalFailed(logger, account, e.Message);
                wait = BackOff.After(failures, options.BackOff, options.LongestSleep);
            }

            await _alarm.Wait(wait, stop);
        }
    }

    /// <summary>Does what is due now and tells how long to sleep; null when the account is no longer ours.</summary>
    internal async Task<TimeSpan?> Step(CancellationToken cancellation)
    {
        // A batch whose commit failed is committed as it was: what was due then stays due, whatever the time is now.
        if (_unsettled is not null && !await Settle(cancellation))
            return null;

        var now = time.GetUtcNow();
        if (now < _lastNow)
            GoBack(now);
        _lastNow = now;

        _unsettled = new ScheduleBatch(account, now);
        var pauses = Volatile.Read(ref _pauseChanges);
        if (Volatile.Read(ref _told) is { } live && (live != _adopted || pauses != _adoptedPauses))
        {
            Adopt(live, now, _unsettled);
            _adoptedPauses = pauses;
        }

        while (_table.TakeDue(now) is { } entry)
            Consider(entry, now, _unsettled);
        return await Settle(cancellation) ? Sleep() : null;
    }

    public void Dispose() => _alarm.Dispose();

    private TimeSpan Sleep()
    {
        if (_adopted is null && _told is not null)
            return options.BackOff;
        var sleep = _table.Next - time.GetUtcNow() ?? options.LongestSleep;
        return TimeSpan.FromTicks(Math.Clamp(sleep.Ticks, TimeSpan.TicksPerMillisecond, options.LongestSleep.Ticks));
    }

    private void Adopt(LiveRules live, DateTimeOffset now, ScheduleBatch batch)
    {
        _index ??= ScheduleIndex.Read(journal.Cursor(account, IndexCursor));
        var paused = new Pauses(journal.Pauses(account));
        var keys = new HashSet<HandlerKey>();
        foreach (var handler in live.Of(Trigger.Schedule).Where(handler => !paused.Hold(handler.Rule)))
        {
            keys.Add(handler.Key);
            if (Build(handler) is { } entry)
                Adopt(entry, now, batch);
        }

        _table.KeepOnly(keys);
        // A paused rule's schedules make up for what they missed when it goes on, so they must not count as removed.
        var next = _index.Next(keys, [.. live.Unbuilt, .. live.Handlers.Select(handler => handler.Rule).Where(paused.Hold)]);
        if (next.Text != _index.Text)
            batch.MoveCursor(IndexCursor, _index.Text, next.Text!);
        (_index, _adopted) = (next, live);
    }

    private void Adopt(ScheduleEntry entry, DateTimeOffset now, ScheduleBatch batch)
    {
        if (_table.Find(entry.Key) is { } same && same.Text == entry.Text)
        {
            (same.Misfire, same.MisfireWithin) = (entry.Misfire, entry.MisfireWithin);
            return;
        }

        var isNew = _table.Find(entry.Key) is null;
        var text = journal.Cursor(account, entry.CursorName);
        _table.Put(entry);
        if (isNew && _index!.Contains(entry.Key) && ScheduleCursor.Read(text) is { } cursor && cursor.Schedule == entry.Text)
        {
            entry.Resume(text!, cursor.At < now ? cursor.At : now, now);
            _table.Await(entry);
        }
        else
        {
            batch.Move(entry, text);
        }
    }

    private ScheduleEntry? Build(LiveHandler handler)
    {
        var definition = handler.Definition;
        if (!CronSchedule.TryParse(definition.Cron ?? "", out var cron, out var error))
            TriggerLog.BadSchedule(logger, handler.Key, error);
        else if (zones.Schedule(handler.Key, definition, cron) is not { } schedule)
            TriggerLog.BadSchedule(logger, handler.Key, $"'{definition.Zone}' is no time zone.");
        else
            return Build(handler, schedule, zones.Find(definition.Zone)!.Id, zones.DelayOf(handler.Key, definition.Jitter));
        return null;
    }

    private static ScheduleEntry Build(LiveHandler handler, ZonedSchedule schedule, string zone, TimeSpan delay) => new(
        handler.Key, schedule, $"{zone} {handler.Definition.Cron}{(delay == TimeSpan.Zero ? "" : $" +{delay}")}{(handler.Definition.SkipHolidays ? " -holidays" : "")}")
    {
        Misfire = handler.Definition.Misfire,
        MisfireWithin = handler.Definition.MisfireWithin,
    };

    private void Consider(ScheduleEntry entry, DateTimeOffset now, ScheduleBatch batch)
    {
        var isMissed = entry.IsMissed(now, options.Grace);
        var fires = entry.Fires(now, isMissed, options.CatchUpAtMost);
        if (isMissed)
            Miss(entry, now, fires, batch);
        foreach (var at in fires)
            batch.Fire(entry, at);
        batch.Move(entry, entry.Cursor);
    }

    /// <summary>What nothing makes up for is written down, so that it can be asked why it did not run.</summary>
    private void Miss(ScheduleEntry entry, DateTimeOffset now, IReadOnlyList<DateTimeOffset> fires, ScheduleBatch batch)
    {
        TriggerLog.Missed(logger, entry.Key, entry.Next!.Value, now, entry.Misfire, fires.Count, Listed(fires));
        var reason = $"Missed: no host ran, or the rule was paused or did not build, at some time between {entry.Position.UtcDateTime:yyyy-MM-dd HH:mm:ss'Z'} and {now.UtcDateTime:yyyy-MM-dd HH:mm:ss'Z'}. " +
            (fires.Count == 0 ? $"Its misfire policy is {entry.Misfire}{(entry.MisfireWithin is { } within ? $", within {within}" : "")}: nothing makes up for it." : $"Its misfire policy is {entry.Misfire}: the last {(fires.Count == 1 ? "one was" : $"{fires.Count} were")} made up for.");
        foreach (var at in entry.Latest(now, fires.Count + MostListed).Except(fires).TakeLast(MostListed))
            batch.Miss(entry, at, reason);
    }

    /// <summary>Said before any of them is run.</summary>
    private static string Listed(IReadOnlyList<DateTimeOffset> fires) => fires.Count == 0 ? ""
        : $": {string.Join(", ", fires.Take(MostShown).Select(at => $"{at.UtcDateTime:yyyy-MM-dd HH:mm:ss'Z'}"))}{(fires.Count > MostShown ? $", and {fires.Count - MostShown} more up to {fires[^1].UtcDateTime:yyyy-MM-dd HH:mm:ss'Z'}" : "")}";

    private async Task<bool> Settle(CancellationToken cancellation)
    {
        var batch = _unsettled!;
        var result = batch.Operations.Count == 0 ? CommitResult.Done : await dues.Add(batch.Operations, cancellation);
        _unsettled = null;
        switch (result)
        {
            case CommitResult.Done:
                batch.Written();
                foreach (var entry in batch.Entries)
                    _table.Await(entry);
                return true;
            case CommitResult.Conflict:
                // A commit that failed after it had been written, or a hand from outside: the journal is right, so begin from it.
                TriggerLog.ScheduleConflict(logger, account);
                (_table, _index, _adopted) = (new ScheduleTable(), null, null);
                return true;
            default:
                TriggerLog.Fenced(logger, account);
                return false;
        }
    }

    private void GoBack(DateTimeOffset now)
    {
        TriggerLog.ClockWentBack(logger, _lastNow, now);
        _table.GoBack(now);
    }
}
