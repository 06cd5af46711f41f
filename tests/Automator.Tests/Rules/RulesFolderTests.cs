using Automator.Host.Rules;
using Shouldly;
using Xunit;

namespace Automator.Tests.Rules;

public sealed class RulesFolderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Rules_AreNamedByTheirPath()
    {
        _folder.Write("b.csx", Texts.Quiet);
        _folder.Write("a/deep/c.csx", Texts.Quiet);

        var listing = await Read();

        listing.Problem.ShouldBeNull();
        listing.Rules.Select(rule => rule.Name.Value).ShouldBe(["a/deep/c", "b"]);
        listing.Rules[1].Path.ShouldBe(_folder["b.csx"]);
    }

    [Theory]
    [InlineData("_helper.csx")]
    [InlineData("_helpers/a.csx")]
    [InlineData(".a.csx.swp")]
    [InlineData(".a.csx")]
    [InlineData(".git/a.csx")]
    [InlineData("a.csx~")]
    [InlineData("~a.csx")]
    [InlineData("4913")]
    [InlineData("a.csx.tmp")]
    [InlineData("a.cs")]
    public async Task HelpersAndWhatEditorsLeave_AreNoRules(string name)
    {
        _folder.Write(name, Texts.Quiet);

        (await Read()).Rules.ShouldBeEmpty();
    }

    [Fact]
    public async Task Key_ChangesWithTheTextOfTheFileAndOfAllItLoads()
    {
        _folder.Write("rule.csx", Texts.Loading);
        var bare = await Key();
        _folder.Write("_words.csx", "#load \"_more.csx\"");
        var loaded = await Key();
        _folder.Write("_more.csx", Texts.Helper);
        var both = await Key();
        _folder.Write("_more.csx", Texts.Helper + " ");
        var changed = await Key();
        _folder.Write("_other.csx", Texts.Helper);
        File.SetLastWriteTimeUtc(_folder["rule.csx"], DateTime.UnixEpoch);

        (await Key()).ShouldBe(changed, "nothing it is made of changed");
        new[] { bare, loaded, both, changed }.Distinct().Count().ShouldBe(4);
    }

    [Fact]
    public async Task LinksThatLeaveTheFolder_AreNotFollowed()
    {
        using var outside = new TempFolder();
        File.CreateSymbolicLink(_folder["file.csx"], outside.Write("secret.csx", Texts.Quiet));
        Directory.CreateSymbolicLink(_folder["folder"], outside.Path);
        File.CreateSymbolicLink(_folder["nowhere.csx"], outside["absent.csx"]);

        var listing = await Read();

        listing.Rules.Select(rule => rule.Name.Value).ShouldBe(["file", "nowhere"]);
        listing.Rules.ShouldAllBe(rule => rule.Sources == null && rule.Error!.Code == "RULE209" && rule.Error.Message.Contains("leads out of the folder"));
    }

    [Fact]
    public async Task LinkToAFileOfTheFolder_IsARule()
    {
        _folder.Write(".versions/2/rule.csx", Texts.Quiet);
        File.CreateSymbolicLink(_folder["rule.csx"], _folder[".versions/2/rule.csx"]);

        (await Read()).Rules.ShouldHaveSingleItem().Sources.ShouldNotBeNull();
    }

    [Fact]
    public async Task FolderThatIsALink_IsRead()
    {
        _folder.Write("real/rule.csx", Texts.Quiet);
        Directory.CreateSymbolicLink(_folder["current"], _folder["real"]);

        (await new RulesFolder(_folder["current"]).Read(TestContext.Current.CancellationToken)).Rules.ShouldHaveSingleItem().Name.Value.ShouldBe("rule");
    }

    [Fact]
    public async Task FoldersLinkedInACircle_AreReadOnce()
    {
        _folder.Write("a/rule.csx", Texts.Quiet);
        Directory.CreateSymbolicLink(_folder["a/again"], _folder.Path);

        (await Read()).Rules.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("absent", "does not exist")]
    [InlineData("file", "is a file")]
    public async Task FolderThatIsNone_IsAProblemInWords(string name, string words)
    {
        _folder.Write("file", "");

        var listing = await new RulesFolder(_folder[name]).Read(TestContext.Current.CancellationToken);

        listing.Problem.ShouldNotBeNull().ShouldContain(words);
        listing.Problem.ShouldContain(_folder[name]);
    }

    [Fact]
    public async Task FileThatIsTooLarge_IsARuleWithAnError()
    {
        _folder.Write("rule.csx", new string(' ', 2_000_000));

        (await Read()).Rules.ShouldHaveSingleItem().Error.ShouldNotBeNull().Code.ShouldBe("RULE209");
    }

    [Theory]
    [InlineData("a\nb.csx", "cannot be seen")]
    [InlineData("a\u001b[31mb.csx", "cannot be seen")]
    [InlineData("a\u202eb.csx", "cannot be seen")]
    [InlineData("a\u200bb.csx", "cannot be seen")]
    [InlineData(":console.csx", "begins with a colon")]
    [InlineData("sub\\owner.csx", "backslash")]
    [InlineData("X.CSX", "small letters")]
    public async Task NameNobodyCanType_IsARuleWithAnError(string name, string words)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no such names here.");
        _folder.Write(name, Texts.Quiet);

        var error = (await Read()).Rules.ShouldHaveSingleItem().Error.ShouldNotBeNull();

        error.Code.ShouldBe("RULE211");
        error.Message.ShouldContain(words);
    }

    [Fact]
    public async Task BackslashInAName_IsNoFolder()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no such names here.");
        _folder.Write("sub/owner.csx", Texts.Quiet);
        _folder.Write("sub\\owner.csx", Texts.Quiet);

        var rules = (await Read()).Rules;

        rules.Select(rule => rule.Name.Value).ShouldBe(["sub/owner", "sub\\owner"]);
        rules.Select(rule => rule.Error?.Code).ShouldBe([null, "RULE211"]);
    }

    private async Task<string> Key() => (await Read()).Rules.ShouldHaveSingleItem().Key;

    private Task<FolderListing> Read() => new RulesFolder(_folder.Path).Read(TestContext.Current.CancellationToken);
}
