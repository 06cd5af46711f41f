using Automator.Host.Journal;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace Automator.Tests.Journal;

/// <summary>A folder for one journal, gone when the test is.</summary>
internal sealed class JournalFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("automator-");

    internal string File => At("journal.db");

    internal string At(string name) => Path.Combine(_folder.FullName, name);

    internal SqliteJournal Open() => SqliteJournal.Open(File, new FakeTimeProvider(Some.Noon));

    /// <summary>By another hand, which knows nothing of journals.</summary>
    internal void Sql(string sql) => Sql(File, sql);

    internal static void Sql(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
