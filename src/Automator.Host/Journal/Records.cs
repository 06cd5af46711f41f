using Automator.Sdk.Protocol;

namespace Automator.Host.Journal;

/// <summary>A trigger that fired. It names no image: which version runs is decided when the run starts.</summary>
internal sealed record Due
{
    /// <summary>Unique for ever, and made of what happened (rule, handler, UTC instant or event), so that nothing fires twice.</summary>
    public required string Key { get; init; }

    public required string Account { get; init; }

    public required RuleName Rule { get; init; }

    public required string Handler { get; init; }

    public required Trigger Trigger { get; init; }

    /// <summary>JSON for the handler.</summary>
    public string? Payload { get; init; }

    /// <summary>The record whose event it is; null for what is no event.</summary>
    public long? Subject { get; init; }

    /// <summary>How many runs led to it, one after the other; zero for what came from outside.</summary>
    public int Depth { get; init; }

    /// <summary>The instant that was due: of the schedule, or of the event as the account tells it.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When it was journaled.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    public bool Dry { get; init; }

    /// <summary>Why it was dropped; null for any other.</summary>
    public string? DropReason { get; init; }
}

/// <summary>A due that is pending, and its place.</summary>
/// <param name="Ordinal">Grows with each due that is journaled.</param>
/// <param name="Due">What is due.</param>
internal readonly record struct PendingDue(long Ordinal, Due Due);

/// <summary>What became of a due.</summary>
/// <param name="Due">With the reason, where it was dropped.</param>
/// <param name="Run">Its run, where it was taken.</param>
/// <param name="Joined">How many others that run is for as well.</param>
internal sealed record DueOutcome(Due Due, RunId? Run, int Joined);

/// <summary>One execution of one handler for one due.</summary>
internal sealed record RunRecord
{
    public required RunId Id { get; init; }

    public required string Account { get; init; }

    public required RuleName Rule { get; init; }

    public required string Handler { get; init; }

    public required Trigger Trigger { get; init; }

    public required string DueKey { get; init; }

    public required DateTimeOffset DueAt { get; init; }

    public string? Payload { get; init; }

    /// <summary>The record whose event it is for; null for what is no event.</summary>
    public long? Subject { get; init; }

    /// <summary>How many runs led to it, one after the other.</summary>
    public int Depth { get; init; }

    public bool Dry { get; init; }

    /// <summary>The image it is pinned to.</summary>
    public required string ImageHash { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public RunStatus Status { get; init; } = RunStatus.Running;

    /// <summary>When a waiting run goes on; null for any other.</summary>
    public DateTimeOffset? WakeAt { get; init; }

    /// <summary>How often a call of it was made again after it had failed.</summary>
    public int Retries { get; init; }

    /// <summary>Why the last of them was.</summary>
    public string? RetryReason { get; init; }

    /// <summary>Time that its requests had waited for the account's budget when it was last parked; zero once it has ended.</summary>
    public TimeSpan Waited { get; init; }

    /// <summary>Null while it runs or waits.</summary>
    public RunEnd? End { get; init; }

    /// <summary>When the bodies of its answers and effects were let go, some time after its end; null while they are kept.</summary>
    public DateTimeOffset? BodiesGoneAt { get; init; }

    /// <summary>Grows with every change of any run: the run log follows it.</summary>
    public long Revision { get; init; }
}

/// <summary>How a run left a state: to which one, when, why, and what it had spent by then.</summary>
internal sealed record RunEnd
{
    public required RunStatus Status { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>For people: the error with file and line, the limit and its figure, who cancelled. Null when it succeeded.</summary>
    public string? Reason { get; init; }

    public int Reads { get; init; }

    public int Writes { get; init; }

    public int Calls { get; init; }

    /// <summary>
    /// Time in which a request of the run waited for the account's budget, however many did at once. What a crash cut off is not in it.
    /// </summary>
    public TimeSpan Waited { get; init; }

    /// <summary>Time in which the run waited for nothing but a time to come: <c>Clock.Delay</c>, in a worker or parked.</summary>
    public TimeSpan Slept { get; init; }

    /// <summary>Processor time of its worker. One that was cut off and went on is taken through its past again, so that its last worker has done it all.</summary>
    public TimeSpan Worked { get; init; }
}

/// <summary>The states of a run.</summary>
internal enum RunStatus
{
    /// <summary>Not started: no run yet, but a due that is pending.</summary>
    Queued,
    Running,

    /// <summary>For nothing but a time to come: it holds no worker until then.</summary>
    Waiting,

    /// <summary>Cut off, and it cannot go on by itself: a person decides.</summary>
    Interrupted,
    Succeeded,
    Failed,
    Cancelled,
    TimedOut,
    LimitReached,
    Refused,

    /// <summary>Nobody can tell whether an effect was done: a person decides.</summary>
    InDoubt,
}

/// <summary>A call that changes something. Live ones are durable before they are sent; dry ones are never sent.</summary>
internal sealed record EffectRecord
{
    public required RunId Run { get; init; }

    public required long Sequence { get; init; }

    /// <summary>The operation's name, such as <c>todo-item.complete</c>.</summary>
    public required string Operation { get; init; }

    /// <summary>For people: "complete to-do 123".</summary>
    public required string Description { get; init; }

    public required string Method { get; init; }

    public required string Path { get; init; }

    public string? Body { get; init; }

    public required DateTimeOffset IntendedAt { get; init; }

    public EffectStatus Status { get; init; } = EffectStatus.Intended;

    /// <summary>The id of what was created, or the failure's text.</summary>
    public string? Answer { get; init; }

    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>The hash of the operation: a run that goes on must ask for the same.</summary>
    public byte[]? Request { get; init; }

    /// <summary>Of the collection in which a record is to be made that does not tell when it was made: what is ours has a larger id.</summary>
    public long? LargestIdBefore { get; init; }

    /// <summary>The answer as the rule gets it, in JSON: a result, or a failure where <see cref="Status"/> is that.</summary>
    public string? Result { get; init; }

    /// <summary>Why nobody could tell whether it was done, and what a person said of it, in JSON; null where that never was so.</summary>
    public string? Doubt { get; init; }
}

/// <summary>The run that did something to the account.</summary>
/// <param name="Run">Its id.</param>
/// <param name="Rule">Whose run it is.</param>
/// <param name="Depth">How many runs led to it.</param>
/// <param name="At">When it was answered; when it was to be sent, where it was not answered yet.</param>
internal sealed record DoneBy(RunId Run, RuleName Rule, int Depth, DateTimeOffset At);

/// <summary>A call's answer, as it was delivered to the run.</summary>
internal sealed record AnswerRecord
{
    public required RunId Run { get; init; }

    /// <summary>Counts from 1 in each run, in the order of delivery.</summary>
    public required int Ordinal { get; init; }

    /// <summary>The call's.</summary>
    public required long Sequence { get; init; }

    /// <summary>The operation's name.</summary>
    public required string Operation { get; init; }

    /// <summary>The hash of the operation.</summary>
    public required byte[] Request { get; init; }

    /// <summary>The run's time from this answer on.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>GETs that were made for it.</summary>
    public int Reads { get; init; }

    /// <summary>Whether <see cref="Body"/> is a failure.</summary>
    public bool Failed { get; init; }

    /// <summary>The result or the failure in JSON.</summary>
    public required JournalBody Body { get; init; }
}

internal enum EffectStatus
{
    /// <summary>Durable, perhaps sent, not answered.</summary>
    Intended,
    Done,

    /// <summary>The account refused it: nothing was changed.</summary>
    Failed,

    /// <summary>Sent, and nobody knows whether it was done.</summary>
    InDoubt,

    /// <summary>It was in doubt, and a person says that it was not done: it is sent again when the run goes on.</summary>
    NotDone,

    /// <summary>A dry run: stopped at the broker.</summary>
    Planned,
}

/// <summary>One line a rule or the host wrote about a run.</summary>
internal sealed record LogRecord
{
    public required RunId Run { get; init; }

    public required int Ordinal { get; init; }

    public required DateTimeOffset At { get; init; }

    public required LogSeverity Level { get; init; }

    /// <summary>Whether the host wrote it: a run that goes on does not come to it again.</summary>
    public bool FromHost { get; init; }

    public required string Text { get; init; }
}

/// <summary>What a person has paused: nothing of it is started.</summary>
/// <param name="Rule">Null for all rules of the account.</param>
/// <param name="At">Since when.</param>
internal sealed record PauseRecord(RuleName? Rule, DateTimeOffset At, string? Reason = null);

/// <summary>A rule whose last runs had to be killed.</summary>
internal sealed record KillRecord
{
    public required RuleName Rule { get; init; }

    /// <summary>The version they were of.</summary>
    public required string ImageHash { get; init; }

    /// <summary>In a row.</summary>
    public required int Count { get; init; }

    /// <summary>Of the last one.</summary>
    public required string Reason { get; init; }

    public required DateTimeOffset At { get; init; }
}
