namespace Automator.Host.Configuration;

/// <summary>One reading of a file: what it may ask of its surroundings, and what it found wrong.</summary>
/// <param name="folder">What relative paths are relative to.</param>
/// <param name="knowsZone">Whether there is a zone of that name.</param>
internal sealed class Reading(string folder, Func<string, bool> knowsZone)
{
    internal List<ConfigurationError> Errors { get; } = [];

    internal string Folder => folder;

    internal bool KnowsZone(string name) => knowsZone(name);
}
