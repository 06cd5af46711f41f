using Automator.Host.Budget;
using Automator.Host.Configuration;

namespace Automator.Host.Control;

/// <summary>An account's budget as people see it.</summary>
internal sealed record BudgetReport
{
    public required string Account { get; init; }

    /// <summary>False where nobody serves the account: then nothing is asked, and nobody waits.</summary>
    public required bool Running { get; init; }

    /// <summary>Why a host that runs does not serve it.</summary>
    public string? Problem { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>The account has asked to be left alone until then.</summary>
    public DateTimeOffset? PausedUntil { get; init; }

    public required BudgetKindReport Reads { get; init; }

    public required BudgetKindReport Writes { get; init; }
}

/// <summary>One kind of request, counted over any window.</summary>
internal sealed record BudgetKindReport
{
    /// <summary>Under way, or answered within the last window.</summary>
    public required int Used { get; init; }

    public required int UnderWay { get; init; }

    public required int Limit { get; init; }

    /// <summary>Of the limit, what only persons and the account watch may take.</summary>
    public required int Reserve { get; init; }

    /// <summary>What others on the same address and account spend.</summary>
    public required int Others { get; init; }

    /// <summary>How the account's own count differs from ours, in words.</summary>
    public string? Mismatch { get; init; }

    public required IReadOnlyDictionary<string, int> UsedBy { get; init; }

    public required IReadOnlyDictionary<string, int> WaitingBy { get; init; }

    /// <summary>When the last that waits now will have gone, if nobody else comes.</summary>
    public DateTimeOffset? WaitingUntil { get; init; }
}

internal static class BudgetReports
{
    internal static BudgetReport Of(string account, bool running, BudgetState state, DateTimeOffset at) => new()
    {
        Account = account,
        Running = running,
        At = at,
        PausedUntil = state.PausedUntil,
        Reads = Of(state.Reads),
        Writes = Of(state.Writes),
    };

    /// <summary>As the process that last served the account left it.</summary>
    internal static BudgetReport Kept(AutomatorOptions options, AccountOptions account, TimeProvider time)
    {
        using var budget = new RequestBudget(AccountLink.BudgetOf(account), time);
        if (BudgetFile.Kept(AccountLink.BudgetPath(options.Data, account)) is { } kept)
            budget.Restore(kept);
        return Of(account.Name, running: false, budget.State, time.GetUtcNow());
    }

    private static BudgetKindReport Of(BudgetShare share) => new()
    {
        Used = share.Used,
        UnderWay = share.UnderWay,
        Limit = share.Limit,
        Reserve = share.Reserve,
        Others = share.HeldForOthers,
        Mismatch = share.Mismatch,
        UsedBy = share.UsedByRule,
        WaitingBy = share.WaitingByRule,
        WaitingUntil = share.WaitingUntil,
    };
}
