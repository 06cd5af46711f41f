namespace Automator.References;

/// <summary>The allowlist, the targeting pack and the lock do not fit together.</summary>
internal sealed class AllowlistException(string file, string message, int line = 1) : Exception(message)
{
    internal string File { get; } = file;

    internal int Line { get; } = line;
}
