using System.Text.RegularExpressions;

namespace Automator.Host.Configuration;

/// <summary>Rules by name: <c>*</c> stands for anything within a folder, <c>**</c> for anything at all.</summary>
internal sealed class RulePatterns(IReadOnlyList<string> patterns)
{
    private readonly IReadOnlyList<Regex> _patterns = [.. patterns.Select(Compiled)];

    internal bool Match(string rule) => _patterns.Any(pattern => pattern.IsMatch(rule));

    private static Regex Compiled(string pattern)
    {
        var text = Regex.Escape(pattern).Replace(@"\*\*", ".*").Replace(@"\*", "[^/]*");
        return new Regex($@"^{text}\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
    }
}
