using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Automator.Emulator.Store;

/// <summary>One row a record. A change is on the disk when <see cref="Save"/> returns; the whole is read at start.</summary>
internal sealed class RecordFile : IDisposable
{
    // "AEMU": tells a file of ours from any other database.
    private const int ApplicationId = 0x41454D55;
    private const int SchemaVersion = 1;
    private readonly SqliteConnection _connection;
    private readonly string _path;

    private RecordFile(SqliteConnection connection, string path)
    {
        _connection = connection;
        _path = path;
    }

    public static RecordFile Open(string path)
    {
        Make(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 1 }.ToString());
        var file = new RecordFile(connection, path);
        try
        {
            connection.Open();
            file.Prepare();
            return file;
        }
        catch (Exception fault) when (fault is SqliteException or EmulatorException)
        {
            file.Dispose();
            throw fault is EmulatorException ? fault : file.Unusable((SqliteException)fault);
        }
    }

    /// <summary>For its owner alone: it holds tokens and passwords.</summary>
    private static void Make(string folder)
    {
        try
        {
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
            else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new EmulatorException($"The data folder {folder} cannot be made: {fault.Message} Name another one.", fault);
        }
    }

    public void Load(IReadOnlyDictionary<string, Table> tables)
    {
        var at = "the first record";
        try
        {
            using var command = Command("SELECT kind, id, json FROM entity ORDER BY id");
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                at = $"{reader.GetString(0)} {reader.GetInt32(1)}";
                if (!tables.TryGetValue(reader.GetString(0), out var table)) throw Damaged($"it holds {at}, a kind this version does not know");
                table.Load(reader.GetInt32(1), reader.GetString(2));
            }
        }
        catch (SqliteException fault)
        {
            throw Unusable(fault);
        }
        catch (JsonException fault)
        {
            throw Damaged($"{at} cannot be read: {fault.Message}");
        }
    }

    /// <param name="afresh">What was there goes with the same stroke.</param>
    public void Save(IEnumerable<(string Kind, int Id, string? Json)> records, bool afresh)
    {
        using var transaction = _connection.BeginTransaction();
        if (afresh) Command("DELETE FROM entity", transaction).ExecuteNonQuery();
        using var put = Command("INSERT OR REPLACE INTO entity (kind, id, json) VALUES ($kind, $id, $json)", transaction);
        using var delete = Command("DELETE FROM entity WHERE kind = $kind AND id = $id", transaction);
        foreach (var (kind, id, json) in records)
        {
            var command = json is null ? delete : put;
            command.Parameters.Clear();
            command.Parameters.AddWithValue("$kind", kind);
            command.Parameters.AddWithValue("$id", id);
            if (json is not null) command.Parameters.AddWithValue("$json", json);
            command.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    public void Dispose() => _connection.Dispose();

    private void Prepare()
    {
        // Exclusive: two servers on one file would each answer from a memory of their own.
        Run("PRAGMA locking_mode = EXCLUSIVE");
        var application = Number("PRAGMA application_id");
        if (application == 0 && Number("SELECT count(*) FROM sqlite_master") == 0) Create();
        else if (application != ApplicationId) throw Damaged("it is a database of another program");
        else if (Number("PRAGMA user_version") is var version && version != SchemaVersion) throw Damaged($"its version is {version}, this program reads {SchemaVersion}");
        Run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; BEGIN IMMEDIATE; COMMIT");
    }

    private void Create() => Run($"""
        BEGIN IMMEDIATE;
        CREATE TABLE entity (kind TEXT NOT NULL, id INTEGER NOT NULL, json TEXT NOT NULL, PRIMARY KEY (kind, id)) WITHOUT ROWID;
        PRAGMA application_id = {ApplicationId};
        PRAGMA user_version = {SchemaVersion};
        COMMIT;
        """);

    private void Run(string sql)
    {
        using var command = Command(sql);
        command.ExecuteNonQuery();
    }

    private long Number(string sql)
    {
        using var command = Command(sql);
        return (long)command.ExecuteScalar()!;
    }

    private SqliteCommand Command(string sql, SqliteTransaction? transaction = null)
    {
        var command = _connection.CreateCommand();
#pragma warning disable CA2100 // every text is a constant of this file
        command.CommandText = sql;
#pragma warning restore CA2100
        command.Transaction = transaction;
        return command;
    }

    // 5 and 6: busy, locked.
    private EmulatorException Unusable(SqliteException fault) => fault.SqliteErrorCode is 5 or 6
        ? new($"The file {_path} is in use by another process. End that one, or name another data directory.", fault)
        : Damaged(fault.Message.TrimEnd('.'));

    private EmulatorException Damaged(string what) =>
        new($"The file {_path} cannot be used: {what}. Move it away to begin afresh, or put back a copy of it.");
}
