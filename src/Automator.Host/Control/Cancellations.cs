using Automator.Host.Configuration;
using Automator.Host.Journal;
using Automator.Host.Rules;
using Automator.Host.Runs;

namespace Automator.Host.Control;

/// <summary>Ends runs because a person says so: those under way at their next call, those that wait, and those that have not begun.</summary>
/// <param name="options">The whole configuration.</param>
/// <param name="engine">Its journal knows them.</param>
/// <param name="hold">By what an account's runs are changed; null where it is not served.</param>
internal sealed class Cancellations(AutomatorOptions options, Engine engine, Func<AccountOptions, CancellationToken, Task<AccountHold?>> hold)
{
    private const string Reason = "Cancelled by a person.";

    /// <summary>How long a run that was told to end is waited for: its worker is killed before, so only a request under way takes longer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly RunFinder _finder = new(engine);

    internal async Task<CancelReport> Cancel(CancelRequest request, CancellationToken cancellation)
    {
        if (request.Account is { } named && options.Accounts.All(account => account.Name != named))
            return new CancelReport { Problems = [AccountChoice.Of(options.Accounts, named, rule: null).Refusal!] };
        var report = new CancelReport();
        foreach (var id in request.Runs)
            report = report.With(id.Contains(':') ? await CancelDue(id, cancellation) : await CancelRun(id, cancellation));
        return request.Rule is { } rule ? report.With(await CancelRule(rule, request.Account, cancellation)) : report;
    }

    private async Task<CancelReport> CancelRun(string id, CancellationToken cancellation)
    {
        RunRecord run;
        try
        {
            run = await _finder.Find(id);
        }
        catch (NoSuchRunException e)
        {
            return CancelReport.Not(e.Message);
        }

        return run.Status switch
        {
            RunStatus.Running or RunStatus.Waiting => await On(run.Account, held => End(held, run, cancellation), cancellation),
            RunStatus.InDoubt => CancelReport.Not($"The run {run.Id} is in doubt and does nothing. 'automator runs resolve {run.Id} --give-up' ends it."),
            _ => CancelReport.Not($"The run {run.Id} has ended already: {StatusWords.Of(run.Status)}."),
        };
    }

    private async Task<CancelReport> CancelDue(string key, CancellationToken cancellation) =>
        options.Accounts.SelectMany(account => engine.Journal.PendingDues(account.Name)).FirstOrDefault(due => due.Key == key) is { } due
            ? await On(due.Account, held => Drop(held, due, cancellation), cancellation)
            : CancelReport.Not($"Nothing is queued as '{key}'. 'automator runs --status queued' lists what is.");

    /// <summary>What is queued first: what begins meanwhile is then found under way.</summary>
    private async Task<CancelReport> CancelRule(string name, string? account, CancellationToken cancellation)
    {
        var rule = RulePath.Named(name);
        var report = new CancelReport();
        foreach (var one in options.Accounts.Where(one => account is null || one.Name == account))
        {
            var queued = engine.Journal.PendingDues(one.Name).Where(due => due.Rule == rule).ToList();
            if (queued.Count > 0 || Open(one.Name, rule).Any())
                report = report.With(await On(one.Name, held => All(held, queued), cancellation));
        }

        return report is { Runs.Count: 0, Problems.Count: 0 } ? CancelReport.Not($"No run of '{rule}' is under way, waits, or is queued.") : report;

        async Task<CancelReport> All(AccountHold held, IEnumerable<Due> queued)
        {
            var all = new CancelReport();
            foreach (var due in queued)
                all = all.With(await Drop(held, due, cancellation));
            return (await Task.WhenAll(Open(held.Fence.Account, rule).Select(run => End(held, run, cancellation)))).Aggregate(all, (before, one) => before.With(one));
        }
    }

    private IEnumerable<RunRecord> Open(string account, RuleName rule) =>
        engine.Journal.RunsIn(account, RunStatus.Running).Concat(engine.Journal.RunsIn(account, RunStatus.Waiting)).Where(run => run.Rule == rule);

    private async Task<CancelReport> On(string account, Func<AccountHold, Task<CancelReport>> act, CancellationToken cancellation) =>
        options.Accounts.FirstOrDefault(one => one.Name == account) is not { } configured
            ? CancelReport.Not($"There is no account '{account}' in automator.json any more.")
            : await hold(configured, cancellation) is { } held
                ? await act(held)
                : CancelReport.Not($"The account '{account}' is not served now. {engine.Problem(account)}".TrimEnd());

    private async Task<CancelReport> Drop(AccountHold held, Due due, CancellationToken cancellation)
    {
        var dropped = held.Dispatcher is { } dispatcher
            ? await dispatcher.Cancel(due, Reason, cancellation)
            : await Commit(held, new JournalOperation.DropDue(due.Key, Reason, engine.Time.GetUtcNow()), cancellation);
        if (dropped)
            return CancelReport.Of(new CancelledRun { Run = due.Key, Account = due.Account, Rule = due.Rule.Value, Was = RunStatus.Queued, Status = RunStatus.Cancelled });
        return Open(due.Account, due.Rule).FirstOrDefault(run => run.DueKey == due.Key) is { } begun
            ? await End(held, begun, cancellation)
            : CancelReport.Not($"'{due.Key}' is not queued any more.");
    }

    private async Task<CancelReport> End(AccountHold held, RunRecord run, CancellationToken cancellation)
    {
        var found = held.Dispatcher is { } dispatcher
            ? await Tell(dispatcher, run, cancellation)
            : await Commit(held, new JournalOperation.MoveRun(run.Id, run.Status, Ended(run)), cancellation);
        var status = engine.Journal.Run(run.Id)!.Status;
        return status is not (RunStatus.Cancelled or RunStatus.Running or RunStatus.Waiting)
                ? CancelReport.Not($"The run {run.Id} ended before it heard of it: {StatusWords.Of(status)}.")
            : status == RunStatus.Cancelled || found
                ? CancelReport.Of(new CancelledRun { Run = run.Id.Value, Account = run.Account, Rule = run.Rule.Value, Was = run.Status, Status = status })
            : CancelReport.Not($"The run {run.Id} is not this host's to cancel: another has taken over the account '{run.Account}'.");
    }

    /// <returns>False when it is not under way there.</returns>
    private async Task<bool> Tell(Dispatcher dispatcher, RunRecord run, CancellationToken cancellation)
    {
        var gone = dispatcher.Gone(run.Id);
        if (!dispatcher.Cancel(run.Id, Reason))
            return false;
        await gone.WaitAsync(Patience, engine.Time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return true;
    }

    private async Task<bool> Commit(AccountHold held, JournalOperation operation, CancellationToken cancellation)
    {
        var result = await engine.Journal.Commit(held.Fence, [operation], cancellation);
        engine.Log.Poke();
        return result == CommitResult.Done;
    }

    private RunEnd Ended(RunRecord run) => new()
    {
        Status = RunStatus.Cancelled,
        At = engine.Time.GetUtcNow(),
        Reason = Reason,
        Writes = engine.Journal.Effects(run.Id).Count,
    };
}
