using Automator.Host.Journal;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;
using static Automator.Host.Journal.JournalOperation;

namespace Automator.Tests.Journal;

public sealed class JournalFileTests : IDisposable
{
    private const string Restore = "Restore a backup, or move the data folder away to start anew.";

    private readonly JournalFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Reopened_HasEverythingAndTheNextEpoch()
    {
        await Fill(3);
        await using var journal = _folder.Open();

        journal.PendingDues(Some.Account).Count.ShouldBe(3);
        (await journal.Take(Some.Account, "x", Cancellation)).Epoch.ShouldBe(2);
    }

    [Fact]
    public async Task Reader_SeesWhatIsCommittedBesideTheHostAndWithoutIt()
    {
        await using (var journal = _folder.Open())
        {
            var fence = await journal.Take(Some.Account, "x", Cancellation);
            using var beside = SqliteJournal.OpenReadOnly(_folder.File);
            await journal.Commit(fence, [new AddDue(Some.Due("a"))], Cancellation);
            beside.PendingDues(Some.Account).ShouldBe([Some.Due("a")]);
        }

        using var alone = SqliteJournal.OpenReadOnly(_folder.File);
        alone.PendingDues(Some.Account).ShouldBe([Some.Due("a")]);
    }

    [Fact]
    public void NoFileToRead_IsSaid() =>
        Should.Throw<JournalException>(() => SqliteJournal.OpenReadOnly(_folder.File)).Message
            .ShouldBe($"There is no journal at {_folder.File}. Start the host once, or name the right data folder.");

    [Fact]
    public async Task NewerVersion_IsRefusedAndLeftAlone()
    {
        await Fill(1);
        _folder.Sql("PRAGMA user_version = 99");
        var before = await File.ReadAllBytesAsync(_folder.File, Cancellation);

        Should.Throw<JournalException>(_folder.Open).Message.ShouldBe(
            $"{_folder.File} was written by a newer Automator: it has version 99, this one knows {JournalSchema.Migrations.Count}. " +
            "Install the newer Automator again, or restore a backup made before it was installed.");
        (await File.ReadAllBytesAsync(_folder.File, Cancellation)).ShouldBe(before);
    }

    [Fact]
    public void AnotherDatabase_IsRefusedAndLeftAlone()
    {
        _folder.Sql("CREATE TABLE songs (name TEXT)");
        var before = File.ReadAllBytes(_folder.File);

        Should.Throw<JournalException>(_folder.Open).Message.ShouldContain("is not a journal of Automator, but another SQLite database");
        File.ReadAllBytes(_folder.File).ShouldBe(before);
    }

    [Fact]
    public void NoDatabase_IsRefusedAndLeftAlone()
    {
        var text = string.Concat(Enumerable.Repeat("a shopping list\n", 100));
        File.WriteAllText(_folder.File, text);

        Should.Throw<JournalException>(_folder.Open).Message.ShouldBe(
            $"{_folder.File} is not a journal, or its beginning is damaged. {Restore}");
        File.ReadAllText(_folder.File).ShouldBe(text);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(4096)]
    [InlineData(20_000)]
    public async Task CutOff_IsRefusedAndLeftAlone(int length)
    {
        await Fill(500);
        using (var file = File.OpenWrite(_folder.File))
            file.SetLength(length);

        Should.Throw<JournalException>(_folder.Open).Message.ShouldContain("damaged");
        new FileInfo(_folder.File).Length.ShouldBe(length);
    }

    [Fact]
    public async Task FlippedBytesInPages_AreRefused()
    {
        await Fill(500);
        var bytes = await File.ReadAllBytesAsync(_folder.File, Cancellation);
        for (var page = 4096; page < bytes.Length; page += 4096)
            bytes[page + 3] ^= 0xFF;
        await File.WriteAllBytesAsync(_folder.File, bytes, Cancellation);

        var refusal = Should.Throw<JournalException>(_folder.Open);
        refusal.Message.ShouldStartWith($"The journal {_folder.File} is damaged: ");
        refusal.Message.ShouldEndWith(Restore);
    }

    [Fact]
    public async Task MissingBesideItsWal_IsNotTakenForANewOne()
    {
        await Fill(1);
        File.Delete(_folder.File);
        await File.WriteAllTextAsync(_folder.File + "-wal", "frames", Cancellation);

        Should.Throw<JournalException>(_folder.Open).Message.ShouldContain("is missing, but");
        File.Exists(_folder.File).ShouldBeFalse();
    }

    [Fact]
    public void DraftOfACrash_IsReplaced()
    {
        File.WriteAllText(_folder.File + ".new", "half a journal");
        Should.NotThrow(async () => await _folder.Open().DisposeAsync());
        File.Exists(_folder.File + ".new").ShouldBeFalse();
    }

    [Fact]
    public void FolderThatIsNotThere_IsSaid() =>
        Should.Throw<JournalException>(() => Open(Path.Combine(_folder.File, "journal.db"))).Message.ShouldContain("Check that its folder exists");

    [Fact]
    public void FolderThatCannotBeWritten_IsSaid()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs a folder that not even root may write to.");
        Should.Throw<JournalException>(() => Open("/proc/self/journal.db")).Message.ShouldContain("Check that its folder exists and that the user");
    }

    [Fact]
    public async Task FullDisk_FailsTheBatchAndNothingElse()
    {
        var writing = JournalFile.OpenForWriting(_folder.File);
        await using var journal = new SqliteJournal(writing, _folder.File, new FakeTimeProvider());
        var fence = await journal.Take(Some.Account, "x", Cancellation);
        await journal.Commit(fence, [new AddDue(Some.Due("before"))], Cancellation);
        writing.ExecuteOnce("PRAGMA max_page_count = 1");

        var huge = Some.Due("huge") with { Payload = new string('x', 1_000_000) };
        var refusal = await Should.ThrowAsync<JournalException>(() => journal.Commit(fence, [new AddDue(huge)], Cancellation));
        refusal.Message.ShouldBe($"The journal {_folder.File} cannot be written: the disk is full. Free some space on it.");
        journal.PendingDues(Some.Account).Single().Key.ShouldBe("before");

        writing.ExecuteOnce("PRAGMA max_page_count = 1000000");
        (await journal.Commit(fence, [new AddDue(huge)], Cancellation)).ShouldBe(CommitResult.Done);
    }

    [Fact]
    public async Task DamageFoundByAWrite_EndsWriting()
    {
        var writing = JournalFile.OpenForWriting(_folder.File);
        await using var journal = new SqliteJournal(writing, _folder.File, new FakeTimeProvider());
        var fence = await journal.Take(Some.Account, "x", Cancellation);
        writing.ExecuteOnce("""
            PRAGMA writable_schema = ON;
            UPDATE sqlite_schema SET rootpage = 1000 WHERE name = 'seen';
            PRAGMA writable_schema = RESET;
            """);

        await Should.ThrowAsync<JournalException>(() => journal.Commit(fence, [new SetSeen("todo", 1, "x")], Cancellation));
        var later = await Should.ThrowAsync<JournalException>(() => journal.Commit(fence, [new AddDue(Some.Due("a"))], Cancellation));
        later.Message.ShouldStartWith("The journal is not written any more since a write failed, until the host starts again.");
    }

    [Fact]
    public async Task AfterDispose_CommitsFailInWords()
    {
        var journal = _folder.Open();
        var fence = await journal.Take(Some.Account, "x", Cancellation);
        var last = journal.Commit(fence, [new AddDue(Some.Due("last"))], Cancellation);
        await journal.DisposeAsync();

        (await last).ShouldBe(CommitResult.Done);
        (await Should.ThrowAsync<JournalException>(() => journal.Commit(fence, [], Cancellation))).Message.ShouldContain("is closed");
    }

    [Fact]
    public async Task Migration_GoesForwardOneByOneAndStopsWhereItFails()
    {
        await Fill(2);
        string[] next = [.. JournalSchema.Migrations, "CREATE TABLE more (x INTEGER)", "CREATE TABLE half (x INTEGER); CREATE TABLE more (x INTEGER)"];

        Should.Throw<JournalException>(() => JournalFile.OpenForWriting(_folder.File, next));
        using (var upTo = JournalFile.OpenForWriting(_folder.File, next[..^1]))
        {
            JournalSchema.Version(upTo).ShouldBe(JournalSchema.Migrations.Count + 1);
            upTo.First("SELECT count(*) FROM dues", row => row.GetInt32(0)).ShouldBe(2);
            upTo.First("SELECT count(*) FROM sqlite_schema WHERE name = 'half'", row => row.GetInt32(0)).ShouldBe(0);
        }
    }

    private static SqliteJournal Open(string file) => SqliteJournal.Open(file, new FakeTimeProvider());

    private async Task Fill(int dues)
    {
        await using var journal = _folder.Open();
        var fence = await journal.Take(Some.Account, "x", Cancellation);
        await journal.Commit(fence, [.. Enumerable.Range(0, dues).Select(n => new AddDue(Some.Due($"due {n}")))], Cancellation);
    }
}
