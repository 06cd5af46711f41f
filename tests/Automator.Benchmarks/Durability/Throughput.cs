using Automator.Benchmarks.Hosts;
using Automator.Benchmarks.Sandboxes;

namespace Automator.Benchmarks.Durability;

/// <summary>Runs of a rule with three reads, each journaled, which the account answers at once; as many as the workers take.</summary>
internal static class Throughput
{
    private const int Runs = 5_000;

    /// <returns>Runs a second, and the journal's transactions for each.</returns>
    internal static async Task<(double Rate, double Commits)> Measure(Layout layout, int lanes, CancellationToken cancellation)
    {
        TimedJournal journal = null!;
        await using var stage = await RuleStage.Open(layout, cancellation, lanes, inner => journal = new TimedJournal(inner));
        await stage.Put(
            "On.Demand(async () => { await Basecamp.Me(); await Basecamp.Me(); await Basecamp.Me(); }, new() { Overlap = Overlap.Parallel, AtMost = 64 });", cancellation);
        await stage.RunMany(Runs / 5, cancellation);
        var before = journal.SoFar.Commits;
        var took = await stage.RunMany(Runs, cancellation);
        return (Runs / took.TotalSeconds, (double)(journal.SoFar.Commits - before) / Runs);
    }
}
