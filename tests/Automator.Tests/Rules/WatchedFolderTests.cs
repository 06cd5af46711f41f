using Automator.Host;
using Automator.Host.Rules;
using Shouldly;
using Xunit;

namespace Automator.Tests.Rules;

/// <summary>The whole room as the host runs it: real files, real events, real time.</summary>
[Collection(nameof(RulesFixture))]
public sealed class WatchedFolderTests : IAsyncLifetime
{
    private readonly RulesBench _bench;
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private Task _running = Task.CompletedTask;
    private IAsyncEnumerator<CatalogChange> _changes = null!;

    public WatchedFolderTests(RulesFixture fixture) => _bench = new RulesBench(fixture);

    public async ValueTask InitializeAsync()
    {
        _bench.Rules.Write("rule.csx", Texts.Described(1));
        _bench.Restart(time: TimeProvider.System);
        _running = _bench.Keeper.Run(_stop.Token);
        _changes = _bench.Catalog.Changes(_stop.Token).GetAsyncEnumerator(_stop.Token);
        (await Next()).Added.ShouldBe([Rule]);
    }

    public async ValueTask DisposeAsync()
    {
        await _changes.DisposeAsync();
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
        _bench.Dispose();
    }

    [Fact]
    public async Task SaveInPlace_ReplacesTheRule()
    {
        File.WriteAllText(_bench.Rules["rule.csx"], Texts.Described(2));

        await ReplacedByNumber2();
    }

    [Fact]
    public async Task SaveByRename_ReplacesTheRule()
    {
        File.Move(_bench.Rules.Write("4913", Texts.Described(2)), _bench.Rules["rule.csx"], overwrite: true);

        await ReplacedByNumber2();
    }

    [Fact]
    public async Task SaveByDeletingAndWritingAnew_ReplacesTheRule()
    {
        _bench.Rules.Write(".rule.csx.swp", "b0VIM");
        File.Move(_bench.Rules["rule.csx"], _bench.Rules["rule.csx~"]);
        _bench.Rules.Write("rule.csx", Texts.Described(2));
        File.Delete(_bench.Rules["rule.csx~"]);

        await ReplacedByNumber2();
    }

    [Fact]
    public async Task SaveInTwoParts_ReplacesTheRule()
    {
        var text = Texts.Described(2);
        await using (var writer = new StreamWriter(_bench.Rules["rule.csx"]))
        {
            await writer.WriteAsync(text[..30]);
            await writer.FlushAsync(_stop.Token);
            await writer.WriteAsync(text[30..]);
        }

        await ReplacedByNumber2();
    }

    [Fact]
    public async Task RuleInANewSubfolder_IsAdded()
    {
        _bench.Rules.Write("team/more/new.csx", Texts.Quiet);

        (await Next()).Added.ShouldBe([new RuleName("team/more/new")]);
    }

    [Fact]
    public async Task DeletedRule_IsRemoved()
    {
        File.Delete(_bench.Rules["rule.csx"]);

        (await Next()).Removed.ShouldBe([Rule]);
    }

    [Fact]
    public async Task FolderThatIsReplaced_IsWatchedOn()
    {
        using var next = new TempFolder();
        next.Write("rule.csx", Texts.Described(2));
        Directory.Move(_bench.Rules.Path, next["old"]);
        Directory.CreateDirectory(_bench.Rules.Path);
        _bench.Rules.Write("rule.csx", Texts.Described(2));

        await ReplacedByNumber2();
        _bench.Rules.Write("rule.csx", Texts.Described(3));
        (await Next()).Replaced.ShouldBe([Rule]);
    }

    private static RuleName Rule { get; } = new("rule");

    private async Task ReplacedByNumber2()
    {
        (await Next()).Replaced.ShouldBe([Rule]);
        _bench.Description("rule").ShouldBe("Number 2.");
    }

    private async Task<CatalogChange> Next()
    {
        (await _changes.MoveNextAsync()).ShouldBeTrue();
        return _changes.Current;
    }
}
