namespace Automator.Host.Configuration;

/// <summary>How long the journal keeps what has ended.</summary>
/// <param name="KeepRuns">Runs with their effects and lines, and dues that were dropped.</param>
/// <param name="KeepBodies">What was sent and answered.</param>
internal sealed record JournalSection(TimeSpan KeepRuns, TimeSpan KeepBodies);

/// <summary>The keys of <c>journal</c>.</summary>
internal static class JournalKeys
{
    private static readonly TimeSpan AtLeast = TimeSpan.FromDays(1);
    private static readonly TimeSpan AtMost = TimeSpan.FromDays(3650);

    /// <summary>The run log lets the runs of a month go together, and what it has must be found in the journal should it have to be rebuilt.</summary>
    private static readonly TimeSpan LongestMonth = TimeSpan.FromDays(31);

    private static readonly Key<TimeSpan> KeepRuns = new(
        "keepRuns",
        DurationShape.Between(AtLeast, AtMost + LongestMonth),
        "How long runs are kept after their end, with their effects and log lines, and dues that did not run. A run that a person has to decide about is kept until then. At least 31 days longer than \"log.keepFailed\", so that the log can be rebuilt.")
    { Default = "400d" };

    private static readonly Key<TimeSpan> KeepBodies = new(
        "keepBodies",
        DurationShape.Between(AtLeast, AtMost),
        "How long what a run read and sent is kept after its end. What it did is kept as long as the run. No longer than \"keepRuns\".")
    { Default = "30d" };

    internal static ObjectShape<JournalSection> Shape { get; } = new([KeepRuns, KeepBodies], (values, _) => new(values.Get(KeepRuns), values.Get(KeepBodies)))
    {
        Check = Check,
    };

    /// <summary>What the log keeps must be here for as long.</summary>
    internal static void Check(JournalSection journal, LogOptions log, Place place)
    {
        if (log.KeepFailed + LongestMonth is var least && journal.KeepRuns < least)
        {
            place.Of(KeepRuns.Name).Wrong(
                $"is {DurationShape.Text(journal.KeepRuns)}, but the log keeps runs for {DurationShape.Text(log.KeepFailed)} (\"log.keepFailed\"), a whole month at a time, and is rebuilt from here. Write at least {DurationShape.Text(least)}, or lower that.");
        }
    }

    private static void Check(Values values, Place place)
    {
        if (values.TryGet(KeepRuns, out var runs) && values.TryGet(KeepBodies, out var bodies) && bodies > runs)
            place.Of(KeepBodies.Name).Wrong($"is {DurationShape.Text(bodies)}, which is longer than the run itself is kept, {DurationShape.Text(runs)}. Write at most that.");
    }
}
