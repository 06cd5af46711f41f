using Automator.Host.Broker;
using Automator.Host.Control;

namespace Automator.Tests.Control;

/// <summary>Says what the test gave it, and remembers what it was asked.</summary>
internal sealed class StubAutomator : IAutomator
{
    internal IReadOnlyList<RuleReport> RuleReports { get; set; } = [];

    internal IReadOnlyList<RunReport> RunReports { get; set; } = [];

    internal IReadOnlyList<BudgetReport> BudgetReports { get; set; } = [];

    internal RunQuery? Query { get; private set; }

    internal RunRequest? Request { get; private set; }

    internal SnippetRequest? SnippetRequest { get; private set; }

    internal Func<CancellationToken, IAsyncEnumerable<RunEvent>> Events { get; set; } = _ => AsyncEnumerable.Empty<RunEvent>();

    public Task<IReadOnlyList<RuleReport>> Rules(CancellationToken cancellation) => Task.FromResult(RuleReports);

    public Task<IReadOnlyList<BudgetReport>> Budgets(CancellationToken cancellation) => Task.FromResult(BudgetReports);

    internal IReadOnlyList<AccountReport> AccountReports { get; set; } = [];

    public Task<IReadOnlyList<AccountReport>> Accounts(CancellationToken cancellation) => Task.FromResult(AccountReports);

    internal ReleaseRequest? ReleaseRequest { get; private set; }

    public Task<ReleaseReport> Release(ReleaseRequest request, CancellationToken cancellation)
    {
        ReleaseRequest = request;
        return Task.FromResult(new ReleaseReport { Released = ["main"], Problems = ["The other one is away."] });
    }

    internal PauseRequest? PauseRequest { get; private set; }

    public Task<PauseReport> Pause(PauseRequest request, CancellationToken cancellation)
    {
        PauseRequest = request;
        return Task.FromResult(new PauseReport { Accounts = ["main"], Problems = ["The other one is away."] });
    }

    internal WhyRequest? WhyRequest { get; private set; }

    public Task<IReadOnlyList<WhyReport>> Why(WhyRequest request, CancellationToken cancellation)
    {
        WhyRequest = request;
        return Task.FromResult<IReadOnlyList<WhyReport>>([new WhyReport { Account = "main", At = request.At ?? default }]);
    }

    internal CancelRequest? CancelRequest { get; private set; }

    public Task<CancelReport> Cancel(CancelRequest request, CancellationToken cancellation)
    {
        CancelRequest = request;
        return Task.FromResult(CancelReports);
    }

    internal CancelReport CancelReports { get; set; } = new();

    internal ResolveRequest? ResolveRequest { get; private set; }

    public async Task<ResolveReport> Resolve(ResolveRequest request, CancellationToken cancellation)
    {
        ResolveRequest = request;
        return new ResolveReport { Did = "It is settled.", Problem = "Not whole.", Run = await ShowRun(request.Run, cancellation) };
    }

    internal AgainRequest? AgainRequest { get; private set; }

    public IAsyncEnumerable<RunEvent> RunAgain(AgainRequest request, CancellationToken cancellation)
    {
        AgainRequest = request;
        return Events(cancellation);
    }

    public IAsyncEnumerable<RunEvent> Run(RunRequest request, CancellationToken cancellation)
    {
        Request = request;
        return Events(cancellation);
    }

    public IAsyncEnumerable<RunEvent> RunSnippet(SnippetRequest request, CancellationToken cancellation)
    {
        SnippetRequest = request;
        return Events(cancellation);
    }

    public Task<IReadOnlyList<RunReport>> Runs(RunQuery query, CancellationToken cancellation)
    {
        Query = query;
        return Task.FromResult(RunReports);
    }

    public Task<RunReport> ShowRun(string id, CancellationToken cancellation) => RunReports.FirstOrDefault(run => run.Run == id) is { } run
        ? Task.FromResult(run)
        : throw new NoSuchRunException($"No run begins with '{id}'.");

    internal LogRebuildRequest? RebuildRequest { get; private set; }

    internal Func<LogRebuildReport> Rebuilt { get; set; } = () => new LogRebuildReport();

    public Task<LogRebuildReport> RebuildLog(LogRebuildRequest request, CancellationToken cancellation)
    {
        RebuildRequest = request;
        return Task.FromResult(Rebuilt());
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
