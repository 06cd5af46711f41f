namespace Automator.Host.Triggers;

internal sealed record SchedulerOptions
{
    /// <summary>How late an occurrence may be, while the host runs, before it counts as missed and the handler's misfire policy decides.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How many missed occurrences <see cref="Sdk.Misfire.All"/> makes up for: the latest ones.</summary>
    public int CatchUpAtMost { get; init; } = 100;

    /// <summary>The longest sleep, so that a step of the wall clock is soon seen: timers do not hear of it.</summary>
    public TimeSpan LongestSleep { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The first wait after the journal failed; doubles with each failure, up to <see cref="LongestSleep"/>.</summary>
    public TimeSpan BackOff { get; init; } = TimeSpan.FromSeconds(1);
}
