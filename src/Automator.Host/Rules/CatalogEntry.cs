using Automator.Sdk.Protocol;

namespace Automator.Host.Rules;

/// <summary>One rule of the folder: the version that is live, and what is wrong with the file now, if anything.</summary>
internal sealed record CatalogEntry
{
    public required RuleName Name { get; init; }

    /// <summary>The absolute path.</summary>
    public required string File { get; init; }

    /// <summary>The last version that built; null when none ever did.</summary>
    public RuleImage? Live { get; init; }

    /// <summary>Why the file as it is now does not build. Empty when the live version is the file's.</summary>
    public IReadOnlyList<SourceError> Errors { get; init; } = [];

    /// <summary>When this entry last changed.</summary>
    public required DateTimeOffset ChangedAt { get; init; }
}
