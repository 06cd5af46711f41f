using System.Buffers.Binary;
using Automator.Host;
using Automator.Host.Journal;
using Automator.Tests.Triggers;
using Shouldly;
using Xunit;
using static Automator.Host.Journal.JournalOperation;

namespace Automator.Tests.Journal;

/// <summary>Files that were changed by something else than a journal: either nothing is to be seen of it, or it is said.</summary>
public sealed class DamageTests : IDisposable
{
    private const int Page = 4096;
    private const int FrameHeader = 24;
    private const int LogHeader = 32;

    private readonly JournalFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Log => _folder.File + "-wal";

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task ByteFlippedInAnyPage_IsNeverAnotherAnswer(int seed)
    {
        var (whole, before) = await Filled();
        var random = new Random(seed);
        var refused = 0;
        for (var page = 0; page < whole.Length / Page; page++)
        {
            var at = page * Page + random.Next(Page);
            var damaged = (byte[])whole.Clone();
            damaged[at] ^= (byte)random.Next(1, 256);
            await File.WriteAllBytesAsync(_folder.File, damaged, Cancellation);
            try
            {
                await using var journal = _folder.Open();
                JournalPicture.Of(journal).ShouldBe(before, $"byte {at % Page} of page {page + 1}, {whole[at]} to {damaged[at]}");
            }
            catch (JournalException)
            {
                refused++;
            }
        }

        refused.ShouldBeGreaterThan(whole.Length / Page / 4, "the others fell where nothing is");
    }

    [Theory]
    [InlineData("UPDATE runs SET reason = 'another' WHERE id = 'run-Failed'", "a row of runs is not as it was written")]
    [InlineData("UPDATE effects SET path = '/projects/1.xml'", "a row of effects is not as it was written")]
    [InlineData("UPDATE state SET json = '{}' WHERE key = 'key 3'", "a row of state is not as it was written")]
    [InlineData("UPDATE blobs SET packed = (SELECT max(packed) FROM blobs)", "is not as it was written")]
    [InlineData("UPDATE blobs SET packed = x'ffffffffffffffff'", "the blob")]
    [InlineData("PRAGMA foreign_keys = OFF; DELETE FROM blobs", "is missing")]
    public async Task ValueChangedWhileTheHostRuns_IsSaidByWhoReadsIt(string sql, string said)
    {
        await using var journal = _folder.Open();
        await JournalPicture.Fill(journal, Cancellation);
        _folder.Sql(sql);

        var fault = Should.Throw<JournalException>(() => JournalPicture.Of(journal));

        fault.Message.ShouldStartWith($"The journal {_folder.File} is damaged: ");
        fault.Message.ShouldContain(said);
    }

    [Fact]
    public async Task RowThatWasChanged_IsNotWrittenOver()
    {
        await using var journal = _folder.Open();
        await JournalPicture.Fill(journal, Cancellation);
        var fence = await journal.Take(Some.Account, "incarnation 1", Cancellation);
        _folder.Sql("UPDATE runs SET payload = 'another' WHERE id = 'run-Running'");

        var fault = await Should.ThrowAsync<JournalException>(
            () => journal.Commit(fence, [new MoveRun(new("run-Running"), RunStatus.Running, Some.End(RunStatus.Succeeded))], Cancellation));

        fault.Message.ShouldContain("a row of runs is not as it was written");
        Should.Throw<JournalException>(() => journal.Run(new("run-Running")));
    }

    [Fact]
    public async Task ByteFlippedInTheLog_IsSaidUnlessItIsOfTheLastCommit()
    {
        var (file, log) = await CutOffAfter(commits: 5);
        var frames = (log.Length - LogHeader) / (FrameHeader + Page);
        var last = LastCommit(log, frames);
        var random = new Random(1);
        for (var frame = 0; frame < frames; frame++)
        {
            foreach (var at in new[] { random.Next(frame <= last ? 0 : 16, FrameHeader), FrameHeader + random.Next(Page) })
            {
                var damaged = (byte[])log.Clone();
                damaged[LogHeader + frame * (FrameHeader + Page) + at] ^= (byte)random.Next(1, 256);
                await Lay(file, damaged);
                if (frame <= last)
                    Should.Throw<JournalException>(_folder.Open).Message.ShouldContain($"-wal cannot be read from its frame {frame + 1} on, and changes that were committed lie behind it");
                else
                    (await Kept()).ShouldBe(4, "a last commit that is not whole cannot be told from one that was never finished");
            }
        }
    }

    [Fact]
    public async Task BeginningOfTheLogFlipped_IsSaidAndTheFilesStayAsTheyWere()
    {
        var (file, log) = await CutOffAfter(commits: 2);
        for (var at = 0; at < LogHeader; at++)
        {
            // The number of the checkpoint is for no one to read; it is in the sum all the same.
            var damaged = (byte[])log.Clone();
            damaged[at] ^= 0x10;
            await Lay(file, damaged);

            Should.Throw<JournalException>(_folder.Open).Message.ShouldContain("-wal cannot be read, and with it nothing of what was committed last");
            (await File.ReadAllBytesAsync(Log, Cancellation)).ShouldBe(damaged);
            (await File.ReadAllBytesAsync(_folder.File, Cancellation)).ShouldBe(file);
        }
    }

    /// <summary>Nobody can tell that more had been there: but no commit is ever there by half.</summary>
    [Fact]
    public async Task LogCutOffAnywhere_HasWholeCommitsUpToThere()
    {
        var (file, log) = await CutOffAfter(commits: 4);
        var most = 0;
        for (var length = 0; length <= log.Length; length += 1_711)
        {
            await Lay(file, log[..length]);
            var kept = await Kept();
            kept.ShouldBeGreaterThanOrEqualTo(most);
            most = kept;
        }

        await Lay(file, log);
        (await Kept()).ShouldBe(4);
    }

    [Fact]
    public async Task FileCutOffBesideItsLog_IsRefusedAndLeftAlone()
    {
        var (file, log) = await CutOffAfter(commits: 3);
        await Lay(file[..(file.Length / 2)], log);

        Should.Throw<JournalException>(_folder.Open).Message.ShouldContain("damaged");

        (await File.ReadAllBytesAsync(Log, Cancellation)).ShouldBe(log);
        new FileInfo(_folder.File).Length.ShouldBe(file.Length / 2);
    }

    private async Task<(byte[] File, string Picture)> Filled()
    {
        string picture;
        await using (var journal = _folder.Open())
        {
            await JournalPicture.Fill(journal, Cancellation);
            picture = JournalPicture.Of(journal);
        }

        return (await File.ReadAllBytesAsync(_folder.File, Cancellation), picture);
    }

    /// <summary>The files as a host leaves them that was killed after some commits, each of two dues.</summary>
    private async Task<(byte[] File, byte[] Log)> CutOffAfter(int commits)
    {
        await (_folder.Open()).DisposeAsync();
        await using var journal = _folder.Open();
        var fence = await journal.Take(Some.Account, "x", Cancellation);
        for (var n = 0; n < commits; n++)
            await journal.Commit(fence, [new AddDue(Some.Due($"first {n}")), new AddDue(Some.Due($"second {n}"))], Cancellation);
        return (Shared(_folder.File), Shared(Log));
    }

    private async Task Lay(byte[] file, byte[] log)
    {
        await File.WriteAllBytesAsync(_folder.File, file, Cancellation);
        await File.WriteAllBytesAsync(Log, log, Cancellation);
        File.Delete(_folder.File + "-shm");
    }

    /// <summary>How many commits are there, all of them whole and none missing before another.</summary>
    private async Task<int> Kept()
    {
        await using var journal = _folder.Open();
        var keys = journal.PendingDues(Some.Account).Select(due => due.Key).ToHashSet();
        var commits = keys.Count / 2;
        keys.ShouldBe(Enumerable.Range(0, commits).SelectMany(n => new[] { $"first {n}", $"second {n}" }), ignoreOrder: true);
        return commits;
    }

    /// <summary>The frame with which the commit before the last one ends.</summary>
    private static int LastCommit(byte[] log, int frames) => Enumerable.Range(0, frames - 1)
        .Last(frame => BinaryPrimitives.ReadUInt32BigEndian(log.AsSpan(LogHeader + frame * (FrameHeader + Page) + 4)) != 0);

    private static byte[] Shared(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>A bug: what a query compared a column with was summed in that column's place, also in rows that have something else there.</summary>
    [Fact]
    public async Task RowThatIsNotAskedFor_IsNotTakenForDamage()
    {
        await using var stage = await TriggerStage.Open();
        await stage.Did("rule", "project.create", "/projects.xml", made: "2");

        stage.Journal.MadeBy("another account", "project.create", 2).ShouldBeNull();
        stage.Journal.EffectTimes(TriggerStage.Account, new RuleName("another"), DateTimeOffset.UnixEpoch).ShouldBeEmpty();
        stage.Journal.MadeBy(TriggerStage.Account, "project.create", 2).ShouldNotBeNull();
    }
}
