namespace Automator.Host.Triggers.Watching;

internal sealed record AccountWatchOptions
{
    /// <summary>From the end of one poll to the next, unless that took longer: how late an event is seen at most, as a rule.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest wait while the account or the journal fails; each failure doubles the wait.</summary>
    public TimeSpan LongestBackOff { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Every so many polls some projects are read whole, for a project need not say that something in it changed.</summary>
    public int SweepEvery { get; init; } = 10;

    /// <summary>How many projects one sweep reads, in turn.</summary>
    public int SweepProjects { get; init; } = 50;

    /// <summary>How many lists are read at one poll for what no count tells of, where a rule wants it.</summary>
    public int OwedLists { get; init; } = 20;

    /// <summary>
    /// How far the account's clock and ours may be apart. A completion that is older than a handler by more than this is
    /// not the handler's, and a change younger than this may share its second with one yet to come.
    /// </summary>
    public TimeSpan ClockSkew { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How many events a handler hears of at most after days in which nobody looked at the account; the others are listed.</summary>
    public int MostAfterAbsence { get; init; } = 1_000;

    /// <summary>How many operations are gathered before a commit, when a look at the account brings very many.</summary>
    public int ChunkSize { get; init; } = 2_000;

    /// <summary>The embedded emulator costs nothing to ask.</summary>
    internal static AccountWatchOptions ForEmulator { get; } = new() { Interval = TimeSpan.FromSeconds(5) };
}
