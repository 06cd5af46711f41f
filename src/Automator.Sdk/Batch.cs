using Automator.Sdk.Protocol;

namespace Automator.Sdk;

/// <summary>
/// How events are gathered for a handler that takes many at once. One run is begun with all that have come when nothing has come for a while
/// (<see cref="Quiet"/>), when the first has waited long enough (<see cref="Longest"/>), or when there are many (<see cref="Most"/>); what
/// comes while it is under way is for the next one, which begins after it (beside it, with <see cref="Overlap.Parallel"/>). What waits is kept
/// over restarts.
/// </summary>
public sealed record Batch
{
    /// <summary>
    /// How long nothing more must have come; a minute by default, at most a day. Events come with the polls of the account (<c>poll</c>, 30 seconds by
    /// default): with less than that only those of one poll come together.
    /// </summary>
    public TimeSpan Quiet { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How long the first of them waits at most, whatever comes after it; by default ten times <see cref="Quiet"/>, and at least ten minutes.
    /// Not less than <see cref="Quiet"/>, at most a day.
    /// </summary>
    public TimeSpan? Longest { get; init; }

    /// <summary>How many events one run is given at most; 100 by default, at most 1,000.</summary>
    public int Most { get; init; } = 100;

    /// <exception cref="ArgumentException">It asks for what cannot be.</exception>
    internal Gathering ToGathering(Overlap overlap)
    {
        if (overlap is not (Overlap.QueueAll or Overlap.Parallel))
            throw new ArgumentException($"With {overlap}, events that were gathered would be lost. Leave {nameof(Overlap)} out, or use {nameof(Overlap.Parallel)}.");
        var quiet = Required.AtMostADay(Quiet, nameof(Quiet));
        if (Longest < quiet)
            throw new ArgumentException($"{nameof(Longest)} is {Longest}, and less than {nameof(Quiet)}, which is {quiet}: the handler would never wait until nothing more has come.");
        return new Gathering
        {
            ManyAtOnce = true,
            Quiet = quiet,
            Longest = Longest is { } longest ? Required.AtMostADay(longest, nameof(Longest)) : LongestFor(quiet),
            Most = Required.AtMost(1_000, Required.Positive(Most, nameof(Most)), nameof(Most)),
        };
    }

    private static TimeSpan LongestFor(TimeSpan quiet) =>
        TimeSpan.FromTicks(Math.Clamp(10 * quiet.Ticks, TimeSpan.TicksPerMinute * 10, TimeSpan.TicksPerDay));
}
