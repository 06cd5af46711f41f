using Automator.Host.Budget;
using Microsoft.Extensions.Time.Testing;

namespace Automator.Tests.Budget;

public sealed class BudgetFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("automator-");
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
    private readonly RequestSource _rule = new("rule");

    private string Path => System.IO.Path.Combine(_folder.FullName, "budget.json");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task StopInOrder_LeavesTheCountToTheNextProcess()
    {
        using var first = new RequestBudget(new BudgetOptions(), _time);
        for (var i = 0; i < 20; i++)
            (await first.Acquire(RequestKind.Write, _rule, CancellationToken.None)).Dispose();
        using var underWay = await first.Acquire(RequestKind.Read, _rule, CancellationToken.None);
        first.PauseUntil(_time.GetUtcNow() + TimeSpan.FromSeconds(15));
        new BudgetFile(Path, "acme").Keep(first.Count);
        _time.Advance(TimeSpan.FromSeconds(4));

        using var second = new RequestBudget(new BudgetOptions(), _time);
        second.Restore(new BudgetFile(Path, "acme").Read().ShouldBeOfType<BudgetLegacy.Counted>().Count);

        second.State.Writes.Used.ShouldBe(20);
        second.State.Writes.UsedByRule["rule"].ShouldBe(20);
        second.State.PausedUntil.ShouldNotBeNull();
        _time.Advance(TimeSpan.FromSeconds(6.02));
        second.State.Writes.Used.ShouldBe(0);
        second.State.Reads.Used.ShouldBe(1, "its answer is not known of: it is kept a window longer");
        _time.Advance(TimeSpan.FromSeconds(10.1));
        second.State.Reads.Used.ShouldBe(0);
    }

    [Fact]
    public async Task Crash_TakesReadsAsSpentAndWritesAsKnown()
    {
        new BudgetFile(Path, "acme").MarkOpen();
        new BudgetFile(Path, "acme").Read().ShouldBeOfType<BudgetLegacy.Unknown>();
        using var budget = new RequestBudget(new BudgetOptions(), _time);

        budget.RestoreUnknown([_time.GetUtcNow() - TimeSpan.FromSeconds(4), _time.GetUtcNow() - TimeSpan.FromSeconds(40), null]);

        budget.State.Reads.Used.ShouldBe(500);
        budget.State.Writes.Used.ShouldBe(2);
        var read = budget.Acquire(RequestKind.Read, RequestSource.Person(), CancellationToken.None).AsTask();
        read.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromSeconds(10.011));
        await read;
        budget.State.Writes.Used.ShouldBe(1, "the one that may have been under way");
    }

    [Fact]
    public void NoFileOrAnotherAccounts_IsAFreshStart()
    {
        new BudgetFile(Path, "acme").Read().ShouldBeOfType<BudgetLegacy.None>();
        new BudgetFile(Path, "incarnation 1").MarkOpen();
        new BudgetFile(Path, "incarnation 2").Read().ShouldBeOfType<BudgetLegacy.None>();
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{\"account\":")]
    public void DamagedFile_IsTakenForACrash(string text)
    {
        File.WriteAllText(Path, text);
        new BudgetFile(Path, "acme").Read().ShouldBeOfType<BudgetLegacy.Unknown>();
        BudgetFile.Kept(Path).ShouldBeNull();
    }

    [Fact]
    public void Pause_IsNeverShortenedAndNothingFollowsTheCount()
    {
        var file = new BudgetFile(Path, "acme");
        file.MarkOpen(_time.GetUtcNow() + TimeSpan.FromSeconds(5));
        Parallel.For(1, 60, second => file.MarkPaused(_time.GetUtcNow() + TimeSpan.FromSeconds(second)));
        new BudgetFile(Path, "acme").Read().ShouldBeOfType<BudgetLegacy.Unknown>().PausedUntil.ShouldBe(_time.GetUtcNow() + TimeSpan.FromSeconds(59));
        file.Keep(new BudgetCount());
        file.MarkPaused(_time.GetUtcNow() + TimeSpan.FromHours(1));
        new BudgetFile(Path, "acme").Read().ShouldBeOfType<BudgetLegacy.Counted>();
    }
}
