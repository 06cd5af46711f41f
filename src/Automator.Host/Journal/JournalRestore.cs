using System.Globalization;

namespace Automator.Host.Journal;

/// <summary>
/// Puts a backup in the place of a journal on which no host works. What was there is kept beside it. Cut off at any point, it leaves
/// the journal as it was, or one that no host opens until the restore is made again.
/// </summary>
internal static class JournalRestore
{
    private const string UnderWay = ".restoring-";
    private const string Stamp = "yyyyMMdd'T'HHmmssfff'Z'";

    /// <summary>The file itself, and what SQLite keeps beside it.</summary>
    private static readonly string[] Parts = ["", "-wal", "-shm"];

    /// <exception cref="JournalException">One was cut off when the old journal may have been moved away, and the new one not there yet.</exception>
    internal static void RequireNoneUnderWay(string journal)
    {
        if (CutOff(journal) is { } left)
        {
            throw new JournalException(
                $"A restore of {journal} was cut off, and left {left}. Run 'automator journal restore FILE' again; what was there before is kept.");
        }
    }

    /// <param name="file">The backup.</param>
    /// <param name="journal">Where the journal is, or is to be.</param>
    /// <param name="goesOn">Whether nothing has run since the backup was made, so that its runs and schedules go on from there.</param>
    /// <param name="time">The clock.</param>
    internal static JournalRestored Restore(string file, string journal, bool goesOn, TimeProvider time)
    {
        (file, journal) = (Path.GetFullPath(file), Path.GetFullPath(journal));
        if (file == journal)
            throw new JournalException($"{file} is the journal itself. Name a backup of it.");
        var finding = JournalCheck.Examine(file, isWritten: false);
        if (finding.Problems.Count > 0)
            return new JournalRestored { Finding = finding };
        return JournalFault.Guard(journal, "restored", () =>
        {
            var draft = journal + ".new";
            JournalBackup.Copy(file, draft);
            var (interrupted, dropped) = Prepare(draft, goesOn, time.GetUtcNow());
            return new JournalRestored { Finding = finding, KeptAs = Exchange(journal, draft, time.GetUtcNow()), Interrupted = interrupted, Dropped = dropped };
        });
    }

    /// <summary>Brings it up to date, so that a backup of an older version fails here and not at the next start.</summary>
    private static (int Interrupted, int Dropped) Prepare(string draft, bool goesOn, DateTimeOffset now)
    {
        using var restored = JournalFile.OpenForWriting(draft);
        return goesOn ? (0, 0) : Halt(restored, now);
    }

    /// <summary>
    /// Nobody knows what was done after the backup was made, and nothing may be done twice: what was under way waits for a person,
    /// and what happens from now on fires.
    /// </summary>
    private static (int Interrupted, int Dropped) Halt(JournalConnection restored, DateTimeOffset now)
    {
        var writer = new OperationWriter(restored);
        var runs = restored.All($"SELECT {JournalRows.RunColumns} FROM runs WHERE status IN ('Running', 'Waiting')", JournalRows.Run);
        var dues = restored.All($"SELECT {JournalRows.DueColumns} FROM dues WHERE state = 'Pending'", JournalRows.Due);
        restored.Execute("BEGIN IMMEDIATE");
        foreach (var run in runs)
        {
            var end = new RunEnd
            {
                Status = RunStatus.Interrupted,
                At = now,
                Reason = "The journal was restored from a backup, and what the run did after that was made is not known. Look at the account, then run the rule again or leave it.",
                Writes = restored.First("SELECT count(*) FROM effects WHERE run = $run", row => row.GetInt32(0), ("$run", run.Id.Value)),
            };
            writer.Write(run.Account, new JournalOperation.MoveRun(run.Id, run.Status, end));
        }

        foreach (var due in dues)
            writer.Write(due.Account, new JournalOperation.DropDue(due.Key, "The journal was restored from a backup: it may have run after that was made.", now));
        restored.Execute("DELETE FROM cursors");
        restored.Execute("COMMIT");
        return (runs.Count, dues.Count);
    }

    /// <returns>Where the former journal is now; null where there was none.</returns>
    private static string? Exchange(string journal, string draft, DateTimeOffset now)
    {
        var folder = Path.GetDirectoryName(journal)!;
        // One that was cut off had begun to move: what is left goes where the rest is.
        var stamp = CutOff(journal) is { } left ? left[(left.LastIndexOf(UnderWay, StringComparison.Ordinal) + UnderWay.Length)..] : now.ToString(Stamp, CultureInfo.InvariantCulture);
        using (var stream = new FileStream(draft, FileMode.Open, FileAccess.ReadWrite))
            stream.Flush(flushToDisk: true);
        // From here on until the end no host opens the journal.
        var ready = journal + UnderWay + stamp;
        File.Move(draft, ready, overwrite: true);
        FolderFlush.Of(folder);
        var aside = $"{journal}.before-{stamp}";
        foreach (var part in Parts.Where(part => File.Exists(journal + part)))
            File.Move(journal + part, aside + part);
        File.Move(ready, journal);
        FolderFlush.Of(folder);
        return File.Exists(aside) ? aside : null;
    }

    private static string? CutOff(string journal) =>
        Directory.EnumerateFiles(Path.GetDirectoryName(journal)!, Path.GetFileName(journal) + UnderWay + "*").Order(StringComparer.Ordinal).FirstOrDefault();
}

/// <summary>What a restore has done.</summary>
internal sealed record JournalRestored
{
    /// <summary>Of the backup. Where that is damage, nothing was done.</summary>
    public required JournalFinding Finding { get; init; }

    /// <summary>Where the former journal is now; null where there was none.</summary>
    public string? KeptAs { get; init; }

    /// <summary>Runs that had not ended and now wait for a person.</summary>
    public int Interrupted { get; init; }

    /// <summary>Dues that had not become runs and were dropped.</summary>
    public int Dropped { get; init; }
}
