using Automator.Host;
using Automator.Host.Journal;

namespace Automator.Benchmarks.Durability;

/// <summary>A journal around another, to stand between it and its host.</summary>
internal abstract class JournalAround(IJournal inner) : IJournal
{
    public virtual Task<Fence> Take(string account, string? identity, CancellationToken cancellation) => inner.Take(account, identity, cancellation);

    public virtual Task<CommitResult> Commit(Fence fence, IReadOnlyList<JournalOperation> operations, CancellationToken cancellation) =>
        inner.Commit(fence, operations, cancellation);

    public Task<bool> Trim(Expiry expiry, CancellationToken cancellation) => inner.Trim(expiry, cancellation);

    public IReadOnlyList<Due> PendingDues(string account) => inner.PendingDues(account);

    public IReadOnlyList<PendingDue> PendingDues(string account, long after) => inner.PendingDues(account, after);

    public virtual IReadOnlyList<RunRecord> RunsIn(string account, RunStatus status) => inner.RunsIn(account, status);

    public RunRecord? Run(RunId run) => inner.Run(run);

    public virtual IReadOnlyList<RunRecord> RunsAfter(long revision, int atMost) => inner.RunsAfter(revision, atMost);

    public long LastRevision => inner.LastRevision;

    public IReadOnlyList<EffectRecord> Effects(RunId run) => inner.Effects(run);

    public IReadOnlyList<DateTimeOffset> EffectTimes(string account, RuleName rule, DateTimeOffset since) => inner.EffectTimes(account, rule, since);

    public virtual DoneBy? MadeBy(string account, string operation, long id) => inner.MadeBy(account, operation, id);

    public bool IsMaking(string account, string operation) => inner.IsMaking(account, operation);

    public DoneBy? ChangedBy(string account, string operation, string path) => inner.ChangedBy(account, operation, path);

    public virtual IReadOnlyList<AnswerRecord> Answers(RunId run) => inner.Answers(run);

    public string? Inputs(RunId run) => inner.Inputs(run);

    public IReadOnlyList<DateTimeOffset?> LateWrites(string account, DateTimeOffset since) => inner.LateWrites(account, since);

    public IReadOnlyList<LogRecord> Log(RunId run) => inner.Log(run);

    public IReadOnlyList<Due> DroppedDues(string account, int atMost) => inner.DroppedDues(account, atMost);

    public IReadOnlyList<DueOutcome> DuesAround(string account, RuleName rule, DateTimeOffset at, int before, int after) =>
        inner.DuesAround(account, rule, at, before, after);

    public string? State(string account, RuleName rule, string key) => inner.State(account, rule, key);

    public IReadOnlyList<KillRecord> Kills(string account) => inner.Kills(account);

    public virtual IReadOnlyList<PauseRecord> Pauses(string account) => inner.Pauses(account);

    public virtual string? Cursor(string account, string name) => inner.Cursor(account, name);

    public IReadOnlyDictionary<long, string> Seen(string account, string kind) => inner.Seen(account, kind);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
