using Automator.Host;
using Automator.Host.Journal;

namespace Automator.Tests.Triggers;

/// <summary>A journal whose commits a test counts, and lets fail before or after they are written.</summary>
internal sealed class FlakyJournal(IJournal inner) : IJournal
{
    internal int Commits { get; private set; }

    internal Failure Next { get; set; }

    /// <summary>Of which commits that is said; of all, unless the test says otherwise.</summary>
    internal Func<IReadOnlyList<JournalOperation>, bool> Meant { get; init; } = _ => true;

    internal enum Failure
    {
        None,
        BeforeWriting,
        AfterWriting,
    }

    public async Task<CommitResult> Commit(Fence fence, IReadOnlyList<JournalOperation> operations, CancellationToken cancellation)
    {
        var failure = Failure.None;
        if (Meant(operations))
            (failure, Next) = (Next, Failure.None);
        if (failure == Failure.BeforeWriting)
            throw new JournalException("The disk is full.");
        Commits++;
        var result = await inner.Commit(fence, operations, cancellation);
        return failure == Failure.AfterWriting ? throw new JournalException("The disk went away.") : result;
    }

    public Task<Fence> Take(string account, string? identity, CancellationToken cancellation) => inner.Take(account, identity, cancellation);

    public Task<bool> Trim(Expiry expiry, CancellationToken cancellation) => inner.Trim(expiry, cancellation);

    public IReadOnlyList<Due> PendingDues(string account) => inner.PendingDues(account);

    public IReadOnlyList<PendingDue> PendingDues(string account, long after) => inner.PendingDues(account, after);

    public IReadOnlyList<RunRecord> RunsIn(string account, RunStatus status) => inner.RunsIn(account, status);

    public IReadOnlyList<DateTimeOffset?> LateWrites(string account, DateTimeOffset since) => inner.LateWrites(account, since);

    public RunRecord? Run(RunId run) => inner.Run(run);

    public IReadOnlyList<RunRecord> RunsAfter(long revision, int atMost) => inner.RunsAfter(revision, atMost);

    public long LastRevision => inner.LastRevision;

    public IReadOnlyList<EffectRecord> Effects(RunId run) => inner.Effects(run);

    public IReadOnlyList<DateTimeOffset> EffectTimes(string account, RuleName rule, DateTimeOffset since) => inner.EffectTimes(account, rule, since);

    public DoneBy? MadeBy(string account, string operation, long id) => inner.MadeBy(account, operation, id);

    public bool IsMaking(string account, string operation) => inner.IsMaking(account, operation);

    public DoneBy? ChangedBy(string account, string operation, string path) => inner.ChangedBy(account, operation, path);

    public IReadOnlyList<AnswerRecord> Answers(RunId run) => inner.Answers(run);

    public string? Inputs(RunId run) => inner.Inputs(run);

    public IReadOnlyList<LogRecord> Log(RunId run) => inner.Log(run);

    public IReadOnlyList<Due> DroppedDues(string account, int atMost) => inner.DroppedDues(account, atMost);

    public IReadOnlyList<DueOutcome> DuesAround(string account, RuleName rule, DateTimeOffset at, int before, int after) =>
        inner.DuesAround(account, rule, at, before, after);

    public string? State(string account, RuleName rule, string key) => inner.State(account, rule, key);

    public IReadOnlyList<PauseRecord> Pauses(string account) => inner.Pauses(account);

    public string? Cursor(string account, string name) => inner.Cursor(account, name);

    public IReadOnlyList<KillRecord> Kills(string account) => inner.Kills(account);

    public IReadOnlyDictionary<long, string> Seen(string account, string kind) => inner.Seen(account, kind);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
