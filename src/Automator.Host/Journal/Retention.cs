namespace Automator.Host.Journal;

/// <summary>How long what has ended is kept. What has not, or waits for a person, is kept whatever its age.</summary>
/// <param name="Runs">Runs with all that belongs to them, and dues that were dropped.</param>
/// <param name="Bodies">What was sent and answered; no longer than the run.</param>
internal sealed record Retention(TimeSpan Runs, TimeSpan Bodies);

/// <summary>What may go now.</summary>
internal sealed record Expiry
{
    public required DateTimeOffset Now { get; init; }

    /// <summary>Runs that ended by then, and dues that were dropped by then.</summary>
    public required DateTimeOffset Runs { get; init; }

    /// <summary>Bodies of runs that ended by then.</summary>
    public required DateTimeOffset Bodies { get; init; }

    /// <summary>The revision that the run log has come to: the runs before it are in the log as they are.</summary>
    public required long Followed { get; init; }
}
