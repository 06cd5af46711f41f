namespace Automator.Host.Basecamp;

/// <summary>Which account answered.</summary>
internal sealed record AccountIdentity
{
    internal required long Id { get; init; }

    internal required string Name { get; init; }

    internal required AccountZone Zone { get; init; }

    /// <summary>Changes when an emulated account was made anew; null for Basecamp itself.</summary>
    internal string? Incarnation { get; init; }
}
