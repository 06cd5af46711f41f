using Automator.Sdk;
using Automator.Sdk.Protocol;

namespace Automator.Host.Rules;

/// <summary>What a person should know of rules that build: what is no error, and yet is seldom meant. For all rules together.</summary>
internal static class RuleNotes
{
    internal static IReadOnlyDictionary<RuleName, IReadOnlyList<string>> Of(IReadOnlyList<CatalogEntry> catalog)
    {
        var circles = TriggerGraph.Circles(catalog);
        var names = catalog.Select(entry => entry.Name.Value).ToHashSet(StringComparer.Ordinal);
        return catalog.Where(entry => entry.Live is not null).ToDictionary(
            entry => entry.Name,
            IReadOnlyList<string> (entry) =>
            [
                .. entry.Live!.Manifest.Rule.Handlers.SelectMany(handler => Of(handler, entry.Name, names)),
                .. circles.Where(circle => circle.Contains(entry.Name)).Select(Of),
            ]);
    }

    private static IEnumerable<string> Of(HandlerDefinition handler, RuleName rule, HashSet<string> names)
    {
        if (handler.AfterRule is { } followed && followed == rule.Value)
            yield return $"Line {handler.Line}: it is to run after itself, which no rule does.";
        else if (handler.AfterRule is { } other && !names.Contains(other))
            yield return $"Line {handler.Line}: there is no rule '{other}' to run after{Meant(other, names)}.";
        if (handler.Cron?.Split(' ', StringSplitOptions.RemoveEmptyEntries) is { Length: 5 or 6 } fields && IsGiven(fields[^3]) && IsGiven(fields[^1]))
            yield return $"Line {handler.Line}: '{handler.Cron}' fires only on days that match both the day of the month and the day of the week.";
    }

    private static string Meant(string other, HashSet<string> names)
    {
        var bare = other.EndsWith(RulePath.Suffix, StringComparison.OrdinalIgnoreCase) ? other[..^RulePath.Suffix.Length] : other;
        return names.FirstOrDefault(name => string.Equals(name, bare, StringComparison.OrdinalIgnoreCase)) is { } name ? $"; its name is '{name}'" : "";
    }

    private static string Of(IReadOnlyList<RuleName> circle) =>
        $"It can set off itself: {string.Join(" → ", circle.Append(circle[0]).Select(name => $"'{name}'"))}. Such a chain ends after five runs.";

    private static bool IsGiven(string field) => field is not ("*" or "?");
}
