namespace Automator.Sdk;

/// <summary>Something went wrong at the account. The leaves say what; the message says what to do.</summary>
public abstract class BasecampException : Exception
{
    private protected BasecampException(string message) : base(message)
    {
    }

    /// <summary>The account's name in <c>automator.json</c>.</summary>
    public string? Account { get; internal init; }

    /// <summary>The HTTP method of the request that failed.</summary>
    public string? Method { get; internal init; }

    /// <summary>The path of the request that failed.</summary>
    public string? Path { get; internal init; }

    /// <summary>True when the same call may succeed later.</summary>
    public bool MayRetry { get; internal init; }

    /// <summary>The number of the call in its run.</summary>
    internal long? Call { get; set; }
}

/// <summary>The record does not exist, or the account's token does not see it.</summary>
public sealed class NotFoundException(string message) : BasecampException(message);

/// <summary>The account's token may not do this.</summary>
public sealed class ForbiddenException(string message) : BasecampException(message);

/// <summary>A name means more than one record; the message lists them.</summary>
public sealed class AmbiguousException(string message) : BasecampException(message);

/// <summary>The account refused what was sent.</summary>
public sealed class InvalidException(string message) : BasecampException(message)
{
    /// <summary>What the account said, line by line.</summary>
    public IReadOnlyList<string> Errors { get; internal init; } = [];
}

/// <summary>The account did not answer, or answered that it cannot now.</summary>
public sealed class UnavailableException(string message) : BasecampException(message);

/// <summary>The account answered with something that cannot be read.</summary>
public sealed class UnreadableException(string message) : BasecampException(message);
