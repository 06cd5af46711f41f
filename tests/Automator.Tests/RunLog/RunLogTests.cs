using Automator.Host;
using Automator.Host.Journal;
using Automator.Host.RunLog;
using Automator.Tests.Journal;
using Shouldly;
using Xunit;
using static Automator.Host.Journal.JournalOperation;

namespace Automator.Tests.RunLog;

public sealed class RunLogTests : IAsyncLifetime
{
    private readonly RunLogBench _bench = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _bench.Start();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Run_IsThereWholeWhileItRunsAndAfter()
    {
        await _bench.Start("r1");
        await _bench.Commit(new AddEffect(Some.Effect("r1", 1)), new AddLog(Some.Line("r1", 1)));
        await _bench.Writer.CatchUp();
        (await Only()).Status.ShouldBe(RunStatus.Running);

        await _bench.Commit(
            new AnswerEffect(new RunId("r1"), 1, EffectStatus.Done, "77", Some.Noon, Doubt: """{"why":"w"}"""),
            new MoveRun(new RunId("r1"), RunStatus.Running, Some.End(RunStatus.Succeeded)));
        await _bench.Writer.CatchUp();

        await _bench.ShouldHaveAll("r1");
        var listed = await Only();
        listed.ShouldBe(await _bench.Whole("r1") with { Payload = null, Effects = listed.Effects, Lines = listed.Lines });
        listed.End.ShouldBe(Some.End(RunStatus.Succeeded));
        listed.Effects.ShouldBeEmpty("lists are short");
        listed.Lines.ShouldBeEmpty();
    }

    [Fact]
    public async Task Folder_IsItsOwnersAlone_WhateverFolderItIsIn()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "No modes there.");
        await _bench.Start("r1");
        await _bench.Writer.CatchUp();

        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(_bench.Folder).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Fact]
    public async Task Conflict_LeavesTheLogUnchanged()
    {
        await _bench.Start("r1");
        (await _bench.Journal.Commit(
            _bench.Fence,
            [new MoveRun(new RunId("r1"), RunStatus.Running, Some.End(RunStatus.Failed)), new MoveCursor("c", "not there", "x")],
            Cancellation)).ShouldBe(CommitResult.Conflict);
        await _bench.Writer.CatchUp();

        (await Only()).Status.ShouldBe(RunStatus.Running);
    }

    [Fact]
    public async Task Months_HaveAFileEachAndAreReadAsOne()
    {
        await _bench.Start("a1", new DateTimeOffset(2026, 10, 31, 23, 59, 59, TimeSpan.Zero));
        await _bench.Start("a2", new DateTimeOffset(2026, 11, 1, 0, 59, 59, TimeSpan.FromHours(1)));
        await _bench.Start("a3", new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero));
        await _bench.Start("a4", new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.Zero));
        await _bench.Writer.CatchUp();

        RunMonth.In(_bench.Folder).Select(month => month.Value).ShouldBe(["2026-12", "2026-11", "2026-10"]);
        (await Ids(null, null, 99, null)).ShouldBe(["a4", "a3", "a2", "a1"]);
        (await Ids(null, null, 3, null)).ShouldBe(["a4", "a3", "a2"]);
        (await Ids(null, null, 3, "a3")).ShouldBe(["a2", "a1"]);
        await _bench.Commit(new MoveRun(new RunId("a1"), RunStatus.Running, Some.End(RunStatus.Failed)));
        await _bench.Writer.CatchUp();
        (await Ids(null, RunStatus.Failed, 9, null)).ShouldBe(["a1"]);
    }

    [Fact]
    public async Task Pages_OfARuleEndWhereTheNextBegins()
    {
        foreach (var n in Enumerable.Range(10, 20))
            await _bench.Start($"r{n}", rule: n % 2 == 0 ? "even" : "even-not");
        await _bench.Commit(new MoveRun(new RunId("r12"), RunStatus.Running, Some.End(RunStatus.Failed)));
        await _bench.Writer.CatchUp();

        (await Ids("even", null, 4, null)).ShouldBe(["r28", "r26", "r24", "r22"]);
        (await Ids("even", null, 4, "r22")).ShouldBe(["r20", "r18", "r16", "r14"]);
        (await Ids("even", null, 4, "r14")).ShouldBe(["r12", "r10"]);
        (await Ids("even", RunStatus.Running, 4, "r16")).ShouldBe(["r14", "r10"]);
        (await Ids("none", null, 4, null)).ShouldBeEmpty();
    }

    [Fact]
    public async Task BeginningOfAnId_IsEnoughUnlessAnotherHasItToo()
    {
        await _bench.Start("abc1", Some.Noon.AddMonths(-1));
        await _bench.Start("abd1");
        await _bench.Start("abd12");
        await _bench.Writer.CatchUp();

        (await _bench.Reader.Run("abc")).ShouldBeOfType<RunLookup.Found>().Run.Id.Value.ShouldBe("abc1");
        (await _bench.Reader.Run("abd1")).ShouldBeOfType<RunLookup.Found>().Run.Id.Value.ShouldBe("abd1");
        (await _bench.Reader.Run("x")).ShouldBeOfType<RunLookup.Unknown>();
        (await _bench.Reader.Run("ab")).ShouldBeOfType<RunLookup.Ambiguous>().Candidates
            .ShouldBe([new RunId("abd12"), new RunId("abd1"), new RunId("abc1")]);
    }

    [Fact]
    public async Task LongRuleNamesAndLogs_AreCutToWhatADocumentHolds()
    {
        var rule = new string('r', 3_000);
        await _bench.Start("r1", rule: rule);
        for (var n = 1; n <= 300; n++)
            await _bench.Commit(new AddLog(Some.Line("r1", n) with { Text = new string('ä', 8_000) }));
        await _bench.Commit(new AddEffect(Some.Effect("r1", 1) with { Body = new string('b', 20_000_000) }));
        await _bench.Commit(new MoveRun(new RunId("r1"), RunStatus.Running, Some.End(RunStatus.Failed)));
        await _bench.Writer.CatchUp();

        (await _bench.Reader.Runs(account: null, new RuleName(rule), null, 9, null)).ShouldHaveSingleItem();
        var run = await _bench.Whole("r1");
        run.Lines.Count.ShouldBeLessThan(300);
        run.Lines[^1].Text.ShouldBe($"The run log ends here; {300 - run.Lines.Count + 1} more lines are only in the journal.");
        run.Effects.Single().Body!.Length.ShouldBeLessThan(5_000);
    }

    [Fact]
    public async Task CommandWithoutHost_ReadsTheFilesItself()
    {
        await _bench.Start("r1");
        await _bench.Writer.CatchUp();
        await _bench.Stop();

        await using (var thread = RunLogReader.OpenReadOnly(_bench.Folder, TimeProvider.System))
            (await new RunLogReader(thread).Run("r1")).ShouldBeOfType<RunLookup.Found>();
        await using (var nothing = RunLogReader.OpenReadOnly(Path.Combine(_bench.Folder, "none"), TimeProvider.System))
            (await new RunLogReader(nothing).Runs(account: null, null, null, 9, null)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Disposed_EndsItsThreadAndRefusesInWords()
    {
        await _bench.Stop();

        _bench.Thread.Ended.IsCompletedSuccessfully.ShouldBeTrue();
        (await Should.ThrowAsync<RunLogException>(() => _bench.Reader.Run("r"))).Message.ShouldContain("is closed");
        await Should.ThrowAsync<OperationCanceledException>(_bench.Writer.CatchUp);
    }

    private async Task<RunDocument> Only() => (await _bench.Reader.Runs(account: null, null, null, 9, null)).Single();

    private async Task<IEnumerable<string>> Ids(string? rule, RunStatus? status, int atMost, string? before)
    {
        var runs = await _bench.Reader.Runs(account: null, rule is null ? null : new RuleName(rule), status, atMost, before is null ? null : new RunId(before));
        return runs.Select(run => run.Id.Value);
    }
}
