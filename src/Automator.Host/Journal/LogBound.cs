using Microsoft.Data.Sqlite;

namespace Automator.Host.Journal;

/// <summary>
/// Keeps the write-ahead log from growing while there is always somebody who reads. SQLite begins it anew only when nobody reads from it
/// at that moment; so from some length on, the writer waits a little for those who do, which need not wait for it. For one that hangs
/// it does not wait: then the log grows until that one ends.
/// </summary>
internal sealed class LogBound(JournalConnection journal, string file)
{
    internal const long Longest = 32 * 1024 * 1024;

    private readonly FileInfo _log = new(WriteAheadLog.Of(file));
    private long _next = Longest;

    internal void AfterCommit()
    {
        _log.Refresh();
        if (!_log.Exists || _log.Length < _next)
            return;
        _next = TryBeginAnew() ? Longest : _log.Length + Longest;
    }

    private bool TryBeginAnew()
    {
        try
        {
            journal.Execute("PRAGMA busy_timeout = 100");
            var isHeldUp = journal.First("PRAGMA wal_checkpoint(TRUNCATE)", row => row.GetBoolean(0));
            journal.Execute("PRAGMA busy_timeout = 0");
            return !isHeldUp;
        }
        catch (SqliteException)
        {
            // Nothing is lost: what is in the log is read from there. Whoever commits next hears what is wrong with the disk.
            return false;
        }
    }
}
