namespace Automator.Benchmarks.Storms;

/// <summary>A moment of the protocol at which a host is killed.</summary>
/// <param name="Name">As the table has it.</param>
/// <param name="Most">How many of its occurrences are let pass at most before the one that kills.</param>
/// <param name="When">In which lives of a host it occurs.</param>
internal sealed record KillPoint(string Name, int Most, KillPointTime When = KillPointTime.Any);

internal enum KillPointTime
{
    Any,

    /// <summary>Before the run has begun.</summary>
    First,

    /// <summary>When the run goes on.</summary>
    Later,

    /// <summary>Only in a run with a delay for which it gives its worker back.</summary>
    Parked,
}

internal static class KillPoints
{
    internal const string BeforeStart = "before the run is journaled";
    internal const string AfterStart = "after the run is journaled";
    internal const string BeforeIntent = "before an intent is journaled";
    internal const string AfterIntent = "after an intent is journaled";
    internal const string BeforeSend = "before an effect is sent";
    internal const string WhileSent = "while an effect is under way";
    internal const string AfterSend = "after an effect was answered";
    internal const string BeforeAnswer = "before its answer is journaled";
    internal const string AfterAnswer = "after its answer is journaled";
    internal const string BeforeDelivery = "before a delivery is journaled";
    internal const string AfterDelivery = "after a delivery is journaled";
    internal const string BeforeLine = "before a line is journaled";
    internal const string AfterLine = "after a line is journaled";
    internal const string BeforeDelayEnds = "before the end of a delay is journaled";
    internal const string AfterDelayEnds = "after the end of a delay is journaled";
    internal const string BeforePark = "before a run gives its worker back";
    internal const string AfterPark = "after a run gave its worker back";
    internal const string BeforeWake = "before a waiting run goes on";
    internal const string AfterWake = "after a waiting run goes on";
    internal const string InBranches = "with five effects under way";
    internal const string Taken = "restart: the account is taken";
    internal const string Found = "restart: the runs are found";
    internal const string Read = "restart: the answers are read";
    internal const string Past = "restart: on the way through its past";
    internal const string BeforeEnd = "before the end is journaled";
    internal const string AfterEnd = "after the end is journaled";
    internal const string BeforeRunLog = "before the run log is written";
    internal const string AfterRunLog = "after the run log is written";
    internal const string Anywhere = "at any moment";

    internal static IReadOnlyList<KillPoint> All { get; } =
    [
        new(BeforeStart, 1, KillPointTime.First),
        new(AfterStart, 1, KillPointTime.First),
        new(BeforeIntent, 12),
        new(AfterIntent, 12),
        new(BeforeSend, 12),
        new(WhileSent, 12),
        new(AfterSend, 12),
        new(BeforeAnswer, 12),
        new(AfterAnswer, 12),
        new(BeforeDelivery, 15),
        new(AfterDelivery, 15),
        new(BeforeLine, 5),
        new(AfterLine, 5),
        new(BeforeDelayEnds, 1),
        new(AfterDelayEnds, 1),
        new(BeforePark, 1, KillPointTime.Parked),
        new(AfterPark, 1, KillPointTime.Parked),
        new(BeforeWake, 1, KillPointTime.Parked),
        new(AfterWake, 1, KillPointTime.Parked),
        new(InBranches, 5),
        new(Taken, 1, KillPointTime.Later),
        new(Found, 1, KillPointTime.Later),
        new(Read, 1, KillPointTime.Later),
        new(Past, 60, KillPointTime.Later),
        new(BeforeEnd, 1),
        new(AfterEnd, 1),
        new(BeforeRunLog, 1),
        new(AfterRunLog, 1),
        new(Anywhere, 2_000),
    ];
}
