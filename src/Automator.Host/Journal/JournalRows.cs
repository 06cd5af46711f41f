using Automator.Sdk.Protocol;
using Microsoft.Data.Sqlite;

namespace Automator.Host.Journal;

/// <summary>Rows as records. The column lists are the order in which the readers below take them.</summary>
internal static class JournalRows
{
    internal const string DueColumns = "key, account, rule, handler, trigger, payload, at, created_at, dry, drop_reason, subject, depth";

    /// <summary>Of one rule, each run once, however many dues it is for.</summary>
    internal const string DueOutcomes =
        $"SELECT {DueColumns}, run, (SELECT count(*) FROM dues AS others WHERE others.run = dues.run AND others.joined = 1) FROM dues " +
        "WHERE account = $account AND rule = $rule AND joined = 0";

    internal const string RunColumns =
        "id, account, rule, handler, trigger, due_key, due_at, payload, dry, image, started_at, status, revision, " +
        "ended_at, reason, reads, writes, calls, waited, wake_at, subject, retries, retry_reason, bodies_gone_at, slept, worked, depth";

    internal const string EffectColumns =
        "run, sequence, operation, description, method, path, body, intended_at, status, answer, answered_at, request, result, largest_id_before, doubt";

    internal const string AnswerColumns =
        "run, ordinal, sequence, operation, request, at, reads, failed, body, blob, (SELECT packed FROM blobs WHERE hash = blob)";

    internal const string DoneByColumns = "runs.id, runs.rule, runs.depth, coalesce(effects.answered_at, effects.intended_at)";

    internal const string LogColumns = "run, ordinal, at, level, text, from_host";

    internal static Due Due(SqliteDataReader row) => new()
    {
        Key = row.GetString(0),
        Account = row.GetString(1),
        Rule = new RuleName(row.GetString(2)),
        Handler = row.GetString(3),
        Trigger = Member<Trigger>(row, 4),
        Payload = Text(row, 5),
        At = Instant(row, 6),
        CreatedAt = Instant(row, 7),
        Dry = row.GetBoolean(8),
        DropReason = Text(row, 9),
        Subject = Number(row, 10),
        Depth = row.GetInt32(11),
    };

    internal static DueOutcome DueOutcome(SqliteDataReader row) =>
        new(Due(row), Text(row, row.FieldCount - 2) is { } run ? new RunId(run) : null, row.GetInt32(row.FieldCount - 1));

    internal static RunRecord Run(SqliteDataReader row) => new()
    {
        Id = new RunId(row.GetString(0)),
        Account = row.GetString(1),
        Rule = new RuleName(row.GetString(2)),
        Handler = row.GetString(3),
        Trigger = Member<Trigger>(row, 4),
        DueKey = row.GetString(5),
        DueAt = Instant(row, 6),
        Payload = Text(row, 7),
        Dry = row.GetBoolean(8),
        ImageHash = row.GetString(9),
        StartedAt = Instant(row, 10),
        Status = Member<RunStatus>(row, 11),
        Revision = row.GetInt64(12),
        End = row.IsDBNull(13) ? null : End(row),
        WakeAt = row.IsDBNull(19) ? null : Instant(row, 19),
        Subject = Number(row, 20),
        Depth = row.GetInt32(26),
        Retries = row.GetInt32(21),
        RetryReason = Text(row, 22),
        BodiesGoneAt = row.IsDBNull(23) ? null : Instant(row, 23),
        Waited = row.IsDBNull(13) ? Span(row, 18) : default,
    };

    internal static EffectRecord Effect(SqliteDataReader row) => new()
    {
        Run = new RunId(row.GetString(0)),
        Sequence = row.GetInt64(1),
        Operation = row.GetString(2),
        Description = row.GetString(3),
        Method = row.GetString(4),
        Path = row.GetString(5),
        Body = Text(row, 6),
        IntendedAt = Instant(row, 7),
        Status = Member<EffectStatus>(row, 8),
        Answer = Text(row, 9),
        AnsweredAt = row.IsDBNull(10) ? null : Instant(row, 10),
        Request = Bytes(row, 11),
        Result = Text(row, 12),
        LargestIdBefore = Number(row, 13),
        Doubt = Text(row, 14),
    };

    internal static DoneBy DoneBy(SqliteDataReader row) =>
        new(new RunId(row.GetString(0)), new RuleName(row.GetString(1)), row.GetInt32(2), Instant(row, 3));

    internal static AnswerRecord Answer(SqliteDataReader row) => new()
    {
        Run = new RunId(row.GetString(0)),
        Ordinal = row.GetInt32(1),
        Sequence = row.GetInt64(2),
        Operation = row.GetString(3),
        Request = Bytes(row, 4)!,
        At = Instant(row, 5),
        Reads = row.GetInt32(6),
        Failed = row.GetBoolean(7),
        Body = Body(row, 8) ?? throw new JournalException(
            $"The answers of run {row.GetString(0)} were let go some time after its end: it cannot be gone through again."),
    };

    internal static LogRecord Log(SqliteDataReader row) => new()
    {
        Run = new RunId(row.GetString(0)),
        Ordinal = row.GetInt32(1),
        At = Instant(row, 2),
        Level = Member<LogSeverity>(row, 3),
        Text = row.GetString(4),
        FromHost = row.GetBoolean(5),
    };

    internal static KillRecord Kill(SqliteDataReader row) => new()
    {
        Rule = new RuleName(row.GetString(0)),
        ImageHash = row.GetString(1),
        Count = row.GetInt32(2),
        Reason = row.GetString(3),
        At = Instant(row, 4),
    };

    internal static PauseRecord Pause(SqliteDataReader row) =>
        new(row.GetString(0) is { Length: > 0 } rule ? new RuleName(rule) : null, Instant(row, 1), Text(row, 2));

    /// <summary>Of three columns: in its place, the hash, what is packed under it.</summary>
    internal static JournalBody? Body(SqliteDataReader row, int column) =>
        JournalBody.Read(Text(row, column), Bytes(row, column + 1), Bytes(row, column + 2));

    private static RunEnd End(SqliteDataReader row) => new()
    {
        Status = Member<RunStatus>(row, 11),
        At = Instant(row, 13),
        Reason = Text(row, 14),
        Reads = row.GetInt32(15),
        Writes = row.GetInt32(16),
        Calls = row.GetInt32(17),
        Waited = Span(row, 18),
        Slept = Span(row, 24),
        Worked = Span(row, 25),
    };

    /// <summary>Zero where it was not measured.</summary>
    private static TimeSpan Span(SqliteDataReader row, int column) => row.IsDBNull(column) ? TimeSpan.Zero : new TimeSpan(row.GetInt64(column));

    internal static byte[]? Bytes(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<byte[]>(column);

    private static long? Number(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);

    private static string? Text(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static DateTimeOffset Instant(SqliteDataReader row, int column) => new(row.GetInt64(column), TimeSpan.Zero);

    private static T Member<T>(SqliteDataReader row, int column)
        where T : struct, Enum => Enum.Parse<T>(row.GetString(column));
}
