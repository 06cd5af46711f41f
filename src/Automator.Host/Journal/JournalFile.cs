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
            JournalRestore.RequireNoneUnderWay(file);
            if (!File.Exists(file))
                Create(file, migrations);
            RequireSound(file, migrations.Count);

            return Open(file, SqliteOpenMode.ReadWrite, connection =>
            {
                connection.ExecuteOnce("PRAGMA journal_mode = WAL");
                connection.ExecuteOnce("PRAGMA synchronous = FULL");
                connection.ExecuteOnce("PRAGMA foreign_keys = OFF");
                // A file that can only be read is noticed here, not by the first run.
                connection.ExecuteOnce("BEGIN IMMEDIATE; ROLLBACK");
                BringUpToDate(connection, migrations);
                // What a crash left half written at its end must not be taken for damage after the next one.
                connection.ExecuteOnce("PRAGMA wal_checkpoint(TRUNCATE)");
                connection.ExecuteOnce("PRAGMA foreign_keys = ON");
                RowSeals.KeepOnWriting(connection);
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
            var opened = OpenAsItIs(file, JournalSchema.Migrations.Count);
            if (JournalSchema.Version(opened) < JournalSchema.Migrations.Count)
            {
                opened.Dispose();
                throw new JournalException(
                    $"{file} was written by an older Automator. Start the host once: it brings the journal up to date.");
            }

            RowSeals.LookOnReading(opened);
            return opened;
        });
    }

    /// <summary>A journal of any version up to the newest, to be looked at or copied: nothing of it is changed.</summary>
    internal static JournalConnection OpenAsItIs(string file, int newest)
    {
        RefuseStump(file);
        return Open(file, SqliteOpenMode.ReadOnly, connection => JournalSchema.Require(connection, file, newest));
    }

    /// <summary>An empty file under construction, its owner's alone, to be filled and then given its name.</summary>
    internal static JournalConnection OpenDraft(string file)
    {
        foreach (var leftover in new[] { file, file + "-wal", file + "-shm", file + "-journal" })
            File.Delete(leftover);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        new FileStream(file, options).Dispose();
        return Open(file, SqliteOpenMode.ReadWrite, _ => { });
    }

    /// <summary>
    /// Complete under another name first, so that a journal is either there whole or not at all, and one that was cut off
    /// to nothing is never taken for a new one.
    /// </summary>
    private static void Create(string file, IReadOnlyList<string> migrations)
    {
        if (File.Exists(WriteAheadLog.Of(file)))
        {
            throw new JournalException($"{file} is missing, but {WriteAheadLog.Of(file)}, which belongs to it, is there. " +
                "Bring the journal back or restore a backup; to start anew, move the -wal file away too.");
        }

        var draft = file + ".new";
        using (var connection = OpenDraft(draft))
        {
            connection.ExecuteOnce("PRAGMA auto_vacuum = INCREMENTAL");
            JournalSchema.Migrate(connection, migrations);
        }

        File.Move(draft, file);
    }

    /// <summary>On a connection that only reads: closing one that writes would bring the log into a file that is damaged.</summary>
    private static void RequireSound(string file, int newest)
    {
        if (WriteAheadLog.Damage(file) is { } lost)
            throw JournalFault.Damaged(file, lost);
        using var connection = OpenAsItIs(file, newest);
        if (JournalCheck.AtStart(connection) is { } damage)
            throw JournalFault.Damaged(file, damage);
    }

    private static void BringUpToDate(JournalConnection connection, IReadOnlyList<string> migrations)
    {
        if (JournalSchema.Version(connection) == migrations.Count)
            return;
        JournalSchema.Migrate(connection, migrations);
        // Only a file that is written anew can be made smaller in steps later on. Without the room for that it stays as it is, and works.
        connection.ExecuteOnce("PRAGMA auto_vacuum = INCREMENTAL");
        try
        {
            connection.ExecuteOnce("VACUUM");
        }
        catch (SqliteException fault) when (fault.SqliteErrorCode == SQLitePCL.raw.SQLITE_FULL)
        {
        }
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
            RowSeals.Register(connection);
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
