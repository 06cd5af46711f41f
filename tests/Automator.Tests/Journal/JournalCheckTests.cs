using Automator.Host.Journal;
using Shouldly;
using Xunit;

namespace Automator.Tests.Journal;

public sealed class JournalCheckTests : IDisposable
{
    private readonly JournalFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task SoundJournal_IsCountedBesideItsHostAndWithoutIt()
    {
        await using (var journal = _folder.Open())
        {
            await JournalPicture.Fill(journal, Cancellation);
            Sound(isWritten: true);
        }

        Sound(isWritten: false);

        void Sound(bool isWritten)
        {
            var finding = JournalCheck.Examine(_folder.File, isWritten);
            finding.Problems.ShouldBeEmpty();
            (finding.Runs, finding.Dues, finding.Version).ShouldBe((10, 70, JournalSchema.Migrations.Count));
            finding.Bytes.ShouldBe(new FileInfo(_folder.File).Length);
        }
    }

    [Theory]
    [InlineData("UPDATE runs SET reason = 'x' WHERE id = 'run-Failed'", "the row 'run-Failed' of runs is not as it was written")]
    [InlineData("UPDATE cursors SET position = 'x' WHERE name = 'cursor 3'", "the row 'main', 'cursor 3' of cursors is not as it was written")]
    [InlineData("UPDATE spent_keys SET hash = x'00'", null)]
    [InlineData("DELETE FROM answers WHERE run = 'run-Failed' AND ordinal = 1", "the 1 answers of run run-Failed are numbered 2 to 2")]
    [InlineData("PRAGMA foreign_keys = OFF; DELETE FROM runs WHERE id = 'run-Failed'", "the due run-Failed was taken by run run-Failed, which is not there")]
    [InlineData("PRAGMA foreign_keys = OFF; DELETE FROM runs WHERE id = 'run-Failed'", "a row of effects belongs to one of runs that is not there")]
    [InlineData("PRAGMA foreign_keys = OFF; DELETE FROM blobs", "a row of answers belongs to one of blobs that is not there")]
    [InlineData("UPDATE blobs SET packed = x'00' WHERE rowid = 1", "is not as it was written")]
    [InlineData("PRAGMA ignore_check_constraints = ON; UPDATE runs SET wake_at = NULL WHERE status = 'Waiting'", "run run-Waiting waits, and nobody knows until when")]
    [InlineData("PRAGMA ignore_check_constraints = ON; UPDATE runs SET ended_at = NULL WHERE id = 'run-Failed'", "run run-Failed has ended, and nobody knows when")]
    [InlineData("UPDATE revisions SET last = 1", "has a revision that was never given")]
    [InlineData("DELETE FROM accounts", "is of the account main, which was never taken")]
    [InlineData("UPDATE runs SET status = 'Gone' WHERE id = 'run-Failed'", "run run-Failed has the state Gone")]
    [InlineData("UPDATE dues SET trigger = 'Nothing' WHERE key = 'due 3'", "the due due 3 has the trigger Nothing")]
    [InlineData("UPDATE effects SET status = 'Maybe' WHERE run = 'run-Failed'", "effect 2 of run run-Failed has the state Maybe")]
    [InlineData("PRAGMA writable_schema = ON; DELETE FROM sqlite_schema WHERE name = 'runs_by_status'", "Page")]
    public async Task WhatIsWrong_IsNamed(string sql, string? said)
    {
        await using (var journal = _folder.Open())
            await JournalPicture.Fill(journal, Cancellation);
        _folder.Sql(sql);

        var problems = JournalCheck.Examine(_folder.File, isWritten: false).Problems;

        if (said is null)
            problems.ShouldBeEmpty();
        else
            problems.ShouldContain(problem => problem.Contains(said), string.Join('\n', problems));
    }

    [Fact]
    public async Task ManyProblems_AreSaidUpToAHundred()
    {
        await using (var journal = _folder.Open())
            await JournalPicture.Fill(journal, Cancellation);
        _folder.Sql("UPDATE dues SET payload = 'x'; UPDATE state SET json = 'x'; UPDATE seen SET mark = 'x'");

        JournalCheck.Examine(_folder.File, isWritten: false).Problems.Count.ShouldBe(100);
    }

    [Fact]
    public async Task FileThatCannotBeAJournal_IsRefusedInWords()
    {
        Should.Throw<JournalException>(() => JournalCheck.Examine(_folder.File, isWritten: false)).Message
            .ShouldBe($"There is no journal at {_folder.File}. Name the right file or data folder.");
        await File.WriteAllTextAsync(_folder.File, new string('x', 9_000), Cancellation);
        Should.Throw<JournalException>(() => JournalCheck.Examine(_folder.File, isWritten: false)).Message.ShouldContain("is not a journal");
    }

    /// <summary>A backup of an older Automator can be looked at too; it has no seals.</summary>
    [Fact]
    public void OlderVersion_IsLookedAtAsFarAsItGoes()
    {
        using (var older = JournalFile.OpenDraft(_folder.File))
            JournalSchema.Migrate(older, [.. JournalSchema.Migrations.Take(2)]);

        var finding = JournalCheck.Examine(_folder.File, isWritten: false);

        (finding.Version, finding.Problems.Count).ShouldBe((2, 0));
    }
}
