using System.Text.RegularExpressions;

namespace Automator.Host.Configuration;

/// <summary>Rules by name: <c>*</c> stands for anything within a folder, <c>**</c> for anything at all.</summary>
internal sealed class RulePatterns(IReadOnlyList<string> patterns)
{
    internal IReadOnlyList<string> Patterns => patterns;

    internal bool Match(string rule) => patterns.Any(pattern => Match(pattern, rule));

    internal static bool Match(string pattern, string rule)
    {
        var text = Regex.Escape(pattern).Replace(@"\*\*", ".*").Replace(@"\*", "[^/]*");
        return Regex.IsMatch(rule, $@"^{text}\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
    }
}
