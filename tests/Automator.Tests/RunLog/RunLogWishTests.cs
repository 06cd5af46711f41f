using System.Text;
using Automator.Host;
using Automator.Host.Journal;
using Automator.Host.RunLog;
using Automator.Tests.Journal;
using Shouldly;
using Xunit;
using static Automator.Host.Journal.JournalOperation;

namespace Automator.Tests.RunLog;

/// <summary>A log that a person wants made anew: whole as it is, or damaged.</summary>
public sealed class RunLogWishTests : IAsyncLifetime
{
    private static readonly RunMonth November = new("2026-11");
    private static readonly RunMonth October = new("2026-10");

    private readonly RunLogBench _bench = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static IReadOnlyList<string> Ids { get; } = [.. Enumerable.Range(10, 30).Select(n => $"r{n}")];

    public async ValueTask InitializeAsync()
    {
        await _bench.Start();
        foreach (var id in Ids)
        {
            await _bench.Start(id, string.CompareOrdinal(id, "r15") < 0 ? Some.Noon.AddMonths(-1) : null);
            await _bench.Commit(new AddEffect(Some.Effect(id, 1)), new AddLog(Some.Line(id, 1) with { Text = $"a line of {id}" }));
            await _bench.End(id, RunStatus.Succeeded);
        }

        await _bench.Writer.CatchUp();
        await _bench.ShouldHaveAll(Ids);
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task All_AreMadeFromTheJournal()
    {
        (await _bench.Writer.Rebuild(null)).ShouldBe([Rebuilt(October, 5), Rebuilt(November, 25)]);

        await _bench.ShouldHaveAll(Ids);
        Files(_bench.Folder).ShouldBe(["followed.json", "runs-2026-10.db", "runs-2026-11.db"]);
        _bench.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public async Task OneMonth_LeavesTheOthersAlone()
    {
        var before = File.GetLastWriteTimeUtc(Path.Combine(_bench.Folder, October.FileName));

        (await _bench.Writer.Rebuild(November)).ShouldBe([Rebuilt(November, 25)]);

        await _bench.ShouldHaveAll(Ids);
        File.GetLastWriteTimeUtc(Path.Combine(_bench.Folder, October.FileName)).ShouldBe(before);
    }

    [Fact]
    public async Task MonthThatNobodyKnows_HasNothing() => (await _bench.Writer.Rebuild(new RunMonth("2020-01"))).ShouldBeEmpty();

    [Fact]
    public async Task LogThatIsGoneWithItsPosition_IsMadeFromWhatTheJournalHas()
    {
        await _bench.Stop();
        Directory.Delete(_bench.Folder, recursive: true);
        _bench.StartLog();

        (await _bench.Writer.Rebuild(null)).Sum(month => month.Runs).ShouldBe(30);
        await _bench.ShouldHaveAll(Ids);
    }

    [Fact]
    public async Task RunsTheJournalHasNoMore_AreSalvagedWhole()
    {
        var (before, long_) = (await _bench.Whole("r20"), new string('x', 100_000));
        await _bench.Start("r90");
        await _bench.Commit(new AddLog(Some.Line("r90", 1) with { Text = long_ }), new AddLog(Some.Line("r90", 2)));
        await _bench.End("r90", RunStatus.Failed);
        await _bench.Writer.CatchUp();
        _bench.ForgetInJournal(["r12", "r20", "r21", "r90"]);

        (await _bench.Writer.Rebuild(null)).ShouldBe([Rebuilt(October, 5) with { Salvaged = 1 }, Rebuilt(November, 26) with { Salvaged = 3 }]);

        (await _bench.Reader.Runs(account: null, null, null, 99, null)).Count.ShouldBe(31);
        var after = await _bench.Whole("r20");
        after.ShouldBe(before with { Effects = after.Effects, Lines = after.Lines });
        after.Effects.ShouldBe(before.Effects);
        after.Lines.ShouldBe(before.Lines);
        (await _bench.Whole("r90")).Lines.Select(line => line.Text).ShouldBe([long_, "a line"], "a document of many pages");
    }

    [Fact]
    public async Task TextsTheJournalHasNoMore_AreSalvagedToo()
    {
        _bench.Execute("UPDATE effects SET body = NULL WHERE run = 'r20'; DELETE FROM logs WHERE run = 'r20'; UPDATE runs SET payload = NULL WHERE id = 'r20'");

        (await _bench.Writer.Rebuild(November)).ShouldBe([Rebuilt(November, 25)]);

        var run = await _bench.Whole("r20");
        run.Effects.ShouldHaveSingleItem().Body.ShouldBe("<x/>");
        run.Lines.ShouldHaveSingleItem().Text.ShouldBe("a line of r20");
        run.Payload.ShouldBe("""{"project":1}""");
    }

    [Fact]
    public async Task RunThatWentOnSince_IsAsTheJournalHasIt()
    {
        await _bench.Start("r91");
        await _bench.Writer.CatchUp();
        await _bench.Writer.DisposeAsync();
        await _bench.Commit(new AddLog(Some.Line("r91", 1)));
        await _bench.End("r91", RunStatus.Failed);
        _bench.StartWriter();

        await _bench.Writer.Rebuild(null);

        await _bench.ShouldHaveAll([.. Ids, "r91"]);
    }

    [Fact]
    public async Task WhatNobodyHasWhole_IsCountedAndTheOldFileKept()
    {
        await _bench.Stop();
        Spoil("a line of r20");
        Spoil("a line of r21");
        Spoil("a line of r22");
        _bench.ForgetInJournal(["r20", "r21", "r30"]);
        _bench.StartLog();
        await _bench.Writer.CatchUp();

        _bench.Warnings.First().ShouldBe("The run log's runs-2026-11.db is not as the host left it. It is rebuilt from the journal.");
        var lost = _bench.Warnings.Last();
        lost.ShouldStartWith("The run log of 2026-11 was rebuilt: 23 runs, 1 of them from its old file, since the journal had them no more; 0 were left out, since their time is over. 2 runs are lost: ");
        lost.ShouldContain(Directory.GetFiles(_bench.Folder, "runs-2026-11.db.damaged-20261124120000000").ShouldHaveSingleItem());
        (await _bench.Reader.Runs(account: null, null, null, 99, null)).Select(run => run.Id.Value).Order().ShouldBe(Ids.Except(["r20", "r21"]));
        (await _bench.Whole("r30")).Lines.ShouldHaveSingleItem().Text.ShouldBe("a line of r30");
    }

    [Fact]
    public async Task WhatIsLostOfAFileThatIsRead_IsTold()
    {
        await _bench.Stop();
        var path = Path.Combine(_bench.Folder, "runs-2026-10.db");
        var at = File.GetLastWriteTimeUtc(path);
        Spoil("a line of r11", "runs-2026-10.db");
        File.SetLastWriteTimeUtc(path, at);
        _bench.ForgetInJournal(["r11", "r12"]);
        _bench.StartLog();

        var month = (await _bench.Writer.Rebuild(October)).ShouldHaveSingleItem();

        month.ShouldBe(Rebuilt(October, 4) with { Salvaged = 1, Lost = 1, Aside = month.Aside });
        month.Aside.ShouldBe(Directory.GetFiles(_bench.Folder, "runs-2026-10.db.damaged-*").ShouldHaveSingleItem());
        _bench.Warnings.ShouldHaveSingleItem().ShouldContain("1 runs are lost");
    }

    [Fact]
    public async Task WhatIsNewMeanwhile_IsInTheNewFile()
    {
        await _bench.Stop();
        using var files = new RunLogFiles(_bench.Folder, readOnly: false, _bench.Time, _bench);
        var journal = new JournalRuns(_bench.Journal, _bench.Retention, _bench.Time);
        var rebuild = new RunLogRebuild(files, journal, _bench.Retention, [November], _bench.Time.GetUtcNow());
        rebuild.Step().ShouldBeTrue();
        _bench.Time.Advance(TimeSpan.FromMinutes(1));
        await _bench.Start("r90", _bench.Time.GetUtcNow());
        Follow();
        files.Ask(November, file => file.Find(new RunId("r90"))).ShouldNotBeNull("the old file is read until then");
        rebuild.Step();
        await _bench.End("r90", RunStatus.Succeeded);
        Follow();
        while (rebuild.Step())
        {
        }

        rebuild.Rebuilt.ShouldBe([Rebuilt(November, 26)]);
        files.Ask(November, file => file.Find(new RunId("r90")))!.Status.ShouldBe(RunStatus.Succeeded);

        void Follow()
        {
            var batch = journal.After(files.Position, _ => true);
            files.Write(batch.Runs, batch.Revision);
        }
    }

    [Fact]
    public async Task HostThatStopsMeanwhile_LeavesTheOldFiles()
    {
        var before = await File.ReadAllBytesAsync(_bench.Month, Cancellation);
        using (var files = new RunLogFiles(Copy(), readOnly: false, _bench.Time, _bench))
        {
            var rebuild = new RunLogRebuild(files, new JournalRuns(_bench.Journal, _bench.Retention, _bench.Time), _bench.Retention, files.All, _bench.Time.GetUtcNow());
            rebuild.Step().ShouldBeTrue();
            rebuild.Step().ShouldBeTrue();
        }

        Files(Copy(again: false)).ShouldBe(["followed.json", "runs-2026-10.db", "runs-2026-11.db"]);
        (await File.ReadAllBytesAsync(Path.Combine(Copy(again: false), November.FileName), Cancellation)).ShouldBe(before);
    }

    [Fact]
    public async Task HostThatStops_CancelsAWishThatIsNotFulfilled()
    {
        await _bench.Stop();

        await Should.ThrowAsync<OperationCanceledException>(_bench.Writer.Rebuild(null));
    }

    private static MonthRebuilt Rebuilt(RunMonth month, long runs) => new() { Month = month, Runs = runs, Salvaged = 0, Over = 0, Lost = 0, Aside = null };

    /// <summary>One letter of a text in a file.</summary>
    private void Spoil(string text, string file = "runs-2026-11.db")
    {
        var path = Path.Combine(_bench.Folder, file);
        var bytes = File.ReadAllBytes(path);
        var at = bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text));
        at.ShouldBeGreaterThan(0);
        bytes[at] ^= 1;
        File.WriteAllBytes(path, bytes);
    }

    /// <summary>Without LiteDB's own.</summary>
    private static IEnumerable<string?> Files(string folder) => Directory.GetFiles(folder).Select(Path.GetFileName).Where(name => !name!.Contains("-log")).Order();

    private string Copy(bool again = true)
    {
        var copy = _bench.Folder + "-copy";
        if (again)
        {
            Directory.CreateDirectory(copy);
            foreach (var file in Directory.GetFiles(_bench.Folder))
                File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }

        return copy;
    }
}
