namespace Automator.Host.Budget;

/// <summary>What is spent and who waits, at one moment.</summary>
internal sealed record BudgetState
{
    internal required BudgetShare Reads { get; init; }

    internal required BudgetShare Writes { get; init; }

    /// <summary>Null while the account may be asked.</summary>
    internal DateTimeOffset? PausedUntil { get; init; }
}

internal sealed record BudgetShare
{
    /// <summary>Slots taken by requests under way and by those answered within the last window.</summary>
    internal required int Used { get; init; }

    internal required int UnderWay { get; init; }

    internal required int Limit { get; init; }

    /// <summary>Of the limit, what only persons and the account watch may take.</summary>
    internal required int Reserve { get; init; }

    /// <summary>What others on the same address and account were seen to spend in the server's current window.</summary>
    internal required int HeldForOthers { get; init; }

    /// <summary>How the server's count differs from ours, in words; null where it does not.</summary>
    internal string? Mismatch { get; init; }

    internal required IReadOnlyDictionary<string, int> UsedByRule { get; init; }

    internal required IReadOnlyDictionary<string, int> WaitingByRule { get; init; }

    /// <summary>When the last that waits now will have gone, if nobody else comes; null while nobody waits.</summary>
    internal DateTimeOffset? WaitingUntil { get; init; }
}
