using System.Text.Json;

namespace Automator.Host.Configuration;

/// <summary>What one rule is given on one account.</summary>
internal sealed record RuleOptions
{
    internal static IReadOnlyDictionary<string, JsonElement> NoSettings { get; } = new Dictionary<string, JsonElement>();

    internal static IReadOnlyDictionary<string, RuleOptions> OfNone { get; } = new Dictionary<string, RuleOptions>();

    internal static RuleOptions Default { get; } = new();

    /// <summary>How much of the account's requests it gets beside the others where there is not enough for all.</summary>
    internal double Weight { get; init; } = 1;

    /// <summary>GETs in any 10 seconds at most; null is no ceiling of its own.</summary>
    internal int? Reads { get; init; }

    /// <summary>Other requests in any 10 seconds at most; null is no ceiling of its own.</summary>
    internal int? Writes { get; init; }

    /// <summary>How often all its runs together may change the account within an hour; past it the rule is paused.</summary>
    internal int EffectsAnHour { get; init; } = 2_000;

    /// <summary>What the rule reads as its settings.</summary>
    internal IReadOnlyDictionary<string, JsonElement> Settings { get; init; } = NoSettings;
}
