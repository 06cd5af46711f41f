using Automator.Host.Broker;
using Automator.Host.Journal;
using Automator.Host.Rules;
using Automator.Sdk;
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
    private readonly ITimer _gathered = time.CreateTimer(_ => dues.Poke(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>When the look that is under way began, before it was known what is pending.</summary>
    private DateTimeOffset _lookedAt;
    private DateTimeOffset? _gathersUntil;

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
        finally
        {
            await _gathered.DisposeAsync();
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
        var start = Prepare(DueGroup.Of(due), image);
        var result = await Commit([start], [new JournalOperation.AddDue(due), .. start.Operations], cancellation);
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
        (_lookedAt, _gathersUntil) = (time.GetUtcNow(), null);
        try
        {
            await Sort(_pending.Refresh(), starting, cancellation);
        }
        finally
        {
            await Begin(starting, cancellation);
            if (_gathersUntil is { } until)
                _gathered.Change(until > time.GetUtcNow() ? until - time.GetUtcNow() : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
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

    /// <returns>Whether what is behind is to be looked at.</returns>
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
            if (handler is { TakesMany: true, Overlap: Overlap.QueueAll } && open.Count > 0)
                return false; // All that waits is for the next run.
            var group = queue.Group(handler);
            if (Gathers(group, handler))
                return true;
            var hasRoom = _stints.Open.HasRoomFor(due.Rule);
            return await TakeTurn(group, queue.Turn(group, handler, open), hasRoom, image, starting, cancellation) || queue.GoOn(group, handler, open, hasRoom);
        }

        return true;
    }

    /// <summary>Whether it waits for more to come; somebody looks again when it has waited long enough.</summary>
    private bool Gathers(DueGroup group, HandlerDefinition handler)
    {
        if (handler.Gathering is not { } gathering)
            return false;
        var at = group.ReadyAt(gathering, _lookedAt);
        if (at <= _lookedAt)
            return false;
        _gathersUntil = _gathersUntil < at ? _gathersUntil : at;
        return true;
    }

    /// <returns>False when they go on waiting.</returns>
    private async Task<bool> TakeTurn(DueGroup group, Turn turn, bool hasRoom, RuleImage image, List<Start> starting, CancellationToken cancellation)
    {
        switch (turn)
        {
            case Turn.Now when hasRoom:
                starting.Add(Prepare(group, image));
                return true;
            case Turn.Never(var reason):
                foreach (var due in group.Dues)
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
    private sealed record Start(DueGroup Group, OpenRun Open, RunStint Stint)
    {
        internal IEnumerable<JournalOperation> Operations =>
        [
            new JournalOperation.StartRun(Stint.Run, JournalBody.Of(Stint.Inputs.ToJson())),
            .. Group.Dues.Skip(1).Select(due => new JournalOperation.JoinRun(due.Key, Stint.Run.Id)),
        ];
    }

    private Start Prepare(DueGroup group, RuleImage image)
    {
        var due = group.First;
        var run = new RunRecord
        {
            Id = RunId.New(time),
            Account = due.Account,
            Rule = due.Rule,
            Handler = due.Handler,
            Trigger = due.Trigger,
            DueKey = due.Key,
            DueAt = due.At,
            Payload = group.Payload,
            Subject = group.Subject,
            Depth = group.Depth,
            Dry = due.Dry,
            ImageHash = image.Hash,
            StartedAt = time.GetUtcNow(),
        };
        return new Start(group, _stints.Reserve(run), new RunStint { Run = run, Image = image, Inputs = rules.Inputs(due.Rule) });
    }

    /// <summary>All in one batch; where somebody else has acted on one of them, each by itself.</summary>
    private async Task Begin(List<Start> starting, CancellationToken cancellation)
    {
        if (starting.Count == 0)
            return;
        var together = await Commit(starting, [.. starting.SelectMany(start => start.Operations)], cancellation);
        foreach (var (group, _, stint) in starting)
        {
            var result = together;
            if (together == CommitResult.Conflict && starting.Count > 1)
            {
                var alone = Prepare(group, stint.Image);
                result = await Commit([alone], [.. alone.Operations], cancellation);
            }

            if (result == CommitResult.Conflict && group.Dues.Count > 1)
            {
                // One of them is not pending any more; the others are.
                _pending.ReadAgain();
                dues.Poke();
            }
            else
            {
                // Begun, or not pending any more.
                foreach (var due in group.Dues)
                    _pending.Forget(due);
            }
        }
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
