using Automator.Sdk.Protocol;

namespace Automator.Host.Rules;

/// <summary>A compiled rule version that passed the gates and registered its handlers.</summary>
internal sealed record RuleImage
{
    /// <summary>The content hash: sources, Sdk, compiler, allowlist.</summary>
    public required string Hash { get; init; }

    public required byte[] Dll { get; init; }

    public required byte[] Pdb { get; init; }

    public required RuleManifest Manifest { get; init; }
}

/// <summary>What is known of an image without running it again.</summary>
internal sealed record RuleManifest
{
    /// <summary>What its top level registered.</summary>
    public required RuleDefinition Rule { get; init; }

    /// <summary>The operations it can perform, read from its IL; the broker refuses every other.</summary>
    public required IReadOnlyList<string> Operations { get; init; }

    /// <summary>The same for people: "completes to-dos", "comments".</summary>
    public required IReadOnlyList<string> Does { get; init; }

    /// <summary>The files it was built from, itself first, as paths below the rules folder with forward slashes.</summary>
    public required IReadOnlyList<string> Files { get; init; }
}

/// <summary>How building a rule ended: an image, or errors.</summary>
internal sealed record RuleBuild
{
    public RuleImage? Image { get; init; }

    public IReadOnlyList<SourceError> Errors { get; init; } = [];

    /// <summary>True when the file was not at fault: building it again as it is may work.</summary>
    public bool MayRetry { get; init; }
}
