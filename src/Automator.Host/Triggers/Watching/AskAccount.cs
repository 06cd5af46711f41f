using Automator.Sdk.Protocol;

namespace Automator.Host.Triggers.Watching;

/// <summary>Asks the account a query, within the watch's share of its budget.</summary>
/// <returns>An object of the query's result type.</returns>
/// <exception cref="Basecamp.CallFailedException">The account did not answer it.</exception>
internal delegate Task<object> AskAccount(Operation query, CancellationToken cancellation);
