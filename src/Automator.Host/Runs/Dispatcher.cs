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

    private readonly OpenRuns _open = new(lanes, dues.Poke, time);

    /// <summary>Those in a worker.</summary>
    internal IReadOnlyList<RunRecord> Active => [.. _open.InWorkers.Select(open => open.Run)];

    /// <summary>Takes up what an earlier host left. To be called before anything is started.</summary>
    internal async Task Recover(CancellationToken cancellation)
    {
        foreach (var run in journal.RunsIn(fence.Account, RunStatus.Waiting))
            _open.Park(_open.Add(run), run.WakeAt!.Value);
        foreach (var run in journal.RunsIn(fence.Account, RunStatus.Running))
        {
            if (Interruption.CanGoOn(run, journal))
                _open.Add(run).IsReady = true;
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
        var all = Task.WhenAll(_open.InWorkers.Select(open => open.Stint!));
        try
        {
            await all.WaitAsync(grace, time);
        }
        catch (TimeoutException)
        {
            foreach (var open in _open.InWorkers)
                open.Stops.Stop(RunStatus.Interrupted, grace == TimeSpan.Zero ? "The host was stopped." : $"The host was stopped and the run was not done within {grace.TotalSeconds:0} s.", goesOn: true);
            await all;
        }

        _open.Stop();
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
        foreach (var open in _open.Ready)
        {
            if (_open.HasRoomFor(open.Run.Rule) && !_open.IsBesideAnother(open))
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
            else if (_open.Of(due.Rule, due.Handler) is { } busy)
                await Overlap(due, busy.Run, image, cancellation);
            else if (_open.HasRoomFor(due.Rule))
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
            Begin(_open.Add(run), stint);
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
            var stint = RunStint.GoingOn(run, image, given, journal);
            // A conflict says that it was woken already, by a try that went no further.
            if (open.Status == RunStatus.Waiting)
                await journal.Commit(fence, [new JournalOperation.WakeRun(run.Id)], cancellation);
            open.IsReady = false;
            if (_open.Find(run.Id) == open) // A person may have ended it meanwhile.
                Begin(open, stint);
        }
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
                await Park(open, at);
            else
                _open.Remove(open);
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
