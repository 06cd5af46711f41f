using Automator.Host.Configuration;
using Automator.Host.Journal;
using Automator.Host.Rules;
using Automator.Host.Runs;
using Automator.Sdk.Protocol;

namespace Automator.Host.Control;

/// <summary>What keeps a rule from running on an account, or may, in sentences.</summary>
internal static class WhyObstacles
{
    private const int MostHolidays = 5;

    internal static IEnumerable<string> Of(AccountOptions account, RuleName rule, CatalogEntry? entry, RulePast past, DateTimeOffset at)
    {
        var handlers = entry?.Live?.Manifest.Rule.Handlers ?? [];
        if (entry is null)
            yield return $"There is no rule '{rule}' now.";
        else if (entry.Live is null)
            yield return "Its file does not build, and no version of it that did is kept: nothing of it runs. 'automator check' says what is wrong.";
        else if (entry.Errors.Count > 0)
            yield return "Its file does not build: its last good version runs. 'automator check' says what is wrong.";
        if (!account.Runs(rule))
            yield return $"It does not run on '{account.Name}': see \"only\" and \"except\" in automator.json.";
        if (new Pauses(past.Pauses) is var paused && paused.Of(rule) is { } since)
            yield return $"It is paused since {Instant(since)}: what is due waits, and schedules do not fire. {paused.ReasonOf(rule)}".TrimEnd();
        foreach (var handler in handlers.Where(handler => handler.Webhook is { } hook && !account.Hooks.ContainsKey(hook)))
            yield return $"Nobody can call its webhook '{handler.Webhook}' on '{account.Name}': write it under \"hooks\" of the account in automator.json.";
        foreach (var handler in handlers.Where(handler => handler.Gathering is not null))
            yield return Gathers(handler, handler.Gathering!, [.. past.Pending().Where(due => due.Rule == rule && due.Handler == handler.Key && due.Trigger == handler.Trigger)], past.Now);
        var holidays = account.Holidays.Where(day => day >= DateOnly.FromDateTime(at.UtcDateTime)).Order().ToList();
        foreach (var handler in handlers.Where(handler => handler.SkipHolidays && holidays.Count > 0))
            yield return $"Its schedule '{handler.Key}' does not fire on the holidays of '{account.Name}': {string.Join(", ", holidays.Take(MostHolidays).Select(day => $"{day:yyyy-MM-dd}"))}.";
        if (entry?.Live is { } image && Quarantine.Of(past.Kills, image, rule) is { } quarantined)
            yield return quarantined;
    }

    private static string Gathers(HandlerDefinition handler, Gathering gathering, IReadOnlyList<Due> pending, DateTimeOffset now)
    {
        var rest = $"Its handler '{handler.Key}' waits until nothing more has come{(handler.TakesMany ? "" : " of the same record")} for {gathering.Quiet:c}, and at most {gathering.Longest:c}{(handler.TakesMany ? $", or for {gathering.Most} events" : "")}.";
        if (pending.Count == 0)
            return rest;
        var groups = DueGroup.Of(pending, gathering).ToList();
        var runs = groups.Count == 1 ? "one run" : $"{groups.Count} runs";
        var first = groups.Min(group => group.ReadyAt(gathering, now));
        return $"{rest} {pending.Count} event{(pending.Count == 1 ? " waits" : "s wait")} for {runs}, {(first <= now ? "of which the first waits for its turn alone" : $"the first of them due at {Instant(first)} unless more come")}.";
    }

    private static string Instant(DateTimeOffset at) => $"{at.UtcDateTime:yyyy-MM-dd HH:mm:ss'Z'}";
}
