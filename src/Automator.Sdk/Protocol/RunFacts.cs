using System.Text.Json;

namespace Automator.Sdk.Protocol;

/// <summary>What a run knows of itself when it begins. Given once, so that nothing of it changes while the run goes on.</summary>
internal sealed record RunFacts
{
    public required string RunId { get; init; }

    /// <summary>The account's name in automator.json.</summary>
    public required string Account { get; init; }

    public required string Rule { get; init; }

    public bool Dry { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The account's.</summary>
    public required ZoneTable Zone { get; init; }

    /// <summary>What automator.json gives this rule on this account.</summary>
    public IReadOnlyDictionary<string, JsonElement> Settings { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>The account's, but for weekends.</summary>
    public IReadOnlyList<DateOnly> Holidays { get; init; } = [];

    public ulong Seed { get; init; }
}
