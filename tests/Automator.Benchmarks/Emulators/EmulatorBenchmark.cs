using System.Globalization;
using System.Text;
using Automator.Benchmarks.Report;

namespace Automator.Benchmarks.Emulators;

/// <summary>The emulator as clients meet it: a process of its own, on a large account, with its limits off.</summary>
internal static class EmulatorBenchmark
{
    private const int Longest = 500;
    private const string Seed = "generated:projects=1000,lists=10000,items=200000,longest=500";
    private const int Connections = 8;
    private const int Starts = 5;

    internal static async Task Run(CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("automator-");
        try
        {
            var figures = new Figures(["release build"]);
            var (rates, memory, load) = (new RateTable(), new StringBuilder(), Machine.Load());
            for (var start = 0; start < Starts; start++)
            {
                Tell($"start to ready, {start + 1} of {Starts}");
                await Start(figures, "demo", "demo", null, cancellation);
                await Start(figures, "200,000 to-dos, in memory", Seed, null, cancellation);
                var data = Path.Combine(folder.FullName, $"{start}");
                await Start(figures, "200,000 to-dos, kept, first start", Seed, data, cancellation);
                await Start(figures, "200,000 to-dos, kept, later start", Seed, data, cancellation);
            }

            Tell("in memory");
            await Measure("in memory", null, rates, memory, cancellation);
            Tell("kept");
            await Measure("kept", Path.Combine(folder.FullName, "0"), rates, memory, cancellation);

            Console.WriteLine($"{Machine.Describe()}; load {load:0.0} before, {Machine.Load():0.0} after.\n");
            Console.WriteLine(figures.ToMarkdown());
            Console.WriteLine(rates.ToMarkdown());
            Console.WriteLine($"| resident memory, MB | after start | after the load |\n| --- | --: | --: |\n{memory}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task Start(Figures figures, string what, string seed, string? data, CancellationToken cancellation)
    {
        await using var emulator = await EmulatorProcess.Start(seed, data, cancellation);
        figures.Of($"start to ready, {what}", "release build").Add(emulator.Starting);
    }

    private static async Task Measure(string how, string? data, RateTable rates, StringBuilder memory, CancellationToken cancellation)
    {
        await using var emulator = await EmulatorProcess.Start(Seed, data, cancellation);
        var atFirst = Machine.Resident(emulator.Id);
        var account = await Account.Read(emulator, Longest, cancellation);

        Task Item(Connection to, int number, CancellationToken end) => to.Get($"/todo_items/{account.Items[number * 31 % account.Items.Count]}.xml", end);
        Task Create(Connection to, int number, CancellationToken end) => to.Post(
            $"/todo_lists/{account.Lists[number * 17 % account.Lists.Count]}/todo_items.xml", $"<todo-item><content>Made {number}</content></todo-item>", end);

        // What is measured is what goes on in a server that has been up for a while.
        await Load.Run(emulator, Connections, 5_000, Item, cancellation);
        await Add("GET one item", Connections, 30_000, Item);
        await Add("GET one item", 1, 3_000, Item);
        await Add("GET a list of 500", 1, 400, (to, _, end) => to.Get($"/todo_lists/{account.LongestList}.xml", end));
        await Add("GET 1,000 projects", 1, 200, (to, _, end) => to.Get("/projects.xml", end));
        await Add("POST an item", Connections, data is null ? 5_000 : 2_000, Create);
        memory.AppendLine(CultureInfo.InvariantCulture, $"| {how} | {Megabytes(atFirst)} | {Megabytes(Machine.Resident(emulator.Id))} |");

        async Task Add(string what, int connections, int requests, Request request) =>
            rates.Add($"{what}, {how}", connections, await Load.Run(emulator, connections, requests, request, cancellation));
    }

    private static string Megabytes(long bytes) => (bytes / 1048576.0).ToString("0", CultureInfo.InvariantCulture);

    /// <summary>Beside the tables, which alone are the output.</summary>
    private static void Tell(string what) => Console.Error.WriteLine($"{what} …");
}
