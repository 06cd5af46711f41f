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

    /// <summary>Whether it tells people by mail at all.</summary>
    public bool IsEmailNotificationEnabled { get; init; }

    /// <summary>When its settings last changed.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>What it has paid for; null where the account did not say.</summary>
    public Subscription? Subscription { get; init; }

    /// <summary>The names of the message categories that a new project begins with.</summary>
    public IReadOnlyList<string> DefaultMessageCategories { get; init; } = [];

    /// <summary>The names of the file categories that a new project begins with.</summary>
    public IReadOnlyList<string> DefaultFileCategories { get; init; } = [];
}

/// <summary>What an account has paid for. What has no limit, or none that the account told, is null.</summary>
public sealed record Subscription
{
    /// <summary>The plan's name.</summary>
    public string Name { get; init; } = "";

    /// <summary>How many active projects there may be.</summary>
    public long? Projects { get; init; }

    /// <summary>How many bytes its files may take.</summary>
    public long? Storage { get; init; }

    /// <summary>How many writeboards there may be.</summary>
    public long? Writeboards { get; init; }

    /// <summary>Whether it may answer over HTTPS.</summary>
    public bool HasSsl { get; init; }

    /// <summary>Whether it may track hours.</summary>
    public bool HasTimeTracking { get; init; }
}
