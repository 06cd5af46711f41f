namespace Automator.Benchmarks.Storms;

/// <summary>The rule that a storm runs: loops, paging, branches, equal effects, delays, failures that it catches; and what it should have done.</summary>
internal static class StormRule
{
    internal const string Name = "storm";

    internal const int InOrder = 6;

    internal const int Parallel = 20;

    internal const int Equal = 5;

    /// <summary>What the rule says, in this order.</summary>
    internal static IReadOnlyList<string> Lines { get; } =
    [
        .. Enumerable.Range(0, InOrder).Select(n => $"line {n}"),
        "branches",
        .. Enumerable.Repeat("commented", InOrder),
        "not there",
        $"done {InOrder - 1}",
    ];

    /// <param name="parks">Whether it waits so long that it gives its worker back.</param>
    internal static string Text(bool parks) => $$"""
        On.Demand(async () =>
        {
            var project = await Basecamp.Project("Site");
            var list = await project.CreateTodoList("List");
            for (var n = 0; n < {{InOrder}}; n++)
            {
                await list.CreateItem($"in order {n}");
                await State.Set("n", n);
                Log.Info($"line {n}");
            }

            await Clock.Delay(TimeSpan.FromMilliseconds({{(parks ? 31_000 : 300)}}));
            await Task.WhenAll(Enumerable.Range(0, {{Parallel}}).Select(async n =>
            {
                var item = await list.CreateItem($"parallel {n}");
                if (n % 4 == 0)
                    await item.Complete();
            }));
            Log.Info("branches");
            await Task.WhenAll(Enumerable.Range(0, {{Equal}}).Select(_ => list.CreateItem("equal")));
            foreach (var item in (await list.Items()).Where(item => item.Content.StartsWith("in order")))
            {
                try { await item.Comment("seen"); }
                finally { Log.Info("commented"); }
            }

            try { await Basecamp.TodoItem(999999999); }
            catch (NotFoundException) { Log.Info("not there"); }

            Log.Info($"done {await State.Get<int>("n")}");
        });
        """;
}
