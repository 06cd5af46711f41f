using Automator.Host;
using Automator.Host.Rules;
using Automator.Sdk.Protocol;
using Shouldly;
using Xunit;

namespace Automator.Tests.Rules;

public sealed class RuleDraftsTests
{
    private readonly RuleDrafts _drafts = new(new RulesTiming());

    [Fact]
    public void NewFile_IsBuiltOnceAndTold()
    {
        See(0, ("a", "1")).ShouldBe(["a"]);
        Good("a", 0);

        Told(0).ShouldBe(["a good"]);
        See(10, ("a", "1")).ShouldBeEmpty();
    }

    [Fact]
    public void FileThatDoesNotBuild_IsToldWhenItHasStayedSo()
    {
        See(0, ("a", "1"));
        Bad("a", 0);
        Told(0, out var again).ShouldBeEmpty();
        again.ShouldBe(TimeSpan.FromMilliseconds(300));

        See(299, ("a", "1")).ShouldBeEmpty();
        Told(299).ShouldBeEmpty();
        See(300, ("a", "1")).ShouldBeEmpty();
        Told(300).ShouldBe(["a bad"]);
    }

    [Fact]
    public void HalfWrittenFile_IsNeverTold()
    {
        See(0, ("a", "half"));
        Bad("a", 0);
        Told(0).ShouldBeEmpty();

        See(200, ("a", "more")).ShouldBe(["a"]);
        Bad("a", 200);
        Told(350).ShouldBeEmpty();
        See(400, ("a", "whole")).ShouldBe(["a"]);
        Good("a", 400);
        Told(400).ShouldBe(["a good"]);
    }

    [Fact]
    public void AtAStart_EverythingIsToldAtOnce()
    {
        See(0, ("a", "1"), ("b", "1"));
        Bad("a", 0);
        Good("b", 0);

        _drafts.Settle(At(0), atOnce: true, out var again).Count.ShouldBe(2);
        again.ShouldBeNull();
    }

    [Fact]
    public void FileThatIsAwayForAMoment_WasNeverGone()
    {
        See(0, ("a", "1"));
        Good("a", 0);
        See(100).ShouldBeEmpty();
        Told(100, out var again).ShouldBeEmpty();
        again.ShouldBe(TimeSpan.FromMilliseconds(500));

        See(400, ("a", "1")).ShouldBeEmpty();
        Told(400).ShouldBe(["a good"]);
        See(1_000).ShouldBeEmpty();
        Told(1_200).ShouldBeEmpty("it is away since 1,000");
    }

    [Fact]
    public void FileThatStaysAway_IsGone()
    {
        See(0, ("a", "1"));
        Good("a", 0);
        See(100);
        See(600);

        Told(600).ShouldBe(["a gone"]);
        See(700, ("a", "1")).ShouldBe(["a"]);
    }

    [Fact]
    public void RenamedFile_IsToldAsOne()
    {
        See(0, ("old", "1"));
        Good("old", 0);
        See(100, ("new", "1")).ShouldBe(["new"]);
        Good("new", 100);

        Told(100).ShouldBeEmpty("both would be live");
        See(600, ("new", "1"));
        Told(600).ShouldBe(["old gone", "new good"]);
    }

    [Fact]
    public void LostFolder_TakesNoFileWithIt()
    {
        See(0, ("a", "1"));
        Good("a", 0);
        See(100);
        _drafts.Lose();

        See(9_000);
        Told(9_000).ShouldBeEmpty("it is only seen to be away since now");
        See(9_100, ("a", "1")).ShouldBeEmpty();
    }

    [Fact]
    public void FileInAFolderThatCannotBeRead_IsNotAway()
    {
        See(0, ("f/a", "1"), ("g", "1"));
        Good("f/a", 0);
        Good("g", 0);
        _drafts.See(new FolderListing { Unreadable = ["f"] }, At(100));
        _drafts.See(new FolderListing { Unreadable = ["f"] }, At(5_000));

        Told(5_000).ShouldBe(["f/a good", "g gone"]);
    }

    [Fact]
    public void BuildThatFailedForNoFaultOfTheFile_IsTriedAgain()
    {
        See(0, ("a", "1"));
        _drafts.Built(File("a", "1"), new RuleBuild { Errors = [Error], MayRetry = true }, null, At(0));

        See(4_999, ("a", "1")).ShouldBeEmpty();
        See(5_000, ("a", "1")).ShouldBe(["a"]);
        Bad("a", 5_000);
        See(20_000, ("a", "1")).ShouldBeEmpty();
    }

    [Fact]
    public void ChangedFile_IsBuiltBeforeThoseWhoseHelperChanged()
    {
        SeeTexts(0, ("a", "1", "text"), ("b", "1", "text"));

        SeeTexts(100, ("a", "2", "text"), ("b", "2", "other")).ShouldBe(["b", "a"]);
    }

    [Fact]
    public void NamesThatDifferInCaseOnly_AreAnErrorOfTheSecond()
    {
        See(0, ("rule", "1"));
        Good("rule", 0);
        See(1_000, ("RULE", "1"), ("rule", "1"));
        Good("RULE", 1_000);

        Told(2_000).ShouldBe(["rule good", "RULE bad"]);
        See(3_000, ("RULE", "1"));
        See(4_000, ("RULE", "1"));
        Told(4_000).ShouldBe(["rule gone", "RULE good"]);
    }

    private static SourceError Error { get; } = new() { File = "f", Code = "CS1", Message = "Wrong." };

    private static TimeSpan At(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    private IEnumerable<string> See(int at, params (string Name, string Key)[] files) => SeeTexts(at, [.. files.Select(file => (file.Name, file.Key, file.Key))]);

    private IEnumerable<string> SeeTexts(int at, params (string Name, string Key, string Text)[] files) =>
        _drafts.See(new FolderListing { Rules = [.. files.Select(file => File(file.Name, file.Key, file.Text))] }, At(at)).Select(file => file.Name.Value);

    private void Good(string name, int at) => _drafts.Built(File(name, "1"), new RuleBuild { Image = Image(name) }, null, At(at));

    private void Bad(string name, int at) => _drafts.Built(File(name, "1"), new RuleBuild { Errors = [Error] }, null, At(at));

    private IEnumerable<string> Told(int at) => Told(at, out _);

    private IEnumerable<string> Told(int at, out TimeSpan? again) => _drafts.Settle(At(at), atOnce: false, out again)
        .Select(verdict => $"{verdict.Name} {(verdict.Build is null ? "gone" : verdict.Build.Image is null ? "bad" : "good")}");

    private static RuleFile File(string name, string key, string text = "") =>
        new() { Name = new RuleName(name), Path = "/" + name, Key = key, Sources = SourceSet.Of("/" + name, "/", text) };

    private static RuleImage Image(string hash) => new()
    {
        Hash = hash,
        Dll = [],
        Pdb = [],
        Manifest = new RuleManifest { Rule = new RuleDefinition(), Operations = [], Does = [], Files = [] },
    };
}
