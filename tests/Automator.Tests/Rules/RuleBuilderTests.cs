using Automator.Host.Processes;
using Automator.Host.Rules;
using Automator.Sdk.Protocol;
using Shouldly;
using Xunit;

namespace Automator.Tests.Rules;

[Collection(nameof(RulesFixture))]
public sealed class RuleBuilderTests(RulesFixture fixture) : IDisposable
{
    private readonly TempFolder _rules = new();
    private readonly TempFolder _images = new();

    public void Dispose()
    {
        _rules.Dispose();
        _images.Dispose();
    }

    [Fact]
    public async Task GoodRule_BecomesAnImageThatSaysWhatItRegistersAndDoes()
    {
        _rules.Write("_words.csx", Texts.Helper);

        var image = (await Build($"#load \"_words.csx\"\nRule.Describe(Greeting());\n{Texts.Commenting}")).Image.ShouldNotBeNull();

        image.Manifest.Rule.Description.ShouldBe("Hello");
        image.Manifest.Rule.Handlers.ShouldHaveSingleItem().Key.ShouldBe("todo-item-completed-1");
        image.Manifest.Operations.ShouldContain("comment.create");
        image.Manifest.Does.ShouldBe(["comments"]);
        image.Manifest.Files.ShouldBe(["rule.csx", "_words.csx"]);
    }

    [Fact]
    public async Task SecondBuildOfTheSameText_NeedsNoCompiler()
    {
        var first = await Build(Texts.Quiet);
        await using var none = new CompilerProcess(new ChildProgram { Path = _images["no-compiler"] }, TimeProvider.System, new CompilerLimits());

        var second = await Build(Texts.Quiet, none);

        second.Image.ShouldNotBeNull().Hash.ShouldBe(first.Image!.Hash);
        second.Image.Dll.ShouldBe(first.Image.Dll);
        second.Image.Manifest.Rule.Handlers.ShouldBe(first.Image.Manifest.Rule.Handlers);
    }

    [Fact]
    public async Task CompilerThatCannotStart_IsAnErrorThatMayPass()
    {
        await using var none = new CompilerProcess(new ChildProgram { Path = _images["no-compiler"] }, TimeProvider.System, new CompilerLimits());

        var build = await Build(Texts.Quiet, none);

        build.Image.ShouldBeNull();
        build.MayRetry.ShouldBeTrue();
        build.Errors.ShouldHaveSingleItem().Code.ShouldBe("RULE101");
    }

    [Fact]
    public async Task BrokenText_GivesTheCompilersErrors()
    {
        var build = await Build(Texts.Broken);

        build.Image.ShouldBeNull();
        build.MayRetry.ShouldBeFalse();
        build.Errors.ShouldNotBeEmpty();
        build.Errors.ShouldAllBe(error => error.File == _rules["rule.csx"]);
    }

    [Fact]
    public async Task NoHandler_IsAnErrorWithWords() =>
        (await Error("Rule.Describe(\"Nothing.\");")).ShouldBe(("RULE206", 1));

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("// Later.")]
    public async Task FileWithoutCode_IsAnErrorWithWords(string text) => (await Error(text)).ShouldBe(("RULE206", 1));

    [Fact]
    public async Task TopLevelThatThrows_IsAnErrorAtItsLine() =>
        (await Error($"{Texts.Quiet}\n\nRule.Owner(\" \");")).ShouldBe(("RULE202", 3));

    [Fact]
    public async Task TopLevelThatThrowsInAHelper_IsAnErrorThere()
    {
        var helper = _rules.Write("_words.csx", "\nvoid Name() =>\n    throw new InvalidOperationException(\"No name.\");");

        var error = (await Build($"#load \"_words.csx\"\n{Texts.Quiet}\nName();")).Errors.ShouldHaveSingleItem();

        error.File.ShouldBe(helper);
        error.Line.ShouldBe(3);
        error.Message.ShouldContain("No name.");
    }

    [Fact]
    public async Task TooManyFormerNames_AreAnErrorThatSaysHowMany() =>
        (await Build($"for (var n = 0; n < 300; n++)\n    Rule.Was($\"n{{n}}\");\n{Texts.Quiet}")).Errors.ShouldHaveSingleItem()
            .Message.ShouldEndWith("it names 300 former names; a rule has at most 200.");

    [Theory]
    [InlineData("On.ProjectCreated(new Batch { Quiet = TimeSpan.Zero }, async projects => { });", "Give it a time greater than zero.")]
    [InlineData("On.ProjectCreated(new Batch { Longest = TimeSpan.FromDays(2) }, async projects => { });", "at most a day")]
    [InlineData("On.ProjectCreated(new Batch { Quiet = TimeSpan.FromMinutes(20), Longest = TimeSpan.FromMinutes(10) }, async projects => { });", "would never wait")]
    [InlineData("On.ProjectCreated(async project => { }, new() { Debounce = TimeSpan.FromMinutes(1), Overlap = Overlap.Skip });", "would never be run for")]
    [InlineData("On.ProjectCreated(new Batch { Most = 1_001 }, async projects => { });", "at most 1,000")]
    [InlineData("On.ProjectCreated(new Batch(), async projects => { }, new() { Overlap = Overlap.Skip });", "would be lost")]
    [InlineData("On.ProjectCreated(new Batch(), async projects => { }, new() { Debounce = TimeSpan.FromMinutes(1) });", "leave Debounce out")]
    [InlineData("On.ProjectCreated(async project => { }, new() { Debounce = TimeSpan.FromHours(2) });", "at most an hour")]
    public async Task EventsThatCannotBeGatheredSo_AreAnErrorThatSaysWhy(string text, string words) =>
        (await Build(text)).Errors.ShouldHaveSingleItem().Message.ShouldContain(words);

    [Fact]
    public async Task CallAtTheTopLevel_IsAnError() => (await Error($"{Texts.Quiet}\n_ = Basecamp.Me();")).ShouldBe(("RULE202", 2));

    [Fact]
    public async Task HandlerThatCannotBeServed_IsAnErrorAtItsLine()
    {
        const string text = "\nOn.Schedule(\"never\", async () => { await Basecamp.Me(); });";

        (await Error(text)).ShouldBe(("RULE207", 2));
        (await Error(text)).ShouldBe(("RULE207", 2), "the image is in the cache now, and is asked again");
    }

    [Fact]
    public async Task TopLevelWithoutEnd_IsStoppedAndTheNextRuleBuilds()
    {
        var build = await Builder(registration: new HastyTime()).Build(
            _rules.Path, _rules.Write("rule.csx", $"{Texts.Quiet}\nwhile (true) {{ }}"), TestContext.Current.CancellationToken);

        build.Errors.ShouldHaveSingleItem().Code.ShouldBe("RULE203");
        (await Build(Texts.Quiet)).Image.ShouldNotBeNull();
    }

    [Fact]
    public async Task WorkerThatDiesOverTheTopLevel_IsAnErrorAndTheNextRuleBuilds()
    {
        var error = (await Build($"{Texts.Quiet}\nint Deep(int depth) => Deep(depth + 1) + 1;\nDeep(0);")).Errors.ShouldHaveSingleItem();

        error.Code.ShouldBe("RULE204");
        error.Message.ShouldEndWith(" A function called itself, or others that called it, without an end: give the recursion a way to stop.");
        (await Build(Texts.Quiet)).Image.ShouldNotBeNull();
    }

    [Fact]
    public async Task FileThatIsNotThere_IsAnErrorWithWords()
    {
        var build = await Builder().Build(_rules.Path, _rules["absent.csx"], TestContext.Current.CancellationToken);

        build.Errors.ShouldHaveSingleItem().Code.ShouldBe("RULE209");
    }

    [Fact]
    public async Task ImagesThatCannotBeKept_CostOnlyTheCache()
    {
        var cache = new ImageCache(_images.Write("file", ""), TimeProvider.System);

        var build = await fixture.Builder(cache).Build(_rules.Path, _rules.Write("rule.csx", Texts.Quiet), TestContext.Current.CancellationToken);

        build.Image.ShouldNotBeNull();
    }

    [Fact]
    public async Task Restore_GivesTheImageAndNotADamagedOne()
    {
        var image = (await Build(Texts.Quiet)).Image!;

        (await Restore(image.Hash)).ShouldNotBeNull().Hash.ShouldBe(image.Hash);
        File.WriteAllBytes(_images[image.Hash + ".dll"], [1, 2, 3]);
        (await Restore(image.Hash)).ShouldBeNull();
    }

    private Task<RuleImage?> Restore(string hash) => Builder().Restore(_rules["rule.csx"], hash, TestContext.Current.CancellationToken);

    private async Task<(string Code, int Line)> Error(string text)
    {
        var build = await Build(text);
        build.Image.ShouldBeNull();
        var error = build.Errors.ShouldHaveSingleItem();
        error.File.ShouldBe(_rules["rule.csx"]);
        return (error.Code, error.Line);
    }

    private Task<RuleBuild> Build(string text, CompilerProcess? compiler = null) =>
        Builder(compiler).Build(_rules.Path, _rules.Write("rule.csx", text), TestContext.Current.CancellationToken);

    private RuleBuilder Builder(CompilerProcess? compiler = null, TimeProvider? registration = null) =>
        fixture.Builder(new ImageCache(_images.Path, TimeProvider.System), compiler, registration);

    /// <summary>Runs out twenty times sooner.</summary>
    private sealed class HastyTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? dueTime / 20 : dueTime, period);
    }
}
