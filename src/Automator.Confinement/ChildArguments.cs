namespace Automator.Confinement;

/// <summary>What the host says to a child on its command line.</summary>
internal static class ChildArguments
{
    /// <summary>Loads all it needs first, and puts on its filter before it serves.</summary>
    internal const string WarmFilter = "--warm-filter";

    /// <summary>To the compiler: it answers what may stand at a place of a file, and compiles nothing.</summary>
    internal const string Complete = "--complete";
}
