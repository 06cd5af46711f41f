using System.Runtime.CompilerServices;
using Automator.Host.Broker;
using Automator.Host.Configuration;
using Automator.Host.Journal;
using Automator.Host.Rules;
using Automator.Host.Runs;
using Automator.Sdk.Protocol;

namespace Automator.Host.Control;

/// <summary>Runs what a person asks for, and follows it.</summary>
/// <param name="engine">Runs it.</param>
/// <param name="accounts">Those of automator.json.</param>
/// <param name="open">An account, or null where it is not served.</param>
/// <param name="rules">The rules as they are now.</param>
/// <param name="snippets">Builds what is typed.</param>
/// <param name="queued">True in a host, where a run waits its turn; false in a command, which runs nothing else.</param>
internal sealed class Demands(
    Engine engine, IReadOnlyList<AccountOptions> accounts, Func<AccountOptions, CancellationToken, Task<ServedAccount?>> open,
    Func<IReadOnlyList<CatalogEntry>> rules, SnippetBuilder snippets, bool queued)
{
    private readonly RunFinder _finder = new(engine);

    internal async IAsyncEnumerable<RunEvent> Run(RunRequest request, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (entry, account, why) = await Ready(RulePath.Named(request.Rule).Value, request.Account, cancellation);
        if (entry is null || account is null)
        {
            yield return why!;
            yield break;
        }

        var demanded = await DemandedRun.Of(
            account.Name, entry, request.Handler, request.Dry, request.Payload, account.Link.Client, engine.Time, cancellation);
        await foreach (var happened in Follow(demanded, account, entry, cancellation))
            yield return happened;
    }

    /// <summary>Starts afresh what another run was at, once the person has seen what that one had done.</summary>
    internal async IAsyncEnumerable<RunEvent> Again(AgainRequest request, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (run, why) = await Repeatable(request);
        if (run is null)
        {
            yield return why!;
            yield break;
        }

        var (entry, account, obstacle) = await Ready(run.Rule.Value, run.Account, cancellation);
        if (entry is null || account is null)
        {
            yield return obstacle!;
            yield break;
        }

        await foreach (var happened in Follow(DemandedRun.Again(run, entry, engine.Time), account, entry, cancellation))
            yield return happened;
    }

    internal async IAsyncEnumerable<RunEvent> RunSnippet(SnippetRequest request, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var build = await snippets.Build(request.Text, cancellation);
        if (build.Image is not { } image)
        {
            yield return new RunEvent.NotStarted(Lines(build.Errors), IsRefusal: true);
            yield break;
        }

        var (account, refusal) = await Open(request.Account, rule: null, cancellation);
        if (account is null)
        {
            yield return new RunEvent.NotStarted(refusal!);
            yield break;
        }

        var now = engine.Time.GetUtcNow();
        var due = new Due
        {
            Key = $"console:{Guid.CreateVersion7(now):N}",
            Account = account.Name,
            Rule = ConsoleSnippet.Rule,
            Handler = ConsoleSnippet.Handler,
            Trigger = Trigger.Demand,
            At = now,
            CreatedAt = now,
            Dry = request.Dry,
        };
        await foreach (var happened in Follow(account, due, image, queue: false, cancellation))
            yield return happened;
    }

    private async Task<(RunRecord? Run, RunEvent.NotStarted? Why)> Repeatable(AgainRequest request)
    {
        try
        {
            var run = await _finder.Find(request.Run);
            return Afresh.Refusal(run, engine.Journal.Effects(run.Id), request.IsConfirmed) is { } refusal ? (null, refusal) : (run, null);
        }
        catch (NoSuchRunException e)
        {
            return (null, new RunEvent.NotStarted(e.Message));
        }
    }

    /// <summary>A rule that builds and may run, on an account that is served; or why not.</summary>
    private async Task<(CatalogEntry? Rule, ServedAccount? Account, RunEvent.NotStarted? Why)> Ready(string name, string? on, CancellationToken cancellation)
    {
        if (rules().FirstOrDefault(r => r.Name.Value == name) is not { } entry)
            return (null, null, new($"There is no rule '{name}'. There are: {string.Join(", ", rules().Select(r => r.Name))}."));
        if (entry.Errors.Count > 0 || entry.Live is null)
            return (null, null, new(Lines(entry.Errors), IsRefusal: true));
        var (account, refusal) = await Open(on, entry.Name, cancellation);
        if (account is null)
            return (null, null, new(refusal!));
        return Quarantine.Of(engine.Journal.Kills(account.Name), entry.Live, entry.Name) is { } quarantined
            ? (null, null, new(quarantined, IsRefusal: true))
            : (entry, account, null);
    }

    private async Task<(ServedAccount? Account, string? Refusal)> Open(string? named, RuleName? rule, CancellationToken cancellation)
    {
        var choice = AccountChoice.Of(accounts, named, rule);
        if (choice.Account is not { } chosen)
            return (null, choice.Refusal);
        return await open(chosen, cancellation) is { } account
            ? (account, null)
            : (null, $"The account '{chosen.Name}' is not served now. {engine.Problem(chosen.Name)}".TrimEnd());
    }

    private IAsyncEnumerable<RunEvent> Follow(DemandedRun demanded, ServedAccount account, CatalogEntry entry, CancellationToken cancellation) =>
        demanded.Due is { } due
            ? Follow(account, due, entry.Live!, queued, cancellation)
            : new RunEvent[] { new RunEvent.NotStarted(demanded.Refusal!) }.ToAsyncEnumerable();

    private IAsyncEnumerable<RunEvent> Follow(ServedAccount account, Due due, RuleImage image, bool queue, CancellationToken cancellation) => engine.Feed.Follow(
        due.Key,
        () => queue ? Queue(account, due, cancellation) : account.Dispatcher.StartNow(due, image, cancellation),
        cancellation);

    private async Task Queue(ServedAccount account, Due due, CancellationToken cancellation)
    {
        var result = await account.Dues.Add([new JournalOperation.AddDue(due)], cancellation);
        if (result != CommitResult.Done)
            engine.Feed.Publish(due.Key, new RunEvent.NotStarted(Dispatcher.NotTaken(result)));
    }

    private static string Lines(IEnumerable<SourceError> errors) => string.Join(Environment.NewLine, errors);
}
