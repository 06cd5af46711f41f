using Automator.Sdk.Protocol;

namespace Automator.Host.Rules;

/// <summary>The rules folder as it was found, or why it could not be read.</summary>
internal sealed record FolderListing
{
    /// <summary>In words, with what to do; null when the folder was read.</summary>
    public string? Problem { get; init; }

    /// <summary>In the order of their names.</summary>
    public IReadOnlyList<RuleFile> Rules { get; init; } = [];

    /// <summary>Subfolders that could not be read, as paths below the rules folder: what is in them is not known, which does not mean gone.</summary>
    public IReadOnlyList<string> Unreadable { get; init; } = [];

    internal bool Hides(RuleName name) => Unreadable.Any(folder => name.Value.StartsWith(folder + '/', StringComparison.Ordinal));
}

/// <summary>A rule's file with all it loads, or why it cannot be read.</summary>
internal sealed record RuleFile
{
    public required RuleName Name { get; init; }

    /// <summary>The absolute path.</summary>
    public required string Path { get; init; }

    public SourceSet? Sources { get; init; }

    public SourceError? Error { get; init; }

    /// <summary>Another key is another content, of the file or of one it loads.</summary>
    public required string Key { get; init; }

    /// <summary>The text of the file alone.</summary>
    internal string? Text => Sources?.Sources[Sources.Path];
}
