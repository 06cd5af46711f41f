using System.Runtime.CompilerServices;
using Automator.Host.Broker;
using Automator.Host.Budget;
using Automator.Host.Configuration;
using Automator.Host.Journal;
using Automator.Host.Rules;
using Automator.Host.RunLog;

namespace Automator.Host.Control;

/// <summary>
/// Works on the files itself, where no host runs: each question opens what it needs, and what runs rules holds the data
/// folder, so that no host starts beside it and two processes never spend one account's budget apart.
/// </summary>
internal sealed class LocalAutomator(AutomatorOptions options, TimeProvider time, ILoggerFactory logs) : IAutomator
{
    private DataFolder? _data;
    private Workshop? _workshop;
    private Engine? _engine;

    public async Task<IReadOnlyList<RuleReport>> Rules(CancellationToken cancellation)
    {
        var entries = await Build(cancellation);
        return await FromLog<IReadOnlyList<RuleReport>>(async runs =>
        {
            var reports = new List<RuleReport>();
            foreach (var entry in entries)
                reports.Add(RuleReports.Of(entry, (_, _) => null, await runs.Last(entry.Name)));
            return reports;
        });
    }

    public async Task<IReadOnlyList<AccountReport>> Accounts(CancellationToken cancellation)
    {
        _data ??= DataFolder.Open(options.Data);
        try
        {
            if (_engine is not null)
                return [await AccountReports.Of(_engine.Account, cancellation)];
            await using var journal = SqliteJournal.Open(_data.Journal, time);
            var name = options.Accounts[0].Name;
            await using var link = await AccountLink.Open(options, _data, since => journal.LateWrites(name, since), anyPort: true, time, logs, cancellation);
            return [await AccountReports.Of(link, cancellation)];
        }
        catch (StartupException e)
        {
            return [AccountReports.Closed(options.Accounts[0], e.Message)];
        }
    }

    public async IAsyncEnumerable<RunEvent> Run(RunRequest request, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var demands = await Demands(await Build(cancellation), cancellation);
        await foreach (var happened in demands.Run(request, cancellation))
            yield return happened;
    }

    public async IAsyncEnumerable<RunEvent> RunSnippet(SnippetRequest request, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var demands = await Demands([], cancellation);
        await foreach (var happened in demands.RunSnippet(request, cancellation))
            yield return happened;
    }

    /// <summary>As the last host left it.</summary>
    public Task<IReadOnlyList<BudgetReport>> Budgets(CancellationToken cancellation)
    {
        var reports = new List<BudgetReport>();
        foreach (var account in options.Accounts)
        {
            using var budget = new RequestBudget(AccountLink.BudgetOf(account), time);
            if (BudgetFile.Kept(AccountLink.BudgetPath(options.Data, account)) is { } kept)
                budget.Restore(kept);
            reports.Add(BudgetReports.Of(account.Name, running: false, budget.State, time.GetUtcNow()));
        }

        return Task.FromResult<IReadOnlyList<BudgetReport>>(reports);
    }

    public Task<IReadOnlyList<RunReport>> Runs(RunQuery query, CancellationToken cancellation) => FromLog(runs => runs.Find(query));

    public Task<RunReport> ShowRun(string id, CancellationToken cancellation) => FromLog(runs => runs.Show(id));

    public async ValueTask DisposeAsync()
    {
        if (_engine is not null)
        {
            // Interrupted, it would be queued for the next host; who stopped the command does not expect that.
            foreach (var run in _engine.Dispatcher.Active)
                _engine.Dispatcher.Cancel(run.Id, "The command that started it was stopped.");
            await _engine.DisposeAsync();
        }

        if (_workshop is not null)
            await _workshop.DisposeAsync();
        _data?.Dispose();
        logs.Dispose();
    }

    /// <summary>Where this process has run something, the log is its own and may not have everything yet.</summary>
    private async Task<T> FromLog<T>(Func<RunReports, Task<T>> question)
    {
        if (_engine is not null)
        {
            await _engine.Log.CatchUp();
            return await question(new RunReports(_engine.Runs));
        }

        await using var thread = RunLogReader.OpenReadOnly(Path.Combine(options.Data, "log"), time);
        return await question(new RunReports(new RunLogReader(thread)));
    }

    private Workshop OpenWorkshop() => _workshop ??= new Workshop(options, time, logs);

    private async Task<IReadOnlyList<CatalogEntry>> Build(CancellationToken cancellation) =>
        await OpenWorkshop().BuildAll(cancellation);

    private async Task<Demands> Demands(IReadOnlyList<CatalogEntry> rules, CancellationToken cancellation)
    {
        _data ??= DataFolder.Open(options.Data);
        var workshop = OpenWorkshop();
        _engine ??= await Engine.Open(options, _data, workshop.Lanes, _ => null, anyPort: true, time, logs, cancellation);
        return new Demands(_engine, () => rules, workshop.Snippets, queued: false);
    }
}
