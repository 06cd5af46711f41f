using System.Text.RegularExpressions;
using Automator.Host.Rules;
using Automator.Sdk.Protocol;
using Automator.Tests.Compiler;

namespace Automator.Tests.Surface;

/// <summary>docs/sdk.md names every member that reaches the account, with the cost its <c>///</c> says, and its code is code.</summary>
[Collection(nameof(CompilerFixture))]
public sealed partial class SdkPageTests(CompilerFixture compiler)
{
    private static readonly string Page = File.ReadAllText(Repository.At("docs", "sdk.md"));

    [Fact]
    public void Tables_HaveEveryMemberOnceWithItsCost()
    {
        var rows = Row().Matches(Page).Select(row => $"{row.Groups["member"]}: Costs {row.Groups["cost"]}.");
        var members = SdkDocumentation.Members(typeof(IQuery), typeof(IEffect))
            .Select(member => $"{SdkDocumentation.Name(member)}: {SdkDocumentation.Cost(member)}").Distinct();
        rows.ShouldBe(members, ignoreOrder: true);
    }

    [Fact]
    public void Tables_AreOneForEachArea() => Area().Count(Page).ShouldBe(13);

    [Fact]
    public async Task Code_IsRulesTheGateLetsThrough()
    {
        var blocks = Code().Matches(Page).Select(block => block.Groups["code"].Value).ToList();
        blocks.Count.ShouldBe(3);
        foreach (var block in blocks)
            ImageGate.Refusals(await compiler.Image(block)).ShouldBeEmpty(block);
    }

    [GeneratedRegex(@"^\| `(?<member>[^`]+)` \| [^|]+ \| (?<cost>[^|]+?) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"^### ", RegexOptions.Multiline)]
    private static partial Regex Area();

    [GeneratedRegex(@"^```csharp\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Code();
}
