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
    internal async IAsyncEnumerable<RunEvent> Run(RunRequest request, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var name = request.Rule.EndsWith(".csx", StringComparison.OrdinalIgnoreCase) ? request.Rule[..^4] : request.Rule;
        if (rules().FirstOrDefault(r => r.Name.Value == name) is not { } entry)
        {
            yield return new RunEvent.NotStarted($"There is no rule '{name}'. There are: {string.Join(", ", rules().Select(r => r.Name))}.");
            yield break;
        }

        if (entry.Errors.Count > 0 || entry.Live is null)
        {
            yield return new RunEvent.NotStarted(Lines(entry.Errors), IsRefusal: true);
            yield break;
        }

        var (account, refusal) = await Open(request.Account, entry.Name, cancellation);
        if (account is null)
        {
            yield return new RunEvent.NotStarted(refusal!);
            yield break;
        }

        if (Quarantine.Of(engine.Journal.Kills(account.Name), entry.Live, entry.Name) is { } quarantined)
        {
            yield return new RunEvent.NotStarted(quarantined, IsRefusal: true);
            yield break;
        }

        var demanded = await DemandedRun.Of(
            account.Name, entry, request.Handler, request.Dry, request.Payload, account.Link.Client, engine.Time, cancellation);
        if (demanded.Due is not { } due)
        {
            yield return new RunEvent.NotStarted(demanded.Refusal!);
            yield break;
        }

        await foreach (var happened in Follow(account, due, entry.Live, queued, cancellation))
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

    private async Task<(ServedAccount? Account, string? Refusal)> Open(string? named, RuleName? rule, CancellationToken cancellation)
    {
        var choice = AccountChoice.Of(accounts, named, rule);
        if (choice.Account is not { } chosen)
            return (null, choice.Refusal);
        return await open(chosen, cancellation) is { } account
            ? (account, null)
            : (null, $"The account '{chosen.Name}' is not served now. {engine.Problem(chosen.Name)}".TrimEnd());
    }

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
