using System.Diagnostics;
using System.IO.Pipes;
using Automator.Benchmarks.Report;
using Automator.Host.Broker;
using Microsoft.Win32.SafeHandles;

namespace Automator.Benchmarks.Sandboxes;

/// <summary>What it takes to cross the border between rule and host and back, on a worker that has run before.</summary>
internal static class Crossing
{
    private const int Runs = 200;
    private const int Calls = 9_000;

    /// <summary>From the moment before the due is written down, through due and run on the disk, to the line's arrival.</summary>
    internal static async Task FirstLine(RuleStage stage, Sample sample, CancellationToken cancellation)
    {
        await stage.Put("""On.Demand(() => { Log.Info("here"); return Task.CompletedTask; });""", cancellation);
        for (var run = -Runs / 2; run < Runs; run++)
        {
            var happened = await stage.Run(cancellation);
            if (run >= 0)
                sample.Add(happened.First(one => one.What is RunEvent.Line).At);
        }
    }

    /// <summary>The floor: what the system takes to wake another process and to be woken by it, where each has nothing else to do.</summary>
    internal static void Bare(Sample sample)
    {
        using var echo = Process.Start(new ProcessStartInfo("cat") { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        var (there, back) = (echo.StandardInput.BaseStream, echo.StandardOutput.BaseStream);
        if (back is not PipeStream pipe)
            return; // Nothing is confined there.
        using var descriptor = new SafeFileHandle(pipe.SafePipeHandle.DangerousGetHandle(), ownsHandle: false);
        using var reading = new FileStream(descriptor, FileAccess.Read, bufferSize: 0);
        for (var part = 0; part < 90; part++)
        {
            var from = Stopwatch.GetTimestamp();
            for (var call = 0; call < Calls / 90; call++)
            {
                there.WriteByte(1);
                there.Flush();
                reading.ReadByte();
            }

            sample.Add(Stopwatch.GetElapsedTime(from) / (Calls / 90));
        }

        echo.StandardInput.Close();
        echo.WaitForExit();
    }

    /// <summary>A query that the account answers at once, from one call of the rule to the next.</summary>
    internal static async Task RoundTrip(RuleStage stage, Sample sample, CancellationToken cancellation)
    {
        await stage.Put(
            $$"""
            On.Demand(async () =>
            {
                for (var part = 0; part <= 90; part++)
                {
                    Log.Info("part");
                    for (var call = 0; part < 90 && call < {{Calls / 90}}; call++)
                        await Basecamp.Me();
                }
            });
            """, cancellation);
        await stage.Run(cancellation);
        var lines = (await stage.Run(cancellation)).Where(one => one.What is RunEvent.Line).Select(one => one.At).ToArray();
        for (var part = 1; part < lines.Length; part++)
            sample.Add((lines[part] - lines[part - 1]) / (Calls / 90));
    }
}
