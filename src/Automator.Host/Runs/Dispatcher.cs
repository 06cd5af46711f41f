using Automator.Host.Broker;
using Automator.Host.Journal;
using Automator.Host.Rules;
using Automator.Sdk.Protocol;

namespace Automator.Host.Runs;

/// <summary>
/// Turns pending dues into runs, oldest first, each when its handler's overlap and the workers let it. A due leaves the queue by
/// becoming a run or by being dropped with a reason, never otherwise.
/// </summary>
internal sealed partial class Dispatcher(
    IJournal journal, Fence fence, DueQueue dues, RuleSource rules, RunExecution execution, RunFeed feed, int lanes, Action runChanged, TimeProvider time, ILogger<Dispatcher> logger)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);

    private readonly Stints _stints = new(journal, fence, rules, execution, feed, lanes, dues.Poke, runChanged, time, logger);
    private readonly PendingDues _pending = new(journal, fence.Account);

    /// <summary>Those in a worker.</summary>
    internal IReadOnlyList<RunRecord> Active => [.. _stints.Open.InWorkers.Select(open => open.Run)];

    /// <summary>Takes up what an earlier host left. To be called before anything is started.</summary>
    internal Task Recover(CancellationToken cancellation) => _stints.Recover(cancellation);

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

    /// <summary>Waits for the runs under way; those still there after the grace go on when a host starts again.</summary>
    internal Task Drain(TimeSpan grace) => _stints.Drain(grace);

    /// <summary>Asks a run to end: one in a worker at its next call, another at once.</summary>
    /// <returns>False when no such run is open.</returns>
    internal bool Cancel(RunId run, string reason) => _stints.Cancel(run, reason);

    /// <summary>Starts a run without letting it wait its turn: a console snippet, or the one rule a command runs.</summary>
    internal async Task StartNow(Due due, RuleImage image, CancellationToken cancellation)
    {
        // One batch: a due that is pending for a moment would be found, and dropped, by whoever starts what is pending.
        var start = Prepare(due, image);
        var result = await Commit([start], [new JournalOperation.AddDue(due), start.Operation], cancellation);
        if (result != CommitResult.Done)
            feed.Publish(due.Key, new RunEvent.NotStarted(NotTaken(result)));
    }

    /// <summary>Why the journal did not take what a person asked for, for that person.</summary>
    internal static string NotTaken(CommitResult result) => result == CommitResult.Fenced
        ? "The account has been taken over by another host; this one starts nothing more for it."
        : "The journal knows this run already.";

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

    private async Task StartWhatCan(CancellationToken cancellation)
    {
        await _stints.TakeUp(cancellation);
        var starting = new List<Start>();
        try
        {
            await Sort(_pending.Refresh(), starting, cancellation);
        }
        finally
        {
            await Begin(starting, cancellation);
        }
    }

    /// <summary>What waits behind one that cannot start yet, and only waits, is not looked at: there may be very much of it.</summary>
    private async Task Sort(IReadOnlyCollection<HandlerDues> pending, List<Start> starting, CancellationToken cancellation)
    {
        if (pending.Count == 0)
            return;
        var kills = journal.Kills(fence.Account);
        var paused = new Pauses(journal.Pauses(fence.Account));
        var queues = new PriorityQueue<HandlerQueue, DuePlace>(pending.Count);
        foreach (var queue in pending.Select(dues => new HandlerQueue(dues, paused.Hold(dues.Rule))))
            Next(queue);
        while (queues.TryDequeue(out var queue, out _))
        {
            if (await Sort(queue, kills, starting, cancellation))
                Next(queue);
        }

        void Next(HandlerQueue queue)
        {
            if (queue.MoveNext())
                queues.Enqueue(queue, queue.Place);
        }
    }

    /// <returns>Whether the due behind this one is to be looked at.</returns>
    private async Task<bool> Sort(HandlerQueue queue, IReadOnlyList<KillRecord> kills, List<Start> starting, CancellationToken cancellation)
    {
        var due = queue.Due;
        if (rules.Find(due.Rule) is not { } entry)
            await Drop(due, $"The rule '{due.Rule}' is gone, or does not run on this account any more.", cancellation);
        else if (entry.Live is not { } image)
            return false; // It has never built: it may be mended, or deleted.
        else if (image.Manifest.Rule.Handlers.FirstOrDefault(h => h.Key == due.Handler) is not { } handler)
            await Drop(due, $"The rule '{due.Rule}' has no handler '{due.Handler}' any more.", cancellation);
        else if (Quarantine.Of(kills, image, due.Rule) is { } quarantined)
            await Drop(due, quarantined, cancellation);
        else
        {
            var open = _stints.Open.Of(HandlerKey.Of(due));
            var hasRoom = _stints.Open.HasRoomFor(due.Rule);
            return await TakeTurn(due, queue.Turn(handler, open), hasRoom, image, starting, cancellation) || queue.GoOn(handler, open, hasRoom);
        }

        return true;
    }

    /// <returns>False when it goes on waiting.</returns>
    private async Task<bool> TakeTurn(Due due, Turn turn, bool hasRoom, RuleImage image, List<Start> starting, CancellationToken cancellation)
    {
        switch (turn)
        {
            case Turn.Now when hasRoom:
                starting.Add(Prepare(due, image));
                return true;
            case Turn.Never(var reason):
                await Drop(due, reason, cancellation);
                return true;
            case Turn.InPlaceOf(var run):
                _stints.CancelUnchanged(run, "A newer due of the same handler has come, and is run in its place.");
                return false;
            default:
                return false;
        }
    }

    /// <summary>A run that is about to begin, in a worker that is kept for it.</summary>
    private sealed record Start(Due Due, OpenRun Open, RunStint Stint)
    {
        internal JournalOperation Operation => new JournalOperation.StartRun(Stint.Run, JournalBody.Of(Stint.Inputs.ToJson()));
    }

    private Start Prepare(Due due, RuleImage image)
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
            Subject = due.Subject,
            Depth = due.Depth,
            Dry = due.Dry,
            ImageHash = image.Hash,
            StartedAt = time.GetUtcNow(),
        };
        return new Start(due, _stints.Reserve(run), new RunStint { Run = run, Image = image, Inputs = rules.Inputs(due.Rule) });
    }

    /// <summary>All in one batch; where somebody else has acted on one of them, each by itself.</summary>
    private async Task Begin(List<Start> starting, CancellationToken cancellation)
    {
        if (starting.Count == 0)
            return;
        if (await Commit(starting, [.. starting.Select(start => start.Operation)], cancellation) == CommitResult.Conflict && starting.Count > 1)
        {
            foreach (var start in starting.Select(start => Prepare(start.Due, start.Stint.Image)))
                await Commit([start], [start.Operation], cancellation);
        }

        // Begun, or not pending any more.
        starting.ForEach(start => _pending.Forget(start.Due));
    }

    private async Task<CommitResult> Commit(IReadOnlyList<Start> starting, IReadOnlyList<JournalOperation> batch, CancellationToken cancellation)
    {
        CommitResult? result = null;
        try
        {
            result = await journal.Commit(fence, batch, cancellation);
            return result.Value;
        }
        finally
        {
            foreach (var start in starting)
            {
                if (result == CommitResult.Done)
                    _stints.Begin(start.Open, start.Stint);
                else
                    _stints.GiveBack(start.Open);
            }
        }
    }

    private async Task Drop(Due due, string reason, CancellationToken cancellation)
    {
        await journal.Commit(fence, [new JournalOperation.DropDue(due.Key, reason, time.GetUtcNow())], cancellation);
        _pending.Forget(due);
        LogDropped(due.Rule, due.Handler, $"{due.At.UtcDateTime:yyyy-MM-dd HH:mm:ss'Z'}", reason);
        feed.Publish(due.Key, new RunEvent.NotStarted(reason));
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Nothing can be started, and is tried again in {Pause}: {Reason}")]
    private partial void LogJournal(string reason, TimeSpan pause);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Rule} {Handler} due at {At} did not run: {Reason}")]
    private partial void LogDropped(RuleName rule, string handler, string at, string reason);
}
