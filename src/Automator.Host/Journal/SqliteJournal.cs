using Microsoft.Data.Sqlite;

namespace Automator.Host.Journal;

/// <summary>The journal of one machine: a SQLite file, one thread that writes, any number of readers beside it.</summary>
internal sealed class SqliteJournal : IJournal
{
    private readonly JournalConnection _writing;
    private readonly OperationWriter _operations;
    private readonly RetentionWriter _retention;
    private readonly CommitLoop _loop;
    private readonly JournalReader _reader;
    private readonly TimeProvider _time;

    /// <param name="writing">Owned from here on.</param>
    internal SqliteJournal(JournalConnection writing, string file, TimeProvider time)
    {
        _writing = writing;
        _operations = new OperationWriter(writing);
        _retention = new RetentionWriter(writing);
        _loop = new CommitLoop(writing, file);
        _reader = new JournalReader(file);
        _time = time;
    }

    /// <exception cref="JournalException">It is damaged, newer, something else, or cannot be written. Nothing was changed.</exception>
    internal static SqliteJournal Open(string file, TimeProvider time) =>
        new(JournalFile.OpenForWriting(file), Path.GetFullPath(file), time);

    /// <summary>For a command beside a host, or without one.</summary>
    internal static JournalReader OpenReadOnly(string file)
    {
        JournalFile.OpenForReading(file).Dispose();
        return new JournalReader(Path.GetFullPath(file));
    }

    public Task<Fence> Take(string account, string? identity, CancellationToken cancellation) =>
        Enqueue(() => (TakeOver(account, identity), true), size: 1, cancellation);

    public Task<CommitResult> Commit(Fence fence, IReadOnlyList<JournalOperation> operations, CancellationToken cancellation)
    {
        foreach (var operation in operations)
            RequireSound(fence.Account, operation);
        return Enqueue(
            () =>
            {
                var result = Write(fence, operations);
                return (result, result == CommitResult.Done);
            },
            operations.Count,
            cancellation);
    }

    public Task<bool> Trim(Expiry expiry, CancellationToken cancellation) => Enqueue(() => (_retention.Step(expiry), true), size: 1, cancellation);

    public IReadOnlyList<Due> PendingDues(string account) => _reader.PendingDues(account);

    public IReadOnlyList<PendingDue> PendingDues(string account, long after) => _reader.PendingDues(account, after);

    public IReadOnlyList<RunRecord> RunsIn(string account, RunStatus status) => _reader.RunsIn(account, status);

    public RunRecord? Run(RunId run) => _reader.Run(run);

    public IReadOnlyList<RunRecord> RunsAfter(long revision, int atMost) => _reader.RunsAfter(revision, atMost);

    public long LastRevision => _reader.LastRevision;

    public IReadOnlyList<EffectRecord> Effects(RunId run) => _reader.Effects(run);

    public IReadOnlyList<DateTimeOffset> EffectTimes(string account, RuleName rule, DateTimeOffset since) => _reader.EffectTimes(account, rule, since);

    public DoneBy? MadeBy(string account, string operation, long id) => _reader.MadeBy(account, operation, id);

    public bool IsMaking(string account, string operation) => _reader.IsMaking(account, operation);

    public DoneBy? ChangedBy(string account, string operation, string path) => _reader.ChangedBy(account, operation, path);

    public IReadOnlyList<AnswerRecord> Answers(RunId run) => _reader.Answers(run);

    public string? Inputs(RunId run) => _reader.Inputs(run);

    public IReadOnlyList<DateTimeOffset?> LateWrites(string account, DateTimeOffset since) => _reader.LateWrites(account, since);

    public IReadOnlyList<LogRecord> Log(RunId run) => _reader.Log(run);

    public IReadOnlyList<Due> DroppedDues(string account, int atMost) => _reader.DroppedDues(account, atMost);

    public IReadOnlyList<DueOutcome> DuesAround(string account, RuleName rule, DateTimeOffset at, int before, int after) =>
        _reader.DuesAround(account, rule, at, before, after);

    public string? State(string account, RuleName rule, string key) => _reader.State(account, rule, key);

    public IReadOnlyList<KillRecord> Kills(string account) => _reader.Kills(account);

    public IReadOnlyList<PauseRecord> Pauses(string account) => _reader.Pauses(account);

    public string? Cursor(string account, string name) => _reader.Cursor(account, name);

    public IReadOnlyDictionary<long, string> Seen(string account, string kind) => _reader.Seen(account, kind);

    public async ValueTask DisposeAsync()
    {
        _reader.Dispose();
        await _loop.DisposeAsync();
    }

    private Task<T> Enqueue<T>(Func<(T Answer, bool Keep)> work, int size, CancellationToken cancellation)
    {
        var write = new JournalWrite<T>(work, size, cancellation);
        _loop.Add(write);
        return write.Answer;
    }

    private Fence TakeOver(string account, string? identity)
    {
        var kept = _writing.First("SELECT identity FROM accounts WHERE name = $account", Text, ("$account", account));
        identity ??= kept ?? throw new JournalException($"The journal knows no account '{account}': no host has served it.");
        if (kept is not null && kept != identity)
        {
            throw new JournalException($"The account '{account}' is another one than this journal was kept for: journal says {kept}, " +
                $"account says {identity}. Point the account at the old data, or move the data folder away to start anew.");
        }

        var epoch = _writing.First(
            """
            INSERT INTO accounts (name, identity, epoch, taken_at) VALUES ($account, $identity, 1, $now)
            ON CONFLICT (name) DO UPDATE SET epoch = epoch + 1, taken_at = excluded.taken_at
            RETURNING epoch
            """,
            row => row.GetInt64(0), ("$account", account), ("$identity", identity), ("$now", _time.GetUtcNow().UtcTicks));
        return new Fence(account, epoch);
    }

    private CommitResult Write(Fence fence, IReadOnlyList<JournalOperation> operations)
    {
        var epoch = _writing.First("SELECT epoch FROM accounts WHERE name = $account", row => row.GetInt64(0), ("$account", fence.Account));
        if (epoch == 0 || epoch != fence.Epoch)
            return CommitResult.Fenced;
        return operations.All(operation => _operations.Write(fence.Account, operation)) ? CommitResult.Done : CommitResult.Conflict;
    }

    private static string Text(SqliteDataReader row) => row.GetString(0);

    /// <summary>What no caller that works can ask for.</summary>
    private static void RequireSound(string account, JournalOperation operation)
    {
        var wrong = operation switch
        {
            JournalOperation.AddDue { Due: var due } when due.Account != account => $"the due {due.Key} is of the account '{due.Account}'",
            JournalOperation.RefuseDue { Due: var due } when due.Account != account => $"the due {due.Key} is of the account '{due.Account}'",
            JournalOperation.AddDue { Due: { DropReason: not null } due } => $"the due {due.Key} is dropped before it is added",
            JournalOperation.StartRun { Run: var run } when run.Account != account => $"the run {run.Id} is of the account '{run.Account}'",
            JournalOperation.StartRun { Run: { Status: not RunStatus.Running } or { End: not null } } start =>
                $"the run {start.Run.Id} starts ended",
            JournalOperation.MoveRun { End.Status: RunStatus.Waiting } move => $"the run {move.Run} is to wait, and nobody says until when",
            JournalOperation.MoveRun { End.Status: RunStatus.Queued } move => $"the run {move.Run} is to be queued, and only a due is",
            JournalOperation.AnswerEffect { Status: EffectStatus.Intended or EffectStatus.Planned } answer =>
                $"'{answer.Status}' is no answer to effect {answer.Sequence} of the run {answer.Run}",
            _ => null,
        };
        if (wrong is not null)
            throw new ArgumentException($"A batch of the account '{account}' cannot be written: {wrong}.", nameof(operation));
    }
}
