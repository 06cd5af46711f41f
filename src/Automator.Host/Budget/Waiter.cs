namespace Automator.Host.Budget;

/// <summary>One call that waits for its slot.</summary>
internal sealed class Waiter(Spender spender, RequestPriority priority, long order)
{
    private readonly TaskCompletionSource<BudgetLease> _turn = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal Spender Spender => spender;

    internal RequestPriority Priority => priority;

    /// <summary>Lower came earlier.</summary>
    internal long Order => order;

    internal LinkedListNode<Waiter>? Place { get; set; }

    internal CancellationTokenRegistration Registration { get; set; }

    internal Task<BudgetLease> Turn => _turn.Task;

    internal void Serve(BudgetLease lease)
    {
        // Not disposed, which would wait for a callback that waits for the budget's lock.
        Registration.Unregister();
        _turn.SetResult(lease);
    }

    internal void Cancel(CancellationToken cancellation) => _turn.SetCanceled(cancellation);
}
