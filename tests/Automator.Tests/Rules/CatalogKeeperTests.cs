using Automator.Host;
using Automator.Host.Processes;
using Automator.Host.Rules;
using Shouldly;
using Xunit;

namespace Automator.Tests.Rules;

[Collection(nameof(RulesFixture))]
public sealed class CatalogKeeperTests : IDisposable
{
    private readonly RulesBench _bench;

    public CatalogKeeperTests(RulesFixture fixture) => _bench = new RulesBench(fixture);

    public void Dispose() => _bench.Dispose();

    private TempFolder Rules => _bench.Rules;

    [Fact]
    public async Task FirstLook_HasTheWholeFolderAndIsReady()
    {
        Rules.Write("good.csx", Texts.Quiet);
        Rules.Write("bad.csx", Texts.Broken);
        _bench.Catalog.Ready.IsCompleted.ShouldBeFalse();

        await _bench.Look();

        _bench.Catalog.Ready.IsCompletedSuccessfully.ShouldBeTrue();
        _bench.Catalog.Entries.Select(entry => entry.Name.Value).ShouldBe(["bad", "good"]);
        _bench.Entry("good").Live.ShouldNotBeNull();
        _bench.Entry("bad").Live.ShouldBeNull();
        _bench.Entry("bad").Errors.ShouldNotBeEmpty();
        _bench.Entry("GOOD").Name.Value.ShouldBe("good");
    }

    [Fact]
    public async Task RulesThatWereLive_DoNotWaitForNewOnes()
    {
        Rules.Write("good.csx", Texts.Quiet);
        await _bench.Look();
        _bench.Restart();
        Rules.Write("a.csx", Texts.Broken);
        var changes = Changes();
        var first = Next(changes);

        await _bench.Look();

        (await first).Catalog.Select(entry => entry.Name.Value).ShouldBe(["good"]);
        (await first).Awaited.ShouldBe([new RuleName("a")]);
        _bench.Catalog.Awaited.ShouldBeEmpty();
        _bench.Catalog.Entries.Select(entry => entry.Name.Value).ShouldBe(["a", "good"]);
        _bench.Entry("a").Errors.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task EmptyFolder_IsReadyToo()
    {
        await _bench.Look();

        _bench.Catalog.Ready.IsCompletedSuccessfully.ShouldBeTrue();
        (await _bench.Catalog.Opened).ShouldBeNull();
        (await Next(Changes())).Catalog.ShouldBeEmpty();
    }

    [Fact]
    public async Task BrokenEdit_KeepsTheLastGoodVersionAndShowsItsErrorsWhenItHasStayed()
    {
        Rules.Write("rule.csx", Texts.Described(1));
        await _bench.Look();
        Rules.Write("rule.csx", Texts.Broken);

        var look = await _bench.Look(after: 100);
        _bench.Entry("rule").Errors.ShouldBeEmpty();
        look.Next.ShouldBe(TimeSpan.FromMilliseconds(300));
        await _bench.Look(after: 300);

        _bench.Entry("rule").Errors.ShouldNotBeEmpty();
        _bench.Description("rule").ShouldBe("Number 1.");
    }

    [Fact]
    public async Task MendedRule_HasNoErrorsAndIsTheNewVersion()
    {
        Rules.Write("rule.csx", Texts.Described(1));
        await _bench.Look();
        Rules.Write("rule.csx", Texts.Broken);
        await _bench.Settle();
        await using var changes = Changes();
        await Next(changes);

        Rules.Write("rule.csx", Texts.Described(2));
        await _bench.Look(after: 100);

        (await Next(changes)).Mended.ShouldBe([new RuleName("rule")]);
        _bench.Entry("rule").Errors.ShouldBeEmpty();
        _bench.Description("rule").ShouldBe("Number 2.");
    }

    [Fact]
    public async Task DeletedRule_IsRemovedWhenItHasStayedAway()
    {
        Rules.Write("rule.csx", Texts.Quiet);
        await _bench.Look();
        File.Delete(Rules["rule.csx"]);

        await _bench.Look(after: 100);
        _bench.Entry("rule").Live.ShouldNotBeNull();
        await _bench.Look(after: 500);

        _bench.Catalog.Entries.ShouldBeEmpty();
    }

    [Fact]
    public async Task ChangedHelper_ReplacesThoseThatLoadItAndNoOther()
    {
        Rules.Write("_words.csx", Texts.Helper);
        Rules.Write("one.csx", Texts.Loading);
        Rules.Write("two.csx", Texts.Loading + "\n");
        Rules.Write("three.csx", Texts.Quiet);
        await _bench.Look();
        await using var changes = Changes();
        await Next(changes);

        Rules.Write("_words.csx", Texts.Helper.Replace("Hello", "Good day"));
        await _bench.Look(after: 100);

        (await Next(changes)).Replaced.Select(name => name.Value).ShouldBe(["one", "two"]);
    }

    [Fact]
    public async Task HelperThatGoes_BreaksAndItsReturnMends()
    {
        Rules.Write("_words.csx", Texts.Helper);
        Rules.Write("rule.csx", Texts.Loading);
        await _bench.Look();
        File.Delete(Rules["_words.csx"]);
        await _bench.Settle();
        _bench.Entry("rule").Errors.ShouldNotBeEmpty();
        _bench.Entry("rule").Live.ShouldNotBeNull();

        Rules.Write("_words.csx", Texts.Helper);
        await _bench.Look();

        _bench.Entry("rule").Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task TwentyFilesThatArriveOneByOne_AreOneChange()
    {
        await _bench.Look();
        await using var changes = Changes();
        await Next(changes);

        _bench.Keeper.Hint();
        for (var file = 0; file < 10; file++)
            Rules.Write($"rule-{file}.csx", Texts.Described(file));
        var look = _bench.Look();
        for (var file = 10; file < 20; file++)
            Rules.Write($"rule-{file}.csx", Texts.Described(file));
        _bench.Catalog.Entries.ShouldBeEmpty("the folder has not come to rest");
        _bench.Time.Advance(TimeSpan.FromMilliseconds(50));
        await look;

        (await Next(changes)).Added.Count.ShouldBe(20);
    }

    [Fact]
    public async Task RenamedRule_IsOneChange()
    {
        Rules.Write("old.csx", Texts.Quiet);
        await _bench.Look();
        await using var changes = Changes();
        await Next(changes);

        File.Move(Rules["old.csx"], Rules["new.csx"]);
        await _bench.Settle();

        var change = await Next(changes);
        change.Added.ShouldBe([new RuleName("new")]);
        change.Removed.ShouldBe([new RuleName("old")]);
    }

    [Fact]
    public async Task SaveThatWidensWhatARuleDoes_SaysSo()
    {
        Rules.Write("rule.csx", Texts.Commenting);
        await _bench.Look();
        await using var changes = Changes();
        await Next(changes);

        Rules.Write("rule.csx", Texts.Commenting.Replace("await todo.Comment", "await todo.Reopen(); await todo.Comment"));
        await _bench.Look();

        var (rule, more) = (await Next(changes)).Widened.ShouldHaveSingleItem();
        rule.Value.ShouldBe("rule");
        more.ShouldBe(["reopens to-dos"]);
    }

    [Theory]
    [InlineData("Rule.Only(projects: [\"Site\"]);", "Rule.Only(projects: [\"Site\", \"Shop\"]);", "in Shop too")]
    [InlineData("Rule.Only(projects: [\"Site\"]);", "", "in every project")]
    [InlineData("Rule.Only(kinds: [RecordKind.TodoItem]);", "", "comments")]
    [InlineData("", "Rule.Only(projects: [\"Site\"]);", null)]
    [InlineData("", "Rule.Only(kinds: [RecordKind.TodoItem]);", null)]
    [InlineData("Rule.Only(projects: [\"Site\", \"Shop\"]);", "Rule.Only(projects: [\"Site\"]);", null)]
    public async Task SaveThatKeepsARuleToOtherThings_SaysWhatIsMore(string before, string after, string? more)
    {
        Rules.Write("rule.csx", before + Texts.Commenting);
        await _bench.Look();
        await using var changes = Changes();
        await Next(changes);

        Rules.Write("rule.csx", after + Texts.Commenting);
        await _bench.Look();

        (await Next(changes)).Widened.SelectMany(rule => rule.Value).ShouldBe(more is null ? [] : [more]);
    }

    [Fact]
    public async Task RestartOverTheSameFolder_CompilesNothing()
    {
        Rules.Write("rule.csx", Texts.Quiet);
        await _bench.Look();
        await using var none = new CompilerProcess(new ChildProgram { Path = "/no-compiler" }, TimeProvider.System, new CompilerLimits());

        _bench.Restart(none);
        await _bench.Look();

        _bench.Entry("rule").Live.ShouldNotBeNull();
        _bench.Entry("rule").Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task RestartOverABrokenFile_KeepsTheLastGoodVersionLive()
    {
        Rules.Write("rule.csx", Texts.Described(1));
        await _bench.Look();
        Rules.Write("rule.csx", Texts.Broken);

        _bench.Restart();
        await _bench.Look();
        _bench.Restart();
        await _bench.Look();

        _bench.Description("rule").ShouldBe("Number 1.");
        _bench.Entry("rule").Errors.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task RuleThatWasDeleted_DoesNotComeBackWithABrokenFileOfItsName()
    {
        Rules.Write("rule.csx", Texts.Quiet);
        await _bench.Look();
        File.Delete(Rules["rule.csx"]);
        await _bench.Settle();
        Rules.Write("rule.csx", Texts.Broken);

        _bench.Restart();
        await _bench.Look();

        _bench.Entry("rule").Live.ShouldBeNull();
    }

    [Fact]
    public async Task DamagedImage_IsBuiltAgain()
    {
        Rules.Write("rule.csx", Texts.Quiet);
        await _bench.Look();
        var dll = Path.Combine(_bench.Images, _bench.Entry("rule").Live!.Hash + ".dll");
        File.WriteAllText(dll, "damaged");

        _bench.Restart();
        await _bench.Look();

        _bench.Entry("rule").Live.ShouldNotBeNull();
        File.ReadAllBytes(dll).ShouldBe(_bench.Entry("rule").Live!.Dll);
    }

    [Fact]
    public async Task LostFolder_KeepsWhatIsLiveAndIsFoundAgain()
    {
        Rules.Write("rule.csx", Texts.Quiet);
        await _bench.Look();
        Directory.Move(Rules.Path, Rules.Path + "-away");
        (await _bench.Look(after: 5_000)).IsFolderThere.ShouldBeFalse();
        _bench.Catalog.Problem.ShouldNotBeNull().ShouldContain(Rules.Path);
        _bench.Entry("rule").Live.ShouldNotBeNull();

        Directory.Move(Rules.Path + "-away", Rules.Path);
        Rules.Write("other.csx", Texts.Quiet);
        await _bench.Look(after: 5_000);

        _bench.Catalog.Problem.ShouldBeNull();
        _bench.Catalog.Entries.Count.ShouldBe(2);
    }

    [Fact]
    public async Task FolderMissingAtAStart_IsToldAndNothingIsReadyUntilItComes()
    {
        Directory.Delete(Rules.Path);

        await _bench.Look();

        (await _bench.Catalog.Opened).ShouldNotBeNull().ShouldContain("does not exist");
        _bench.Catalog.Ready.IsCompleted.ShouldBeFalse();
        Rules.Write("rule.csx", Texts.Quiet);
        await _bench.Look(after: 5_000);
        _bench.Catalog.Ready.IsCompletedSuccessfully.ShouldBeTrue();
    }

    private IAsyncEnumerator<CatalogChange> Changes() =>
        _bench.Catalog.Changes(TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);

    private static async Task<CatalogChange> Next(IAsyncEnumerator<CatalogChange> changes)
    {
        (await changes.MoveNextAsync()).ShouldBeTrue();
        return changes.Current;
    }
}
