using Automator.Host.Budget;
using Automator.Host.Journal;
using Automator.Host.Runs;
using Automator.Sdk.Protocol;

namespace Automator.Host.Control;

/// <summary>By what an account's runs are changed: a host that serves it, or a command on the files, which asks the account for nothing.</summary>
/// <param name="Fence">Who may write.</param>
/// <param name="Dispatcher">Has the runs under way; null where none can be.</param>
/// <param name="Ask">Reads from the account, where that is needed after all.</param>
internal sealed record AccountHold(Fence Fence, Dispatcher? Dispatcher, Func<Operation, CancellationToken, Task<object>> Ask)
{
    internal static AccountHold Of(ServedAccount account) => new(
        account.Fence, account.Dispatcher, (query, cancellation) => account.Link.Client.Answer(query, RequestSource.Person(), cancellation));
}
