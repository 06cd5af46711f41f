using Automator.Host.RunLog;

namespace Automator.Host.Control;

internal sealed record LogRebuildRequest
{
    /// <summary>Such as <c>2026-11</c>; null for all there are.</summary>
    public string? Month { get; init; }
}

/// <summary>What became of the log, by month.</summary>
internal sealed record LogRebuildReport
{
    public IReadOnlyList<LogMonthReport> Months { get; init; } = [];

    /// <exception cref="RunLogException">It could not be written. What was there is still there.</exception>
    internal static async Task<LogRebuildReport> Of(RunLogWriter log, LogRebuildRequest request, CancellationToken cancellation)
    {
        var month = request.Month is { } text ? RunMonth.Parse(text) ?? throw new RunLogException($"'{text}' is no month. Write it as 2026-11.") : (RunMonth?)null;
        return new LogRebuildReport { Months = [.. (await log.Rebuild(month).WaitAsync(cancellation)).Select(Of)] };
    }

    private static LogMonthReport Of(MonthRebuilt month) => new()
    {
        Month = month.Month.Value,
        Runs = month.Runs,
        Salvaged = month.Salvaged,
        Over = month.Over,
        Lost = month.Lost,
        OldFile = month.Aside,
    };
}

internal sealed record LogMonthReport
{
    public required string Month { get; init; }

    /// <summary>In the new file.</summary>
    public required long Runs { get; init; }

    /// <summary>Of these, what the journal had no more and the old file still had.</summary>
    public required long Salvaged { get; init; }

    /// <summary>Left out because their time is over.</summary>
    public required long Over { get; init; }

    /// <summary>Were in the old file, and nobody has them any more; at least so many.</summary>
    public required long Lost { get; init; }

    /// <summary>The old file, where one was set aside.</summary>
    public string? OldFile { get; init; }
}
