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
    }
}
