using System.Diagnostics;
using Automator.Host.Journal;
using Automator.Host.RunLog;
using Automator.Tests.Journal;
using Shouldly;
using Xunit;
using static Automator.Host.Journal.JournalOperation;

namespace Automator.Tests.RunLog;

/// <summary>A process of its own makes the log anew, again and again, and is killed in the middle.</summary>
public sealed class RunLogKillTests : IAsyncLifetime
{
    private readonly RunLogBench _bench = new();

    private static IReadOnlyList<string> Ids { get; } = [.. Enumerable.Range(100, 400).Select(n => $"r{n}")];

    public async ValueTask InitializeAsync()
    {
        await _bench.Start();
        await _bench.Commit([.. Ids.SelectMany(id => (JournalOperation[])
        [
            new AddDue(Some.Due(id)),
            new StartRun(Some.Run(id, id) with { StartedAt = string.CompareOrdinal(id, "r300") < 0 ? Some.Noon.AddMonths(-1) : Some.Noon }),
            new AddLog(Some.Line(id, 1)),
        ])]);
        await _bench.Writer.CatchUp();
        // The journal has these no more: whoever loses them has lost them.
        _bench.ForgetInJournal([.. Ids.Where(id => id.EndsWith('7'))]);
        await _bench.Stop();
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task KilledWhileItRebuilds_LeavesTheOldFileOrTheNewOneWhole()
    {
        foreach (var steps in new[] { 1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 17, 23 })
        {
            await RebuildAndKill(steps);

            foreach (var path in new[] { Path.Combine(_bench.Folder, "runs-2026-10.db"), _bench.Month })
            {
                using var file = new MonthFile(path, readOnly: true);
                file.Page(null, null, 999).Count.ShouldBe(200, $"after {steps} steps");
                StoredRuns.In(path).Count(run => run is not null).ShouldBe(200, $"after {steps} steps");
            }
        }

        _bench.StartLog();
        await _bench.Writer.CatchUp();
        (await _bench.Reader.Runs(account: null, null, null, 999, null)).Select(run => run.Id.Value).Order().ShouldBe(Ids);
        _bench.Warnings.ShouldNotContain(warning => warning.Contains("lost"));
        Directory.GetFiles(_bench.Folder, "*.new").ShouldBeEmpty();
    }

    [Fact]
    public async Task KilledWhileItRebuildsWhatIsDamaged_TheNextStartDoesIt()
    {
        // The end of a file: what is before it can be salvaged, as far as the journal has it no more.
        var bytes = await File.ReadAllBytesAsync(_bench.Month, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(_bench.Month, bytes[..(bytes.Length - 8192)], TestContext.Current.CancellationToken);
        var left = StoredRuns.In(_bench.Month).OfType<RunDocument>().Select(run => run.Id.Value).ToHashSet();
        var lost = Ids.Where(id => id.EndsWith('7') && string.CompareOrdinal(id, "r300") >= 0 && !left.Contains(id)).ToList();

        await RebuildAndKill(3);
        await RebuildAndKill(5);

        _bench.StartLog();
        await _bench.Writer.CatchUp();
        (await _bench.Reader.Runs(account: null, null, null, 999, null)).Select(run => run.Id.Value).Order().ShouldBe(Ids.Except(lost));
        _bench.Warnings.ShouldContain(warning => warning.Contains("was rebuilt") || lost.Count == 0);
    }

    private async Task RebuildAndKill(int steps)
    {
        var program = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "Automator.Tests.exe" : "Automator.Tests");
        using var child = Process.Start(new ProcessStartInfo(program)
        {
            RedirectStandardOutput = true,
            Environment = { [RunLogChild.Variable] = _bench.JournalFile },
        })!;
        var lines = 0;
        try
        {
            while (lines < steps && await child.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is not null)
                lines++;
        }
        finally
        {
            child.Kill(entireProcessTree: true);
        }

        await child.WaitForExitAsync(TestContext.Current.CancellationToken);
        lines.ShouldBe(steps);
    }
}
