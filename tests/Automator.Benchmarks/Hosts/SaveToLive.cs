using Automator.Benchmarks.Report;

namespace Automator.Benchmarks.Hosts;

/// <summary>From the end of a save to the line that says the new version is live, in a host that has been up for a while.</summary>
internal static class SaveToLive
{
    private const int Saves = 40;

    internal static async Task Measure(IReadOnlyList<Layout> layouts, Figures figures, CancellationToken cancellation)
    {
        // Pauses of the same lengths each time, and of no rhythm that the host's own looks at the folder could fall in with.
        var dice = new Random(40);
        await using var hosts = new HostSet();
        foreach (var layout in layouts)
        {
            var host = hosts.Start(layout, place => place.Rule("changing", Text(0)));
            await host.Process.Ready(cancellation);
        }

        for (var save = 0; save <= Saves; save++)
        {
            foreach (var host in hosts.All)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(dice.Next(200, 1_500)), TimeProvider.System, cancellation);
                host.Place.Rule("changing", Text(save + 1));
                var saved = TimeProvider.System.GetTimestamp();
                var live = await host.Process.Said("Rule changing is live in a new version", cancellation);
                var figure = save == 0 ? "save to live, first save" : "save to live";
                figures.Of(figure, host.Layout.Name).Add(TimeProvider.System.GetElapsedTime(saved, live));
            }
        }
    }

    private static string Text(int version) =>
        $$"""
        Rule.Describe("Changes all the time.");

        On.Demand(async () =>
        {
            await foreach (var todo in Basecamp.TodoItems(open: true, untouchedFor: TimeSpan.FromDays({{version + 1}})))
            {
                if (todo.Content.Length > {{version}})
                    await todo.Comment("Version {{version}} says hello.");
            }
        }, new() { Name = "change" });
        """;
}
