using Automator.Host.Configuration;
using Automator.Host.Journal;
using Automator.Host.Rules;
using Automator.Host.Runs;
using Automator.Host.Triggers;
using Automator.Sdk.Protocol;

namespace Automator.Host.Control;

internal sealed record WhyRequest
{
    public required string Rule { get; init; }

    /// <summary>Null for all accounts it runs on.</summary>
    public string? Account { get; init; }

    /// <summary>Null for now.</summary>
    public DateTimeOffset? At { get; init; }
}

/// <summary>Why a rule ran on an account around some instant, or did not.</summary>
internal sealed record WhyReport
{
    public required string Account { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Whether there is such a rule now.</summary>
    public bool IsKnown { get; init; }

    /// <summary>What was due around the instant, and what became of it, in the order of time.</summary>
    public IReadOnlyList<WhyDue> Dues { get; init; } = [];

    /// <summary>When the rule's schedules are due before and after the instant; none where no host runs.</summary>
    public IReadOnlyList<WhySchedule> Schedules { get; init; } = [];

    /// <summary>What keeps it from running now, or may, in sentences.</summary>
    public IReadOnlyList<string> Obstacles { get; init; } = [];
}

/// <summary>Something that was due, and what became of it.</summary>
internal sealed record WhyDue
{
    public required DateTimeOffset At { get; init; }

    public required string Handler { get; init; }

    public required Trigger Trigger { get; init; }

    /// <summary>The id of the record it is about, an event's or one that a person has named; null where there is none.</summary>
    public long? Record { get; init; }

    /// <summary>How many others that were due its run is for as well.</summary>
    public int Joined { get; init; }

    /// <summary>Null where it did not run, or has not yet.</summary>
    public string? Run { get; init; }

    /// <summary>How the run is; null where there is none, or none any more.</summary>
    public RunStatus? Status { get; init; }

    /// <summary>Why it did not run, or the run did not succeed.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether it still waits for its turn.</summary>
    public bool Waits { get; init; }
}

/// <param name="Handler">The handler's name.</param>
/// <param name="Cron">Its expression.</param>
/// <param name="Before">When it was due last by the instant; null where that is longer ago than a year.</param>
/// <param name="After">When it is due next.</param>
internal sealed record WhySchedule(string Handler, string Cron, DateTimeOffset? Before, DateTimeOffset? After);

/// <summary>What the journal of an account has of a rule.</summary>
/// <param name="Dues">At most so many that were due by the instant, and so many after it.</param>
/// <param name="Run">One run.</param>
/// <param name="Pending">Asked for what is due on the account and has not begun.</param>
/// <param name="Pauses">Of the account.</param>
/// <param name="Kills">Of the account.</param>
/// <param name="Now">The time, whatever is asked about.</param>
internal sealed record RulePast(
    Func<int, int, IReadOnlyList<DueOutcome>> Dues, Func<RunId, RunRecord?> Run, Func<IReadOnlyList<Due>> Pending,
    IReadOnlyList<PauseRecord> Pauses, IReadOnlyList<KillRecord> Kills, DateTimeOffset Now);

/// <summary>Answers "why", from what the journal has of every due.</summary>
internal static class WhyReports
{
    /// <summary>Of the times that can be asked about; calendars end somewhere.</summary>
    internal const int FirstYear = 1900;

    internal const int LastYear = 3000;

    private const int MostBefore = 5;
    private const int MostAfter = 3;

    /// <param name="account">Where.</param>
    /// <param name="rule">Which rule.</param>
    /// <param name="entry">The rule as it is now; null when it is gone.</param>
    /// <param name="at">When.</param>
    /// <param name="past">What the journal has of it.</param>
    /// <param name="notes">What a person should know of the rule.</param>
    /// <param name="zones">Of the account; null where nobody knows its zone.</param>
    internal static WhyReport Of(
        AccountOptions account, RuleName rule, CatalogEntry? entry, DateTimeOffset at, RulePast past, IReadOnlyList<string> notes, ScheduleZones? zones) => new()
        {
            Account = account.Name,
            At = at,
            IsKnown = entry is not null,
            Dues = [.. past.Dues(MostBefore, MostAfter).Select(outcome => Of(outcome, outcome.Run is { } id ? past.Run(id) : null))],
            Schedules = [.. entry?.Live?.Manifest.Rule.Handlers.Select(handler => Around(new HandlerKey(rule, handler.Key), handler, zones, at)).OfType<WhySchedule>() ?? []],
            Obstacles = [.. WhyObstacles.Of(account, rule, entry, past, at), .. notes],
        };

    /// <summary>The instant that is asked about: now, unless it is said.</summary>
    internal static DateTimeOffset InstantOf(WhyRequest request, DateTimeOffset now) =>
        request.At is { } at && at.UtcDateTime.Year is > FirstYear and < LastYear ? at : now;

    private static WhyDue Of(DueOutcome outcome, RunRecord? run) => new()
    {
        At = outcome.Due.At,
        Handler = outcome.Due.Handler,
        Trigger = outcome.Due.Trigger,
        Record = outcome.Due.Subject,
        Joined = outcome.Joined,
        Run = outcome.Run?.Value,
        Status = run?.Status,
        Reason = outcome.Due.DropReason ?? run?.End?.Reason,
        Waits = outcome.Run is null && outcome.Due.DropReason is null,
    };

    private static WhySchedule? Around(HandlerKey key, HandlerDefinition handler, ScheduleZones? zones, DateTimeOffset at)
    {
        if (handler.Cron is not { } text || zones is null || !CronSchedule.TryParse(text, out var cron, out _))
            return null;
        lock (zones)
        {
            return zones.Schedule(key, handler, cron) is not { } schedule
                ? null
                : new WhySchedule(handler.Key, text, Backlog.Latest(schedule, at.AddYears(-1), at, 1) is [var before] ? before : null, schedule.Next(at));
        }
    }
}
