using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Automator.Host.Configuration;

/// <summary>Names of rules, as <c>automator rules</c> lists them.</summary>
internal static class RuleNameText
{
    internal const int Longest = 200;

    internal static bool Check(string name, Place at)
    {
        if (name.Length is 0 or > Longest || name.Any(char.IsControl) || name.Trim() != name)
            return at.Wrong("names no rule. Write its path below the folder of the rules, without \".csx\".");
        if (name.EndsWith(".csx", StringComparison.OrdinalIgnoreCase))
            return at.Wrong($"ends in \".csx\". Write the rule's name: {Quoted.Text(name[..^4])}.");
        if (name.Contains('\\') || name.StartsWith('/') || name.StartsWith("./", StringComparison.Ordinal))
            return at.Wrong("is no name of a rule. Write its path below the folder of the rules with forward slashes, such as \"sales/chase-overdue\".");
        return true;
    }
}

/// <summary>A list of rules, by names and patterns.</summary>
internal sealed class RulePatternsShape : Shape<RulePatterns>
{
    private const string Wanted = "a list of rules by name, such as [\"close-stale-todos\", \"sales/*\"]; * stands for anything within a folder, ** for anything";

    internal override bool TryRead(JsonElement json, Place place, [MaybeNullWhen(false)] out RulePatterns value)
    {
        value = null;
        if (json.ValueKind != JsonValueKind.Array)
            return place.Wrong($"is {JsonText.Kind(json)}, but must be {Wanted}.");
        var errors = place.Reading.Errors.Count;
        var patterns = new List<string>();
        foreach (var (index, element) in json.EnumerateArray().Index())
        {
            var at = place.Item(index);
            if (element.ValueKind != JsonValueKind.String || !JsonText.TryGet(element, out var text))
                at.Wrong($"is {JsonText.Kind(element)}, but must be the name of a rule.");
            else if (RuleNameText.Check(text, at))
                patterns.Add(text);
        }

        if (patterns.Count == 0 && place.Reading.Errors.Count == errors)
            place.Wrong("names no rule. Name one, or leave the key out.");
        value = new RulePatterns(patterns);
        return place.Reading.Errors.Count == errors;
    }

    internal override JsonObject Schema() => new()
    {
        ["type"] = "array",
        ["minItems"] = 1,
        ["items"] = new JsonObject { ["type"] = "string", ["minLength"] = 1, ["maxLength"] = RuleNameText.Longest },
    };
}
