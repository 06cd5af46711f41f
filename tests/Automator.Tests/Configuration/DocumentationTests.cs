using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace Automator.Tests.Configuration;

public sealed partial class DocumentationTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Some.Repository(), "docs", "configuration.md"));

    [Fact]
    public void Table_HasEveryKeyOnceWithItsDefault()
    {
        var rows = Row().Matches(Page).Select(row => (Path: row.Groups["path"].Value, Default: row.Groups["default"].Value)).ToArray();

        rows.Select(row => row.Path).ShouldBe(SchemaKey.All().Select(key => key.Path));
        foreach (var (key, row) in SchemaKey.All().Zip(rows))
        {
            if (key.Required)
                row.Default.ShouldBe("required", key.Path);
            else if (key.Default is not null)
                row.Default.ShouldBe($"`{key.Default}`", key.Path);
        }
    }

    [Fact]
    public void Examples_AreGood()
    {
        var examples = Example().Matches(Page).Select(example => example.Groups["json"].Value).ToArray();

        examples.Length.ShouldBeGreaterThanOrEqualTo(3);
        foreach (var example in examples)
            Some.Errors(example).ShouldBeEmpty(example);
    }

    [GeneratedRegex(@"^\| `(?<path>[^`]+)` \| (?<default>[^|]*?) \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"^```jsonc?\n(?<json>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Example();
}
