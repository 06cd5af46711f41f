using Automator.Sdk.Protocol;

namespace Automator.Sdk;

/// <summary>Turns a failure from the wire into the exception a rule sees.</summary>
internal static class CallErrors
{
    /// <param name="failure">As the host tells it.</param>
    /// <param name="call">The number of the call that failed.</param>
    internal static Exception ToException(this CallFailure failure, long call)
    {
        var exception = ToException(failure);
        if (exception is BasecampException ofCall)
            ofCall.Call = call;
        return exception;
    }

    private static Exception ToException(CallFailure failure) => failure.Kind switch
    {
        CallFailureKind.NotFound => new NotFoundException(failure.Message) { Account = failure.Account, Method = failure.Method, Path = failure.Path, MayRetry = failure.MayRetry },
        CallFailureKind.Forbidden => new ForbiddenException(failure.Message) { Account = failure.Account, Method = failure.Method, Path = failure.Path, MayRetry = failure.MayRetry },
        CallFailureKind.Ambiguous => new AmbiguousException(failure.Message) { Account = failure.Account, Method = failure.Method, Path = failure.Path, MayRetry = failure.MayRetry },
        CallFailureKind.Invalid => new InvalidException(failure.Message) { Account = failure.Account, Method = failure.Method, Path = failure.Path, MayRetry = failure.MayRetry, Errors = failure.Errors },
        CallFailureKind.Unavailable => new UnavailableException(failure.Message) { Account = failure.Account, Method = failure.Method, Path = failure.Path, MayRetry = failure.MayRetry },
        CallFailureKind.Unreadable => new UnreadableException(failure.Message) { Account = failure.Account, Method = failure.Method, Path = failure.Path, MayRetry = failure.MayRetry },
        CallFailureKind.Stopped => new RunStoppedException(failure.Message),
        _ => throw new ArgumentOutOfRangeException(nameof(failure), failure.Kind, "A kind of failure without an exception."),
    };
}
