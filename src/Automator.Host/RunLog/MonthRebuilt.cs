namespace Automator.Host.RunLog;

/// <summary>What became of a month that was made anew.</summary>
internal sealed record MonthRebuilt
{
    internal required RunMonth Month { get; init; }

    /// <summary>In the new file; there is none where there are none.</summary>
    internal required long Runs { get; init; }

    /// <summary>Of these, what the journal had no more and the old file still had.</summary>
    internal required long Salvaged { get; init; }

    /// <summary>Left out because their time is over.</summary>
    internal required long Over { get; init; }

    /// <summary>Were in the old file, and nobody has them any more; at least so many.</summary>
    internal required long Lost { get; init; }

    /// <summary>The old file, where it was set aside.</summary>
    internal required string? Aside { get; init; }
}
