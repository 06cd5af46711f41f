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
        var notes = RuleNotes.Of(entries);
        using var journal = ReadJournal();
        var missed = new MissedFires((account, atMost) => journal?.DroppedDues(account, atMost) ?? [], time.GetUtcNow());
        return await FromLog<IReadOnlyList<RuleReport>>(async runs =>
        {
            var reports = new List<RuleReport>();
            foreach (var entry in entries)
            {
                var accounts = options.RunningOn(entry.Name);
                var lastRuns = await runs.Last(entry.Name, accounts);
                reports.Add(RuleReports.Of(entry, accounts, _ => new Dictionary<string, DateTimeOffset>(),
                    Quarantines.Of(options.Accounts.Select(account => account.Name), account => journal?.Kills(account) ?? [], entry),
                    Pausing.Of(accounts, account => journal?.Pauses(account) ?? [], entry.Name),
                    missed.Of(entry.Name, accounts, lastRuns), notes.GetValueOrDefault(entry.Name, []), lastRuns));
            }

            return [.. reports, .. RuleReports.Gone(entries.Select(entry => entry.Name).ToHashSet(), options.Accounts.Select(account => account.Name), account => journal?.Pauses(account) ?? [])];
        });
    }

    public async Task<IReadOnlyList<AccountReport>> Accounts(CancellationToken cancellation)
    {
        _data ??= DataFolder.Open(options.Data);
        await using IJournal? journal = _engine is null ? SqliteJournal.Open(_data.Journal, time) : null;
        return await Task.WhenAll(options.Accounts.Select(account => Account(account, _data, journal ?? _engine!.Journal, cancellation)));
    }

    public async Task<ReleaseReport> Release(ReleaseRequest request, CancellationToken cancellation)
    {
        var engine = await OpenEngine();
        return await Quarantines.Release(options, engine.Journal, async account => await engine.Serve(account, cancellation), request, cancellation);
    }

    /// <summary>Its file is enough: whether it builds does not matter.</summary>
    public async Task<PauseReport> Pause(PauseRequest request, CancellationToken cancellation) =>
        await new Pausing(options, await OpenEngine(), Hold).Change(request, rule => RulePath.All(options.Rules).Contains(rule), cancellation);

    public async Task<CancelReport> Cancel(CancelRequest request, CancellationToken cancellation) =>
        await new Cancellations(options, await OpenEngine(), Hold).Cancel(request, cancellation);

    public async Task<ResolveReport> Resolve(ResolveRequest request, CancellationToken cancellation) =>
        await new Settlements(options, await OpenEngine(), Hold).Resolve(request, cancellation);

    public async IAsyncEnumerable<RunEvent> RunAgain(AgainRequest request, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var demands = await Demands(await Build(cancellation));
        await foreach (var happened in demands.Again(request, cancellation))
            yield return happened;
    }

    public async IAsyncEnumerable<RunEvent> Run(RunRequest request, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var demands = await Demands(await Build(cancellation));
        await foreach (var happened in demands.Run(request, cancellation))
            yield return happened;
    }

    public async IAsyncEnumerable<RunEvent> RunSnippet(SnippetRequest request, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var demands = await Demands([]);
        await foreach (var happened in demands.RunSnippet(request, cancellation))
            yield return happened;
    }

    /// <summary>Without a host nobody knows the account's zone, nor when its schedules are due.</summary>
    public async Task<IReadOnlyList<WhyReport>> Why(WhyRequest request, CancellationToken cancellation)
    {
        var (rule, at) = (RulePath.Named(request.Rule), WhyReports.InstantOf(request, time.GetUtcNow()));
        var entries = await Build(cancellation);
        var entry = entries.FirstOrDefault(entry => entry.Name == rule);
        var notes = RuleNotes.Of(entries).GetValueOrDefault(rule, []);
        using var journal = ReadJournal();
        return
        [
            .. options.Accounts.Where(account => request.Account is null ? account.Runs(rule) : account.Name == request.Account).Select(account => WhyReports.Of(
                account, rule, entry, at,
                new RulePast(
                    (before, after) => journal?.DuesAround(account.Name, rule, at, before, after) ?? [], id => journal?.Run(id), () => journal?.PendingDues(account.Name) ?? [],
                    journal?.Pauses(account.Name) ?? [], journal?.Kills(account.Name) ?? [], time.GetUtcNow()),
                notes, zones: null)),
        ];
    }

    /// <summary>As the last host left it.</summary>
    public Task<IReadOnlyList<BudgetReport>> Budgets(CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<BudgetReport>>([.. options.Accounts.Select(account => BudgetReports.Kept(options, account, time))]);

    public async Task<IReadOnlyList<RunReport>> Runs(RunQuery query, CancellationToken cancellation)
    {
        using var journal = ReadJournal();
        if (query.Status != RunStatus.Queued)
            return await NotLogged(journal).Find(query, more => FromLog(runs => runs.Find(more)));
        return RunReports.Queued(query, options.Accounts.Select(account => account.Name), account => journal?.PendingDues(account) ?? []);
    }

    public async Task<RunReport> ShowRun(string id, CancellationToken cancellation)
    {
        using var journal = ReadJournal();
        if (RunReports.Queued(id, options.Accounts.Select(account => account.Name), account => journal?.PendingDues(account) ?? []) is { } queued)
            return queued;
        var run = NotLogged(journal).Show(id) ?? await FromLog(runs => runs.Show(id));
        return run with { BodiesGoneAt = journal?.Run(new RunId(run.Run))?.BodiesGoneAt };
    }

    /// <summary>Holds the data folder meanwhile, so that no host follows the journal beside it.</summary>
    public async Task<LogRebuildReport> RebuildLog(LogRebuildRequest request, CancellationToken cancellation) =>
        await LogRebuildReport.Of((await OpenEngine()).Log, request, cancellation);

    public async ValueTask DisposeAsync()
    {
        if (_engine is not null)
        {
            // Left, it would go on in the next host; who stopped the command does not expect that.
            foreach (var account in _engine.Accounts)
            {
                foreach (var run in account.Dispatcher.Active)
                    account.Dispatcher.Cancel(run.Id, "The command that started it was stopped.");
            }

            await _engine.DisposeAsync();
        }

        if (_workshop is not null)
            await _workshop.DisposeAsync();
        _data?.Dispose();
        logs.Dispose();
    }

    private async Task<AccountReport> Account(AccountOptions account, DataFolder data, IJournal journal, CancellationToken cancellation)
    {
        try
        {
            if (_engine?.Account(account.Name) is { } served)
                return await AccountReports.Of(served.Link, cancellation);
            await using var link = await Link(account, data, journal, cancellation);
            return await AccountReports.Of(link, cancellation);
        }
        catch (StartupException e)
        {
            return AccountReports.Closed(account, e.Message);
        }
    }

    private Task<AccountLink> Link(AccountOptions account, DataFolder data, IJournal journal, CancellationToken cancellation) => AccountLink.Open(
        options, account, data, since => journal.LateWrites(account.Name, since), paused: null, anyPort: true, time, logs, cancellation);

    /// <summary>The data folder is this process's, so nobody else has the account's runs, and the journal says whose they are.</summary>
    private async Task<AccountHold?> Hold(AccountOptions account, CancellationToken cancellation)
    {
        var engine = await OpenEngine();
        var fence = engine.Account(account.Name)?.Fence ?? await engine.Journal.Take(account.Name, identity: null, cancellation);
        return new AccountHold(fence, Dispatcher: null, async (query, token) =>
        {
            await using var link = await Link(account, _data!, engine.Journal, token);
            return await link.Client.Answer(query, RequestSource.Person(), token);
        });
    }

    /// <summary>Null where there is none, or one that only a host may bring up to date: then nothing is known of quarantines.</summary>
    private JournalReader? ReadJournal()
    {
        try
        {
            return File.Exists(DataFolder.JournalIn(options.Data)) ? SqliteJournal.OpenReadOnly(DataFolder.JournalIn(options.Data)) : null;
        }
        catch (JournalException)
        {
            return null;
        }
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

    private RunsNotLogged NotLogged(JournalReader? journal) => new(journal, Path.Combine(options.Data, "log"));

    private Workshop OpenWorkshop() => _workshop ??= new Workshop(options, time, logs);

    private async Task<IReadOnlyList<CatalogEntry>> Build(CancellationToken cancellation) =>
        await OpenWorkshop().BuildAll(cancellation);

    private async Task<Engine> OpenEngine()
    {
        _data ??= DataFolder.Open(options.Data);
        return _engine ??= await Engine.Open(options, _data, OpenWorkshop(), _ => null, isCommand: true, time, logs);
    }

    private async Task<Demands> Demands(IReadOnlyList<CatalogEntry> rules)
    {
        var engine = await OpenEngine();
        return new Demands(engine, options.Accounts, async (account, token) => await engine.Serve(account, token), () => rules, OpenWorkshop().Snippets, queued: false);
    }
}
