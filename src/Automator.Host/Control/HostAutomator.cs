using Automator.Host.Basecamp;
using Automator.Host.Broker;
using Automator.Host.Journal;
using Automator.Host.Rules;
using Automator.Host.Triggers;

namespace Automator.Host.Control;

/// <summary>What a running host says of itself and does when asked.</summary>
internal sealed class HostAutomator(Engine engine, Workshop workshop, RuleCatalog catalog) : IAutomator
{
    private readonly RunReports _runs = new(engine.Runs);
    private readonly Demands _demands = new(engine, () => catalog.Entries, workshop.Snippets, queued: true);
    private readonly ScheduleZones _zones = ZonesOf(engine);

    public async Task<IReadOnlyList<RuleReport>> Rules(CancellationToken cancellation)
    {
        await CatchUp();
        var reports = new List<RuleReport>();
        foreach (var entry in catalog.Entries)
            reports.Add(RuleReports.Of(entry, (_, handler) => Next(entry, handler), await _runs.Last(entry.Name)));
        return reports;
    }

    public async Task<IReadOnlyList<AccountReport>> Accounts(CancellationToken cancellation) =>
        [await AccountReports.Of(engine.Account, cancellation)];

    public IAsyncEnumerable<RunEvent> Run(RunRequest request, CancellationToken cancellation) => _demands.Run(request, cancellation);

    public IAsyncEnumerable<RunEvent> RunSnippet(SnippetRequest request, CancellationToken cancellation) => _demands.RunSnippet(request, cancellation);

    public Task<IReadOnlyList<BudgetReport>> Budgets(CancellationToken cancellation) => Task.FromResult<IReadOnlyList<BudgetReport>>(
        [BudgetReports.Of(engine.Fence.Account, running: true, engine.Account.Budget.State, engine.Time.GetUtcNow())]);

    public async Task<IReadOnlyList<RunReport>> Runs(RunQuery query, CancellationToken cancellation)
    {
        await CatchUp();
        return await _runs.Find(query);
    }

    public async Task<RunReport> ShowRun(string id, CancellationToken cancellation)
    {
        await CatchUp();
        var run = await _runs.Show(id);
        return run.Status == RunStatus.Running ? RunReports.Whole(engine.Journal, run) : run;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>The zones of schedules: the account's, and those rules name.</summary>
    internal ScheduleZones Zones() => ZonesOf(engine);

    private static ScheduleZones ZonesOf(Engine engine) =>
        new(engine.Account.Identity.Zone.Info, name => AccountZone.TryFind(name, out var zone) ? zone.Info : null);

    /// <summary>A log that cannot be written now must not keep people from what it holds.</summary>
    private async Task CatchUp()
    {
        try
        {
            await engine.Log.CatchUp().WaitAsync(TimeSpan.FromSeconds(2), engine.Time);
        }
        catch (TimeoutException)
        {
            // The writer has said so in the host's own log, and tries again.
        }
    }

    private DateTimeOffset? Next(CatalogEntry entry, string handler)
    {
        var definition = entry.Live?.Manifest.Rule.Handlers.FirstOrDefault(h => h.Key == handler);
        if (definition?.Cron is not { } text || !CronSchedule.TryParse(text, out var cron, out _))
            return null;
        lock (_zones)
        {
            return _zones.Find(definition.Zone) is { } zone && new ZonedSchedule(cron, zone).Next(engine.Time.GetUtcNow()) is { } next
                ? TimeZoneInfo.ConvertTime(next, AccountZone.TryFind(definition.Zone ?? "", out var named) ? named.Info : engine.Account.Identity.Zone.Info)
                : null;
        }
    }
}
