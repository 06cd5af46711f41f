using System.Collections.Concurrent;
using System.Globalization;

namespace Automator.Host.Journal;

/// <summary>
/// The questions one can ask a journal. Each answer is one consistent look, beside a writer or without one; the connections
/// are kept, as many as there were questions at once.
/// </summary>
internal sealed class JournalReader(string file) : IDisposable
{
    private readonly ConcurrentBag<JournalConnection> _idle = [];
    private volatile bool _disposed;

    internal IReadOnlyList<Due> PendingDues(string account) => Ask(journal => journal.All(
        $"SELECT {JournalRows.DueColumns} FROM dues WHERE account = $account AND state = 'Pending' ORDER BY at, ordinal",
        JournalRows.Due, ("$account", account)));

    internal IReadOnlyList<PendingDue> PendingDues(string account, long after) => Ask(journal => journal.All(
        $"SELECT {JournalRows.DueColumns}, ordinal FROM dues WHERE account = $account AND state = 'Pending' AND ordinal > $after ORDER BY ordinal",
        row => new PendingDue(row.GetInt64(row.FieldCount - 1), JournalRows.Due(row)), ("$account", account), ("$after", after)));

    internal IReadOnlyList<Due> DroppedDues(string account, int atMost) => Ask(journal => journal.All(
        $"""
        SELECT {JournalRows.DueColumns} FROM dues WHERE account = $account AND state = 'Dropped'
        ORDER BY dropped_at DESC, ordinal DESC LIMIT $atMost
        """,
        JournalRows.Due, ("$account", account), ("$atMost", atMost)));

    internal IReadOnlyList<DueOutcome> DuesAround(string account, RuleName rule, DateTimeOffset at, int before, int after) => Ask(journal =>
    {
        (string, object?)[] around = [("$account", account), ("$rule", rule.Value), ("$at", at.UtcTicks)];
        return (IReadOnlyList<DueOutcome>)
        [
            .. journal.All(
                $"{JournalRows.DueOutcomes} AND at <= $at ORDER BY at DESC, ordinal DESC LIMIT $most",
                JournalRows.DueOutcome, [.. around, ("$most", before)]).AsEnumerable().Reverse(),
            .. journal.All(
                $"{JournalRows.DueOutcomes} AND at > $at ORDER BY at, ordinal LIMIT $most",
                JournalRows.DueOutcome, [.. around, ("$most", after)]),
        ];
    });

    internal IReadOnlyList<RunRecord> RunsIn(string account, RunStatus status) => Ask(journal => journal.All(
        $"SELECT {JournalRows.RunColumns} FROM runs WHERE account = $account AND status = $status ORDER BY id",
        JournalRows.Run, ("$account", account), ("$status", status.ToString())));

    internal IReadOnlyList<RunRecord> RunsAfter(long revision, int atMost) => Ask(journal => journal.All(
        $"SELECT {JournalRows.RunColumns} FROM runs WHERE revision > $revision ORDER BY revision LIMIT $atMost",
        JournalRows.Run, ("$revision", revision), ("$atMost", atMost)));

    internal long LastRevision => Ask(journal => journal.First("SELECT last FROM revisions", row => row.GetInt64(0)));

    internal RunRecord? Run(RunId run) => Ask(journal => journal.First(
        $"SELECT {JournalRows.RunColumns} FROM runs WHERE id = $run", JournalRows.Run, ("$run", run.Value)));

    internal IReadOnlyList<EffectRecord> Effects(RunId run) => Ask(journal => journal.All(
        $"SELECT {JournalRows.EffectColumns} FROM effects WHERE run = $run ORDER BY sequence",
        JournalRows.Effect, ("$run", run.Value)));

    internal DoneBy? ChangedBy(string account, string operation, string path) => Ask(journal => journal.First(
        $"""
        SELECT {JournalRows.DoneByColumns} FROM effects JOIN runs ON runs.id = effects.run
        WHERE effects.path = $path AND effects.operation = $operation AND effects.status IN ('Done', 'Intended', 'InDoubt') AND runs.account = $account
        ORDER BY effects.intended_at DESC LIMIT 1
        """,
        JournalRows.DoneBy, ("$account", account), ("$operation", operation), ("$path", path)));

    internal bool IsMaking(string account, string operation) => Ask(journal => journal.First(
        """
        SELECT 1 FROM runs JOIN effects ON effects.run = runs.id
        WHERE runs.account = $account AND runs.status IN ('Running', 'Waiting') AND effects.operation = $operation AND effects.status IN ('Intended', 'InDoubt')
        """,
        row => true, ("$account", account), ("$operation", operation)));

    internal DoneBy? MadeBy(string account, string operation, long id) => Ask(journal => journal.First(
        $"""
        SELECT {JournalRows.DoneByColumns} FROM effects JOIN runs ON runs.id = effects.run
        WHERE effects.answer = $id AND effects.operation = $operation AND effects.status = 'Done' AND runs.account = $account
        """,
        JournalRows.DoneBy, ("$account", account), ("$operation", operation), ("$id", id.ToString(CultureInfo.InvariantCulture))));

    internal IReadOnlyList<AnswerRecord> Answers(RunId run) => Ask(journal => journal.All(
        $"SELECT {JournalRows.AnswerColumns} FROM answers WHERE run = $run ORDER BY ordinal", JournalRows.Answer, ("$run", run.Value)));

    internal string? Inputs(RunId run) => Ask(journal => journal.First(
        "SELECT inputs, inputs_blob, (SELECT packed FROM blobs WHERE hash = inputs_blob) FROM runs WHERE id = $run",
        row => JournalRows.Body(row, 0), ("$run", run.Value)))?.Text;

    internal IReadOnlyList<DateTimeOffset?> LateWrites(string account, DateTimeOffset since) => Ask(journal => journal.All(
        """
        SELECT answered_at FROM effects WHERE status <> 'Planned' AND (answered_at IS NULL OR answered_at > $since) AND run IN (
            SELECT id FROM runs WHERE account = $account AND (status IN ('Running', 'Waiting') OR ended_at > $since)
                AND revision > (SELECT last FROM revisions) - 10000)
        """,
        row => row.IsDBNull(0) ? (DateTimeOffset?)null : new DateTimeOffset(row.GetInt64(0), TimeSpan.Zero), ("$account", account), ("$since", since.UtcTicks)));

    internal IReadOnlyList<LogRecord> Log(RunId run) => Ask(journal => journal.All(
        $"SELECT {JournalRows.LogColumns} FROM logs WHERE run = $run ORDER BY ordinal", JournalRows.Log, ("$run", run.Value)));

    internal string? State(string account, RuleName rule, string key) => Ask(journal => journal.First(
        "SELECT json FROM state WHERE account = $account AND rule = $rule AND key = $key",
        row => row.GetString(0), ("$account", account), ("$rule", rule.Value), ("$key", key)));

    internal IReadOnlyList<KillRecord> Kills(string account) => Ask(journal => journal.All(
        "SELECT rule, image, count, reason, at FROM kills WHERE account = $account ORDER BY rule", JournalRows.Kill, ("$account", account)));

    internal IReadOnlyList<PauseRecord> Pauses(string account) => Ask(journal => journal.All(
        "SELECT rule, at, reason FROM pauses WHERE account = $account ORDER BY at, rule", JournalRows.Pause, ("$account", account)));

    /// <summary>Of runs under way, and of the last that changed.</summary>
    internal IReadOnlyList<DateTimeOffset> EffectTimes(string account, RuleName rule, DateTimeOffset since) => Ask(journal => journal.All(
        """
        SELECT intended_at FROM effects WHERE status <> 'Planned' AND intended_at > $since AND run IN (
            SELECT id FROM runs WHERE account = $account AND rule = $rule AND (status IN ('Running', 'Waiting') OR ended_at > $since)
                AND revision > (SELECT last FROM revisions) - 10000)
        """,
        row => new DateTimeOffset(row.GetInt64(0), TimeSpan.Zero), ("$account", account), ("$rule", rule.Value), ("$since", since.UtcTicks)));

    internal string? Cursor(string account, string name) => Ask(journal => journal.First(
        "SELECT position FROM cursors WHERE account = $account AND name = $name",
        row => row.GetString(0), ("$account", account), ("$name", name)));

    internal IReadOnlyDictionary<long, string> Seen(string account, string kind) => Ask(journal => journal.All(
        "SELECT id, mark FROM seen WHERE account = $account AND kind = $kind",
        row => KeyValuePair.Create(row.GetInt64(0), row.GetString(1)), ("$account", account), ("$kind", kind))).ToDictionary();

    public void Dispose()
    {
        _disposed = true;
        while (_idle.TryTake(out var connection))
            connection.Dispose();
    }

    private T Ask<T>(Func<JournalConnection, T> question) => JournalFault.Guard(file, "read", () =>
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (!_idle.TryTake(out var connection))
            connection = JournalFile.OpenForReading(file);
        try
        {
            return question(connection);
        }
        finally
        {
            _idle.Add(connection);
            if (_disposed)
                Dispose();
        }
    });
}
