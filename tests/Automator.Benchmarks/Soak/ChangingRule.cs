namespace Automator.Benchmarks.Soak;

/// <summary>A rule as people write them, of the same length in every version: it reads, keeps a record of its own, changes one to-do, says a line.</summary>
internal static class ChangingRule
{
    internal const string Name = "changing";

    internal const string Handler = "change";

    internal static string Text(int version) =>
        $$"""
        Rule.Describe("Changes all the time.");

        record Tally(long Todo, int Runs);

        On.Demand(async () =>
        {
            var tally = await State.Get<Tally>("tally") ?? new Tally(await Begin(), 0);
            var todo = await Basecamp.TodoItem(tally.Todo);
            await todo.Update(content: $"Version {{1_000_000 + version}} was here, run {tally.Runs % 10}.");
            await State.Set("tally", tally with { Runs = tally.Runs + 1 });
            Log.Info($"'{todo.Content}' was what version {{1_000_000 + version}} found.");
        }, new() { Name = "{{Handler}}" });

        async Task<long> Begin()
        {
            var project = await Basecamp.Project("Studio operations");
            var list = await project.TodoList("Office");
            return (await list.CreateItem("To be changed all the time")).Id;
        }
        """;
}
