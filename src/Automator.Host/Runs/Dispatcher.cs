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
    IJournal journal, Fence fence, DueQueue dues, Func<RuleName, CatalogEntry?> find, RunExecution execution,
    RunFeed feed, int lanes, Action runChanged, TimeProvider time, ILogger<Dispatcher> logger)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<RunId, ActiveRun> _active = new();

    private sealed record ActiveRun(RunRecord Run, RunStops Stops, Task Task);

    internal IReadOnlyList<RunRecord> Active => [.. _active.Values.Select(a => a.Run)];

    /// <summary>Settles what an earlier host left running. To be called before anything is started.</summary>
    internal async Task Recover(CancellationToken cancellation)
    {
        foreach (var run in journal.RunsIn(fence.Account, RunStatus.Running))
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

        runChanged();
        dues.Poke();
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

    /// <summary>Waits for the runs under way; those still there after the grace are interrupted.</summary>
    internal async Task Drain(TimeSpan grace)
    {
        var all = Task.WhenAll(_active.Values.Select(a => a.Task));
        try
        {
            await all.WaitAsync(grace, time);
        }
        catch (TimeoutException)
        {
            foreach (var active in _active.Values)
                active.Stops.Stop(RunStatus.Interrupted, grace == TimeSpan.Zero ? "The host was stopped." : $"The host was stopped and the run was not done within {grace.TotalSeconds:0} s.");
            await all;
        }
    }

    /// <returns>False when no such run is under way.</returns>
    internal bool Cancel(RunId run, string reason)
    {
        if (!_active.TryGetValue(run, out var active))
            return false;
        active.Stops.Stop(RunStatus.Cancelled, reason);
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
            else if (_active.Values.FirstOrDefault(a => a.Run.Rule == due.Rule && a.Run.Handler == due.Handler) is { } busy)
                await Overlap(due, busy.Run, image, cancellation);
            else if (_active.Count < lanes)
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
        var result = await journal.Commit(fence, [.. before, new JournalOperation.StartRun(run)], cancellation);
        if (result != CommitResult.Done)
            return result;

        var stops = new RunStops();
        var begin = new TaskCompletionSource();
        _active[run.Id] = new ActiveRun(run, stops, Whole(run, image, stops, begin.Task));
        begin.SetResult();
        return result;
    }

    private async Task Whole(RunRecord run, RuleImage image, RunStops stops, Task begin)
    {
        await begin;
        runChanged();
        try
        {
            await Task.Run(() => execution.Execute(run, image, stops), CancellationToken.None);
        }
        catch (Exception fault) // the border to everything a run touches: it ends that run alone
        {
            LogFault(fault, run.Rule, run.Id);
            await EndAsFailed(run, $"The host could not carry the run to its end: {fault.GetType().Name}: {fault.Message} This is a fault of Automator, not of the rule.");
        }
        finally
        {
            _active.TryRemove(run.Id, out _);
            runChanged();
            dues.Poke();
        }
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

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Rule} run {Run} had been cut off after {Effects} effects")]
    private partial void LogInterrupted(RuleName rule, RunId run, int effects);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Rule} {Handler} due at {At} did not run: {Reason}")]
    private partial void LogDropped(RuleName rule, string handler, string at, string reason);
}
