using Automator.Benchmarks.Hosts;
using Automator.Benchmarks.Report;
using Automator.Confinement;
using Automator.Host.Processes;

namespace Automator.Benchmarks.Sandboxes;

/// <summary>What it costs to confine a worker: by turns with all layers, and with none.</summary>
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
            var confined = ChildProgram.Worker with { Path = Path.Combine(layout.Folder, "worker", "Automator.Worker") };
            var apart = confined with { Layers = Layers.None };
            await Start(confined, cancellation);
            await Start(apart, cancellation);

            var figures = new Figures([layout.Name]);
            var memory = new List<(long Confined, long Apart)>();
            var load = Machine.Load();
            for (var time = 0; time < Times; time++)
            {
                var (one, other) = (await Start(confined, cancellation), await Start(apart, cancellation));
                figures.Of("confined worker, start to ready", layout.Name).Add(one.Took);
                figures.Of("unconfined worker, start to ready", layout.Name).Add(other.Took);
                memory.Add((one.Memory, other.Memory));
            }

            Console.WriteLine($"{Machine.Describe()}; load {load:0.0} before, {Machine.Load():0.0} after.");
            Console.WriteLine();
            Console.WriteLine(figures.ToMarkdown());
            Console.WriteLine($"Resident when ready, median: confined {Median(memory.Select(one => one.Confined)):0.0} MB, unconfined {Median(memory.Select(one => one.Apart)):0.0} MB.");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<(TimeSpan Took, long Memory)> Start(ChildProgram program, CancellationToken cancellation)
    {
        var before = TimeProvider.System.GetTimestamp();
        await using var lane = await Lane.Start(program, TimeProvider.System, cancellation);
        return (TimeProvider.System.GetElapsedTime(before), Machine.Resident(lane.ProcessId));
    }

    private static double Median(IEnumerable<long> bytes) => bytes.Order().ElementAt(Times / 2) / (1024 * 1024.0);
}
