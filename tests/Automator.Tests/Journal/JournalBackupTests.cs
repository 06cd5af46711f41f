using Automator.Host.Journal;
using Shouldly;
using Xunit;
using static Automator.Host.Journal.JournalOperation;

namespace Automator.Tests.Journal;

public sealed class JournalBackupTests : IDisposable
{
    private readonly JournalFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Copy => _folder.At("copy.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task CopyBesideAHost_IsWholeAndOfOneMoment()
    {
        await using var journal = _folder.Open();
        await JournalPicture.Fill(journal, Cancellation);
        var fence = await journal.Take(Some.Account, "incarnation 1", Cancellation);
        using var enough = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            for (var n = 0; !enough.IsCancellationRequested; n++)
                await journal.Commit(fence, [new AddDue(Some.Due($"one {n}")), new AddDue(Some.Due($"other {n}"))], Cancellation);
        }, Cancellation);

        for (var round = 0; round < 5; round++)
        {
            var finding = JournalBackup.Make(_folder.File, Copy, overwrite: round > 0, isWritten: true);

            finding.Problems.ShouldBeEmpty();
            (finding.File, finding.Runs, finding.Bytes).ShouldBe((Copy, 10, new FileInfo(Copy).Length));
            (finding.Dues % 2).ShouldBe(0, "the dues of a commit come together");
        }

        await enough.CancelAsync();
        await writing;
        Companions().ShouldBe(["copy.db"]);
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(Copy).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task CopyOfAJournalAtRest_HasWhatItHas()
    {
        string before;
        await using (var journal = _folder.Open())
        {
            await JournalPicture.Fill(journal, Cancellation);
            before = JournalPicture.Of(journal);
        }

        JournalBackup.Make(_folder.File, Copy, overwrite: false, isWritten: false);

        await using var copy = SqliteJournal.Open(Copy, TimeProvider.System);
        JournalPicture.Of(copy).ShouldBe(before);
    }

    [Fact]
    public async Task WhatStandsThere_IsWrittenOverOnlyWhenAsked()
    {
        await _folder.Open().DisposeAsync();
        await File.WriteAllTextAsync(Copy, "precious", Cancellation);

        Should.Throw<JournalException>(() => JournalBackup.Make(_folder.File, Copy, overwrite: false, isWritten: false)).Message
            .ShouldBe($"{Copy} is there already. Name another file, or write over it with --overwrite.");
        (await File.ReadAllTextAsync(Copy, Cancellation)).ShouldBe("precious");

        JournalBackup.Make(_folder.File, Copy, overwrite: true, isWritten: false).Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task PlacesWhereACopyCannotGo_AreRefused()
    {
        Should.Throw<JournalException>(() => JournalBackup.Make(_folder.File, Copy, overwrite: false, isWritten: false)).Message.ShouldContain("There is no journal at");
        await _folder.Open().DisposeAsync();

        Should.Throw<JournalException>(() => JournalBackup.Make(_folder.File, _folder.File, overwrite: true, isWritten: false)).Message.ShouldContain("is the journal itself");
        Should.Throw<JournalException>(() => JournalBackup.Make(_folder.File, _folder.At("nowhere/copy.db"), overwrite: false, isWritten: false)).Message
            .ShouldContain("Check that its folder exists");
        await File.WriteAllTextAsync(Copy + "-wal", "frames", Cancellation);
        Should.Throw<JournalException>(() => JournalBackup.Make(_folder.File, Copy, overwrite: false, isWritten: false)).Message
            .ShouldContain("belongs to another copy.db, and would spoil this one");
    }

    [Fact]
    public async Task DamagedJournal_IsNotCopiedOverASoundBackup()
    {
        await using (var journal = _folder.Open())
            await JournalPicture.Fill(journal, Cancellation);
        JournalBackup.Make(_folder.File, Copy, overwrite: false, isWritten: false);
        var sound = await File.ReadAllBytesAsync(Copy, Cancellation);
        _folder.Sql("UPDATE state SET json = 'x' WHERE key = 'key 1'");

        var finding = JournalBackup.Make(_folder.File, Copy, overwrite: true, isWritten: false);

        finding.Problems.ShouldBe(["the row 'main', 'close-stale', 'key 1' of state is not as it was written"]);
        (await File.ReadAllBytesAsync(Copy, Cancellation)).ShouldBe(sound);
        Companions().ShouldBe(["copy.db"]);
    }

    private IEnumerable<string?> Companions() => Directory.EnumerateFiles(_folder.At("")).Select(Path.GetFileName).Where(name => !name!.StartsWith("journal.db", StringComparison.Ordinal));
}
