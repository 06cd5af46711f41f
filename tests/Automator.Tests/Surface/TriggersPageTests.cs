using System.Text.RegularExpressions;
using Automator.Sdk.Protocol;

namespace Automator.Tests.Surface;

/// <summary>docs/triggers.md, held against the triggers there are and the rules it leads to.</summary>
public sealed partial class TriggersPageTests
{
    [Fact]
    public async Task Page_HasEveryTrigger_WithARuleThatIsThere()
    {
        var page = await File.ReadAllTextAsync(Repository.At("docs", "triggers.md"), TestContext.Current.CancellationToken);
        var rows = Row().Matches(page).Select(row => (Name: row.Groups["name"].Value, File: row.Groups["file"].Value, Call: row.Groups["call"].Value)).ToList();

        rows.Select(row => row.Name).ShouldBe(Enum.GetValues<Trigger>().Select(trigger => trigger.ToName()), ignoreOrder: true);
        foreach (var (name, file, call) in rows)
        {
            var starter = await File.ReadAllTextAsync(Path.GetFullPath(Repository.At("docs", file)), TestContext.Current.CancellationToken);
            starter.ShouldContain(call, Case.Sensitive, name);
        }
    }

    [GeneratedRegex(@"^\| \[`(?<name>[a-z-]+)`\]\((?<file>[^)]+)\) \| `(?<call>On\.\w+)", RegexOptions.Multiline)]
    private static partial Regex Row();
}
