namespace Automator.Sdk;

/// <summary>The Basecamp account.</summary>
public sealed record Account : IRecord
{
    /// <inheritdoc/>
    public required long Id { get; init; }

    /// <summary>Its name.</summary>
    public string Name { get; init; } = "";

    /// <summary>The person who holds it.</summary>
    public long? AccountHolderId { get; init; }

    /// <summary>The company it belongs to; that company's zone is the account's.</summary>
    public long PrimaryCompanyId { get; init; }

    /// <summary>Whether it answers over HTTPS only.</summary>
    public bool IsSslEnabled { get; init; }

    /// <summary>Whether hours can be tracked.</summary>
    public bool IsTimeTrackingEnabled { get; init; }

    /// <summary>When its settings last changed.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }
}
