namespace Automator.Host.Budget;

/// <summary>What one account may be asked for. The defaults are what Basecamp documents.</summary>
internal sealed record BudgetOptions
{
    /// <summary>GETs in any <see cref="Window"/>; 500 by default. More than Basecamp allows gets the account locked out.</summary>
    internal int Reads { get; init; } = 500;

    /// <summary>Requests of every other method in any <see cref="Window"/>; 100 by default.</summary>
    internal int Writes { get; init; } = 100;

    /// <summary>10 seconds by default.</summary>
    internal TimeSpan Window { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How much longer than a window a slot stays taken, since two machines' clocks do not run alike; 10 ms by default.</summary>
    internal TimeSpan Margin { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>
    /// The share of a window that may go at once; past it all but a person's calls are spread evenly over the rest. A half by
    /// default; 1 spreads nothing.
    /// </summary>
    internal double AtOnce { get; init; } = 0.5;

    /// <summary>
    /// The share of a window that only persons and the account watch may take, at least one slot where there are twenty;
    /// a hundredth by default.
    /// </summary>
    internal double Reserve { get; init; } = 0.01;

    /// <summary>What rules are given that differs from the others.</summary>
    internal IReadOnlyDictionary<string, RuleShare> Rules { get; init; } = new Dictionary<string, RuleShare>();

    internal IEnumerable<string> Errors()
    {
        if (Reads < 1)
            yield return $"reads must be at least 1, not {Reads}.";
        if (Writes < 1)
            yield return $"writes must be at least 1, not {Writes}.";
        if (Window <= TimeSpan.Zero || Window > TimeSpan.FromHours(1))
            yield return $"window must be between 0 and an hour, not {Window}.";
        if (Margin < TimeSpan.Zero || Margin > Window)
            yield return $"margin must be between 0 and the window, not {Margin}.";
        if (!(AtOnce is >= 0 and <= 1))
            yield return $"what goes at once must be a share between 0 and 1, not {AtOnce}.";
        if (!(Reserve is >= 0 and <= 0.5))
            yield return $"the reserve must be a share between 0 and a half, not {Reserve}.";
        foreach (var (rule, share) in Rules.Where(rule => !(rule.Value.Weight is > 0 and <= 1000) || rule.Value.Reads < 1 || rule.Value.Writes < 1))
            yield return $"the share of {rule} must have a weight up to 1000 and ceilings of at least 1, not {share}.";
    }
}

/// <summary>A rule's part of the account's requests.</summary>
internal sealed record RuleShare
{
    internal static RuleShare Equal { get; } = new();

    /// <summary>How much it gets beside the others where there is not enough for all; 1 by default.</summary>
    internal double Weight { get; init; } = 1;

    /// <summary>GETs in any window at most; null is no ceiling of its own.</summary>
    internal int? Reads { get; init; }

    /// <summary>Other requests in any window at most; null is no ceiling of its own.</summary>
    internal int? Writes { get; init; }
}
