using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace Automator.Benchmarks.Durability;

/// <summary>What the disk and SQLite take for themselves: transactions of one row each, durable as the journal's are, by one thread.</summary>
internal static class SqliteFloor
{
    /// <returns>Of one transaction.</returns>
    internal static TimeSpan Measure(string folder, int transactions, int bytes)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, "floor.db"), Pooling = false }.ToString());
        connection.Open();
        Execute(connection, "PRAGMA journal_mode = WAL");
        Execute(connection, "PRAGMA synchronous = FULL");
        Execute(connection, "CREATE TABLE rows (id INTEGER PRIMARY KEY, body BLOB NOT NULL)");
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO rows (body) VALUES ($body)";
        insert.Parameters.AddWithValue("$body", new byte[bytes]);
        insert.Prepare();
        var from = Stopwatch.GetTimestamp();
        for (var transaction = 0; transaction < transactions; transaction++)
            insert.ExecuteNonQuery();
        return Stopwatch.GetElapsedTime(from) / transactions;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
