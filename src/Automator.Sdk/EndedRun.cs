namespace Automator.Sdk;

/// <summary>A run of another rule that has ended, as <see cref="On.After"/> gives it.</summary>
public sealed record EndedRun
{
    /// <summary>Its id, as <c>automator runs</c> shows it.</summary>
    public required string Id { get; init; }

    /// <summary>The rule's name.</summary>
    public required string Rule { get; init; }

    /// <summary>The handler's name, like <c>schedule-1</c>.</summary>
    public required string Handler { get; init; }

    /// <summary>How it ended, as <c>automator runs</c> says it, in one word: <c>Succeeded</c>, <c>Failed</c>, <c>TimedOut</c> and so on.</summary>
    public required string Status { get; init; }

    /// <summary>Why, for people; null when it succeeded.</summary>
    public string? Reason { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>Requests that read.</summary>
    public int Reads { get; init; }

    /// <summary>Requests that changed something.</summary>
    public int Writes { get; init; }

    /// <summary>Whether it did what it was to do.</summary>
    public bool Succeeded => Status == "Succeeded";
}
