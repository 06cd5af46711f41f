using Automator.Host.Journal;
using Automator.Host.Rules;
using Automator.Sdk.Protocol;

namespace Automator.Host.Control;

/// <summary>The catalog for people.</summary>
internal static class RuleReports
{
    /// <param name="entry">The rule.</param>
    /// <param name="accounts">Those it runs on.</param>
    /// <param name="next">When a handler fires next, by account; nothing where nobody schedules.</param>
    /// <param name="quarantine">Why it does not run, by account.</param>
    /// <param name="paused">Since when it is paused, by account.</param>
    /// <param name="missed">What did not run of late, by account.</param>
    /// <param name="notes">What a person should know of it.</param>
    /// <param name="lastRuns">From the log: one of each account.</param>
    internal static RuleReport Of(
        CatalogEntry entry, IReadOnlyList<string> accounts, Func<HandlerDefinition, IReadOnlyDictionary<string, DateTimeOffset>> next,
        IReadOnlyDictionary<string, string> quarantine, IReadOnlyDictionary<string, DateTimeOffset> paused,
        IReadOnlyDictionary<string, string> missed, IReadOnlyList<string> notes, IReadOnlyList<RunReport> lastRuns) => new()
        {
            Rule = entry.Name.Value,
            File = entry.File,
            State = entry.Errors.Count == 0 ? RuleState.Live : entry.Live is null ? RuleState.Broken : RuleState.Stale,
            Description = entry.Live?.Manifest.Rule.Description,
            Owner = entry.Live?.Manifest.Rule.Owner,
            Handlers = [.. entry.Live?.Manifest.Rule.Handlers.Select(h => Of(h, next(h))) ?? []],
            Accounts = accounts,
            Quarantine = quarantine,
            Paused = paused,
            Does = entry.Live?.Manifest.Does ?? [],
            Errors = entry.Errors,
            Missed = missed,
            Notes = notes,
            LastRun = lastRuns.MaxBy(run => run.StartedAt),
            LastRuns = lastRuns,
        };

    /// <summary>Rules that are paused, and of which there is no file any more.</summary>
    /// <param name="there">All there are files of, built or not.</param>
    /// <param name="accounts">All.</param>
    /// <param name="pauses">The journal's, by account.</param>
    internal static IEnumerable<RuleReport> Gone(IReadOnlySet<RuleName> there, IEnumerable<string> accounts, Func<string, IReadOnlyList<PauseRecord>> pauses) =>
        from account in accounts
        from pause in pauses(account)
        where pause.Rule is { } rule && !there.Contains(rule)
        group (Account: account, pause.At) by pause.Rule!.Value.Value into gone
        orderby gone.Key
        select new RuleReport { Rule = gone.Key, State = RuleState.Gone, Paused = gone.ToDictionary(pause => pause.Account, pause => pause.At) };

    private static HandlerReport Of(HandlerDefinition handler, IReadOnlyDictionary<string, DateTimeOffset> next) => new()
    {
        Handler = handler.Key,
        Trigger = handler.Trigger,
        Cron = handler.Cron,
        Zone = handler.Zone,
        AfterRule = handler.AfterRule,
        AfterRuns = handler.AfterRule is null ? null : handler.AfterRuns,
        Webhook = handler.Webhook,
        Quiet = handler.Gathering?.Quiet,
        AtOnce = handler.TakesMany ? handler.Gathering!.Most : null,
        Next = next.Count > 0 ? next.Values.MinBy(at => at.UtcTicks) : null,
        NextOn = next,
    };
}
