namespace Automator.Host.RunLog;

/// <summary>What an id or the beginning of one stands for.</summary>
internal abstract record RunLookup
{
    internal sealed record Found(RunDocument Run) : RunLookup;

    internal sealed record Unknown : RunLookup;

    /// <summary>The beginning of more than one: some of them, newest first.</summary>
    internal sealed record Ambiguous(IReadOnlyList<RunId> Candidates) : RunLookup;
}
