using Automator.Host.Journal;

namespace Automator.Host.RunLog;

/// <summary>How long a run stays in the log after its end, by how that was. One that has not ended stays.</summary>
internal sealed record RunLogRetention
{
    /// <summary>How long after a month's time was over it is looked through again, for runs that ended long after they began.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromDays(30);

    /// <summary>90 days by default.</summary>
    internal TimeSpan Succeeded { get; init; } = TimeSpan.FromDays(90);

    /// <summary>All that did not succeed; 365 days by default, and never less than <see cref="Succeeded"/>.</summary>
    internal TimeSpan Failed { get; init; } = TimeSpan.FromDays(365);

    internal bool IsOver(RunEnd? end, DateTimeOffset now) =>
        end is not null && now - end.At > (end.Status == RunStatus.Succeeded ? Succeeded : Failed);

    /// <summary>When a month is to be looked through next: the runs of one kind go together, when the last of the month may.</summary>
    internal DateTimeOffset NextLook(RunMonth month, DateTimeOffset? trimmedAt)
    {
        var (succeeded, failed) = (month.End + Succeeded, month.End + Failed);
        return trimmedAt is not { } last || last < succeeded ? succeeded
            : last < failed ? failed
            : last + LookAgain;
    }
}
