using Automator.Benchmarks.Report;
using Automator.Host.Configuration;
using Automator.Host.Control;

namespace Automator.Benchmarks.Hosts;

/// <summary>From the instant a schedule names to the instant journaled for the first line of its handler; and memory meanwhile.</summary>
internal static class DueToFirstLine
{
    private const int Runs = 100;
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(3);

    internal static async Task Measure(Layout layout, Figures figures, MemoryTable memory, CancellationToken cancellation)
    {
        await using var hosts = new HostSet();
        var host = hosts.Start(layout, place => place.Rule("idle", """On.Demand(async () => Log.Info("asked"), new() { Name = "ask" });"""));
        await host.Process.Ready(cancellation);
        await Task.Delay(Settling, TimeProvider.System, cancellation);
        memory.Add($"{layout.Name}, after start", host.Process.Id);

        host.Place.Rule("ticking", """On.Schedule("* * * * * *", async () => Log.Info("tick"));""");
        for (var run = 0; run < Runs + 1; run++)
            await host.Process.Said("ticking run ", cancellation);
        memory.Add($"{layout.Name}, after {Runs} runs", host.Process.Id);

        var address = DataFolder.RunningHost(host.Place.Data) ?? throw new InvalidOperationException("The host has gone.");
        await using var automator = new RemoteAutomator(address);
        var isFirst = true;
        foreach (var run in await Ended(automator, cancellation))
        {
            var log = (await automator.ShowRun(run.Run, cancellation)).Log;
            if (log is not [var line, ..])
                throw new InvalidOperationException($"Run {run.Run} has no line: {run.Status} {run.Reason}");
            figures.Of(isFirst ? "due to first line, first run" : "due to first line", layout.Name).Add(line.At - run.DueAt);
            isFirst = false;
        }
    }

    /// <summary>Oldest first. The run log follows the journal at its own pace.</summary>
    private static async Task<IReadOnlyList<RunReport>> Ended(RemoteAutomator automator, CancellationToken cancellation)
    {
        while (true)
        {
            var runs = await automator.Runs(new RunQuery { Rule = "ticking", AtMost = 10_000 }, cancellation);
            var ended = runs.Where(run => run.EndedAt is not null).OrderBy(run => run.DueAt).Take(Runs + 1).ToArray();
            if (ended.Length == Runs + 1)
                return ended;
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, cancellation);
        }
    }
}
