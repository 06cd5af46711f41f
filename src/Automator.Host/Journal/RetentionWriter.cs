using System.Security.Cryptography;
using System.Text;
using Automator.Sdk.Protocol;

namespace Automator.Host.Journal;

/// <summary>
/// Lets go what may go, a little at a time: first bodies, then whole runs from their ends, then dues that were dropped, then room in
/// the file. What is left after any step is sound, so that it does not matter when the next one comes.
/// <para>
/// A run stays while an effect of a run under way, or of one that may go on, waits for its answer that is not younger than that run:
/// what the account has is told apart by what our other effects are known to have made. Of what is in doubt a person tells.
/// </para>
/// <para>
/// The key of a due that was let go could come again, and must not fire again. A schedule's cannot: its cursor is behind it. That of
/// what a person asked for is random; that of a call of a webhook is too, or names the call, and is the caller's to send again for as long as
/// runs are kept. That of an event can, where the account watch has to forget a record and meets it again, such
/// as in a project that was out of sight for a while: so of these keys a hash is kept, for good.
/// </para>
/// </summary>
internal sealed class RetentionWriter(JournalConnection journal)
{
    /// <summary>How much one step does, in rows and pages: some milliseconds.</summary>
    internal const int AStep = 200;

    /// <summary>With a log that is further behind it would take long to find out that nothing may go.</summary>
    private const int MostBehind = 1_000;

    private const string Ended = "status NOT IN ('Interrupted', 'InDoubt') AND revision < $followed";

    private const string IsNotNeeded =
        """
        NOT EXISTS (
            SELECT 1 FROM runs open JOIN effects unsure ON unsure.run = open.id
            WHERE open.account = runs.account AND open.status IN ('Running', 'Waiting', 'InDoubt')
                AND (unsure.status = 'Intended' OR unsure.status = 'InDoubt' AND open.status <> 'InDoubt')
                AND unsure.intended_at <= runs.ended_at + $aDay)
        """;

    private readonly JournalBlobs _blobs = new(journal);
    private int _left;

    /// <summary>False when nothing is left that may go.</summary>
    internal bool Step(Expiry expiry)
    {
        if (journal.First("SELECT last FROM revisions", row => row.GetInt64(0)) - expiry.Followed > MostBehind)
            return false;
        _left = AStep;
        while (_left > 0 && NextWithBodies(expiry) is { } run)
            LetBodiesGo(run, expiry.Now);
        while (_left > 0 && NextEnded(expiry) is { } run)
            LetGo(run);
        if (_left > 0)
            LetDroppedDuesGo(expiry.Runs);
        return _left <= 0 || MakeSmaller();
    }

    private string? NextWithBodies(Expiry expiry) => journal.First(
        $"SELECT id FROM runs WHERE ended_at <= $before AND bodies_gone_at IS NULL AND {Ended} ORDER BY ended_at LIMIT 1",
        row => row.GetString(0), ("$before", expiry.Bodies.UtcTicks), ("$followed", expiry.Followed));

    private EndedRun? NextEnded(Expiry expiry) => journal.First(
        $"SELECT id, account, due_key, trigger FROM runs WHERE ended_at <= $before AND bodies_gone_at IS NOT NULL AND {Ended} AND {IsNotNeeded} ORDER BY ended_at LIMIT 1",
        row => new EndedRun(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3)),
        ("$before", expiry.Runs.UtcTicks), ("$followed", expiry.Followed), ("$aDay", TimeSpan.TicksPerDay));

    private void LetBodiesGo(string run, DateTimeOffset now)
    {
        foreach (var (ordinal, blob) in journal.All(
            "SELECT ordinal, blob FROM answers WHERE run = $run AND coalesce(body, blob) IS NOT NULL LIMIT $left",
            row => (row.GetInt64(0), JournalRows.Bytes(row, 1)), ("$run", run), ("$left", _left)))
        {
            if (_left <= 0)
                return;
            _left -= journal.Execute("UPDATE answers SET body = NULL, blob = NULL WHERE run = $run AND ordinal = $ordinal", ("$run", run), ("$ordinal", ordinal));
            _left -= _blobs.LetGo(blob);
        }

        _left -= journal.Execute(
            """
            UPDATE effects SET body = NULL, result = NULL WHERE run = $run AND sequence IN (
                SELECT sequence FROM effects WHERE run = $run AND coalesce(body, result) IS NOT NULL LIMIT $left)
            """,
            ("$run", run), ("$left", _left));
        if (_left <= 0)
            return;
        var inputs = journal.First("SELECT inputs_blob FROM runs WHERE id = $run", row => JournalRows.Bytes(row, 0), ("$run", run));
        _left -= journal.Execute("UPDATE runs SET inputs = NULL, inputs_blob = NULL, bodies_gone_at = $now WHERE id = $run", ("$run", run), ("$now", now.UtcTicks));
        _left -= _blobs.LetGo(inputs);
    }

    /// <summary>From their last rows, so that what is left of a run is as if it had ended earlier.</summary>
    private void LetGo(EndedRun run)
    {
        foreach (var (table, number) in new[] { ("answers", "ordinal"), ("logs", "ordinal"), ("effects", "sequence") })
        {
            if (_left <= 0)
                return;
            _left -= journal.Execute(
                $"DELETE FROM {table} WHERE run = $run AND {number} IN (SELECT {number} FROM {table} WHERE run = $run ORDER BY {number} DESC LIMIT $left)",
                ("$run", run.Id), ("$left", _left));
        }

        foreach (var (ordinal, key) in journal.All(
            "SELECT ordinal, key FROM dues WHERE run = $run AND joined = 1 LIMIT $left", row => (row.GetInt64(0), row.GetString(1)), ("$run", run.Id), ("$left", Math.Max(_left, 0))))
        {
            Remember(run.Account, key, run.Trigger);
            _left -= journal.Execute("DELETE FROM dues WHERE ordinal = $ordinal", ("$ordinal", ordinal));
        }

        if (_left <= 0)
            return;
        if (journal.Execute("DELETE FROM dues WHERE account = $account AND key = $key AND run = $run", ("$account", run.Account), ("$key", run.DueKey), ("$run", run.Id)) > 0)
            Remember(run.Account, run.DueKey, run.Trigger);
        _left -= journal.Execute("DELETE FROM runs WHERE id = $run", ("$run", run.Id)) + 1;
    }

    private void LetDroppedDuesGo(DateTimeOffset before)
    {
        foreach (var (ordinal, account, key, trigger) in journal.All(
            """
            SELECT ordinal, account, key, trigger FROM dues
            WHERE account IN (SELECT name FROM accounts) AND state = 'Dropped' AND dropped_at <= $before LIMIT $left
            """,
            row => (row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetString(3)), ("$before", before.UtcTicks), ("$left", _left)))
        {
            Remember(account, key, trigger);
            _left -= journal.Execute("DELETE FROM dues WHERE ordinal = $ordinal", ("$ordinal", ordinal));
        }
    }

    private void Remember(string account, string key, string trigger)
    {
        if (trigger is nameof(Trigger.Schedule) or nameof(Trigger.Demand) or nameof(Trigger.Webhook))
            return;
        journal.Execute(
            "INSERT INTO spent_keys (account, hash) VALUES ($account, $hash) ON CONFLICT DO NOTHING", ("$account", account), ("$hash", HashOf(key)));
    }

    internal static byte[] HashOf(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key))[..16];

    /// <summary>A tenth of the file may lie empty: it is soon filled again.</summary>
    private bool MakeSmaller()
    {
        var (empty, all) = (Pragma("freelist_count"), Pragma("page_count"));
        if (empty <= all / 10 || Pragma("auto_vacuum") == 0)
            return false;
        journal.All($"PRAGMA incremental_vacuum({AStep})", row => true);
        return true;
    }

    private long Pragma(string name) => journal.First($"PRAGMA {name}", row => row.GetInt64(0));

    private sealed record EndedRun(string Id, string Account, string DueKey, string Trigger);
}
