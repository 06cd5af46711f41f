using Automator.Sdk.Protocol;
using Microsoft.Data.Sqlite;

namespace Automator.Host.Journal;

/// <summary>Looks through a whole journal: its pages and indexes, its rows, its blobs, and what must hold between them.</summary>
internal static class JournalCheck
{
    private const int MostToSay = 100;

    /// <summary>What a host wants to know of a file before it goes by it; null where all is well.</summary>
    internal static string? AtStart(JournalConnection journal)
    {
        var verdict = journal.First("PRAGMA integrity_check(1)", row => row.GetString(0));
        return verdict is "ok" ? RowSeals.Broken(journal, 1).FirstOrDefault() : verdict ?? "no answer to its check";
    }

    /// <summary>Everything that is wrong with a file of any version up to the newest, in words, one thing a line.</summary>
    /// <param name="file">Its path.</param>
    /// <param name="isWritten">Whether a host is at it: then the log beside it is not looked at, which that host has done.</param>
    /// <exception cref="JournalException">It cannot be looked at: it is no journal, or one of a newer version.</exception>
    internal static JournalFinding Examine(string file, bool isWritten)
    {
        file = Path.GetFullPath(file);
        return JournalFault.Guard(file, "read", () =>
        {
            if (!File.Exists(file))
                throw new JournalException($"There is no journal at {file}. Name the right file or data folder.");
            var problems = new List<string>();
            if (!isWritten && WriteAheadLog.Damage(file) is { } lost)
                problems.Add(lost);
            using var journal = JournalFile.OpenAsItIs(file, JournalSchema.Migrations.Count);
            // One moment for all of it, whoever writes meanwhile.
            journal.ExecuteOnce("BEGIN");
            var version = JournalSchema.Version(journal);
            Look(problems, () => Structure(journal));
            if (version == JournalSchema.Migrations.Count)
            {
                Look(problems, () => RowSeals.Broken(journal, MostToSay));
                Look(problems, () => Blobs(journal));
                Look(problems, () => Meaning(journal));
            }

            return new JournalFinding
            {
                File = file,
                Version = version,
                Problems = [.. problems.Take(MostToSay)],
                Runs = Count(journal, "runs"),
                Dues = Count(journal, "dues"),
                Bytes = new FileInfo(file).Length,
            };
        });
    }

    /// <summary>Damage may show as an error of any question: the next ones are asked all the same.</summary>
    private static void Look(List<string> problems, Func<IEnumerable<string>> question)
    {
        try
        {
            foreach (var problem in question())
                problems.Add(problem);
        }
        catch (SqliteException fault)
        {
            problems.Add(fault.Message);
        }
    }

    private static IEnumerable<string> Structure(JournalConnection journal) =>
    [
        .. journal.All($"PRAGMA integrity_check({MostToSay})", row => row.GetString(0)).Where(verdict => verdict != "ok"),
        .. journal.All(
            "PRAGMA foreign_key_check",
            row => $"a row of {row.GetString(0)} belongs to one of {row.GetString(2)} that is not there{(row.IsDBNull(1) ? "" : $" (row {row.GetInt64(1)})")}"),
    ];

    private static IEnumerable<string> Blobs(JournalConnection journal) => journal
        .All("SELECT hash, packed FROM blobs", row => JournalBody.Fault(row.GetFieldValue<byte[]>(0), row.GetFieldValue<byte[]>(1)))
        .OfType<string>();

    /// <summary>What no single row can tell, and what SQLite does not look at in a file that is only read: the conditions of tables.</summary>
    private static IEnumerable<string> Meaning(JournalConnection journal)
    {
        string[] questions =
        [
            """
            SELECT 'the ' || count(*) || ' answers of run ' || run || ' are numbered ' || min(ordinal) || ' to ' || max(ordinal)
            FROM answers GROUP BY run HAVING min(ordinal) <> 1 OR max(ordinal) <> count(*)
            """,
            """
            SELECT 'the due ' || key || ' was taken by run ' || run || ', which is not there' FROM dues
            WHERE state = 'Taken' AND NOT EXISTS (SELECT 1 FROM runs WHERE id = dues.run AND account = dues.account AND (due_key = dues.key OR dues.joined = 1))
            """,
            "SELECT 'run ' || id || ' has a revision that was never given' FROM runs WHERE revision > (SELECT max(last) FROM revisions)",
            "SELECT 'run ' || id || ' is of the account ' || account || ', which was never taken' FROM runs WHERE account NOT IN (SELECT name FROM accounts)",
            "SELECT 'run ' || id || ' waits, and nobody knows until when' FROM runs WHERE status = 'Waiting' AND wake_at IS NULL",
            "SELECT 'run ' || id || ' has ended, and nobody knows when' FROM runs WHERE status NOT IN ('Running', 'Waiting') AND ended_at IS NULL",
            $"SELECT 'run ' || id || ' has the state ' || status FROM runs WHERE status NOT IN ({Names<RunStatus>()})",
            $"SELECT 'run ' || id || ' has the trigger ' || trigger FROM runs WHERE trigger NOT IN ({Names<Trigger>()})",
            $"SELECT 'the due ' || key || ' has the trigger ' || trigger FROM dues WHERE trigger NOT IN ({Names<Trigger>()})",
            $"SELECT 'effect ' || sequence || ' of run ' || run || ' has the state ' || status FROM effects WHERE status NOT IN ({Names<EffectStatus>()})",
            $"SELECT 'line ' || ordinal || ' of run ' || run || ' has the level ' || level FROM logs WHERE level NOT IN ({Names<LogSeverity>()})",
        ];
        return questions.SelectMany(question => journal.All($"{question} LIMIT {MostToSay}", row => row.GetString(0)));
    }

    private static string Names<T>() where T : struct, Enum => string.Join(", ", Enum.GetNames<T>().Select(name => $"'{name}'"));

    private static long Count(JournalConnection journal, string table)
    {
        try
        {
            return journal.First($"SELECT count(*) FROM {table}", row => row.GetInt64(0));
        }
        catch (SqliteException)
        {
            return 0; // What is in the way has been said.
        }
    }
}

/// <summary>What a look through a whole journal has found.</summary>
internal sealed record JournalFinding
{
    public required string File { get; init; }

    public required int Version { get; init; }

    /// <summary>One thing each, at most a hundred; none where it is sound.</summary>
    public required IReadOnlyList<string> Problems { get; init; }

    public required long Runs { get; init; }

    public required long Dues { get; init; }

    public required long Bytes { get; init; }
}
