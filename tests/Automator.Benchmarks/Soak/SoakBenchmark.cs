using Automator.Benchmarks.Hosts;
using Automator.Benchmarks.Report;
using Automator.Host.Processes;

namespace Automator.Benchmarks.Soak;

/// <summary>A host over thousands of saves and runs: what its processes, its load contexts and its files grow by.</summary>
internal static class SoakBenchmark
{
    internal static async Task Run(string[] arguments, CancellationToken cancellation)
    {
        var size = SoakSize.Of(arguments);
        var folder = Directory.CreateTempSubdirectory("automator-");
        // Children may be a user of their own, who must be able to read their programs.
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder.FullName, (UnixFileMode)0b111_101_101);
        try
        {
            Tell("publishing");
            var layout = await Layout.Publish(folder.FullName, cancellation);
            Environment.ExitCode = await Soak(layout, size, cancellation) ? 0 : 1;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <returns>Whether everything was flat, and nothing was left.</returns>
    private static async Task<bool> Soak(Layout layout, SoakSize size, CancellationToken cancellation)
    {
        var load = Machine.Load();
        var began = TimeProvider.System.GetTimestamp();
        await using var hosts = new HostSet();
        var host = hosts.Start(layout, place =>
        {
            place.NeverPause(ChangingRule.Name);
            place.Rule(ChangingRule.Name, ChangingRule.Text(0));
        });
        await host.Process.Ready(cancellation);
        var disk = new DiskUse(host.Place.Data);
        Tell($"{size.Reloads} saves and {size.Runs} runs");
        var soak = new HostSoak(host, size);
        await soak.Run(cancellation);
        var took = TimeProvider.System.GetElapsedTime(began);
        var images = StoredRule.In(Path.Combine(host.Place.Data, "images"));

        Tell($"{images.Count} images in one worker");
        var worker = new WorkerSoak(ChildProgram.Worker with { Path = Path.Combine(layout.Folder, "worker", "Automator.Worker") }, images);
        await worker.Run(cancellation);
        Tell($"{images.Count} load contexts");
        var (loaded, held, left) = await LoadContexts.Count(images, cancellation);

        IReadOnlyList<Growth> all = [.. soak.Growths, worker.Growth];
        Console.WriteLine($"{size.Reloads} saves and {size.Runs} runs in {took.TotalMinutes:0.0} minutes. {Machine.Describe()}; load {load:0.0} before, {Machine.Load():0.0} after.");
        Console.WriteLine();
        Console.WriteLine(Growth.ToMarkdown(all));
        foreach (var growth in all)
            Console.WriteLine($"- {growth.Course()}");
        Console.WriteLine($"- Load contexts: {loaded} loaded, {held} alive while {Lane.MostImages} are held, {left} left.");
        Console.WriteLine();
        Console.WriteLine(disk.ToMarkdown(size));
        return all.All(growth => growth.IsFlat) && held <= Lane.MostImages && left == 0;
    }

    /// <summary>Beside the tables, which alone are the output.</summary>
    private static void Tell(string what) => Console.Error.WriteLine($"{what} …");
}
