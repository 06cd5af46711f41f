namespace Automator.Host.Journal;

/// <summary>
/// The durable truth. A write is a batch of operations as data: all of it or nothing, on disk when the call returns, and
/// fenced by the account's epoch, so that the same contract holds on a database shared by several hosts. A journal that
/// cannot write throws <see cref="JournalException"/>, and the call that needed it fails.
/// </summary>
internal interface IJournal : IAsyncDisposable
{
    /// <summary>Takes an account over: its epoch goes up, and whoever held it before is fenced from now on.</summary>
    /// <param name="account">The account's name.</param>
    /// <param name="identity">Which account answers to it; null for who works on the journal alone, and takes the one it was kept for.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="JournalException">The account at this address is another one than the journal was kept for, or it knows none.</exception>
    Task<Fence> Take(string account, string? identity, CancellationToken cancellation);

    Task<CommitResult> Commit(Fence fence, IReadOnlyList<JournalOperation> operations, CancellationToken cancellation);

    /// <summary>Lets a little go of what may go; false when nothing was left of it. Commits meanwhile wait some milliseconds at most.</summary>
    Task<bool> Trim(Expiry expiry, CancellationToken cancellation);

    /// <summary>Dues nothing has acted on yet, oldest first.</summary>
    IReadOnlyList<Due> PendingDues(string account);

    /// <summary>The same behind an ordinal, in the order in which they were journaled.</summary>
    IReadOnlyList<PendingDue> PendingDues(string account, long after);

    IReadOnlyList<RunRecord> RunsIn(string account, RunStatus status);

    RunRecord? Run(RunId run);

    /// <summary>Runs whose record changed after a revision, in the order of their changes.</summary>
    IReadOnlyList<RunRecord> RunsAfter(long revision, int atMost);

    /// <summary>That of the last change of any run.</summary>
    long LastRevision { get; }

    IReadOnlyList<EffectRecord> Effects(RunId run);

    /// <summary>When each write of late was answered, null where it was not: those of runs under way, and of the last that changed.</summary>
    IReadOnlyList<DateTimeOffset?> LateWrites(string account, DateTimeOffset since);

    /// <summary>When a rule began its effects of late, over all its runs.</summary>
    IReadOnlyList<DateTimeOffset> EffectTimes(string account, RuleName rule, DateTimeOffset since);

    /// <summary>Which run made a record by an effect whose answer is known; null where none of ours has.</summary>
    DoneBy? MadeBy(string account, string operation, long id);

    /// <summary>Which run was the last to send such an effect to a path, or is about to; null where none of ours has.</summary>
    DoneBy? ChangedBy(string account, string operation, string path);

    /// <summary>Whether a run under way is about to make a record by this operation, or waits for the answer.</summary>
    bool IsMaking(string account, string operation);

    /// <summary>The answers that were delivered to a run, in that order.</summary>
    /// <exception cref="JournalException">Their bodies were let go.</exception>
    IReadOnlyList<AnswerRecord> Answers(RunId run);

    /// <summary>What a run was given when it started, in JSON; null for one that cannot go on after a crash.</summary>
    string? Inputs(RunId run);

    IReadOnlyList<LogRecord> Log(RunId run);

    /// <summary>Dues that were dropped without a run, newest first: the reasons why something did not happen.</summary>
    IReadOnlyList<Due> DroppedDues(string account, int atMost);

    /// <summary>What was due of a rule around an instant, and what became of it, in the order of time.</summary>
    /// <param name="account">The account's name.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="at">The instant.</param>
    /// <param name="before">How many that were due by then, at most.</param>
    /// <param name="after">How many that were due later.</param>
    IReadOnlyList<DueOutcome> DuesAround(string account, RuleName rule, DateTimeOffset at, int before, int after);

    /// <summary>The JSON of a rule's value, or null.</summary>
    string? State(string account, RuleName rule, string key);

    /// <summary>Rules whose last runs had to be killed, by name.</summary>
    IReadOnlyList<KillRecord> Kills(string account);

    /// <summary>What is paused, the longest first.</summary>
    IReadOnlyList<PauseRecord> Pauses(string account);

    string? Cursor(string account, string name);

    /// <summary>What the account watch has seen of one kind: a mark for each record id.</summary>
    IReadOnlyDictionary<long, string> Seen(string account, string kind);
}

/// <summary>Who may write for an account: its name and the epoch in which it was taken.</summary>
internal readonly record struct Fence(string Account, long Epoch);

internal enum CommitResult
{
    Done,

    /// <summary>Something was not as the batch expected it; nothing was written.</summary>
    Conflict,

    /// <summary>Somebody else has taken the account; nothing was written, and nothing ever will be.</summary>
    Fenced,
}

/// <summary>The journal cannot be opened, read or written. The message says what, where and what to do.</summary>
internal sealed class JournalException(string message, Exception? inner = null) : Exception(message, inner);
