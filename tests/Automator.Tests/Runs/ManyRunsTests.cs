using System.Runtime.CompilerServices;
using Automator.Host.Journal;
using Automator.Host.Processes;
using Automator.Host.Rules;
using Automator.Tests.Compiler;

namespace Automator.Tests.Runs;

/// <summary>The short form of the command that soaks a host in runs (docs/benchmarks.md): what a run leaves in the host that carried it.</summary>
[Collection(nameof(RunsCollection))]
public sealed class ManyRunsTests(CompilerFixture compiler)
{
    private const int Versions = 100;
    private const int RunsOfEach = 2;

    [Fact]
    public async Task OfTwoHundredRunsOfAHundredVersions_OneImageIsInMemoryAndNoRunIsActive()
    {
        await using var bench = await RunsBench.Open(compiler, lanes: 1);
        var image = await bench.Image("On.Demand(async () => { await State.Set(\"seen\", (await State.Get<int>(\"seen\")) + 1); Log.Info(\"seen\"); });");
        bench.Run();

        var images = new List<WeakReference<RuleImage>>();
        for (var version = 0; version < Versions; version++)
            images.Add(await RunVersion(bench, image, version));

        // The dispatcher looks once more after a run's end, and has then let go of it.
        await bench.Fire(bench.Due("gone"));
        Collect();
        images.Count(one => one.TryGetTarget(out _)).ShouldBe(1);
        bench.Runs(RunStatus.Succeeded).Count.ShouldBe(Versions * RunsOfEach);
        bench.Dispatcher.Active.ShouldBeEmpty();
        bench.Feed.Followers.ShouldBe(0);
        bench.Pending.ShouldBeEmpty();
        bench.Lanes.All.ShouldHaveSingleItem().ImagesHeld.ShouldBe(Lane.MostImages);
        bench.Journal.State("main", new("rule"), "seen").ShouldBe($"{Versions * RunsOfEach}");
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<WeakReference<RuleImage>> RunVersion(RunsBench bench, RuleImage image, int version)
    {
        var live = image with { Hash = $"{image.Hash}-{version}" };
        bench.Put(new CatalogEntry { Name = new("rule"), File = CompilerFixture.Path, Live = live, ChangedAt = bench.Time.GetUtcNow() });
        for (var run = 0; run < RunsOfEach; run++)
        {
            bench.Time.Advance(TimeSpan.FromMilliseconds(1)); // Runs that start in one instant are told apart by chance alone.
            await bench.Fire(bench.Due("rule"));
        }

        return new WeakReference<RuleImage>(live);
    }

    private static void Collect()
    {
        for (var turn = 0; turn < 3; turn++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }
}
