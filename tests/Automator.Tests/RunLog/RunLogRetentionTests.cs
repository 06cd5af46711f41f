using Automator.Host.Journal;
using Automator.Host.RunLog;
using Automator.Tests.Journal;
using Shouldly;
using Xunit;
using static Automator.Host.Journal.JournalOperation;

namespace Automator.Tests.RunLog;

public sealed class RunLogRetentionTests : IAsyncLifetime
{
    private readonly RunLogBench _bench = new();

    public ValueTask InitializeAsync() => _bench.Start();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Theory]
    [InlineData(null, "2027-03-01")]
    [InlineData("2026-12-05", "2027-03-01")]
    [InlineData("2027-03-01", "2027-12-01")]
    [InlineData("2027-11-30", "2027-12-01")]
    [InlineData("2027-12-01", "2027-12-31")]
    [InlineData("2030-01-01", "2030-01-31")]
    public void Month_IsLookedThroughWhenARunOfItMayBeOver(string? trimmedAt, string next) =>
        new RunLogRetention().NextLook(new RunMonth("2026-11"), trimmedAt is null ? null : Day(trimmedAt)).ShouldBe(Day(next));

    [Fact]
    public async Task WhatSucceededGoesFirst_WhatFailedLater_WhatIsOpenNever()
    {
        foreach (var id in new[] { "ok1", "ok2", "failed", "doubt", "open" })
            await _bench.Start(id);
        await _bench.End("ok1", RunStatus.Succeeded);
        await _bench.End("ok2", RunStatus.Succeeded);
        await _bench.End("failed", RunStatus.Failed);
        await _bench.End("doubt", RunStatus.InDoubt);

        (await LeftOn("2027-02-28")).ShouldBe(["doubt", "failed", "ok1", "ok2", "open"]);
        (await LeftOn("2027-03-02")).ShouldBe(["doubt", "failed", "open"]);
        (await LeftOn("2027-11-30")).ShouldBe(["doubt", "failed", "open"]);
        (await LeftOn("2027-12-02")).ShouldBe(["open"]);
        (await LeftOn("2029-12-02")).ShouldBe(["open"]);

        await _bench.End("open", RunStatus.Failed, Day("2029-12-02"));
        (await LeftOn("2030-11-30")).ShouldBe(["open"]);
        (await LeftOn("2031-02-01")).ShouldBeEmpty();
        File.Exists(_bench.Month).ShouldBeFalse();
        _bench.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public async Task WhatIsOver_DoesNotComeBackFromTheJournal()
    {
        await _bench.Start("ok");
        await _bench.Start("failed");
        await _bench.End("ok", RunStatus.Succeeded);
        await _bench.End("failed", RunStatus.Failed);
        (await LeftOn("2027-03-02")).ShouldBe(["failed"]);

        (await _bench.Writer.Rebuild(null)).ShouldHaveSingleItem().Runs.ShouldBe(1);
        (await LeftOn("2027-03-03")).ShouldBe(["failed"]);
        await _bench.Stop();
        Directory.Delete(_bench.Folder, recursive: true);
        _bench.StartLog();
        (await LeftOn("2027-03-04")).ShouldBe(["failed"]);
    }

    [Fact]
    public async Task WhatTheJournalHasNoMore_StaysForItsTime()
    {
        await _bench.Start("ok");
        await _bench.Start("failed");
        await _bench.Commit(new AddLog(Some.Line("failed", 1)));
        await _bench.End("ok", RunStatus.Succeeded);
        await _bench.End("failed", RunStatus.Failed);
        await _bench.Writer.CatchUp();
        _bench.ForgetInJournal("failed", "ok");

        (await LeftOn("2027-03-02")).ShouldBe(["failed"]);
        (await _bench.Whole("failed")).Lines.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Settings_AreKeptTo()
    {
        await _bench.Stop();
        _bench.Retention = new RunLogRetention { Succeeded = TimeSpan.FromDays(1), Failed = TimeSpan.FromDays(2) };
        _bench.StartLog();
        await _bench.Start("ok");
        await _bench.Start("failed");
        await _bench.End("ok", RunStatus.Succeeded);
        await _bench.End("failed", RunStatus.Failed);

        (await LeftOn("2026-11-30")).ShouldBe(["failed", "ok"], "a month's go together");
        (await LeftOn("2026-12-02")).ShouldBeEmpty("what failed has had its time too");
    }

    private static DateTimeOffset Day(string date) => DateTimeOffset.Parse($"{date}T00:00:00Z");

    private async Task<IEnumerable<string>> LeftOn(string date)
    {
        await _bench.Writer.CatchUp();
        _bench.Time.SetUtcNow(Day(date).AddHours(6));
        await _bench.Writer.CatchUp();
        return (await _bench.Reader.Runs(account: null, null, null, 99, null)).Select(run => run.Id.Value).Order(StringComparer.Ordinal);
    }
}
