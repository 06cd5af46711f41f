using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace Automator.Host.Journal;

/// <summary>What SQLite and the file system say, in words for whoever runs the host.</summary>
internal static class JournalFault
{
    private const string CheckRights =
        "Check that its folder exists and that the user of the host may write to it and to every file in it.";

    private const string Restore = "Restore a backup, or move the data folder away to start anew.";

    internal static T Guard<T>(string file, string intent, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException fault)
        {
            throw Explain(file, intent, fault);
        }
        catch (InvalidDataException fault)
        {
            throw Damaged(file, fault.Message, fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new JournalException($"The journal {file} cannot be {intent}: {fault.Message} {CheckRights}", fault);
        }
    }

    internal static JournalException Explain(string file, string intent, SqliteException fault) => fault.SqliteErrorCode switch
    {
        SQLITE_CORRUPT => Damaged(file, fault.Message, fault),
        SQLITE_NOTADB => new($"{file} is not a journal, or its beginning is damaged. {Restore}", fault),
        SQLITE_FULL => Cannot(file, intent, "the disk is full. Free some space on it.", fault),
        SQLITE_READONLY or SQLITE_CANTOPEN or SQLITE_PERM or SQLITE_AUTH =>
            Cannot(file, intent, $"access is refused. {CheckRights}", fault),
        SQLITE_BUSY or SQLITE_LOCKED => Cannot(file, intent, "another program holds it. End that program.", fault),
        SQLITE_IOERR => Cannot(file, intent, "its disk failed. Check the disk, then start the host again.", fault),
        _ => Cannot(file, intent, $"{fault.Message} (SQLite {fault.SqliteExtendedErrorCode}). If it stays so: {Restore}", fault),
    };

    internal static JournalException Damaged(string file, string how, Exception? fault = null) =>
        new($"The journal {file} is damaged: {how}. {Restore}", fault);

    /// <summary>
    /// After these it is not known what is on the disk: a commit that failed in the middle may be found whole at the next
    /// start. Every other failure was rolled back.
    /// </summary>
    internal static bool LeavesDoubt(SqliteException fault) =>
        fault.SqliteErrorCode is SQLITE_IOERR or SQLITE_CORRUPT or SQLITE_NOTADB or SQLITE_CANTOPEN or SQLITE_PROTOCOL;

    /// <summary>The batch itself was wrong; the others in the transaction are not touched by it.</summary>
    internal static bool IsOfOneBatch(Exception fault) =>
        fault is not SqliteException sqlite || sqlite.SqliteErrorCode is SQLITE_CONSTRAINT or SQLITE_TOOBIG or SQLITE_MISMATCH;

    private static JournalException Cannot(string file, string intent, string why, Exception fault) =>
        new($"The journal {file} cannot be {intent}: {why}", fault);
}
