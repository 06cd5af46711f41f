using System.Globalization;
using Automator.Benchmarks.Report;
using Automator.Host.Journal;
using Microsoft.Data.Sqlite;

namespace Automator.Benchmarks.Journals;

/// <summary>A journal of a gigabyte: what it takes to look at it, to copy it, and to let go what is old, and how long commits wait meanwhile.</summary>
internal static class JournalBenchmark
{
    private const long Size = 1_000_000_000;

    internal static async Task Run(CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("automator-journal-");
        try
        {
            var file = Path.Combine(folder.FullName, "journal.db");
            Console.WriteLine($"{Machine.Describe()}; load {Machine.Load():0.0} before.");
            await Fill(file, cancellation);
            Looks(file);
            await Besides(file, cancellation);
            await Sums(folder.FullName, cancellation);
            Console.WriteLine($"Load {Machine.Load():0.0} after.");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task Fill(string file, CancellationToken cancellation)
    {
        var began = TimeProvider.System.GetTimestamp();
        var many = new ManyRuns(seed: 1);
        await using (var journal = SqliteJournal.Open(file, TimeProvider.System))
        {
            var fence = await journal.Take(ManyRuns.Account, "x", cancellation);
            while (new FileInfo(file).Length < Size)
                await many.Add(journal, fence, cancellation);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{new FileInfo(file).Length / 1e6:0} MB: {many.Runs} runs, {many.Runs * ManyRuns.Answers} answers, made in {TimeProvider.System.GetElapsedTime(began).TotalSeconds:0} s\n"));
    }

    /// <summary>The first time from the disk, where this user may empty the cache of the system.</summary>
    private static void Looks(string file)
    {
        var figures = new Figures(["first", "then"]);
        var isCold = TryEmptyCache();
        (string Name, Action Look)[] looks =
        [
            ("quick_check", () => Pragma(file, "quick_check(1)")),
            ("integrity_check", () => Pragma(file, "integrity_check(1)")),
            ("sums of all rows", () => { using var journal = JournalFile.OpenAsItIs(file, 9); _ = RowSeals.Broken(journal, 1).Any(); }),
            ("a whole start", () => JournalFile.OpenForWriting(file).Dispose()),
            ("journal check", () => JournalCheck.Examine(file, isWritten: false)),
            ("journal backup", () => JournalBackup.Make(file, file + ".copy", overwrite: true, isWritten: false)),
            ("copy by backup API", () => JournalBackup.Copy(file, file + ".copy")),
            ("copy by VACUUM INTO", () => { File.Delete(file + ".copy"); Sql(file, $"VACUUM INTO '{file}.copy'"); }),
        ];
        foreach (var (name, look) in looks)
        {
            TryEmptyCache();
            Measure(figures.Of(name, "first"), look);
            for (var n = 0; n < 3; n++)
                Measure(figures.Of(name, "then"), look);
        }

        Console.WriteLine($"{(isCold ? "First: with an empty cache of the system.\n" : "")}\n{figures.ToMarkdown()}");
    }

    /// <summary>Single commits of one due, one after the other, beside what else goes on.</summary>
    private static async Task Besides(string file, CancellationToken cancellation)
    {
        var figures = new Figures(["commit"]);
        var steps = new Figures(["step"]);
        await using var journal = SqliteJournal.Open(file, TimeProvider.System);
        var fence = await journal.Take(ManyRuns.Account, "x", cancellation);
        var trimmed = DateTimeOffset.UnixEpoch.AddYears(90);
        (string Name, Func<Task> Beside)[] all =
        [
            ("beside nothing", () => Task.Delay(TimeSpan.FromSeconds(5), TimeProvider.System, cancellation)),
            ("beside a copy by backup API", () => Task.Run(() => JournalBackup.Copy(file, file + ".copy"), cancellation)),
            ("beside a copy by VACUUM INTO", () => Task.Run(() => { File.Delete(file + ".copy"); Sql(file, $"VACUUM INTO '{file}.copy'"); }, cancellation)),
            ("beside a check", () => Task.Run(() => JournalCheck.Examine(file, isWritten: true), cancellation)),
            ("while bodies go", () => Trim(journal, DateTimeOffset.UnixEpoch, trimmed, steps.Of("bodies go", "step"), cancellation)),
            ("while runs go", () => Trim(journal, trimmed, trimmed, steps.Of("runs go", "step"), cancellation)),
        ];
        foreach (var (name, beside) in all)
        {
            var done = beside();
            for (var n = 0; !done.IsCompleted; n++)
            {
                var began = TimeProvider.System.GetTimestamp();
                await journal.Commit(fence, [new JournalOperation.AddDue(ManyRuns.Due($"{name} {n}"))], cancellation);
                figures.Of(name, "commit").Add(TimeProvider.System.GetElapsedTime(began));
            }

            await done;
        }

        Console.WriteLine(figures.ToMarkdown());
        Console.WriteLine(steps.ToMarkdown());
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{new FileInfo(file).Length / 1e6:0} MB afterwards."));
    }

    /// <summary>Whole runs, with the triggers that keep the sums and without.</summary>
    private static async Task Sums(string folder, CancellationToken cancellation)
    {
        var figures = new Figures(["with sums", "without"]);
        await using var sealing = SqliteJournal.Open(Path.Combine(folder, "with.db"), TimeProvider.System);
        await using var bare = WithoutSums(Path.Combine(folder, "without.db"));
        (string Column, SqliteJournal Journal, ManyRuns Runs, Fence Fence)[] both =
        [
            ("with sums", sealing, new ManyRuns(seed: 1), await sealing.Take(ManyRuns.Account, "x", cancellation)),
            ("without", bare, new ManyRuns(seed: 1), await bare.Take(ManyRuns.Account, "x", cancellation)),
        ];
        for (var round = 0; round < 200; round++)
        {
            foreach (var (column, journal, runs, fence) in both)
            {
                var began = TimeProvider.System.GetTimestamp();
                await runs.Add(journal, fence, cancellation);
                figures.Of($"a run of {ManyRuns.Answers} answers and {ManyRuns.Effects} effects, in {ManyRuns.Effects + 3} commits", column).Add(TimeProvider.System.GetElapsedTime(began));
            }
        }

        Console.WriteLine(figures.ToMarkdown());
    }

    private static SqliteJournal WithoutSums(string file)
    {
        var writing = JournalFile.OpenForWriting(file);
        foreach (var trigger in writing.All("SELECT name FROM sqlite_temp_schema WHERE type = 'trigger'", row => row.GetString(0)))
            writing.ExecuteOnce($"DROP TRIGGER temp.{trigger}");
        return new SqliteJournal(writing, file, TimeProvider.System);
    }

    /// <summary>As the host does it, for at most half a minute.</summary>
    private static async Task Trim(
        SqliteJournal journal, DateTimeOffset runs, DateTimeOffset bodies, Sample sample, CancellationToken cancellation)
    {
        var until = TimeProvider.System.GetTimestamp() + TimeProvider.System.TimestampFrequency * 30;
        var expiry = new Expiry { Now = bodies, Runs = runs, Bodies = bodies, Followed = long.MaxValue };
        while (TimeProvider.System.GetTimestamp() < until)
        {
            var began = TimeProvider.System.GetTimestamp();
            if (!await journal.Trim(expiry, cancellation))
                return;
            sample.Add(TimeProvider.System.GetElapsedTime(began));
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, cancellation);
        }
    }

    private static void Measure(Sample sample, Action action)
    {
        var began = TimeProvider.System.GetTimestamp();
        action();
        sample.Add(TimeProvider.System.GetElapsedTime(began));
    }

    private static void Pragma(string file, string pragma) => Sql(file, $"PRAGMA {pragma}");

    private static void Sql(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 0;
        command.ExecuteScalar();
    }

    private static bool TryEmptyCache()
    {
        try
        {
            File.WriteAllText("/proc/sys/vm/drop_caches", "1");
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
