using System.Diagnostics;
using Automator.Benchmarks.Report;
using Automator.Host.Broker;
using Automator.Host.Journal;
using Automator.Host.Runs;

namespace Automator.Benchmarks.Sandboxes;

/// <summary>
/// Rules that pass both gates and do not end, or take all they can get: how long the host needs from the limit they run into to
/// the end of the run, journaled. After each of them an ordinary run has to succeed.
/// </summary>
internal static class Bombs
{
    private const int Times = 40;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(0.4);
    private const string TimeLimit = "Rule.Limit(time: TimeSpan.FromSeconds(0.4));";
    private const string ProcessorLimit = "Rule.Limit(processor: TimeSpan.FromSeconds(0.4));";
    private const string Loop = "On.Demand(() => { while (true) { } });";
    private const string Peaceful = """On.Demand(() => { Log.Info("alive"); return Task.CompletedTask; });""";

    private static readonly (string Name, string Source, RunStatus End, Func<Started, TimeSpan> Limit)[] All =
    [
        ("endless loop, time", TimeLimit + Loop, RunStatus.TimedOut, AtTime),
        ("endless loop, processor time", ProcessorLimit + Loop, RunStatus.LimitReached, AtProcessorTime),
        ("loop that catches and goes on, time", TimeLimit + "On.Demand(async () => { while (true) { try { await Clock.Delay(TimeSpan.FromSeconds(20)); } catch { } } });", RunStatus.TimedOut, AtTime),
        ("loop in finally, time", TimeLimit + "On.Demand(() => { try { throw new InvalidOperationException(); } finally { while (true) { } } });", RunStatus.TimedOut, AtTime),
        ("regular expression, time", TimeLimit + """On.Demand(() => { System.Text.RegularExpressions.Regex.IsMatch(new string('a', 60) + "!", "^(a+)+$"); return Task.CompletedTask; });""", RunStatus.TimedOut, AtTime),
        ("generic types without end, memory", "On.Demand(() => { Grow<int>(); return Task.CompletedTask; }); static int Grow<T>() => Grow<(T, List<T>)>() + new List<T>().Count;", RunStatus.LimitReached, AtMemory),
        ("recursion without end, from its start", "On.Demand(() => { Deep(0); return Task.CompletedTask; }); static int Deep(int n) => Deep(n + 1) + 1;", RunStatus.Failed, AtStart),
        ("arrays without end, from its start", "On.Demand(() => { var all = new List<byte[]>(); while (true) all.Add(new byte[1 << 20]); });", RunStatus.Failed, AtStart),
        ("strings that double, from its start", """On.Demand(() => { var text = "ab"; while (true) text += text; });""", RunStatus.Failed, AtStart),
    ];

    internal static async Task Measure(RuleStage stage, Func<string, Sample> figure, CancellationToken cancellation)
    {
        foreach (var (name, source, end, limit) in All)
        {
            for (var time = 0; time < Times; time++)
            {
                // Its own version each time: three kills in a row put one in quarantine.
                await stage.Put($"{source} // {time}", cancellation);
                await stage.Lanes.Warm(cancellation);
                var watched = new Started(stage.Lanes.All.Single().ProcessId);
                var happened = await watched.During(() => stage.Run(cancellation), cancellation);
                if (happened[^1].What is not RunEvent.Ended ended || ended.Status != end)
                    throw new InvalidOperationException($"{name}: {happened[^1].What}");
                figure(name).Add(watched.Ended - limit(watched));

                await stage.Put(Peaceful, cancellation);
                if ((await stage.Run(cancellation))[^1].What is not RunEvent.Ended { Status: RunStatus.Succeeded })
                    throw new InvalidOperationException($"{name}: the run after it did not succeed.");
            }
        }
    }

    private static TimeSpan AtStart(Started run) => run.At;

    private static TimeSpan AtTime(Started run) => run.At + Limit;

    private static TimeSpan AtProcessorTime(Started run) => run.OverProcessor;

    private static TimeSpan AtMemory(Started run) => run.OverMemory;

    /// <summary>A run, looked at from beside every millisecond or so: when it began, when its worker was past a limit, when it ended.</summary>
    private sealed class Started(int process)
    {
        private readonly long _from = Stopwatch.GetTimestamp();

        internal TimeSpan At { get; private set; }

        internal TimeSpan OverProcessor { get; private set; }

        internal TimeSpan OverMemory { get; private set; }

        internal TimeSpan Ended { get; private set; }

        internal async Task<IReadOnlyList<(TimeSpan At, RunEvent What)>> During(
            Func<Task<IReadOnlyList<(TimeSpan At, RunEvent What)>>> run, CancellationToken cancellation)
        {
            using var looking = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            var look = Task.Run(() => Look(looking.Token), CancellationToken.None);
            var before = Stopwatch.GetElapsedTime(_from);
            var happened = await run();
            At = before + happened.First(one => one.What is RunEvent.Started).At;
            Ended = before + happened[^1].At;
            await looking.CancelAsync();
            await look;
            return happened;
        }

        private async Task Look(CancellationToken cancellation)
        {
            using var worker = Process.GetProcessById(process);
            try
            {
                var before = worker.TotalProcessorTime;
                while (!cancellation.IsCancellationRequested)
                {
                    worker.Refresh();
                    var now = Stopwatch.GetElapsedTime(_from);
                    if (OverProcessor == default && worker.TotalProcessorTime - before > Limit)
                        OverProcessor = now;
                    if (OverMemory == default && worker.WorkingSet64 > new WatchdogOptions().Memory)
                        OverMemory = now;
                    await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                }
            }
            catch (Exception e) when (e is InvalidOperationException or IOException or System.ComponentModel.Win32Exception)
            {
                // It is gone, which is what was waited for.
            }
        }
    }
}
