namespace Automator.Sdk.Protocol;

/// <summary>What a run knows of itself when it begins. Everything in it is journaled, so a repetition starts from the same.</summary>
internal sealed record RunFacts
{
    public required string RunId { get; init; }

    public bool Dry { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The account's.</summary>
    public required ZoneTable Zone { get; init; }

    public ulong Seed { get; init; }
}
