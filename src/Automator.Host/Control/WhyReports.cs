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
    /// <param name="dues">The journal's.</param>
    /// <param name="run">The journal's.</param>
    /// <param name="pauses">Of the account.</param>
    /// <param name="kills">Of the account.</param>
    /// <param name="notes">What a person should know of the rule.</param>
    /// <param name="zones">Of the account; null where nobody knows its zone.</param>
    internal static WhyReport Of(
        AccountOptions account, RuleName rule, CatalogEntry? entry, DateTimeOffset at, Func<int, int, IReadOnlyList<DueOutcome>> dues, Func<RunId, RunRecord?> run,
        IReadOnlyList<PauseRecord> pauses, IReadOnlyList<KillRecord> kills, IReadOnlyList<string> notes, ScheduleZones? zones) => new()
        {
            Account = account.Name,
            At = at,
            IsKnown = entry is not null,
            Dues = [.. dues(MostBefore, MostAfter).Select(outcome => Of(outcome, outcome.Run is { } id ? run(id) : null))],
            Schedules = [.. entry?.Live?.Manifest.Rule.Handlers.Select(handler => Around(new HandlerKey(rule, handler.Key), handler, zones, at)).OfType<WhySchedule>() ?? []],
            Obstacles = [.. Obstacles(account, rule, entry, pauses, kills, DateOnly.FromDateTime(at.UtcDateTime)), .. notes],
        };

    /// <summary>The instant that is asked about: now, unless it is said.</summary>
    internal static DateTimeOffset InstantOf(WhyRequest request, DateTimeOffset now) =>
        request.At is { } at && at.UtcDateTime.Year is > FirstYear and < LastYear ? at : now;

    private static WhyDue Of(DueOutcome outcome, RunRecord? run) => new()
    {
        At = outcome.Due.At,
        Handler = outcome.Due.Handler,
        Trigger = outcome.Due.Trigger,
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

    private static IEnumerable<string> Obstacles(AccountOptions account, RuleName rule, CatalogEntry? entry, IReadOnlyList<PauseRecord> pauses, IReadOnlyList<KillRecord> kills, DateOnly today)
    {
        if (entry is null)
            yield return $"There is no rule '{rule}' now.";
        else if (entry.Live is null)
            yield return "Its file does not build, and no version of it that did is kept: nothing of it runs. 'automator check' says what is wrong.";
        else if (entry.Errors.Count > 0)
            yield return "Its file does not build: its last good version runs. 'automator check' says what is wrong.";
        if (!account.Runs(rule))
            yield return $"It does not run on '{account.Name}': see \"only\" and \"except\" in automator.json.";
        if (new Pauses(pauses) is var paused && paused.Of(rule) is { } since)
            yield return $"It is paused since {since.UtcDateTime:yyyy-MM-dd HH:mm:ss'Z'}: what is due waits, and schedules do not fire. {paused.ReasonOf(rule)}".TrimEnd();
        foreach (var handler in (entry?.Live?.Manifest.Rule.Handlers ?? []).Where(handler => handler.Webhook is { } hook && !account.Hooks.ContainsKey(hook)))
            yield return $"Nobody can call its webhook '{handler.Webhook}' on '{account.Name}': write it under \"hooks\" of the account in automator.json.";
        foreach (var (handler, gathering) in (entry?.Live?.Manifest.Rule.Handlers ?? []).Where(handler => handler.Gathering is not null).Select(handler => (handler, handler.Gathering!)))
            yield return $"Its handler '{handler.Key}' waits until nothing more has come{(handler.TakesMany ? "" : " of the same record")} for {gathering.Quiet:c}, and at most {gathering.Longest:c}{(handler.TakesMany ? $", or for {gathering.Most} events" : "")}.";
        foreach (var handler in (entry?.Live?.Manifest.Rule.Handlers ?? []).Where(handler => handler.SkipHolidays && account.Holidays.Any(day => day >= today)))
            yield return $"Its schedule '{handler.Key}' does not fire on the holidays of '{account.Name}': {string.Join(", ", account.Holidays.Where(day => day >= today).Order().Take(5).Select(day => $"{day:yyyy-MM-dd}"))}.";
        if (entry?.Live is { } image && Quarantine.Of(kills, image, rule) is { } quarantined)
            yield return quarantined;
    }
}
