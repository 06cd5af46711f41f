using Automator.Host;
using Automator.Host.Journal;
using Automator.Host.RunLog;
using Automator.Tests.Journal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Automator.Tests.RunLog;

/// <summary>The short form of the benchmark: LiteDB keeps what it reads, so it must be asked for little at a time.</summary>
public sealed class RunLogMemoryTests : IDisposable
{
    private const int Page = 8192;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("automator-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task QuestionOverAllRuns_LeavesFewPagesInMemory()
    {
        var time = new FakeTimeProvider(Some.Noon);
        var files = new RunLogFiles(_folder.FullName, readOnly: false, time, NullLogger.Instance);
        foreach (var part in Enumerable.Range(10_000, 20_000).Chunk(500))
            files.Write([.. part.Select(n => RunDocument.From(Some.Run($"r{n}", "d"), [Some.Effect($"r{n}", 1)], [Some.Line($"r{n}", 1) with { Text = new string('x', 2_000) }]))], part[^1]);
        var month = files.Readable.ShouldHaveSingleItem();
        new FileInfo(Path.Combine(_folder.FullName, month.FileName)).Length.ShouldBeGreaterThan(48 << 20);
        await using var thread = new RunLogThread(files, time);
        var reader = new RunLogReader(thread);

        (await reader.Runs(account: null, null, RunStatus.Refused, 50, null)).ShouldBeEmpty();
        (await reader.Runs("another", new RuleName("close-stale"), null, 50, null)).ShouldBeEmpty();

        ((long)Page * await thread.Ask(open => open.Ask(month, file => file.Pages))).ShouldBeLessThan(24 << 20);
    }

    [Fact]
    public async Task LongLogs_CostAListNothing()
    {
        var time = new FakeTimeProvider(Some.Noon);
        var files = new RunLogFiles(_folder.FullName, readOnly: false, time, NullLogger.Instance);
        foreach (var n in Enumerable.Range(10, 40))
            files.Write([RunDocument.From(Some.Run($"r{n}", "d"), [], [Some.Line($"r{n}", 1) with { Text = new string('x', 1_500_000) }])], n);
        files.Dispose();
        files = new RunLogFiles(_folder.FullName, readOnly: false, time, NullLogger.Instance);
        await using var thread = new RunLogThread(files, time);

        (await new RunLogReader(thread).Runs(account: null, null, null, 40, null)).Count.ShouldBe(40);

        var pages = await thread.Ask(open => open.Ask(new RunMonth("2026-11"), file => file.Pages));
        ((long)Page * pages).ShouldBeLessThan(8 << 20, "of 60 MB");
    }
}
