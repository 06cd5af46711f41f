namespace Automator.Host.Journal;

/// <summary>
/// Puts the names of a folder on the disk: a file that was renamed may else have its old name after a power cut. .NET opens no folders,
/// but SQLite does: it flushes the one in which it has deleted a journal of its own.
/// </summary>
internal static class FolderFlush
{
    internal static void Of(string folder)
    {
        var file = Path.Combine(folder, $".flush-{Environment.ProcessId}");
        try
        {
            using var connection = JournalFile.OpenDraft(file);
            connection.ExecuteOnce("PRAGMA synchronous = EXTRA; PRAGMA user_version = 1");
        }
        finally
        {
            File.Delete(file);
        }
    }
}
