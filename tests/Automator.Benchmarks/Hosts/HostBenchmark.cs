using Automator.Benchmarks.Report;

namespace Automator.Benchmarks.Hosts;

/// <summary>The host as its users meet it: whole processes of the published layout and of the checkout's build.</summary>
internal static class HostBenchmark
{
    internal static async Task Run(CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("automator-");
        try
        {
            Tell("publishing and building");
            Layout[] layouts = [await Layout.Publish(folder.FullName, cancellation), await Layout.Build(cancellation)];
            var figures = new Figures([.. layouts.Select(layout => layout.Name)]);
            var memory = new MemoryTable();
            var load = Machine.Load();

            Tell("start to ready");
            await StartToReady.Measure(layouts, figures, cancellation);
            Tell("save to live");
            await SaveToLive.Measure(layouts, figures, cancellation);
            foreach (var layout in layouts)
            {
                Tell($"due to first line, {layout.Name}");
                await DueToFirstLine.Measure(layout, figures, memory, cancellation);
            }

            Console.WriteLine($"{Machine.Describe()}; load {load:0.0} before, {Machine.Load():0.0} after.");
            Console.WriteLine();
            Console.WriteLine(figures.ToMarkdown());
            Console.WriteLine(memory.ToMarkdown());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Beside the table, which alone is the output.</summary>
    private static void Tell(string what) => Console.Error.WriteLine($"{what} …");
}
