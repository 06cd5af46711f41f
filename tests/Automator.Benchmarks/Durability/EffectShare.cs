using Automator.Benchmarks.Hosts;
using Automator.Benchmarks.Sandboxes;

namespace Automator.Benchmarks.Durability;

/// <summary>Effects of one rule, one after the other, which the account answers at once: what of each is the journal's.</summary>
internal static class EffectShare
{
    private const int Effects = 2_000;

    /// <returns>Of one effect.</returns>
    internal static async Task<(TimeSpan Whole, TimeSpan Journal)> Measure(Layout layout, CancellationToken cancellation)
    {
        TimedJournal journal = null!;
        await using var stage = await RuleStage.Open(layout, cancellation, around: inner => journal = new TimedJournal(inner));
        await stage.Put(
            $$"""
            Rule.Limit(writes: {{Effects}});
            On.Demand(async () =>
            {
                var item = await Basecamp.TodoItem(1);
                for (var n = 0; n < {{Effects}}; n++)
                    await item.Complete();
            });
            """, cancellation);
        await stage.RunMany(1, cancellation);
        var before = journal.SoFar.Waited;
        var took = await stage.RunMany(1, cancellation);
        return (took / Effects, (journal.SoFar.Waited - before) / Effects);
    }
}
