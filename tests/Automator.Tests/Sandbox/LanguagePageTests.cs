using System.Text;
using System.Text.RegularExpressions;
using Automator.Compiler;
using Automator.Host.Rules;
using Shouldly;
using Xunit;

namespace Automator.Tests.Sandbox;

/// <summary>What docs/language.md lists is what the allowlist and the hints say; <c>ACCEPT_PAGES=1</c> writes it anew.</summary>
public sealed partial class LanguagePageTests
{
    private static readonly string File = Repository.At("docs", "language.md");

    private static readonly string[] Namespaces =
    [
        "System", "System.Collections.Generic", "System.Linq", "System.Text", "System.Text.RegularExpressions", "System.Threading.Tasks",
        "System.Globalization", "System.Collections",
    ];

    [Theory]
    [InlineData("types")]
    [InlineData("instead")]
    public void List_IsCurrent(string list)
    {
        var page = System.IO.File.ReadAllText(File);
        var wanted = Replaced(page, list, list == "types" ? Types() : Instead());
        if (Environment.GetEnvironmentVariable("ACCEPT_PAGES") == "1")
            System.IO.File.WriteAllText(File, wanted);
        else
            page.ShouldBe(wanted, $"the list '{list}' of docs/language.md is not current; run this test with ACCEPT_PAGES=1");
    }

    private static string Replaced(string page, string list, string text)
    {
        var start = $"<!-- generated: {list} -->\n";
        var from = page.IndexOf(start, StringComparison.Ordinal) + start.Length;
        var to = page.IndexOf("<!-- end -->", from, StringComparison.Ordinal);
        from.ShouldBeGreaterThan(start.Length);
        to.ShouldBeGreaterThan(from);
        return page[..from] + text + page[to..];
    }

    private static string Types()
    {
        var text = new StringBuilder();
        var types = AllowLock.Lines.Except(AllowLock.CompilerLines).Select(line => line[(line.IndexOf(' ') + 1)..].Split("::"))
            .Where(parts => !parts[0].Contains('/') && !AllowLock.CompilerTypes.Contains(parts[0]))
            .GroupBy(parts => parts[0], parts => parts.Length > 1 ? Member(parts[1]) : null)
            .ToDictionary(type => type.Key, type => type.OfType<string>().Distinct().Order(StringComparer.Ordinal).ToList());
        types.Keys.Select(Scope).Except(Namespaces).ShouldBeEmpty();
        foreach (var scope in Namespaces)
        {
            text.Append($"\n### {scope}\n\n| type | members |\n| --- | --- |\n");
            foreach (var (type, members) in types.Where(type => Scope(type.Key) == scope).OrderBy(type => type.Key, StringComparer.Ordinal))
                text.Append($"| `{Shown(type[(scope.Length + 1)..])}` | {string.Join(" ", members.Select(member => $"`{member}`"))} |\n");
        }

        return text.Append('\n').ToString();
    }

    private static string Instead()
    {
        var text = new StringBuilder("\n| instead of | |\n| --- | --- |\n");
        foreach (var hint in Hints.All.GroupBy(hint => hint.Value, hint => hint.Key).OrderBy(hint => hint.Min(StringComparer.Ordinal), StringComparer.Ordinal))
            text.Append($"| {string.Join(", ", hint.Order(StringComparer.Ordinal).Select(name => $"`{name.TrimStart('.')}`"))} | {hint.Key} |\n");
        return text.Append('\n').ToString();
    }

    private static string Scope(string type) => type[..type.LastIndexOf('.')];

    private static string Shown(string type) => Arity().Replace(type, match => match.ValueSpan[1..] is "1" ? "<T>" : $"<{new string(',', int.Parse(match.ValueSpan[1..]) - 1)}>");

    /// <summary>By the name people write; null for what no one writes.</summary>
    private static string? Member(string member)
    {
        var name = member.Split('(', ' ')[0].Split('`')[0];
        return name switch
        {
            ".ctor" => "new",
            "value__" => null,
            "get_Item" or "set_Item" or "get_Chars" or "set_Chars" => "[]",
            _ when name.StartsWith("get_", StringComparison.Ordinal) || name.StartsWith("set_", StringComparison.Ordinal) => name[4..],
            _ when name.StartsWith("op_", StringComparison.Ordinal) => null,
            _ => name,
        };
    }

    [GeneratedRegex("`[0-9]+")]
    private static partial Regex Arity();
}
