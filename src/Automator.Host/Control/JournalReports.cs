using Automator.Host.Journal;

namespace Automator.Host.Control;

/// <summary>A journal, or a copy of one, that was looked through whole.</summary>
internal sealed record JournalReport
{
    public required string File { get; init; }

    public required bool Sound { get; init; }

    /// <summary>What is wrong, one thing each, at most a hundred.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    public required int Version { get; init; }

    public required long Runs { get; init; }

    public required long Dues { get; init; }

    public required long Bytes { get; init; }

    internal static JournalReport Of(JournalFinding finding) => new()
    {
        File = finding.File,
        Sound = finding.Problems.Count == 0,
        Problems = finding.Problems,
        Version = finding.Version,
        Runs = finding.Runs,
        Dues = finding.Dues,
        Bytes = finding.Bytes,
    };
}

/// <summary>What a restore has done; nothing where the backup is not sound.</summary>
internal sealed record RestoreReport
{
    public required JournalReport Backup { get; init; }

    /// <summary>The journal in whose place it was put.</summary>
    public required string Journal { get; init; }

    /// <summary>Where the former one is now; left out where there was none.</summary>
    public string? KeptAs { get; init; }

    /// <summary>Runs that had not ended and now wait for a person.</summary>
    public required int Interrupted { get; init; }

    /// <summary>Dues that had not become runs and were dropped.</summary>
    public required int Dropped { get; init; }

    internal static RestoreReport Of(JournalRestored restored, string journal) => new()
    {
        Backup = JournalReport.Of(restored.Finding),
        Journal = journal,
        KeptAs = restored.KeptAs,
        Interrupted = restored.Interrupted,
        Dropped = restored.Dropped,
    };
}
