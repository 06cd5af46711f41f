using System.Collections.Concurrent;
using Automator.Host.Broker;
using Automator.Host.Journal;
using Automator.Host.Rules;
using Automator.Sdk.Protocol;

namespace Automator.Host.Runs;

/// <summary>
/// Turns pending dues into runs, oldest first: one run of a handler at a time, as many at once as there are lanes. A due
/// leaves the queue by becoming a run or by being dropped with a reason, never otherwise.
/// </summary>
internal sealed partial class Dispatcher(
    IJournal journal, Fence fence, DueQueue dues, Func<RuleName, CatalogEntry?> find, Func<string, RuleImage?> images, Func<RuleName, RunInputs> inputs,
    RunExecution execution, RunFeed feed, int lanes, Action runChanged, TimeProvider time, ILogger<Dispatcher> logger)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);

    /// <summary>A clock that is set forward is noticed after this; a timer counts on its own.</summary>
    private static readonly TimeSpan LongestAlarm = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<RunId, OpenRun> _open = new();

    /// <summary>A run that has not ended: in a worker, or waiting for one, or for a time to come.</summary>
    private sealed class OpenRun(RunRecord run) : IDisposable
    {
        internal RunRecord Run { get; } = run;

        internal RunStops Stops { get; } = new();

        /// <summary>Null while it is in no worker.</summary>
        internal Task? Stint { get; set; }

        internal ITimer? Alarm { get; set; }

        /// <summary>It can go on as soon as there is a worker.</summary>
        internal bool IsReady { get; set; }

        public void Dispose() => Alarm?.Dispose();
    }

    /// <summary>Those in a worker.</summary>
    internal IReadOnlyList<RunRecord> Active => [.. _open.Values.Where(open => open.Stint is not null).Select(open => open.Run)];

    /// <summary>One worker is left for the others, whatever a rule with many handlers is at.</summary>
    private bool HasShare(RuleName rule) =>
        lanes == 1 || _open.Values.Count(open => open.Stint is not null && open.Run.Rule == rule) < lanes - 1;

    private bool HasLane => _open.Values.Count(open => open.Stint is not null) < lanes;

    /// <summary>Takes up what an earlier host left. To be called before anything is started.</summary>
    internal async Task Recover(CancellationToken cancellation)
    {
        foreach (var run in journal.RunsIn(fence.Account, RunStatus.Waiting))
            Park(_open[run.Id] = new OpenRun(run), run.WakeAt!.Value);
        foreach (var run in journal.RunsIn(fence.Account, RunStatus.Running))
        {
            if (!run.Dry && !ConsoleSnippet.IsOne(run) && journal.Inputs(run.Id) is not null)
                _open[run.Id] = new OpenRun(run) { IsReady = true };
            else
                await Interrupt(run, cancellation);
        }

        runChanged();
        dues.Poke();
    }

    private async Task Interrupt(RunRecord run, CancellationToken cancellation)
    {
        var effects = journal.Effects(run.Id);
        var end = new RunEnd
        {
            Status = RunStatus.Interrupted,
            At = time.GetUtcNow(),
            Reason = "The host ended while the run was under way.",
            Writes = effects.Count,
        };
        await journal.Commit(fence, Interruption.Of(run, effects, end), cancellation);
        LogInterrupted(run.Rule, run.Id, effects.Count);
    }

    /// <summary>Starts runs until it is cancelled; those under way then go on.</summary>
    internal async Task Run(CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                await dues.Wait(stopping);
                await StartWhatCanBeStarted(stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Asked to stop: what is pending stays pending.
        }
    }

    /// <summary>A journal that cannot be written now keeps what is pending, and is tried again.</summary>
    private async Task StartWhatCanBeStarted(CancellationToken stopping)
    {
        var pause = TimeSpan.FromSeconds(1);
        while (true)
        {
            try
            {
                await StartWhatCan(stopping);
                return;
            }
            catch (JournalException e)
            {
                LogJournal(e.Message, pause);
                await Task.Delay(pause, time, stopping);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
    }

    /// <summary>Waits for the runs under way; those still there after the grace go on when a host starts again.</summary>
    internal async Task Drain(TimeSpan grace)
    {
        var all = Task.WhenAll(_open.Values.Select(open => open.Stint).OfType<Task>());
        try
        {
            await all.WaitAsync(grace, time);
        }
        catch (TimeoutException)
        {
            foreach (var open in _open.Values)
                open.Stops.Stop(RunStatus.Interrupted, grace == TimeSpan.Zero ? "The host was stopped." : $"The host was stopped and the run was not done within {grace.TotalSeconds:0} s.", goesOn: true);
            await all;
        }

        foreach (var open in _open.Values)
            open.Dispose();
    }

    /// <returns>False when no such run is under way.</returns>
    internal async Task<bool> Cancel(RunId run, string reason, CancellationToken cancellation)
    {
        if (!_open.TryGetValue(run, out var open))
            return false;
        open.Stops.Stop(RunStatus.Cancelled, reason);
        // One that is in no worker hears of it nowhere else.
        if (open.Stint is null)
            await Close(open, RunStatus.Cancelled, reason, cancellation);
        return true;
    }

    /// <summary>Starts a run without letting it wait its turn: a console snippet, or the one rule a command runs.</summary>
    internal async Task StartNow(Due due, RuleImage image, CancellationToken cancellation)
    {
        // One batch: a due that is pending for a moment would be found, and dropped, by whoever starts what is pending.
        var result = await Start(due, image, [new JournalOperation.AddDue(due)], cancellation);
        if (result != CommitResult.Done)
            feed.Publish(due.Key, new RunEvent.NotStarted(NotTaken(result)));
    }

    /// <summary>Why the journal did not take what a person asked for, for that person.</summary>
    internal static string NotTaken(CommitResult result) => result == CommitResult.Fenced
        ? "The account has been taken over by another host; this one starts nothing more for it."
        : "The journal knows this run already.";

    private async Task StartWhatCan(CancellationToken cancellation)
    {
        foreach (var open in _open.Values.Where(open => open.IsReady).OrderBy(open => open.Run.Id.Value, StringComparer.Ordinal))
        {
            if (HasLane && HasShare(open.Run.Rule))
                await GoOn(open, cancellation);
        }

        var pending = journal.PendingDues(fence.Account);
        var kills = pending.Count > 0 ? journal.Kills(fence.Account) : [];
        foreach (var due in pending)
        {
            if (find(due.Rule) is not { } entry)
                await Drop(due, $"The rule '{due.Rule}' is gone, or does not run on this account any more.", cancellation);
            else if (entry.Live is not { } image)
                continue; // It has never built: it may be mended, or deleted.
            else if (image.Manifest.Rule.Handlers.All(h => h.Key != due.Handler))
                await Drop(due, $"The rule '{due.Rule}' has no handler '{due.Handler}' any more.", cancellation);
            else if (Quarantine.Of(kills, image, due.Rule) is { } quarantined)
                await Drop(due, quarantined, cancellation);
            else if (_open.Values.FirstOrDefault(open => open.Run.Rule == due.Rule && open.Run.Handler == due.Handler) is { } busy)
                await Overlap(due, busy.Run, image, cancellation);
            else if (HasLane && HasShare(due.Rule))
                await Start(due, image, [], cancellation);
        }
    }

    /// <summary>
    /// A schedule's fire is skipped while the last one runs, and everything else waits its turn; as do missed fires each of
    /// which is to be made up for, which were all due before the first of them ran.
    /// </summary>
    private Task Overlap(Due due, RunRecord busy, RuleImage image, CancellationToken cancellation)
    {
        var isMadeUpFor = due.At < busy.StartedAt && image.Manifest.Rule.Handlers.First(h => h.Key == due.Handler).Misfire == Sdk.Misfire.All;
        return due.Trigger == Trigger.Schedule && !isMadeUpFor
            ? Drop(due, $"Skipped: run {busy.Id} of the same handler was still under way.", cancellation)
            : Task.CompletedTask;
    }

    private async Task<CommitResult> Start(Due due, RuleImage image, IReadOnlyList<JournalOperation> before, CancellationToken cancellation)
    {
        var run = new RunRecord
        {
            Id = RunId.New(time),
            Account = due.Account,
            Rule = due.Rule,
            Handler = due.Handler,
            Trigger = due.Trigger,
            DueKey = due.Key,
            DueAt = due.At,
            Payload = due.Payload,
            Dry = due.Dry,
            ImageHash = image.Hash,
            StartedAt = time.GetUtcNow(),
        };
        var given = inputs(due.Rule);
        var stint = new RunStint { Run = run, Image = image, Inputs = given };
        var result = await journal.Commit(
            fence, [.. before, new JournalOperation.StartRun(run, JournalBody.Of(given.ToJson()))], cancellation);
        if (result == CommitResult.Done)
            Begin(_open[run.Id] = new OpenRun(run), stint);
        return result;
    }

    /// <summary>Takes up a run where the journal has it, with the image it began with.</summary>
    private async Task GoOn(OpenRun open, CancellationToken cancellation)
    {
        var run = open.Run;
        var given = RunInputs.Of(journal.Inputs(run.Id)!);
        if (images(run.ImageHash) is not { } image)
            await Close(open, RunStatus.Interrupted, $"The run was cut off and cannot go on: the version of the rule it began with is gone, or may not run any more (image {run.ImageHash[..12]}).", cancellation);
        else if (given.Protocol != ProtocolJson.Version)
            await Close(open, RunStatus.Interrupted, $"The run was cut off and cannot go on: it began under another version of Automator ({given.Runtime}, protocol {given.Protocol}; this one speaks {ProtocolJson.Version}).", cancellation);
        else
        {
            if (open.Alarm is not null)
                await journal.Commit(fence, [new JournalOperation.WakeRun(run.Id)], cancellation);
            open.IsReady = false;
            Begin(open, RunStint.GoingOn(run, image, given, journal));
        }
    }

    /// <summary>Ends a run that is in no worker.</summary>
    private async Task Close(OpenRun open, RunStatus status, string reason, CancellationToken cancellation)
    {
        if (!_open.TryRemove(open.Run.Id, out _))
            return;
        open.Dispose();
        var end = new RunEnd { Status = status, At = time.GetUtcNow(), Reason = reason, Writes = journal.Effects(open.Run.Id).Count };
        var from = open.Alarm is null ? RunStatus.Running : RunStatus.Waiting;
        await journal.Commit(fence, [new JournalOperation.MoveRun(open.Run.Id, from, end)], cancellation);
        LogClosed(open.Run.Rule, open.Run.Id, status, reason);
        feed.Publish(open.Run.DueKey, new RunEvent.Ended(open.Run.Id.Value, status, reason, 0, end.Writes, null));
        runChanged();
        dues.Poke();
    }

    private void Begin(OpenRun open, RunStint stint)
    {
        var begin = new TaskCompletionSource();
        open.Stint = Whole(open, stint, begin.Task);
        begin.SetResult();
    }

    private async Task Whole(OpenRun open, RunStint stint, Task begin)
    {
        await begin;
        runChanged();
        DateTimeOffset? wakeAt = null;
        try
        {
            wakeAt = await Task.Run(() => execution.Execute(stint, open.Stops), CancellationToken.None);
        }
        catch (Exception fault) // the border to everything a run touches: it ends that run alone
        {
            LogFault(fault, stint.Run.Rule, stint.Run.Id);
            await EndAsFailed(stint.Run, $"The host could not carry the run to its end: {fault.GetType().Name}: {fault.Message} This is a fault of Automator, not of the rule.");
        }
        finally
        {
            if (wakeAt is { } at)
                Park(open, at);
            else
                _open.TryRemove(stint.Run.Id, out _);
            runChanged();
            dues.Poke();
        }
    }

    /// <summary>The run is in no worker until its time comes.</summary>
    private void Park(OpenRun open, DateTimeOffset wakeAt)
    {
        open.Alarm?.Dispose();
        open.Alarm = time.CreateTimer(_ => LookAt(open, wakeAt), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        open.Stint = null;
        LookAt(open, wakeAt);
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
        dues.Poke();
    }

    private async Task EndAsFailed(RunRecord run, string reason)
    {
        var end = new RunEnd { Status = RunStatus.Failed, At = time.GetUtcNow(), Reason = reason };
        try
        {
            await journal.Commit(fence, [new JournalOperation.MoveRun(run.Id, RunStatus.Running, end)], CancellationToken.None);
        }
        catch (JournalException e)
        {
            LogJournal(e.Message, TimeSpan.Zero);
        }

        feed.Publish(run.DueKey, new RunEvent.Ended(run.Id.Value, end.Status, end.Reason, 0, 0, null));
    }

    private async Task Drop(Due due, string reason, CancellationToken cancellation)
    {
        await journal.Commit(fence, [new JournalOperation.DropDue(due.Key, reason, time.GetUtcNow())], cancellation);
        LogDropped(due.Rule, due.Handler, $"{due.At.UtcDateTime:yyyy-MM-dd HH:mm:ss'Z'}", reason);
        feed.Publish(due.Key, new RunEvent.NotStarted(reason));
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Nothing can be started, and is tried again in {Pause}: {Reason}")]
    private partial void LogJournal(string reason, TimeSpan pause);

    [LoggerMessage(Level = LogLevel.Error, Message = "The host could not carry {Rule} run {Run} to its end")]
    private partial void LogFault(Exception fault, RuleName rule, RunId run);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Rule} run {Run} ended as {Status}: {Reason}")]
    private partial void LogClosed(RuleName rule, RunId run, RunStatus status, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Rule} run {Run} had been cut off after {Effects} effects")]
    private partial void LogInterrupted(RuleName rule, RunId run, int effects);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Rule} {Handler} due at {At} did not run: {Reason}")]
    private partial void LogDropped(RuleName rule, string handler, string at, string reason);
}
