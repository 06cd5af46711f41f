using Microsoft.Data.Sqlite;

namespace Automator.Host.Journal;

/// <summary>How the file is made, checked and opened.</summary>
internal static class JournalFile
{
    private static readonly TimeSpan PatienceWithReaders = TimeSpan.FromSeconds(5);

    /// <summary>One page of the smallest size there is. SQLite takes anything shorter for a new database.</summary>
    private const int SmallestDatabase = 512;

    internal static JournalConnection OpenForWriting(string file) =>
        OpenForWriting(file, JournalSchema.Migrations);

    internal static JournalConnection OpenForWriting(string file, IReadOnlyList<string> migrations)
    {
        file = Path.GetFullPath(file);
        return JournalFault.Guard(file, "opened", () =>
        {
            if (!File.Exists(file))
                Create(file, migrations);

            return Open(file, SqliteOpenMode.ReadWrite, connection =>
            {
                Check(connection, file, migrations.Count);
                connection.ExecuteOnce("PRAGMA journal_mode = WAL");
                connection.ExecuteOnce("PRAGMA synchronous = FULL");
                connection.ExecuteOnce("PRAGMA foreign_keys = OFF");
                // A file that can only be read is noticed here, not by the first run.
                connection.ExecuteOnce("BEGIN IMMEDIATE; ROLLBACK");
                JournalSchema.Migrate(connection, migrations);
                connection.ExecuteOnce("PRAGMA foreign_keys = ON");
            });
        });
    }

    /// <summary>For a look beside a host, or without one. The whole-file check is left to whoever writes.</summary>
    internal static JournalConnection OpenForReading(string file)
    {
        file = Path.GetFullPath(file);
        return JournalFault.Guard(file, "read", () =>
        {
            if (!File.Exists(file))
                throw new JournalException($"There is no journal at {file}. Start the host once, or name the right data folder.");
            RefuseStump(file);
            return Open(file, SqliteOpenMode.ReadOnly, connection =>
            {
                JournalSchema.Require(connection, file, JournalSchema.Migrations.Count);
                if (JournalSchema.Version(connection) < JournalSchema.Migrations.Count)
                {
                    throw new JournalException(
                        $"{file} was written by an older Automator. Start the host once: it brings the journal up to date.");
                }
            });
        });
    }

    /// <summary>
    /// Complete under another name first, so that a journal is either there whole or not at all, and one that was cut off
    /// to nothing is never taken for a new one.
    /// </summary>
    private static void Create(string file, IReadOnlyList<string> migrations)
    {
        if (File.Exists(file + "-wal"))
        {
            throw new JournalException($"{file} is missing, but {file}-wal, which belongs to it, is there. " +
                "Bring the journal back or restore a backup; to start anew, move the -wal file away too.");
        }

        var draft = file + ".new";
        foreach (var leftover in new[] { draft, draft + "-wal", draft + "-shm", draft + "-journal" })
            File.Delete(leftover);
        using (Open(draft, SqliteOpenMode.ReadWriteCreate, connection => JournalSchema.Migrate(connection, migrations)))
        {
        }

        File.Move(draft, file);
    }

    private static void Check(JournalConnection connection, string file, int newest)
    {
        RefuseStump(file);
        JournalSchema.Require(connection, file, newest);
        if (connection.First("PRAGMA quick_check(1)", row => row.GetString(0)) is var verdict and not "ok")
            throw JournalFault.Damaged(file, verdict ?? "no answer to its check");
    }

    private static void RefuseStump(string file)
    {
        if (new FileInfo(file).Length is < SmallestDatabase and var length)
            throw JournalFault.Damaged(file, $"it has {length} bytes left");
    }

    private static JournalConnection Open(string file, SqliteOpenMode mode, Action<JournalConnection> prepare)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = file,
            Mode = mode,
            Pooling = false,
            DefaultTimeout = (int)PatienceWithReaders.TotalSeconds,
        }.ToString());
        var opened = new JournalConnection(connection);
        try
        {
            connection.Open();
            prepare(opened);
            return opened;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }
}
