using Automator.Host;
using Automator.Host.Processes;
using Automator.Host.Rules;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Automator.Tests.Rules;

/// <summary>A rules folder, a data folder, and the rules room of a host that can be started anew over them.</summary>
internal sealed class RulesBench : IDisposable
{
    private readonly RulesFixture _fixture;
    private readonly TempFolder _data = new();

    internal RulesBench(RulesFixture fixture)
    {
        _fixture = fixture;
        Restart();
    }

    internal TempFolder Rules { get; } = new();

    internal FakeTimeProvider Time { get; } = new();

    internal RuleCatalog Catalog { get; private set; } = new();

    internal CatalogKeeper Keeper { get; private set; } = null!;

    internal string Images => _data["images"];

    internal void Restart(CompilerProcess? compiler = null, TimeProvider? time = null)
    {
        Keeper?.Dispose();
        Catalog = new RuleCatalog();
        Keeper = new CatalogKeeper(
            new RulesFolder(Rules.Path),
            _fixture.Builder(new ImageCache(Images, time ?? Time), compiler),
            Catalog,
            new LastGood(Path.Combine(Images, "live.json")),
            new RulesTiming(),
            time ?? Time,
            NullLogger<CatalogKeeper>.Instance);
    }

    internal Task<FolderLook> Look() => Keeper.Look(TestContext.Current.CancellationToken);

    /// <summary>Lets time pass and looks.</summary>
    internal Task<FolderLook> Look(int after)
    {
        Time.Advance(TimeSpan.FromMilliseconds(after));
        return Look();
    }

    /// <summary>Looks, waits until nothing is in doubt any more, and looks again.</summary>
    internal async Task Settle()
    {
        await Look();
        await Look(after: 500);
        await Look(after: 500);
    }

    internal CatalogEntry Entry(string name) => Catalog.Find(new RuleName(name)).ShouldNotBeNull();

    internal string? Description(string name) => Entry(name).Live?.Manifest.Rule.Description;

    public void Dispose()
    {
        Keeper.Dispose();
        Rules.Dispose();
        _data.Dispose();
    }
}
