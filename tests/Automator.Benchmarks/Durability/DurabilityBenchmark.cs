using Automator.Benchmarks.Hosts;
using Automator.Benchmarks.Report;

namespace Automator.Benchmarks.Durability;

/// <summary>What it costs that nothing of a run is lost: runs a second, the journal's share of an effect, a restart; beside what SQLite takes by itself.</summary>
internal static class DurabilityBenchmark
{
    private const int OpenRuns = 10_000;
    private const int Times = 3;

    internal static async Task Run(CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("automator-");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder.FullName, (UnixFileMode)0b111_101_101);
        try
        {
            Tell("publishing");
            var layout = await Layout.Publish(Path.Combine(folder.FullName, "automator"), cancellation);
            var load = Machine.Load();
            Console.WriteLine("| | |");
            Console.WriteLine("| --- | --: |");
            for (var time = 0; time < Times; time++)
            {
                var floor = SqliteFloor.Measure(Directory.CreateDirectory(Path.Combine(folder.FullName, $"floor-{time}")).FullName, 2_000, 1_000);
                Print("a plain SQLite transaction of 1,000 bytes, durable, µs", floor.TotalMicroseconds);
                foreach (var lanes in (int[])[2, 4, 8])
                {
                    Tell($"runs, {lanes} workers");
                    var (rate, commits) = await Throughput.Measure(layout, lanes, cancellation);
                    Print($"runs a second, {lanes} workers ({commits:0.0} batches a run)", rate);
                    Print("… of what plain transactions, two a run, would allow", rate * 2 * floor.TotalSeconds, "0.00");
                }

                Tell("effects");
                var (whole, journal) = await EffectShare.Measure(layout, cancellation);
                Print("an effect, from call to call, µs", whole.TotalMicroseconds);
                Print("… of it waiting for the journal, µs", journal.TotalMicroseconds);
                Tell("restart");
                var (withNone, withMany, gone) = await RestartTime.Measure(layout, OpenRuns, cancellation);
                Print("start to ready, one open run, ms", withNone.TotalMilliseconds);
                Print($"start to ready, {OpenRuns} open runs, ms", withMany.TotalMilliseconds);
                Print("… until the half that was cut off has gone on, ms", gone.TotalMilliseconds);
            }

            Console.WriteLine();
            Console.WriteLine($"{Machine.Describe()}; load {load:0.0} before, {Machine.Load():0.0} after.");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Print(string what, double figure, string format = "0") => Console.WriteLine($"| {what} | {figure.ToString(format, System.Globalization.CultureInfo.InvariantCulture)} |");

    /// <summary>Beside the table, which alone is the output.</summary>
    private static void Tell(string what) => Console.Error.WriteLine($"{what} …");
}
