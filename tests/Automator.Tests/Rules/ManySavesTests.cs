using System.Runtime.CompilerServices;
using Automator.Host.Processes;
using Automator.Host.Rules;

namespace Automator.Tests.Rules;

/// <summary>The short form of the command that soaks a host in saves (docs/benchmarks.md): what the host itself still holds of versions that are gone.</summary>
[Collection(nameof(RulesFixture))]
public sealed class ManySavesTests : IDisposable
{
    private const int Saves = 100;

    private readonly RulesBench _bench;
    private readonly RulesFixture _fixture;

    public ManySavesTests(RulesFixture fixture) => (_bench, _fixture) = (new RulesBench(fixture), fixture);

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task OfAHundredSaves_OneImageIsInMemoryAndAllAreOnTheDisk()
    {
        var images = new List<WeakReference<RuleImage>>();
        for (var save = 0; save < Saves; save++)
            images.Add(await Save(save));

        Collect();

        images.Count(image => image.TryGetTarget(out _)).ShouldBe(1);
        _bench.Description("rule").ShouldBe($"Number {Saves - 1}.");
        Directory.EnumerateFiles(_bench.Images, "*.dll").Count().ShouldBe(Saves);
        _fixture.Lanes.All.ShouldAllBe(lane => lane.ImagesHeld <= Lane.MostImages);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task<WeakReference<RuleImage>> Save(int number)
    {
        _bench.Rules.Write("rule.csx", Texts.Described(number));
        await _bench.Look();
        return new WeakReference<RuleImage>(_bench.Entry("rule").Live.ShouldNotBeNull());
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
