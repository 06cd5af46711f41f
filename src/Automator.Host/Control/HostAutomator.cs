using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Automator.Host.Basecamp;
using Automator.Host.Broker;
using Automator.Host.Configuration;
using Automator.Host.Journal;
using Automator.Host.Rules;
using Automator.Host.Runs;
using Automator.Host.Triggers;
using Automator.Sdk.Protocol;

namespace Automator.Host.Control;

/// <summary>What a running host says of itself and does when asked.</summary>
internal sealed class HostAutomator(AutomatorOptions options, Engine engine, Workshop workshop, RuleCatalog catalog) : IAutomator
{
    private readonly RunReports _runs = new(engine.Runs);
    private readonly Demands _demands = new(
        engine, options.Accounts, (account, _) => Task.FromResult(engine.Account(account.Name)), () => catalog.Entries, workshop.Snippets, queued: true);

    private readonly Cancellations _cancellations = new(options, engine, (account, _) => Hold(engine, account));
    private readonly Pausing _pausing = new(options, engine, (account, _) => Hold(engine, account));
    private readonly Settlements _settlements = new(options, engine, (account, _) => Hold(engine, account));

    private readonly ConcurrentDictionary<string, ScheduleZones> _zones = new();

    public async Task<IReadOnlyList<RuleReport>> Rules(CancellationToken cancellation)
    {
        await engine.CatchUp();
        var reports = new List<RuleReport>();
        var entries = catalog.Entries;
        var notes = RuleNotes.Of(entries);
        var missed = new MissedFires(engine.Journal.DroppedDues, engine.Time.GetUtcNow());
        foreach (var entry in entries)
        {
            var accounts = options.RunningOn(entry.Name);
            var paused = Pausing.Of(accounts, engine.Journal.Pauses, entry.Name);
            var lastRuns = await _runs.Last(entry.Name, accounts);
            reports.Add(RuleReports.Of(entry, accounts, handler => Next(entry.Name, handler, paused), Quarantined(entry), paused,
                missed.Of(entry.Name, accounts, lastRuns), notes.GetValueOrDefault(entry.Name, []), lastRuns));
        }

        if (!catalog.Ready.IsCompleted)
            return reports; // Which rules there are is not known yet.
        var there = entries.Select(entry => entry.Name).Concat(catalog.Awaited).ToHashSet();
        return [.. reports, .. RuleReports.Gone(there, options.Accounts.Select(account => account.Name), engine.Journal.Pauses)];
    }

    public async Task<IReadOnlyList<AccountReport>> Accounts(CancellationToken cancellation) =>
        await Task.WhenAll(options.Accounts.Select(account => engine.Account(account.Name) is { } served
            ? AccountReports.Of(served.Link, cancellation)
            : Task.FromResult(AccountReports.Closed(account, engine.Problem(account.Name) ?? "It has not answered yet."))));

    public Task<ReleaseReport> Release(ReleaseRequest request, CancellationToken cancellation) => Quarantines.Release(
        options, engine.Journal, account => Task.FromResult(engine.Account(account.Name)), request, cancellation);

    public async Task<PauseReport> Pause(PauseRequest request, CancellationToken cancellation)
    {
        await catalog.Ready.WaitAsync(cancellation);
        return await _pausing.Change(request, rule => catalog.Entries.Any(entry => entry.Name == rule), cancellation);
    }

    public Task<CancelReport> Cancel(CancelRequest request, CancellationToken cancellation) => _cancellations.Cancel(request, cancellation);

    public Task<ResolveReport> Resolve(ResolveRequest request, CancellationToken cancellation) => _settlements.Resolve(request, cancellation);

    public async IAsyncEnumerable<RunEvent> RunAgain(AgainRequest request, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await catalog.Ready.WaitAsync(cancellation);
        await foreach (var happened in _demands.Again(request, cancellation))
            yield return happened;
    }

    /// <summary>Of a host that just starts, the rules are not all there yet.</summary>
    public async IAsyncEnumerable<RunEvent> Run(RunRequest request, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await catalog.Ready.WaitAsync(cancellation);
        await foreach (var happened in _demands.Run(request, cancellation))
            yield return happened;
    }

    public async Task<IReadOnlyList<WhyReport>> Why(WhyRequest request, CancellationToken cancellation)
    {
        await catalog.Ready.WaitAsync(cancellation);
        var (rule, at) = (RulePath.Named(request.Rule), WhyReports.InstantOf(request, engine.Time.GetUtcNow()));
        var notes = RuleNotes.Of(catalog.Entries).GetValueOrDefault(rule, []);
        return
        [
            .. options.Accounts.Where(account => request.Account is null ? account.Runs(rule) : account.Name == request.Account).Select(account => WhyReports.Of(
                account, rule, catalog.Find(rule), at,
                new RulePast(
                    (before, after) => engine.Journal.DuesAround(account.Name, rule, at, before, after), engine.Journal.Run, () => engine.Journal.PendingDues(account.Name),
                    engine.Journal.Pauses(account.Name), engine.Journal.Kills(account.Name), engine.Time.GetUtcNow()),
                notes, engine.Account(account.Name) is { } served ? ZonesOf(served) : null)),
        ];
    }

    public IAsyncEnumerable<RunEvent> RunSnippet(SnippetRequest request, CancellationToken cancellation) => _demands.RunSnippet(request, cancellation);

    public Task<IReadOnlyList<BudgetReport>> Budgets(CancellationToken cancellation) => Task.FromResult<IReadOnlyList<BudgetReport>>(
        [.. options.Accounts.Select(account => engine.Account(account.Name) is { } served
            ? BudgetReports.Of(account.Name, running: true, served.Link.Budget.State, engine.Time.GetUtcNow())
            : BudgetReports.Kept(options, account, engine.Time) with { Problem = engine.Problem(account.Name) ?? "It has not answered yet." })]);

    public async Task<IReadOnlyList<RunReport>> Runs(RunQuery query, CancellationToken cancellation)
    {
        if (query.Status == RunStatus.Queued)
            return RunReports.Queued(query, options.Accounts.Select(account => account.Name), engine.Journal.PendingDues);
        await engine.CatchUp();
        return await _runs.Find(query);
    }

    public async Task<RunReport> ShowRun(string id, CancellationToken cancellation)
    {
        if (RunReports.Queued(id, options.Accounts.Select(account => account.Name), engine.Journal.PendingDues) is { } queued)
            return queued;
        await engine.CatchUp();
        var run = await _runs.Show(id);
        return run.Status is RunStatus.Running or RunStatus.Waiting
            ? RunReports.Whole(engine.Journal, run)
            : run with { BodiesGoneAt = engine.Journal.Run(new RunId(run.Run))?.BodiesGoneAt };
    }

    public Task<LogRebuildReport> RebuildLog(LogRebuildRequest request, CancellationToken cancellation) => LogRebuildReport.Of(engine.Log, request, cancellation);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static Task<AccountHold?> Hold(Engine engine, AccountOptions account) =>
        Task.FromResult(engine.Account(account.Name) is { } served ? AccountHold.Of(served) : null);

    private Dictionary<string, string> Quarantined(CatalogEntry entry) => Quarantines.Of(engine.Accounts.Select(account => account.Name), engine.Journal.Kills, entry);

    /// <summary>When a schedule fires next on each account that is served and where it is not paused, in the zone it goes by there.</summary>
    private Dictionary<string, DateTimeOffset> Next(RuleName rule, HandlerDefinition handler, Dictionary<string, DateTimeOffset> paused)
    {
        var next = new Dictionary<string, DateTimeOffset>();
        if (handler.Cron is not { } text || !CronSchedule.TryParse(text, out var cron, out _))
            return next;
        foreach (var account in engine.Accounts.Where(account => account.Options.Runs(rule) && !paused.ContainsKey(account.Name)))
        {
            if (NextOn(account, cron, handler, rule) is { } at)
                next[account.Name] = at;
        }

        return next;
    }

    private ScheduleZones ZonesOf(ServedAccount account) => _zones.GetOrAdd(account.Name, _ => AccountTriggers.Zones(account));

    private DateTimeOffset? NextOn(ServedAccount account, CronSchedule cron, HandlerDefinition handler, RuleName rule)
    {
        var zones = ZonesOf(account);
        lock (zones)
        {
            return zones.Schedule(new HandlerKey(rule, handler.Key), handler, cron) is { } schedule && schedule.Next(engine.Time.GetUtcNow()) is { } next
                ? TimeZoneInfo.ConvertTime(next, AccountZone.TryFind(handler.Zone ?? "", out var named) ? named.Info : account.Link.Identity.Zone.Info)
                : null;
        }
    }
}
