using Automator.Benchmarks.Hosts;
using Automator.Benchmarks.Report;
using Automator.Confinement;
using Automator.Host.Processes;

namespace Automator.Benchmarks.Sandboxes;

/// <summary>
/// What it costs to confine a worker, by turns with all layers and with none; what it costs to cross its border; and how fast rules
/// that do not end are ended.
/// </summary>
internal static class SandboxBenchmark
{
    private const int Times = 30;

    internal static async Task Run(CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("automator-");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder.FullName, (UnixFileMode)0b111_101_101);
        try
        {
            var layout = await Layout.Publish(folder.FullName, cancellation);
            var figures = new Figures([layout.Name]);
            var load = Machine.Load();
            var (confined, apart) = await Starts(layout, figures, cancellation);

            var trips = await RoundTrips(layout, cancellation);
            await using var stage = await RuleStage.Open(layout, cancellation);
            await Crossing.FirstLine(stage, figures.Of("due to first line", layout.Name), cancellation);
            var before = Machine.Resident(Environment.ProcessId);
            await Bombs.Measure(stage, name => figures.Of(name, layout.Name), cancellation);
            var after = Machine.Resident(Environment.ProcessId);

            Console.WriteLine($"{Machine.Describe()}; load {load:0.0} before, {Machine.Load():0.0} after.");
            Console.WriteLine();
            Console.WriteLine(figures.ToMarkdown());
            Console.WriteLine(trips);
            Console.WriteLine($"Resident when ready, median: confined {confined:0.0} MB, unconfined {apart:0.0} MB.");
            Console.WriteLine($"Resident, the host's part: {Megabytes(before):0.0} MB before the bombs, {Megabytes(after):0.0} MB after them.");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    internal static async Task Calls(Layout layout, CancellationToken cancellation) => Console.WriteLine(await RoundTrips(layout, cancellation));

    /// <summary>By turns, each three times: what is written down behind the answers takes processors that the calls want.</summary>
    private static async Task<string> RoundTrips(Layout layout, CancellationToken cancellation)
    {
        Sample bare = new(), alone = new(), whole = new();
        await using var without = await RuleStage.Open(layout, cancellation, around: journal => new NoAnswersKept(journal));
        await using var with = await RuleStage.Open(layout, cancellation);
        for (var turn = 0; turn < 3; turn++)
        {
            Crossing.Bare(bare);
            await Crossing.RoundTrip(without, alone, cancellation);
            await Crossing.RoundTrip(with, whole, cancellation);
        }

        return string.Join('\n',
        [
            "| microseconds, in parts of 100 | parts | min | median | p95 | max |",
            "| --- | --: | --: | --: | --: | --: |",
            Row("a byte to another process and back", bare),
            Row("a call and its answer, no answer journaled", alone),
            Row("a call and its answer", whole),
        ]);

        static string Row(string name, Sample sample) =>
            $"| {name} | {sample.Count} | {sample.Min * 1000:0} | {sample.Median * 1000:0} | {sample.P95 * 1000:0} | {sample.Max * 1000:0} |";
    }

    /// <summary>What they take of memory when they are ready, in megabytes, is what is given back.</summary>
    private static async Task<(double Confined, double Apart)> Starts(Layout layout, Figures figures, CancellationToken cancellation)
    {
        var confined = ChildProgram.Worker with { Path = Path.Combine(layout.Folder, "worker", "Automator.Worker") };
        var apart = confined with { Layers = Layers.None };
        await Start(confined, cancellation);
        await Start(apart, cancellation);

        var memory = new List<(long Confined, long Apart)>();
        for (var time = 0; time < Times; time++)
        {
            var (one, other) = (await Start(confined, cancellation), await Start(apart, cancellation));
            figures.Of("confined worker, start to ready", layout.Name).Add(one.Took);
            figures.Of("unconfined worker, start to ready", layout.Name).Add(other.Took);
            memory.Add((one.Memory, other.Memory));
        }

        return (Median(memory.Select(one => one.Confined)), Median(memory.Select(one => one.Apart)));
    }

    private static async Task<(TimeSpan Took, long Memory)> Start(ChildProgram program, CancellationToken cancellation)
    {
        var before = TimeProvider.System.GetTimestamp();
        await using var lane = await Lane.Start(program, TimeProvider.System, cancellation);
        return (TimeProvider.System.GetElapsedTime(before), Machine.Resident(lane.ProcessId));
    }

    private static double Median(IEnumerable<long> bytes) => Megabytes(bytes.Order().ElementAt(Times / 2));

    private static double Megabytes(long bytes) => bytes / (1024 * 1024.0);
}
