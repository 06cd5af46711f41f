namespace Automator.Host.RunLog;

/// <summary>What became of a month that was made anew.</summary>
internal sealed record MonthRebuilt
{
    public required RunMonth Month { get; init; }

    /// <summary>In the new file; there is none where there are none.</summary>
    public required long Runs { get; init; }

    /// <summary>Of these, what the journal had no more and the old file still had.</summary>
    public required long Salvaged { get; init; }

    /// <summary>Left out because their time is over.</summary>
    public required long Over { get; init; }

    /// <summary>Were in the old file, and nobody has them any more; at least so many.</summary>
    public required long Lost { get; init; }

    /// <summary>The old file, where it was set aside.</summary>
    public required string? Aside { get; init; }
}
