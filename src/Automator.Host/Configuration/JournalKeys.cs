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

    private static readonly Key<TimeSpan> KeepRuns = new(
        "keepRuns",
        DurationShape.Between(AtLeast, AtMost),
        "How long runs are kept after their end, with their effects and log lines, and dues that did not run. A run that a person has to decide about is kept until then.")
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

    private static void Check(Values values, Place place)
    {
        if (values.TryGet(KeepRuns, out var runs) && values.TryGet(KeepBodies, out var bodies) && bodies > runs)
            place.Of(KeepBodies.Name).Wrong($"is {DurationShape.Text(bodies)}, which is longer than the run itself is kept, {DurationShape.Text(runs)}. Write at most that.");
    }
}
