using Automator.Host;
using Automator.Host.Journal;
using Automator.Host.RunLog;
using Automator.Tests.Journal;
using Shouldly;
using Xunit;
using static Automator.Host.Journal.JournalOperation;

namespace Automator.Tests.RunLog;

public sealed class RunLogRebuildTests : IAsyncLifetime
{
    private readonly RunLogBench _bench = new();

    public async ValueTask InitializeAsync()
    {
        await _bench.Start();
        foreach (var n in Enumerable.Range(10, 30))
            await _bench.Start($"r{n}", n < 15 ? Some.Noon.AddMonths(-1) : null);
        await _bench.Writer.CatchUp();
        (await Count()).ShouldBe(30);
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task StartedAgain_FollowsOnlyWhatIsNew()
    {
        await _bench.Stop();
        await _bench.Start("r99");
        var before = File.GetLastWriteTimeUtc(Path.Combine(_bench.Folder, "runs-2026-10.db"));
        _bench.StartLog();
        await _bench.Writer.CatchUp();

        (await Count()).ShouldBe(31);
        File.GetLastWriteTimeUtc(Path.Combine(_bench.Folder, "runs-2026-10.db")).ShouldBe(before);
        _bench.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public async Task WholeLogDeleted_IsRebuilt()
    {
        await _bench.Stop();
        Directory.Delete(_bench.Folder, recursive: true);
        _bench.StartLog();
        await _bench.Writer.CatchUp();
        (await Count()).ShouldBe(30);
    }

    [Fact]
    public async Task MonthDeleted_IsRebuiltWithAWarning()
    {
        await _bench.Stop();
        File.Delete(_bench.Month);
        _bench.StartLog();
        await _bench.Writer.CatchUp();
        (await Count()).ShouldBe(30);
        _bench.Warnings.ShouldBe(["The run log's runs-2026-11.db is missing. It is rebuilt from the journal."]);
    }

    [Fact]
    public async Task DeletedWhileOpen_IsRebuiltWithTheNextRun()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "An open file cannot be deleted there.");
        Directory.Delete(_bench.Folder, recursive: true);
        await _bench.Start("r99");
        await _bench.Writer.CatchUp();
        (await Count()).ShouldBe(31);
        RunMonth.In(_bench.Folder).Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(0, 8192)]
    [InlineData(8192, 8192)]
    [InlineData(0, 1_000_000)]
    public async Task DamagedBytes_AreSetAsideAndRebuilt(int from, int length)
    {
        await _bench.Stop();
        var bytes = await File.ReadAllBytesAsync(_bench.Month, TestContext.Current.CancellationToken);
        for (var i = from; i < Math.Min(from + length, bytes.Length); i++)
            bytes[i] ^= 0x5A;
        await File.WriteAllBytesAsync(_bench.Month, bytes, TestContext.Current.CancellationToken);
        _bench.StartLog();
        await _bench.Start("r99");
        await _bench.Writer.CatchUp();

        (await Count()).ShouldBe(31);
        Directory.GetFiles(_bench.Folder, "runs-2026-11.db.damaged-*").ShouldHaveSingleItem();
        _bench.Warnings.ShouldContain(warning => warning.StartsWith("The run log's ") && warning.EndsWith("rebuilt from the journal."));
    }

    [Fact]
    public async Task CutOff_IsRebuilt()
    {
        await _bench.Stop();
        using (var file = File.OpenWrite(_bench.Month))
            file.SetLength(0);
        _bench.StartLog();
        await _bench.Writer.CatchUp();
        (await Count()).ShouldBe(30);
    }

    [Fact]
    public async Task PositionUnreadable_IsFollowedFromTheBeginning()
    {
        await _bench.Stop();
        await File.WriteAllTextAsync(Path.Combine(_bench.Folder, "followed.json"), "{", TestContext.Current.CancellationToken);
        _bench.StartLog();
        await _bench.Writer.CatchUp();
        (await Count()).ShouldBe(30);
    }

    [Fact]
    public async Task JournalThatStartedAnew_IsFollowedFromItsBeginning()
    {
        await _bench.Stop();
        (RunLogPosition.Load(_bench.Folder) with { Revision = 1_000_000 }).Save(_bench.Folder);
        await _bench.Start("r99");
        _bench.StartLog();
        await _bench.Writer.CatchUp();
        (await Count()).ShouldBe(31);
    }

    [Fact]
    public async Task FolderThatCannotBeWritten_IsTriedAgainLater()
    {
        await _bench.Stop();
        Directory.Delete(_bench.Folder, recursive: true);
        await File.WriteAllTextAsync(_bench.Folder, "in the way", TestContext.Current.CancellationToken);
        // It is tried again in a time that may be years.
        _bench.Retention = new RunLogRetention { Succeeded = TimeSpan.FromDays(36_500), Failed = TimeSpan.FromDays(36_500) };
        _bench.StartLog();
        var caughtUp = _bench.Writer.CatchUp();
        await _bench.Commit(new MoveRun(new RunId("r20"), RunStatus.Running, Some.End(RunStatus.Succeeded)));
        while (_bench.Warnings.Count < 2)
            await Task.Yield();
        caughtUp.IsCompleted.ShouldBeFalse();

        File.Delete(_bench.Folder);
        while (!caughtUp.IsCompleted)
        {
            _bench.Time.Advance(TimeSpan.FromMinutes(5));
            await Task.Yield();
        }

        (await Count()).ShouldBe(30);
        _bench.Warnings.First().ShouldStartWith("The run log is behind the journal: ");
    }

    private async Task<int> Count() => (await _bench.Reader.Runs(account: null, null, null, 999, null)).Count;
}
