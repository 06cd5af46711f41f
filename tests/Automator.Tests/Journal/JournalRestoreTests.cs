using Automator.Host.Journal;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;
using static Automator.Host.Journal.JournalOperation;

namespace Automator.Tests.Journal;

public sealed class JournalRestoreTests : IDisposable
{
    private readonly JournalFolder _folder = new();
    private readonly FakeTimeProvider _time = new(Some.Noon.AddDays(9));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Backup => _folder.At("backup.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task WhatWasUnderWay_WaitsForAPersonAndNothingFiresTwice()
    {
        await BackUp();

        var restored = JournalRestore.Restore(Backup, _folder.File, goesOn: false, _time);

        (restored.Interrupted, restored.Dropped).ShouldBe((3, 39));
        await using var journal = _folder.Open();
        journal.RunsIn(Some.Account, RunStatus.Running).ShouldBeEmpty();
        journal.RunsIn(Some.Account, RunStatus.Waiting).ShouldBeEmpty();
        journal.RunsIn(Some.Account, RunStatus.InDoubt).ShouldBeEmpty("a person's word would have it go on from what may be past");
        var run = journal.Run(new("run-Running")).ShouldNotBeNull();
        run.Status.ShouldBe(RunStatus.Interrupted);
        run.End!.At.ShouldBe(_time.GetUtcNow());
        run.End.Reason.ShouldNotBeNull().ShouldStartWith("The journal was restored from a backup");
        run.End.Writes.ShouldBe(1);
        journal.PendingDues(Some.Account).ShouldBeEmpty();
        journal.Cursor(Some.Account, "cursor 1").ShouldBeNull();
        journal.State(Some.Account, new("close-stale"), "key 1").ShouldBe("{\"value\":1}");
        JournalCheck.Examine(_folder.File, isWritten: true).Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task HostThatOnlyMoved_GoesOnWhereItWas()
    {
        var before = await BackUp();

        var restored = JournalRestore.Restore(Backup, _folder.File, goesOn: true, _time);

        (restored.Interrupted, restored.Dropped).ShouldBe((0, 0));
        await using var journal = _folder.Open();
        JournalPicture.Of(journal).ShouldBe(before);
    }

    [Fact]
    public async Task FormerJournal_IsKeptWithItsLog()
    {
        await BackUp();
        await using (var journal = _folder.Open())
        {
            var fence = await journal.Take(Some.Account, "incarnation 1", Cancellation);
            await journal.Commit(fence, [new AddDue(Some.Due("since then"))], Cancellation);
            foreach (var companion in new[] { "", "-wal" })
                File.Copy(_folder.File + companion, _folder.At("killed" + companion));
        }

        foreach (var companion in new[] { "", "-wal" })
            File.Move(_folder.At("killed" + companion), _folder.File + companion, overwrite: true);

        var kept = JournalRestore.Restore(Backup, _folder.File, goesOn: true, _time).KeptAs.ShouldNotBeNull();

        kept.ShouldBe(_folder.File + ".before-20261203T120000000Z");
        await using var former = SqliteJournal.Open(kept, _time);
        former.PendingDues(Some.Account).ShouldContain(due => due.Key == "since then");
        await using var restored = _folder.Open();
        restored.PendingDues(Some.Account).ShouldNotContain(due => due.Key == "since then");
    }

    [Fact]
    public async Task EmptyFolder_GetsAJournal()
    {
        await BackUp();
        var elsewhere = Directory.CreateDirectory(_folder.At("elsewhere")).FullName;

        var restored = JournalRestore.Restore(Backup, Path.Combine(elsewhere, "journal.db"), goesOn: false, _time);

        restored.KeptAs.ShouldBeNull();
        Directory.EnumerateFiles(elsewhere).Select(Path.GetFileName).ShouldBe(["journal.db"]);
    }

    [Fact]
    public async Task DamagedBackup_ChangesNothing()
    {
        await BackUp();
        var before = await File.ReadAllBytesAsync(_folder.File, Cancellation);
        var bytes = await File.ReadAllBytesAsync(Backup, Cancellation);
        await File.WriteAllBytesAsync(Backup, bytes[..(bytes.Length / 2)], Cancellation);

        Should.Throw<JournalException>(() => JournalRestore.Restore(Backup, _folder.File, goesOn: false, _time)).Message.ShouldContain($"{Backup} is damaged");

        await File.WriteAllBytesAsync(Backup, bytes, Cancellation);
        JournalFolder.Sql(Backup, "UPDATE state SET json = 'x' WHERE key = 'key 1'");
        JournalRestore.Restore(Backup, _folder.File, goesOn: false, _time).Finding.Problems.Count.ShouldBe(1);
        (await File.ReadAllBytesAsync(_folder.File, Cancellation)).ShouldBe(before);
    }

    [Fact]
    public async Task NewerBackup_IsRefused()
    {
        await BackUp();
        JournalFolder.Sql(Backup, "PRAGMA user_version = 99");

        Should.Throw<JournalException>(() => JournalRestore.Restore(Backup, _folder.File, goesOn: false, _time)).Message.ShouldContain("was written by a newer Automator");
        Should.Throw<JournalException>(() => JournalRestore.Restore(_folder.File, _folder.File, goesOn: false, _time)).Message.ShouldContain("is the journal itself");
    }

    [Fact]
    public async Task OlderBackup_IsBroughtUpToDate()
    {
        using (var older = JournalFile.OpenDraft(Backup))
            JournalSchema.Migrate(older, [.. JournalSchema.Migrations.Take(2)]);

        JournalRestore.Restore(Backup, _folder.File, goesOn: false, _time).Finding.Version.ShouldBe(2);

        await using var journal = _folder.Open();
        JournalCheck.Examine(_folder.File, isWritten: true).Version.ShouldBe(JournalSchema.Migrations.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CutOffInTheMiddle_NoHostOpensItUntilItIsMadeAgain(bool formerIsMoved)
    {
        await BackUp();
        var aside = _folder.File + ".before-20260101T000000000Z";
        await File.WriteAllTextAsync(_folder.File + ".restoring-20260101T000000000Z", "whatever was to come", Cancellation);
        if (formerIsMoved)
            File.Move(_folder.File, aside);

        Should.Throw<JournalException>(_folder.Open).Message.ShouldContain("Run 'automator journal restore FILE' again");
        JournalRestore.Restore(Backup, _folder.File, goesOn: false, _time).KeptAs.ShouldBe(aside);

        await using var journal = _folder.Open();
        journal.Run(new("run-Failed")).ShouldNotBeNull();
    }

    private async Task<string> BackUp()
    {
        string picture;
        await using (var journal = _folder.Open())
        {
            await JournalPicture.Fill(journal, Cancellation);
            picture = JournalPicture.Of(journal);
        }

        JournalBackup.Make(_folder.File, Backup, overwrite: false, isWritten: false).Problems.ShouldBeEmpty();
        return picture;
    }
}
