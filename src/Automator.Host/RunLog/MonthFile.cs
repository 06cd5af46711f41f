using Automator.Host.Journal;
using LiteDB;

namespace Automator.Host.RunLog;

/// <summary>
/// One LiteDB file of runs. Every question is a short one: LiteDB keeps all pages of a transaction in memory, and never gives back
/// what it once took.
/// </summary>
internal sealed class MonthFile : IDisposable
{
    /// <summary>Documents of one question at most.</summary>
    internal const int MostAtOnce = 200;

    private readonly LiteDatabase _database;
    private readonly ILiteCollection<BsonDocument> _runs;

    /// <exception cref="InvalidDataException">It is there, and no LiteDB file or not a whole one.</exception>
    internal MonthFile(string path, bool readOnly)
    {
        Path = path;
        if (new FileInfo(path) is { Exists: true, Length: > 0 } && Damage(path) is { } damage)
            throw new InvalidDataException(damage);
        _database = new LiteDatabase(new ConnectionString
        {
            Filename = path,
            ReadOnly = readOnly,
            Collation = readOnly ? null : Collation.Binary,
        });
        _runs = _database.GetCollection("runs");
        if (!readOnly)
            _runs.EnsureIndex(RunBson.RuleOrder);
    }

    internal string Path { get; }

    /// <summary>Pages of memory that LiteDB took for it, and gives back when it is closed.</summary>
    internal int Pages => _database.GetCollection("$database").Query().First()["cache"]["extendPages"].AsInt32;

    /// <summary>LiteDB's own, beside the file.</summary>
    internal static string LogOf(string path) =>
        System.IO.Path.ChangeExtension(path, null) + "-log" + System.IO.Path.GetExtension(path);

    /// <summary>What shows at the first look; null when nothing does.</summary>
    internal static string? Damage(string path) => StoredRuns.Damage(path, hasLog: new FileInfo(LogOf(path)) is { Exists: true, Length: > 0 });

    /// <returns>How many of them were not there before.</returns>
    internal int Upsert(IReadOnlyList<BsonDocument> runs) => _runs.Upsert(runs);

    /// <summary>What was written is on the disk when it returns: LiteDB answers before its log is written, and flushes what is in the file.</summary>
    internal void Flush() => _database.Checkpoint();

    internal RunDocument? Find(RunId run) => _runs.FindById(run.Value) is { } found ? RunBson.Read(found) : null;

    /// <summary>Newest first.</summary>
    internal IReadOnlyList<RunDocument> Beginning(string id, int atMost) =>
    [
        .. _runs.Query().Where("_id BETWEEN @0 AND @1", id, id + '\uffff').OrderByDescending("_id").Limit(atMost).ToEnumerable().Select(RunBson.Read),
    ];

    /// <summary>Heads, newest first: order and bound are of one index, so that a page costs the runs on it.</summary>
    /// <param name="rule">Null for all.</param>
    /// <param name="before">The last run of the page before.</param>
    /// <param name="atMost">Fewer are the last ones.</param>
    internal IReadOnlyList<RunDocument> Page(RuleName? rule, RunId? before, int atMost)
    {
        var (order, prefix) = rule is { } one ? (RunBson.RuleOrder, RunBson.RuleKey(one)) : ("_id", "");
        var page = _runs.Query().Where($"{order} BETWEEN @0 AND @1", prefix, prefix + (before?.Value ?? "\uffff"))
            .OrderByDescending(order).Select(RunBson.Head).Limit(before is null ? atMost : atMost + 1).ToEnumerable().Select(RunBson.ReadHead);
        return [.. page.Where(run => run.Id != before).Take(atMost)];
    }

    public void Dispose() => _database.Dispose();
}
