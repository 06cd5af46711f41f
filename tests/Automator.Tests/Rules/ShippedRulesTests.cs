using Automator.Host.Rules;
using Shouldly;
using Xunit;

namespace Automator.Tests.Rules;

[Collection(nameof(RulesFixture))]
public sealed class ShippedRulesTests(RulesFixture fixture) : IDisposable
{
    private readonly TempFolder _images = new();

    public void Dispose() => _images.Dispose();

    [Theory]
    [InlineData("close-stale-todos", "completes to-dos", "comments")]
    [InlineData("kickoff-checklist", "creates to-do lists", "creates to-dos")]
    [InlineData("heartbeat", "creates to-dos", "changes to-dos")]
    [InlineData("chase-overdue-milestones", "comments")]
    [InlineData("complete-reached-milestones", "completes milestones", "comments")]
    [InlineData("nobodys-todos", "posts messages")]
    [InlineData("weekly-hours", "posts messages")]
    public async Task ShippedRule_BuildsAndDoesWhatItSays(string name, params string[] does)
    {
        var build = await fixture.Builder(new ImageCache(_images.Path, TimeProvider.System))
            .Build(Folder, Path.Combine(Folder, name + ".csx"), TestContext.Current.CancellationToken);

        build.Errors.ShouldBeEmpty();
        build.Image!.Manifest.Does.ShouldBe(does);
        build.Image.Manifest.Rule.Description.ShouldNotBeNull();
    }

    [Fact]
    public void EveryShippedRule_IsTestedHere() =>
        Directory.EnumerateFiles(Folder, "*.csx", SearchOption.AllDirectories).Select(Path.GetFileNameWithoutExtension)
            .ShouldBe(
                ["close-stale-todos", "kickoff-checklist", "heartbeat", "chase-overdue-milestones", "complete-reached-milestones", "nobodys-todos", "weekly-hours"],
                ignoreOrder: true);

    [Fact]
    public void EveryShippedRule_StandsInTheReadme()
    {
        var readme = File.ReadAllText(Path.Combine(Folder, "..", "README.md"));
        foreach (var file in Directory.EnumerateFiles(Folder, "*.csx"))
            readme.ShouldContain($"| `{Path.GetFileNameWithoutExtension(file)}` |");
    }

    private static string Folder { get; } = Path.Combine(Root(AppContext.BaseDirectory), "rules");

    private static string Root(string folder) =>
        File.Exists(Path.Combine(folder, "Automator.sln")) ? folder : Root(Path.GetDirectoryName(folder)!);
}
