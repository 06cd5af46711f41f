using Automator.Host.Configuration;
using Automator.Host.Journal;
using Automator.Host.Runs;

namespace Automator.Host.Control;

/// <summary>Brings a person's word to a run in doubt, wherever that is, and has the run taken up again.</summary>
/// <param name="options">The whole configuration.</param>
/// <param name="engine">Its journal has the run.</param>
/// <param name="hold">By what an account's runs are changed; null where it is not served.</param>
internal sealed class Settlements(AutomatorOptions options, Engine engine, Func<AccountOptions, CancellationToken, Task<AccountHold?>> hold)
{
    private readonly RunFinder _finder = new(engine);

    /// <exception cref="NoSuchRunException">None begins like this, or more than one does.</exception>
    internal async Task<ResolveReport> Resolve(ResolveRequest request, CancellationToken cancellation)
    {
        var run = await _finder.Find(request.Run);
        var (did, problem) = await Resolve(run, request, cancellation);
        return new ResolveReport { Did = did, Problem = problem, Run = RunReports.Of(engine.Journal, engine.Journal.Run(run.Id)!) };
    }

    private async Task<(string? Did, string? Problem)> Resolve(RunRecord run, ResolveRequest request, CancellationToken cancellation)
    {
        if (run.Status != RunStatus.InDoubt)
            return (null, RunDoubts.NotInDoubt(run.Id.Value, run.Status));
        if (options.Accounts.FirstOrDefault(account => account.Name == run.Account) is not { } account)
            return (null, $"There is no account '{run.Account}' in automator.json any more.");
        if (await hold(account, cancellation) is not { } held)
            return (null, $"The account '{run.Account}' is not served now. {engine.Problem(run.Account)}".TrimEnd());

        var (did, problem, status) = await new RunDoubts(engine.Journal, held.Fence, held.Ask, engine.Time).Say(run, request.Word, request.Effect, request.Id, cancellation);
        engine.Log.Poke();
        if (did is null)
            return (null, problem);
        if (status == RunStatus.Running && held.Dispatcher is { } dispatcher)
            await dispatcher.TakeUp(engine.Journal.Run(run.Id)!);
        return status switch
        {
            RunStatus.Running => ($"{did} The run goes on{(held.Dispatcher is null ? " when a host starts" : "")}.", null),
            RunStatus.Interrupted => ($"{did} The run cannot go on from there, and has ended.", null),
            _ => (did, null),
        };
    }
}
