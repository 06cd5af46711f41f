using Automator.Sdk.Protocol;

namespace Automator.Host.Basecamp;

/// <summary>A request that did not do what it was for.</summary>
internal sealed class CallFailedException(CallFailure failure, Exception? inner = null) : Exception(failure.Message, inner)
{
    internal CallFailure Failure => failure;

    /// <summary>The HTTP status, where one came.</summary>
    internal int? Status { get; init; }

    /// <summary>True when an effect may have been done all the same: it was sent, and what came back does not settle it.</summary>
    internal bool IsInDoubt { get; init; }

    /// <summary>True when automator.json has to change: the account is somewhere else.</summary>
    internal bool IsConfiguration { get; init; }
}
