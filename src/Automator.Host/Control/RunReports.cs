using Automator.Host.Broker;
using Automator.Host.Journal;
using Automator.Host.RunLog;
using Automator.Host.Runs;

namespace Automator.Host.Control;

/// <summary>The run log for people and programs, by the names the API keeps.</summary>
internal sealed class RunReports(RunLogReader log)
{
    internal async Task<IReadOnlyList<RunReport>> Find(RunQuery query)
    {
        var rule = query.Rule is { } name ? new RuleName(name) : (RuleName?)null;
        return [.. (await log.Runs(query.Account, rule, query.Status, query.AtMost, before: null)).Select(run => Of(run, whole: false))];
    }

    /// <summary>One of each account, where there is one.</summary>
    internal async Task<IReadOnlyList<RunReport>> Last(RuleName rule, IReadOnlyList<string> accounts)
    {
        var last = new List<RunReport>();
        foreach (var account in accounts)
            last.AddRange((await log.Runs(account, rule, status: null, atMost: 1, before: null)).Select(run => Of(run, whole: false)));
        return last;
    }

    /// <exception cref="NoSuchRunException">None begins like this, or more than one does.</exception>
    internal async Task<RunReport> Show(string id) => string.IsNullOrWhiteSpace(id)
        ? throw new NoSuchRunException("Give a run's id, or its first characters. 'automator runs' lists the last ones.")
        : await log.Run(id.Trim().ToLowerInvariant()) switch
        {
            RunLookup.Found found => Of(found.Run, whole: true),
            RunLookup.Ambiguous many => throw new NoSuchRunException($"More than one run begins with '{id}': {string.Join(", ", many.Candidates)}. Give more characters."),
            _ => throw new NoSuchRunException($"No run begins with '{id}'. 'automator runs' lists the last ones."),
        };

    /// <summary>A run as the journal has it.</summary>
    internal static RunReport Of(IJournal journal, RunRecord run) => Of(RunDocument.From(run, journal.Effects(run.Id), journal.Log(run.Id)), whole: true);

    /// <summary>What is due and has not begun, newest first: by the journal, since there is nothing of it to log yet.</summary>
    internal static IReadOnlyList<RunReport> Queued(RunQuery query, IEnumerable<string> accounts, Func<string, IReadOnlyList<Due>> pending) =>
    [
        .. accounts.Where(account => query.Account is null || account == query.Account).SelectMany(pending)
            .Where(due => query.Rule is null || due.Rule.Value == query.Rule)
            .OrderByDescending(due => due.At).Take(query.AtMost).Select(Of),
    ];

    /// <summary>What is due and has not begun, by its key, which no id of a run looks like; null where nothing of that key waits.</summary>
    /// <exception cref="NoSuchRunException">It waits on more than one account.</exception>
    internal static RunReport? Queued(string key, IEnumerable<string> accounts, Func<string, IReadOnlyList<Due>> pending)
    {
        if (!key.Contains(':', StringComparison.Ordinal))
            return null;
        var found = accounts.SelectMany(pending).Where(due => due.Key == key.Trim()).ToList();
        if (found.Count > 1)
            throw new NoSuchRunException($"'{key}' is due on more than one account: {string.Join(", ", found.Select(due => due.Account))}. 'automator runs --status queued --account NAME' shows each.");
        return found is [var due] ? Of(due) with { Records = due.Subject is { } record ? [record] : null } : null;
    }

    /// <summary>A run under way, with what it did up to now: the log is told only when it ends.</summary>
    internal static RunReport Whole(IJournal journal, RunReport run)
    {
        var id = new RunId(run.Run);
        return run with { Effects = [.. journal.Effects(id).Select(Of)], Log = [.. journal.Log(id).Select(Of)] };
    }

    internal static RunReport Of(RunDocument run, bool whole) => new()
    {
        Run = run.Id.Value,
        Account = run.Account,
        Rule = run.Rule.Value,
        Handler = run.Handler,
        Trigger = run.Trigger,
        Status = run.Status,
        Reason = run.End?.Reason,
        Dry = run.Dry,
        DueAt = run.DueAt,
        Records = whole ? EventRecords.IdsIn(run.Payload, run.Trigger) : null,
        StartedAt = run.StartedAt,
        EndedAt = run.End?.At,
        Reads = run.End?.Reads ?? 0,
        Writes = run.End?.Writes ?? 0,
        Calls = run.End?.Calls ?? 0,
        Waited = run.End?.Waited ?? TimeSpan.Zero,
        Slept = run.End?.Slept ?? TimeSpan.Zero,
        Worked = run.End?.Worked ?? TimeSpan.Zero,
        Image = run.ImageHash,
        Effects = whole ? [.. run.Effects.Select(Of)] : null,
        Log = whole ? [.. run.Lines.Select(Of)] : null,
    };

    private static RunReport Of(Due due) => new()
    {
        Run = due.Key,
        Account = due.Account,
        Rule = due.Rule.Value,
        Handler = due.Handler,
        Trigger = due.Trigger,
        Status = RunStatus.Queued,
        Dry = due.Dry,
        DueAt = due.At,
    };

    private static LineReport Of(LogRecord line) => new() { At = line.At, Level = line.Level, Text = line.Text };

    private static EffectReport Of(EffectRecord effect)
    {
        var doubt = effect.Doubt is { } json ? EffectDoubt.Of(json) : null;
        return new EffectReport
        {
            Sequence = effect.Sequence,
            Operation = effect.Operation,
            Description = effect.Description,
            Method = effect.Method,
            Path = effect.Path,
            Sent = effect.Body,
            Status = effect.Status,
            Answer = effect.Answer,
            At = effect.IntendedAt,
            Doubt = doubt?.Why,
            Candidates = doubt?.Candidates,
            SettledAt = doubt?.SettledAt,
        };
    }
}
