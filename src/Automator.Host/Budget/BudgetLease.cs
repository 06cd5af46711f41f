namespace Automator.Host.Budget;

/// <summary>
/// The right to make one request, now. Disposed once, when the answer is there whole or is known never to come: what the
/// server counts is when a request arrives, which is no later than its answer.
/// </summary>
internal readonly struct BudgetLease : IDisposable
{
    private readonly RequestBudget _budget;
    private readonly RequestKind _kind;
    private readonly Spender _spender;

    internal BudgetLease(RequestBudget budget, RequestKind kind, Spender spender) => (_budget, _kind, _spender) = (budget, kind, spender);

    public void Dispose() => End(RequestEnding.Answered);

    /// <summary>Instead of disposing, where there is no answer.</summary>
    internal void End(RequestEnding ending) => _budget.Release(_kind, _spender, ending);
}

internal enum RequestEnding
{
    Answered,

    /// <summary>Nobody knows when, or whether, it arrived: its slot is kept one window more.</summary>
    Lost,

    /// <summary>It never left: its slot is free again.</summary>
    Unsent,
}
