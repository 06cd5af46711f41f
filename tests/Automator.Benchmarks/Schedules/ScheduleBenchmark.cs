using System.Diagnostics;
using System.Globalization;
using Automator.Benchmarks.Report;
using Automator.Host;
using Automator.Host.Journal;
using Automator.Host.Runs;
using Automator.Host.Triggers;
using Automator.Sdk.Protocol;
using Microsoft.Extensions.Logging.Abstractions;

namespace Automator.Benchmarks.Schedules;

/// <summary>Ten thousand schedules, all due every second: how late they are, and what they take of a processor; beside Quartz.NET.</summary>
internal static class ScheduleBenchmark
{
    internal const int Schedules = 10_000;
    internal const string EverySecond = "* * * * * *";

    private const int Times = 3;

    /// <summary>What code and heap need to settle is not measured.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(20);

    internal static async Task Run(CancellationToken cancellation)
    {
        var load = Machine.Load();
        Console.WriteLine("| 10,000 schedules of every second | registered, ms | lateness, ms: median | p95 | p99 | max | of a core, % | fired |");
        Console.WriteLine("| --- | --: | --: | --: | --: | --: | --: | --: |");
        for (var time = 0; time < Times; time++)
        {
            await Print("the timer alone", OnNothing, cancellation);
            await Print("with durable dues", OnDisk, cancellation);
            await Print("Quartz.NET, in memory", QuartzPeer.Start, cancellation);
        }

        Console.WriteLine();
        Console.WriteLine($"{Machine.Describe()}; load {load:0.0} before, {Machine.Load():0.0} after.");
    }

    private static async Task<RunningSchedules> OnNothing(CancellationToken cancellation) => await Start(new NoJournal(), new Fence("main", 1), () => { });

    private static async Task<RunningSchedules> OnDisk(CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("automator-");
        var journal = SqliteJournal.Open(Path.Combine(folder.FullName, "journal.db"), TimeProvider.System);
        var fence = await journal.Take("main", "account 1", cancellation);
        return await Start(journal, fence, () =>
        {
            journal.DisposeAsync().AsTask().GetAwaiter().GetResult();
            folder.Delete(recursive: true);
        });
    }

    private static async Task<RunningSchedules> Start(IJournal inner, Fence fence, Action over)
    {
        var journal = new LateJournal(inner);
        var began = Stopwatch.GetTimestamp();
        var scheduler = new Scheduler(
            fence.Account, journal, new DueQueue(journal, fence), new ScheduleZones(TimeZoneInfo.Utc, _ => null), new SchedulerOptions(), TimeProvider.System, NullLogger<Scheduler>.Instance);
        scheduler.Listen(new LiveRules
        {
            Handlers = [.. Enumerable.Range(0, Schedules).Select(n => new LiveHandler(
                new RuleName($"rule-{n}"), new HandlerDefinition { Key = "schedule-1", Trigger = Trigger.Schedule, Cron = EverySecond }))],
        });
        await scheduler.Step(CancellationToken.None);
        var registered = Stopwatch.GetElapsedTime(began);
        var stop = new CancellationTokenSource();
        var running = Task.Run(() => scheduler.Run(stop.Token), CancellationToken.None);
        return new RunningSchedules(registered, lateness => journal.Lateness = lateness, async () =>
        {
            await stop.CancelAsync();
            await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            scheduler.Dispose();
            stop.Dispose();
            over();
        });
    }

    private static async Task Print(string name, Func<CancellationToken, Task<RunningSchedules>> start, CancellationToken cancellation)
    {
        var running = await start(cancellation);
        var lateness = new Sample();
        double share;
        try
        {
            await Task.Delay(Settling, TimeProvider.System, cancellation);
            running.Measure(lateness);
            var (from, before) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
            await Task.Delay(Measured, TimeProvider.System, cancellation);
            running.Measure(null);
            share = (Environment.CpuUsage.TotalTime - before) / Stopwatch.GetElapsedTime(from);
        }
        finally
        {
            await running.Stop();
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {name} | {running.Registered.TotalMilliseconds:0} | {lateness.Median:0.0} | {lateness.P95:0.0} | {lateness.P99:0.0} | {lateness.Max:0.0} | {share * 100:0.0} | {lateness.Count} |"));
    }
}

/// <summary>Schedules that fire until they are stopped.</summary>
/// <param name="Registered">How long it took until all were.</param>
/// <param name="Measure">Where each fire says from now on how late it is; null for nowhere.</param>
/// <param name="Stop">Ends them.</param>
internal sealed record RunningSchedules(TimeSpan Registered, Action<Sample?> Measure, Func<Task> Stop);
