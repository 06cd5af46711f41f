using Automator.Host.Journal;
using LiteDB;

namespace Automator.Host.RunLog;

/// <summary>
/// The files of the run log, a month each. Only the owner thread may touch it: LiteDB is not safe with a reader beside a writer,
/// and binds transactions to threads.
/// </summary>
internal sealed partial class RunLogFiles(string folder, bool readOnly, TimeProvider time, ILogger log) : IDisposable
{
    /// <summary>LiteDB keeps the pages it has read, so only the months in use stay open.</summary>
    private const int MostOpen = 2;

    private readonly List<(RunMonth Month, LiteDatabase Database)> _open = [];
    private RunLogPosition? _position;

    /// <summary>The revision up to which the journal has been followed; zero when something must be rebuilt.</summary>
    internal long Position
    {
        get
        {
            _position ??= RunLogPosition.Load(folder);
            foreach (var missing in _position.Months.Select(month => new RunMonth(month)).Where(month => !IsThere(month)).ToList())
            {
                MonthMissing(missing.FileName);
                Forget(missing);
            }

            return _position.Revision;
        }
    }

    /// <summary>Whoever rebuilds it wants to know: damage may be found by a reader.</summary>
    internal Action? WhenSetAside { get; set; }

    internal IReadOnlyList<RunMonth> Months => Directory.Exists(folder) ? RunMonth.In(folder) : [];

    /// <summary>Runs and the position they bring the log to. The position is written last, when the files are on the disk.</summary>
    internal void Write(IReadOnlyList<RunDocument> runs, long position)
    {
        Directory.CreateDirectory(folder);
        var months = runs.GroupBy(run => RunMonth.Of(run.StartedAt)).ToList();
        foreach (var month in months)
        {
            On(month.Key, database =>
            {
                Runs(database).Upsert(month.Select(RunBson.Write));
                // LiteDB answers before its log is written; what is in the data file has been flushed.
                database.Checkpoint();
                return true;
            });
        }

        var written = (_position ?? new()).Months.Union(months.Select(month => month.Key.Value));
        _position = new RunLogPosition { Revision = position, Months = [.. written] };
        _position.Save(folder);
    }

    /// <summary>The journal is another one than the log has followed: from its beginning, then.</summary>
    internal void StartOver() => _position = new RunLogPosition { Months = _position?.Months ?? [] };

    internal IReadOnlyList<RunDocument> Find(RunMonth month, Func<ILiteCollection<BsonDocument>, IEnumerable<BsonDocument>> question) =>
        On(month, database => question(Runs(database)).Select(RunBson.Read).ToList());

    public void Dispose()
    {
        foreach (var (_, database) in _open)
            database.Dispose();
        _open.Clear();
    }

    private T On<T>(RunMonth month, Func<LiteDatabase, T> work)
    {
        try
        {
            return work(Open(month));
        }
        catch (Exception fault) when (fault is not (IOException or UnauthorizedAccessException))
        {
            // A damaged file shows as nearly any exception out of LiteDB; a disk that fails shows as these two.
            if (readOnly)
                throw new RunLogException($"{PathOf(month)} cannot be read: {fault.Message} The host rebuilds it when it runs.", fault);
            SetAside(month, fault);
            throw new RunLogException($"{month.FileName} of the run log was damaged and is being rebuilt. Ask again in a moment.", fault);
        }
    }

    private LiteDatabase Open(RunMonth month)
    {
        if (_open.Find(open => open.Month == month).Database is { } known)
            return known;
        if (_open.Count == MostOpen)
            Close(_open[0].Month);

        var database = new LiteDatabase(new ConnectionString
        {
            Filename = PathOf(month),
            ReadOnly = readOnly,
            Collation = readOnly ? null : Collation.Binary,
        });
        _open.Add((month, database));
        if (!readOnly)
            Runs(database).EnsureIndex(RunBson.RuleOrder);
        return database;
    }

    private void SetAside(RunMonth month, Exception fault)
    {
        try
        {
            Close(month);
        }
        catch (Exception closing)
        {
            // It is damaged; what it says about being closed is of the same kind, and the file is moved away next.
            MonthNotClosed(month.FileName, closing.Message);
        }

        var file = PathOf(month);
        var suffix = $".damaged-{time.GetUtcNow():yyyyMMddHHmmssfff}";
        foreach (var path in new[] { file, LogOf(file) }.Where(File.Exists))
            File.Move(path, path + suffix, overwrite: true);
        MonthDamaged(fault, file, file + suffix);
        Forget(month);
        WhenSetAside?.Invoke();
    }

    private void Forget(RunMonth month)
    {
        var known = _position ?? new();
        if (_open.Exists(open => open.Month == month))
            Close(month);
        _position = new RunLogPosition { Months = [.. known.Months.Where(other => other != month.Value)] };
        _position.Save(folder);
    }

    private void Close(RunMonth month)
    {
        var index = _open.FindIndex(open => open.Month == month);
        if (index < 0)
            return;
        var database = _open[index].Database;
        _open.RemoveAt(index);
        database.Dispose();
    }

    private bool IsThere(RunMonth month) => new FileInfo(PathOf(month)) is { Exists: true, Length: > 0 };

    private string PathOf(RunMonth month) => Path.Combine(folder, month.FileName);

    private static string LogOf(string file) => Path.ChangeExtension(file, null) + "-log.db";

    private static ILiteCollection<BsonDocument> Runs(LiteDatabase database) => database.GetCollection("runs");

    [LoggerMessage(LogLevel.Warning, "The run log's {File} is missing. It is rebuilt from the journal.")]
    private partial void MonthMissing(string file);

    [LoggerMessage(LogLevel.Warning, "The run log's {File} cannot be read. It was moved to {Aside} and is rebuilt from the journal.")]
    private partial void MonthDamaged(Exception fault, string file, string aside);

    [LoggerMessage(LogLevel.Debug, "The damaged {File} was not closed: {Why}")]
    private partial void MonthNotClosed(string file, string why);
}
