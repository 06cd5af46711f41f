using Microsoft.Data.Sqlite;

namespace Automator.Emulator.Store;

/// <summary>The one fault of a disk that a person can mend while the emulator runs.</summary>
internal static class DiskFull
{
    // ENOSPC and EDQUOT as .NET gives them on Unix; ERROR_DISK_FULL on Windows.
    private static readonly int[] OfFiles = [28, 122, unchecked((int)0x80070070)];
    private const int OfSqlite = 13;

    public static bool Is(Exception fault) => fault switch
    {
        SqliteException database => database.SqliteErrorCode == OfSqlite,
        IOException file => OfFiles.Contains(file.HResult),
        _ => false,
    };
}
