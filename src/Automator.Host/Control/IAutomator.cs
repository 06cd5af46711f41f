using Automator.Host.Broker;

namespace Automator.Host.Control;

/// <summary>
/// What a person can ask of Automator: of a host that runs, over its control API, or of this process on the files
/// themselves where none runs. The same words either way.
/// </summary>
internal interface IAutomator : IAsyncDisposable
{
    Task<IReadOnlyList<RuleReport>> Rules(CancellationToken cancellation);

    /// <summary>Who each configured account is, and whether it answers: asked now.</summary>
    Task<IReadOnlyList<AccountReport>> Accounts(CancellationToken cancellation);

    /// <summary>Lets a rule run again whose runs had to be killed.</summary>
    Task<ReleaseReport> Release(ReleaseRequest request, CancellationToken cancellation);

    /// <summary>Pauses a rule, or all, or lets them go on: what is due waits meanwhile, but for what a person asks for.</summary>
    Task<PauseReport> Pause(PauseRequest request, CancellationToken cancellation);

    /// <summary>Ends runs that are under way, wait, or are queued.</summary>
    Task<CancelReport> Cancel(CancelRequest request, CancellationToken cancellation);

    /// <summary>Takes a person's word on an effect of which nobody can tell whether it was done; with the last one the run goes on.</summary>
    /// <exception cref="NoSuchRunException">None begins like this, or more than one does.</exception>
    Task<ResolveReport> Resolve(ResolveRequest request, CancellationToken cancellation);

    /// <summary>Starts a run afresh: a new one of the same rule, handler and payload. Followed like <see cref="Run"/>.</summary>
    IAsyncEnumerable<RunEvent> RunAgain(AgainRequest request, CancellationToken cancellation);

    /// <summary>Starts a run and follows it; the last event is <see cref="RunEvent.Ended"/> or <see cref="RunEvent.NotStarted"/>.</summary>
    IAsyncEnumerable<RunEvent> Run(RunRequest request, CancellationToken cancellation);

    /// <summary>Runs what was typed into the console.</summary>
    IAsyncEnumerable<RunEvent> RunSnippet(SnippetRequest request, CancellationToken cancellation);

    /// <summary>Why a rule ran around some instant, or did not, on each account that is asked about.</summary>
    /// <returns>Nothing where there is no such account.</returns>
    Task<IReadOnlyList<WhyReport>> Why(WhyRequest request, CancellationToken cancellation);

    /// <summary>What is spent of each account's budget, and who waits.</summary>
    Task<IReadOnlyList<BudgetReport>> Budgets(CancellationToken cancellation);

    /// <summary>The log, newest first.</summary>
    Task<IReadOnlyList<RunReport>> Runs(RunQuery query, CancellationToken cancellation);

    /// <summary>One run whole.</summary>
    /// <param name="id">Its id, or the first characters of it.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="NoSuchRunException">None begins like this, or more than one does.</exception>
    Task<RunReport> ShowRun(string id, CancellationToken cancellation);

    /// <summary>Makes the log anew: from the journal, and what that has no more from what is there.</summary>
    Task<LogRebuildReport> RebuildLog(LogRebuildRequest request, CancellationToken cancellation);
}

internal sealed class NoSuchRunException(string message) : Exception(message);
