using Automator.Host.Rules;
using Automator.Sdk.Protocol;
using Shouldly;
using Xunit;

namespace Automator.Tests.Rules;

[Collection(nameof(RulesFixture))]
public sealed class RuleStarterTests(RulesFixture fixture) : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Triggers => [.. Enum.GetValues<Trigger>().Select(trigger => trigger.ToName())];

    [Theory]
    [MemberData(nameof(Triggers))]
    public async Task Starter_BuildsAndRunsOnItsTrigger(string on)
    {
        var trigger = RuleStarter.TriggerOf(on).ShouldNotBeNull();

        var file = RuleStarter.Create(_folder["rules"], "team/first", trigger).File.ShouldNotBeNull();

        file.ShouldBe(_folder["rules/team/first.csx"]);
        var build = await fixture.Builder(new ImageCache(_folder["images"], TimeProvider.System))
            .Build(_folder["rules"], file, TestContext.Current.CancellationToken);
        build.Errors.ShouldBeEmpty();
        build.Image!.Manifest.Rule.Handlers.ShouldHaveSingleItem().Trigger.ShouldBe(trigger);
        build.Image.Manifest.Rule.Description.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("../rule")]
    [InlineData("a/../../rule")]
    [InlineData("/tmp/rule")]
    [InlineData("a//b")]
    [InlineData("a/")]
    [InlineData(".rule")]
    [InlineData("_rule")]
    [InlineData("_team/rule")]
    [InlineData("a\\b")]
    [InlineData("a b")]
    [InlineData("a\nb")]
    [InlineData(".csx")]
    public void NameThatIsNone_IsRefusedAndNothingIsWritten(string name)
    {
        Directory.CreateDirectory(_folder["rules"]);

        RuleStarter.Create(_folder["rules"], name, Trigger.Demand).Refusal.ShouldNotBeNullOrEmpty();

        Directory.EnumerateFileSystemEntries(_folder.Path, "*", SearchOption.AllDirectories).ShouldBe([_folder["rules"]]);
    }

    [Theory]
    [InlineData("rule")]
    [InlineData("rule.csx")]
    [InlineData("RULE")]
    public void NameThatIsTaken_IsRefusedAndTheFileIsLeftAsItIs(string name)
    {
        var file = _folder.Write("rule.csx", "mine");

        RuleStarter.Create(_folder.Path, name, Trigger.Schedule).Refusal.ShouldNotBeNull().ShouldContain(file);

        File.ReadAllText(file).ShouldBe("mine");
        Directory.EnumerateFiles(_folder.Path).ShouldBe([file]);
    }

    [Fact]
    public void FolderThatIsALinkToOutside_IsRefused()
    {
        using var outside = new TempFolder();
        Directory.CreateSymbolicLink(_folder["team"], outside.Path);

        RuleStarter.Create(_folder.Path, "team/rule", Trigger.Demand).Refusal.ShouldNotBeNull();

        Directory.EnumerateFileSystemEntries(outside.Path).ShouldBeEmpty();
    }

    [Fact]
    public void FolderThatIsAFile_IsRefused() =>
        RuleStarter.Create(_folder.Write("rules", ""), "rule", Trigger.Demand).Refusal.ShouldNotBeNullOrEmpty();

    [Fact]
    public void UnknownTrigger_IsNone() => RuleStarter.TriggerOf("moonrise").ShouldBeNull();
}
