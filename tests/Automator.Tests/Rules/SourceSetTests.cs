using Automator.Host.Rules;
using Automator.Sdk.Protocol;
using Shouldly;
using Xunit;

namespace Automator.Tests.Rules;

public sealed class SourceSetTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("automator-");

    private string Rules => Path.Combine(_root.FullName, "rules");

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public async Task Loads_AreFollowedRelativeToEachFile()
    {
        var rule = Write("rules/team/a.csx", "#load \"_b.csx\"\n  #  load \"../_lib/c.csx\"\n");
        Write("rules/team/_b.csx", "#load \"../_lib/c.csx\"");
        Write("rules/_lib/c.csx", "#load \"../team/_b.csx\"");
        Write("rules/other.csx", "");

        var set = await SourceSet.Read(Rules, rule, TestContext.Current.CancellationToken);

        set.Sources.Keys.Select(Relative).Order().ShouldBe(["_lib/c.csx", "team/_b.csx", "team/a.csx"]);
        set.ToRequest(CompileKind.Rule).Sources.ShouldBe(set.Sources);
    }

    [Fact]
    public async Task LoadOutsideTheFolder_IsNotRead()
    {
        Write("secret.csx", "secret");
        var rule = Write("rules/a.csx", $"#load \"../secret.csx\"\n#load \"{_root.FullName}/secret.csx\"\n#load \"/etc/passwd\"\n");

        var set = await SourceSet.Read(Rules, rule, TestContext.Current.CancellationToken);

        set.Sources.Keys.ShouldBe([rule]);
    }

    [Fact]
    public async Task LinkThatLeadsOutside_IsNotFollowed()
    {
        Write("outside/secret.csx", "secret");
        var rule = Write("rules/a.csx", "#load \"_link.csx\"\n#load \"_folder/secret.csx\"\n");
        File.CreateSymbolicLink(Path.Combine(Rules, "_link.csx"), Path.Combine(_root.FullName, "outside/secret.csx"));
        Directory.CreateSymbolicLink(Path.Combine(Rules, "_folder"), Path.Combine(_root.FullName, "outside"));

        var set = await SourceSet.Read(Rules, rule, TestContext.Current.CancellationToken);

        set.Sources.Keys.ShouldBe([rule]);
    }

    [Fact]
    public async Task LinkToAPipe_DoesNotHoldUpTheReader()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no such pipes here.");
        var rule = Write("rules/a.csx", "#load \"_link.csx\"\n");
        using (var make = System.Diagnostics.Process.Start("mkfifo", [Path.Combine(Rules, "_pipe")]))
            await make.WaitForExitAsync(TestContext.Current.CancellationToken);
        File.CreateSymbolicLink(Path.Combine(Rules, "_link.csx"), "_pipe");
        var linked = Path.Combine(Rules, "b.csx");
        File.CreateSymbolicLink(linked, "_pipe");

        var reading = Task.Run(() => SourceSet.Read(Rules, rule, TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
        var set = await reading.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        set.Sources[Path.Combine(Rules, "_link.csx")].ShouldBeEmpty();
        var own = Task.Run(() => SourceSet.Read(Rules, linked, TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
        (await own.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken)).Sources[linked].ShouldBeEmpty();
    }

    [Fact]
    public async Task LinkToALargeFile_IsMeasuredByWhatItLeadsTo()
    {
        Write("rules/_large", new string(' ', 2_000_000));
        var linked = Path.Combine(Rules, "a.csx");
        File.CreateSymbolicLink(linked, "_large");

        var refused = await Should.ThrowAsync<IOException>(() => SourceSet.Read(Rules, linked, TestContext.Current.CancellationToken));

        refused.Message.ShouldContain("2,000,000 bytes");
    }

    [Fact]
    public async Task RuleThatIsALinkToADeviceOrToOutside_IsRefused()
    {
        Write("outside.csx", "secret");
        Directory.CreateDirectory(Rules);
        foreach (var (name, target) in new[] { ("a.csx", "/dev/zero"), ("b.csx", "../outside.csx"), ("c.csx", "nowhere/at/all") })
            File.CreateSymbolicLink(Path.Combine(Rules, name), target);

        foreach (var name in new[] { "a.csx", "b.csx" })
        {
            var refused = await Should.ThrowAsync<IOException>(() => SourceSet.Read(Rules, Path.Combine(Rules, name), TestContext.Current.CancellationToken));
            refused.Message.ShouldContain("leads out of the folder");
        }

        await Should.ThrowAsync<IOException>(() => SourceSet.Read(Rules, Path.Combine(Rules, "c.csx"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task RulesFolderBehindALink_Works()
    {
        Write("rules/a.csx", "#load \"_b.csx\"");
        Write("rules/_b.csx", "");
        var link = Path.Combine(_root.FullName, "link");
        Directory.CreateSymbolicLink(link, Rules);

        var set = await SourceSet.Read(link, Path.Combine(link, "a.csx"), TestContext.Current.CancellationToken);

        set.Sources.Count.ShouldBe(2);
    }

    [Fact]
    public async Task MissingLoad_IsLeftOut_AndTheEditorFileToo()
    {
        Write("rules/_automator.csx", "for editors");
        var rule = Write("rules/a.csx", "#load \"_automator.csx\"\n#load \"_gone.csx\"\n");

        var set = await SourceSet.Read(Rules, rule, TestContext.Current.CancellationToken);

        set.Sources.Keys.ShouldBe([rule]);
    }

    [Fact]
    public async Task Key_IsTheSameForTheSameTextElsewhere_AndChangesWithAnyPart()
    {
        var key = await KeyOf("one", "var a = 1;", "var h = 1;");

        (await KeyOf("two", "var a = 1;", "var h = 1;")).ShouldBe(key);
        (await KeyOf("three", "var a = 2;", "var h = 1;")).ShouldNotBe(key);
        (await KeyOf("four", "var a = 1;", "var h = 2;")).ShouldNotBe(key);
        (await KeyOf("five", "var a = 1;", "var h = 1;", CompileKind.Snippet)).ShouldNotBe(key);
        (await KeyOf("six", "var a = 1;", "var h = 1;", compiler: "another")).ShouldNotBe(key);
    }

    private async Task<string> KeyOf(string folder, string rule, string helper, CompileKind kind = CompileKind.Rule, string compiler = "compiler")
    {
        var path = Write($"{folder}/a.csx", "#load \"_h.csx\"\n" + rule);
        Write($"{folder}/_h.csx", helper);
        return (await SourceSet.Read(Path.GetDirectoryName(path)!, path, TestContext.Current.CancellationToken)).Key(kind, compiler);
    }

    private string Relative(string path) => Path.GetRelativePath(Rules, path).Replace('\\', '/');

    private string Write(string path, string text)
    {
        var full = Path.Combine(_root.FullName, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
        return full;
    }
}
