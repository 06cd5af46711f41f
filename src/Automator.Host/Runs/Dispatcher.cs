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
                await StartWhatCan(stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Asked to stop: what is pending stays pending.
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
                active.Stops.Stop(RunStatus.Interrupted, $"The host was stopped and the run was not done within {grace.TotalSeconds:0} s.");
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
        await journal.Commit(fence, [new JournalOperation.AddDue(due)], cancellation);
        await Start(due, image, cancellation);
    }

    private async Task StartWhatCan(CancellationToken cancellation)
    {
        foreach (var due in journal.PendingDues(fence.Account))
        {
            if (find(due.Rule) is not { } entry)
                await Drop(due, $"The rule '{due.Rule}' is gone.", cancellation);
            else if (entry.Live is not { } image)
                continue; // It has never built: it may be mended, or deleted.
            else if (image.Manifest.Rule.Handlers.All(h => h.Key != due.Handler))
                await Drop(due, $"The rule '{due.Rule}' has no handler '{due.Handler}' any more.", cancellation);
            else if (_active.Values.FirstOrDefault(a => a.Run.Rule == due.Rule && a.Run.Handler == due.Handler) is { } busy)
                await Overlap(due, busy.Run, cancellation);
            else if (_active.Count < lanes)
                await Start(due, image, cancellation);
        }
    }

    /// <summary>A schedule's fire is skipped while the last one runs; everything else waits its turn.</summary>
    private Task Overlap(Due due, RunRecord busy, CancellationToken cancellation) => due.Trigger == Trigger.Schedule
        ? Drop(due, $"Skipped: run {busy.Id} of the same handler was still under way.", cancellation)
        : Task.CompletedTask;

    private async Task Start(Due due, RuleImage image, CancellationToken cancellation)
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
        if (await journal.Commit(fence, [new JournalOperation.StartRun(run)], cancellation) != CommitResult.Done)
            return;

        var stops = new RunStops();
        var begin = new TaskCompletionSource();
        _active[run.Id] = new ActiveRun(run, stops, Whole());
        begin.SetResult();

        async Task Whole()
        {
            await begin.Task;
            runChanged();
            await Task.Run(() => execution.Execute(run, image, stops), CancellationToken.None);
            _active.TryRemove(run.Id, out _);
            runChanged();
            dues.Poke();
        }
    }

    private async Task Drop(Due due, string reason, CancellationToken cancellation)
    {
        await journal.Commit(fence, [new JournalOperation.DropDue(due.Key, reason, time.GetUtcNow())], cancellation);
        LogDropped(due.Rule, due.Handler, due.At, reason);
        feed.Publish(due.Key, new RunEvent.NotStarted(reason));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Rule} run {Run} had been cut off after {Effects} effects")]
    private partial void LogInterrupted(RuleName rule, RunId run, int effects);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Rule} {Handler} due at {At} did not run: {Reason}")]
    private partial void LogDropped(RuleName rule, string handler, DateTimeOffset at, string reason);
}
