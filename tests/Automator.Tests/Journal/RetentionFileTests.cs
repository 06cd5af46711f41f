using Automator.Host;
using Automator.Host.Journal;
using Microsoft.Data.Sqlite;
using Shouldly;
using Xunit;
using static Automator.Host.Journal.JournalOperation;

namespace Automator.Tests.Journal;

/// <summary>What becomes of the file when what is old goes.</summary>
public sealed class RetentionFileTests : IDisposable
{
    private static readonly Expiry BodiesAreOld = Some.Expiry(runs: Some.Noon.AddDays(-1), bodies: Some.Noon.AddDays(1));
    private static readonly Expiry AllIsOld = Some.Expiry(runs: Some.Noon.AddDays(1), bodies: Some.Noon.AddDays(1));

    private const string Orphans =
        """
        SELECT count(*) FROM blobs WHERE hash NOT IN (SELECT blob FROM answers WHERE blob IS NOT NULL)
            AND hash NOT IN (SELECT inputs_blob FROM runs WHERE inputs_blob IS NOT NULL)
        """;

    private readonly JournalFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AfterEveryStep_TheJournalIsSoundAndNoBlobIsLeftBehind()
    {
        await using var journal = _folder.Open();
        await Runs(journal, runs: 12, answers: 60);
        var steps = 0;
        foreach (var expiry in new[] { BodiesAreOld, AllIsOld })
        {
            while (await journal.Trim(expiry, Cancellation))
            {
                steps++;
                JournalCheck.Examine(_folder.File, isWritten: true).Problems.ShouldBeEmpty();
            }

            Count(Orphans).ShouldBe(0);
            if (expiry == BodiesAreOld)
                Count("SELECT count(*) FROM answers WHERE length(request) = 3 AND body IS NULL AND blob IS NULL").ShouldBe(12 * 60, "hashes stay as long as the run");
        }

        steps.ShouldBeGreaterThan(8);
        Count("SELECT count(*) FROM runs").ShouldBe(0);
        Count("SELECT count(*) FROM dues").ShouldBe(0);
    }

    [Fact]
    public async Task LongFailureOfACallThatIsRetried_LeavesNoBlobBehind()
    {
        await using var journal = _folder.Open();
        var fence = await journal.Take(Some.Account, "x", Cancellation);
        await journal.Commit(fence, [new AddDue(Some.Due("r")), new StartRun(Some.Run("r", "r")), new AddAnswer(Some.Answer("r", 1, 1, Text(1, 900)) with { Failed = true })], Cancellation);
        Count("SELECT count(*) FROM blobs").ShouldBe(1);

        (await journal.Commit(fence, [new RetryCall(new RunId("r"), 1, Some.Noon, "503")], Cancellation)).ShouldBe(CommitResult.Done);

        Count("SELECT count(*) FROM blobs").ShouldBe(0);
    }

    /// <summary>Who has read up to a due asks for those behind it, also when that one has long gone.</summary>
    [Fact]
    public async Task OrdinalsOfDuesThatAreGone_AreNotGivenAgain()
    {
        await using var journal = _folder.Open();
        await Runs(journal, runs: 3, answers: 1);
        var fence = await journal.Take(Some.Account, "x", Cancellation);
        while (await journal.Trim(AllIsOld, Cancellation))
        {
        }

        Count("SELECT count(*) FROM dues").ShouldBe(0);
        await journal.Commit(fence, [new AddDue(Some.Due("next"))], Cancellation);

        journal.PendingDues(Some.Account, after: 3).ShouldHaveSingleItem().Due.Key.ShouldBe("next");
    }

    [Fact]
    public async Task RoomThatBecameFree_GoesBackToTheDisk()
    {
        await using var journal = _folder.Open();
        await Runs(journal, runs: 40, answers: 20, length: 20_000);
        var before = Count("SELECT page_count FROM pragma_page_count");

        while (await journal.Trim(AllIsOld, Cancellation))
        {
        }

        Count("SELECT page_count FROM pragma_page_count").ShouldBeLessThan(before / 4);
        var (empty, all) = (Count("SELECT freelist_count FROM pragma_freelist_count"), Count("SELECT page_count FROM pragma_page_count"));
        empty.ShouldBeLessThanOrEqualTo(all / 10);
    }

    /// <summary>A journal of before could not be made smaller in steps: it is written anew once, when it is brought up to date.</summary>
    [Fact]
    public async Task OlderFile_CanBeMadeSmallerFromThenOn()
    {
        using (var older = JournalFile.OpenDraft(_folder.File))
            JournalSchema.Migrate(older, [.. JournalSchema.Migrations.Take(2)]);
        Count("SELECT auto_vacuum FROM pragma_auto_vacuum").ShouldBe(0);

        await _folder.Open().DisposeAsync();

        Count("SELECT auto_vacuum FROM pragma_auto_vacuum").ShouldBe(2);
    }

    /// <summary>Somebody is always reading, each for a moment: SQLite alone would never begin its log anew.</summary>
    [Fact]
    public async Task ReadersThatTakeTurns_DoNotMakeTheLogGrowForEver()
    {
        await using var journal = _folder.Open();
        var fence = await journal.Take(Some.Account, "x", Cancellation);
        using var enough = new CancellationTokenSource();
        using var first = new SemaphoreSlim(1);
        using var second = new SemaphoreSlim(0);
        var readers = new[] { Task.Run(() => Read(first, second), Cancellation), Task.Run(() => Read(second, first), Cancellation) };
        long longest = 0;
        for (var n = 0; n < 120; n++)
        {
            await journal.Commit(fence, [new AddDue(Some.Due($"{n}") with { Payload = new string('x', 1_000_000) })], Cancellation);
            longest = Math.Max(longest, new FileInfo(_folder.File + "-wal").Length);
        }

        await enough.CancelAsync();
        first.Release();
        second.Release();
        await Task.WhenAll(readers);
        longest.ShouldBeLessThan(2 * LogBound.Longest);

        // Ends what it reads only when the other has begun to.
        async Task Read(SemaphoreSlim mine, SemaphoreSlim other)
        {
            using var connection = new SqliteConnection($"Data Source={_folder.File};Pooling=False");
            connection.Open();
            while (!enough.IsCancellationRequested)
            {
                await mine.WaitAsync(Cancellation);
                using (var end = connection.CreateCommand())
                {
                    end.CommandText = "COMMIT";
                    if (SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle) == 0)
                        end.ExecuteNonQuery();
                }

                using var begin = connection.CreateCommand();
                begin.CommandText = "BEGIN; SELECT count(*) FROM accounts";
                begin.ExecuteScalar();
                other.Release();
            }
        }
    }

    private static async Task Runs(SqliteJournal journal, int runs, int answers, int length = 600)
    {
        var fence = await journal.Take(Some.Account, "x", Cancellation);
        for (var run = 0; run < runs; run++)
        {
            var name = $"r{run}";
            await journal.Commit(fence, [new AddDue(Some.Due(name)), new StartRun(Some.Run(name, name), JournalBody.Of(new string('i', 700)))], Cancellation);
            // Half of the answers are what other runs were given too.
            await journal.Commit(fence, [.. Enumerable.Range(1, answers).Select(n => new AddAnswer(Some.Answer(name, n, n, Text(n % 2 == 0 ? n : run * 1_000 + n, length))))], Cancellation);
            await journal.Commit(fence, [new AddEffect(Some.Effect(name, 0)), new AddLog(Some.Line(name, 1))], Cancellation);
            (await journal.Commit(fence, [new AnswerEffect(new RunId(name), 0, EffectStatus.Done, "1", Some.Noon, "r"), new MoveRun(new RunId(name), RunStatus.Running, Some.End(RunStatus.Succeeded))], Cancellation))
                .ShouldBe(CommitResult.Done);
        }
    }

    private static string Text(int seed, int length)
    {
        var bytes = new byte[length * 3 / 4];
        new Random(seed).NextBytes(bytes);
        return Convert.ToBase64String(bytes);
    }

    private long Count(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_folder.File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }
}
