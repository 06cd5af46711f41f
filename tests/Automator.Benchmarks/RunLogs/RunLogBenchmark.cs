using System.Diagnostics;
using System.Globalization;
using Automator.Benchmarks.Report;
using Automator.Host.RunLog;
using Microsoft.Extensions.Logging.Abstractions;

namespace Automator.Benchmarks.RunLogs;

/// <summary>
/// A log of a million runs, as the writer writes them, and what the last runs of a rule cost in it. Reading is a process of its own,
/// so that its memory is not what writing took.
/// </summary>
internal static class RunLogBenchmark
{
    private const int Batch = 100;

    internal static async Task Run(string[] arguments, CancellationToken cancellation)
    {
        var count = arguments is ["--runs", var number] ? int.Parse(number, CultureInfo.InvariantCulture)
            : arguments.Length == 0 ? 1_000_000
            : throw new ArgumentException("--runs N is all it takes.");
        var folder = Directory.CreateTempSubdirectory("automator-");
        try
        {
            var load = Machine.Load();
            await Console.Error.WriteLineAsync($"{count} runs are written …");
            var began = TimeProvider.System.GetTimestamp();
            Write(folder.FullName, count, cancellation);
            var took = TimeProvider.System.GetElapsedTime(began);
            Console.WriteLine($"{Machine.Describe()}; load {load:0.0} before.\n");
            Console.WriteLine(
                $"{count} runs of {StoredRun.Rules} rules over {StoredRun.Months} months: {folder.EnumerateFiles("*.db").Sum(file => file.Length) / 1048576.0:0} MB, written in {took.TotalSeconds:0} s, {count / took.TotalSeconds:0} a second, in batches of {Batch}.\n");
            await Read(folder.FullName, cancellation);
            Console.WriteLine($"Load {Machine.Load():0.0} after.");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>In the order of time, as a host does.</summary>
    private static void Write(string folder, int count, CancellationToken cancellation)
    {
        using var files = new RunLogFiles(folder, readOnly: false, TimeProvider.System, NullLogger.Instance);
        for (var from = 0; from < count; from += Batch)
        {
            cancellation.ThrowIfCancellationRequested();
            files.Write([.. Enumerable.Range(from, Math.Min(Batch, count - from)).Select(n => StoredRun.Of(n, count))], from + Batch);
        }
    }

    private static async Task Read(string folder, CancellationToken cancellation)
    {
        using var reading = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [RunLogReading.Verb, folder]))!;
        try
        {
            await reading.WaitForExitAsync(cancellation);
        }
        finally
        {
            reading.Kill(entireProcessTree: true);
        }

        Environment.ExitCode = reading.ExitCode;
    }
}
