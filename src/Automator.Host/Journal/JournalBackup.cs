namespace Automator.Host.Journal;

/// <summary>Copies of a journal, each as it was at one moment, whoever writes meanwhile.</summary>
internal static class JournalBackup
{
    /// <summary>Whole and on the disk under its name, or not at all: what stood there before is replaced by nothing less.</summary>
    /// <param name="journal">What is copied.</param>
    /// <param name="file">Where to.</param>
    /// <param name="overwrite">Whether something may stand there.</param>
    /// <param name="isWritten">Whether a host is at the journal.</param>
    /// <returns>What was found in the copy. Where that is damage, there is no backup.</returns>
    internal static JournalFinding Make(string journal, string file, bool overwrite, bool isWritten)
    {
        (journal, file) = (Path.GetFullPath(journal), Path.GetFullPath(file));
        if (!File.Exists(journal))
            throw new JournalException($"There is no journal at {journal}. Start the host once, or name the right data folder.");
        RequireFree(journal, file, overwrite);
        var draft = file + ".new";
        return JournalFault.Guard(file, "written", () =>
        {
            try
            {
                if (!isWritten && WriteAheadLog.Damage(journal) is { } lost)
                    throw JournalFault.Damaged(journal, lost);
                Copy(journal, draft);
                var finding = JournalCheck.Examine(draft, isWritten: false) with { File = file };
                if (finding.Problems.Count == 0)
                {
                    File.Move(draft, file, overwrite);
                    FolderFlush.Of(Path.GetDirectoryName(file)!);
                }

                return finding;
            }
            finally
            {
                File.Delete(draft);
            }
        });
    }

    /// <summary>Without companions, so that it can be looked at where nothing can be written; on the disk, but for its name.</summary>
    internal static void Copy(string from, string draft)
    {
        using (var copy = JournalFile.OpenDraft(draft))
        {
            JournalFault.Guard(from, "read", () => JournalFile.OpenAsItIs(from, JournalSchema.Migrations.Count)).CopyInto(copy);
            copy.ExecuteOnce("PRAGMA journal_mode = DELETE");
        }

        using var stream = new FileStream(draft, FileMode.Open, FileAccess.ReadWrite);
        stream.Flush(flushToDisk: true);
    }

    private static void CopyInto(this JournalConnection source, JournalConnection copy)
    {
        using (source)
            source.CopyTo(copy);
    }

    private static void RequireFree(string journal, string file, bool overwrite)
    {
        if (file == WriteAheadLog.Of(journal) || file == journal + "-shm")
            throw new JournalException($"{file} is part of the journal itself. Name another file.");
        if (file == journal)
            throw new JournalException($"{file} is the journal itself. Name another file.");
        if (!overwrite && File.Exists(file))
            throw new JournalException($"{file} is there already. Name another file, or write over it with --overwrite.");
        foreach (var companion in new[] { WriteAheadLog.Of(file), file + "-journal" }.Where(File.Exists))
            throw new JournalException($"{companion} belongs to another {Path.GetFileName(file)}, and would spoil this one. Move it away, or name another file.");
    }
}
