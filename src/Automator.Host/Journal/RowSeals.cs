using System.Numerics;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using static SQLitePCL.raw;

namespace Automator.Host.Journal;

/// <summary>
/// SQLite does not notice when a value changes on the disk. So every row carries a sum of its values: whoever writes has triggers
/// that keep it, whoever reads has views that look at it, each for its own connection, and every statement stays as it is. What was
/// changed by anything else is damage, and is never an answer. Blobs have none: their names are the hashes of what is in them.
/// </summary>
internal static class RowSeals
{
    private const string Column = "seal";

    /// <summary>Where a connection's own triggers and views are kept, so that no disk has to have room for them.</summary>
    private const string InMemory = "PRAGMA temp_store = MEMORY";

    /// <summary>Makes the functions known that the seals are made of. Called once on each connection.</summary>
    internal static void Register(SqliteConnection connection)
    {
        Check(sqlite3_create_function(connection.Handle, "seal_of", -1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, null,
            (context, _, values) => sqlite3_result_int64(context, Of(values))));
        Check(sqlite3_create_function(connection.Handle, "broken_seal", 1, SQLITE_UTF8, null, (context, _, values) =>
        {
            sqlite3_result_error(context, $"a row of {sqlite3_value_text(values[0]).utf8_to_string()} is not as it was written");
            sqlite3_result_error_code(context, SQLITE_CORRUPT);
        }));

        void Check(int result) => SqliteException.ThrowExceptionForRC(result, connection.Handle);
    }

    /// <summary>For a migration: all rows of every table that has seals are taken as they are.</summary>
    internal static void SealAll(JournalConnection journal)
    {
        foreach (var table in Tables(journal))
            journal.ExecuteOnce($"UPDATE {table.Name} SET {Column} = {table.SealOf("")}");
    }

    /// <summary>What this connection inserts or changes is sealed; what is no more as it was sealed is not changed, which would hide it.</summary>
    internal static void KeepOnWriting(JournalConnection journal)
    {
        journal.ExecuteOnce(InMemory);
        foreach (var table in Tables(journal))
        {
            journal.ExecuteOnce(
                $"""
                CREATE TEMP TRIGGER seal_new_{table.Name} AFTER INSERT ON main.{table.Name} BEGIN
                    UPDATE {table.Name} SET {Column} = {table.SealOf("NEW.")} WHERE {table.IsRow("NEW")};
                END;
                CREATE TEMP TRIGGER look_at_{table.Name} BEFORE UPDATE OF {table.Columns("")} ON main.{table.Name} BEGIN
                    SELECT {table.IsSound("OLD.")};
                END;
                CREATE TEMP TRIGGER seal_changed_{table.Name} AFTER UPDATE OF {table.Columns("")} ON main.{table.Name} BEGIN
                    UPDATE {table.Name} SET {Column} = {table.SealOf("NEW.")} WHERE {table.IsRow("NEW")};
                END;
                """);
        }
    }

    /// <summary>
    /// What this connection reads from a table is looked at first: a view of its own stands before each. The row is looked at as another one
    /// of the same place, for SQLite puts what a query compares a column with into that column's place everywhere, and may look at a
    /// row's sum before it finds that the row is not asked for.
    /// </summary>
    internal static void LookOnReading(JournalConnection journal)
    {
        journal.ExecuteOnce(InMemory);
        foreach (var table in Tables(journal))
            journal.ExecuteOnce($"CREATE TEMP VIEW {table.Name} AS SELECT * FROM main.{table.Name} AS asked WHERE (SELECT {table.IsSound("")} FROM main.{table.Name} AS looked WHERE {table.IsSameRow("looked", "asked")})");
    }

    /// <summary>Rows that are not as they were sealed, in words.</summary>
    internal static IEnumerable<string> Broken(JournalConnection journal, int atMost) => Tables(journal).SelectMany(table => journal.All(
        $"SELECT {string.Join(" || ', ' || ", table.Key.Select(key => $"quote({key})"))} FROM main.{table.Name} WHERE {Column} <> {table.SealOf("")} LIMIT {atMost}",
        row => $"the row {(row.IsDBNull(0) ? "" : row.GetString(0))} of {table.Name} is not as it was written"));

    /// <summary>In hardware where there is some: it runs on every row that is read or written.</summary>
    private static long Of(sqlite3_value[] values)
    {
        var sum = uint.MaxValue;
        foreach (var value in values)
        {
            var type = sqlite3_value_type(value);
            sum = BitOperations.Crc32C(sum, (byte)type);
            if (type == SQLITE_INTEGER)
                sum = BitOperations.Crc32C(sum, (ulong)sqlite3_value_int64(value));
            else if (type != SQLITE_NULL)
                sum = Of(sum, sqlite3_value_blob(value));
        }

        return ~sum;
    }

    private static uint Of(uint sum, ReadOnlySpan<byte> bytes)
    {
        sum = BitOperations.Crc32C(sum, (uint)bytes.Length);
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (var word in words)
            sum = BitOperations.Crc32C(sum, word);
        foreach (var rest in bytes[(words.Length * sizeof(ulong))..])
            sum = BitOperations.Crc32C(sum, rest);
        return sum;
    }

    private static IReadOnlyList<SealedTable> Tables(JournalConnection journal) =>
    [
        .. journal.All(
            "SELECT t.name, c.name, c.pk, t.wr FROM pragma_table_list t JOIN pragma_table_info(t.name, 'main') c WHERE t.schema = 'main' AND t.type = 'table' ORDER BY t.name, c.cid",
            row => (Table: row.GetString(0), Name: row.GetString(1), IsKey: row.GetInt32(2) > 0, HasRowId: row.GetInt32(3) == 0))
            .GroupBy(column => column.Table)
            .Where(table => table.Any(column => column.Name == Column))
            .Select(table => new SealedTable(
                table.Key,
                [.. table.Where(column => column.Name != Column).Select(column => $"\"{column.Name}\"")],
                [.. table.Where(column => column.IsKey).Select(column => $"\"{column.Name}\"")],
                table.First().HasRowId)),
    ];

    private sealed record SealedTable(string Name, IReadOnlyList<string> All, IReadOnlyList<string> Key, bool HasRowId)
    {
        internal string Columns(string row) => string.Join(", ", All.Select(column => row + column));

        internal string SealOf(string row) => $"seal_of({Columns(row)})";

        internal string IsSound(string row) => $"CASE WHEN {row}{Column} = {SealOf(row)} THEN 1 ELSE broken_seal('{Name}') END";

        internal string IsSameRow(string one, string other) =>
            HasRowId ? $"{one}.rowid = {other}.rowid" : string.Join(" AND ", Key.Select(key => $"{one}.{key} = {other}.{key}"));

        internal string IsRow(string row) => string.Join(" AND ", Key.Select(key => $"{key} = {row}.{key}"));
    }
}
