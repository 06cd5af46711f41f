using LiteDB;

namespace Automator.Host.RunLog;

/// <summary>
/// The files of the run log, a month each, and the drafts of those that are being made anew. Only the owner thread may touch it:
/// LiteDB is not safe with a reader beside a writer, and binds transactions to threads.
/// </summary>
internal sealed partial class RunLogFiles(string folder, bool readOnly, TimeProvider time, ILogger log) : IDisposable
{
    /// <summary>What is damaged again so soon after it was made anew is left as it is: something is wrong that making it anew does not mend.</summary>
    private static readonly TimeSpan TooSoon = TimeSpan.FromMinutes(10);

    /// <summary>In the names of files that were set aside, before the time.</summary>
    private const string Damaged = ".damaged-";

    private readonly OpenMonths _open = new(readOnly);
    private readonly Dictionary<RunMonth, Draft> _drafts = [];
    private readonly Dictionary<RunMonth, DateTimeOffset> _madeAnew = [];
    private readonly HashSet<RunMonth> _due = [];
    private readonly HashSet<RunMonth> _left = [];
    private RunLogPosition? _position;

    /// <summary>The revision up to which the journal has been followed.</summary>
    internal long Position => Known.Revision;

    /// <summary>Whoever rebuilds it wants to know: damage may be found by a reader.</summary>
    internal Action? WhenDue { get; set; }

    /// <summary>Those that are to be made anew: they are gone, were set aside, or are not as they were left.</summary>
    internal IReadOnlyCollection<RunMonth> Due => _due;

    /// <summary>All that there should be, or are.</summary>
    internal IReadOnlyList<RunMonth> All => [.. Known.Months.Keys.Select(month => new RunMonth(month)).Union(OnDisk).Order()];

    /// <summary>Those that can be read, newest first: as far as they are made anew.</summary>
    internal IReadOnlyList<RunMonth> Readable
    {
        get
        {
            LookAround();
            return [.. OnDisk.Where(IsThere).Union(_drafts.Where(draft => draft.Value.Runs > 0).Select(draft => draft.Key)).OrderDescending()];
        }
    }

    private RunLogPosition Known => _position ??= Begin();

    private IReadOnlyList<RunMonth> OnDisk => Directory.Exists(folder) ? RunMonth.In(folder) : [];

    /// <summary>Finds months that are gone, and those that are not as they were left: by a crash, or by somebody else.</summary>
    internal void LookAround()
    {
        foreach (var month in readOnly ? [] : All.Where(month => !_due.Contains(month) && !_left.Contains(month) && !_drafts.ContainsKey(month)))
        {
            var file = new FileInfo(PathOf(month));
            if (file is not { Exists: true, Length: > 0 })
                Break(month, "it is missing", null);
            else if (Known.Of(month) is not { IsDoubtful: false } state || !state.IsAsLeft(file))
                Doubt(month, file);
        }
    }

    /// <summary>Runs and the position they bring the log to. The position is written last, when the files are on the disk.</summary>
    internal void Write(IReadOnlyList<RunDocument> runs, long position)
    {
        MakeFolder(folder);
        var known = Known;
        foreach (var month in runs.GroupBy(run => RunMonth.Of(run.StartedAt)))
        {
            if (_drafts.ContainsKey(month.Key))
                WriteDraft(month.Key, [.. month]);
            // One that is gone is made anew in its draft, from the journal, which has what is left out here.
            if (!IsThere(month.Key) && known.Of(month.Key) is not null)
                continue;
            IReadOnlyList<BsonDocument> documents = [.. month.Select(RunBson.Write)];
            var added = On(month.Key, PathOf(month.Key), file =>
            {
                var added = file.Upsert(documents);
                file.Flush();
                return added;
            });
            var state = known.Of(month.Key) ?? new MonthState();
            known = known.With(month.Key, (state with { Runs = state.Runs + added }).AsLeft(new FileInfo(PathOf(month.Key))));
        }

        Save(known with { Revision = position });
    }

    /// <summary>The journal is another one than the log has followed: from its beginning, then.</summary>
    internal void StartOver() => Save(Known with { Revision = 0 });

    /// <exception cref="RunLogException">It cannot be read now.</exception>
    internal T Ask<T>(RunMonth month, Func<MonthFile, T> question) =>
        IsThere(month) ? On(month, PathOf(month), question)
        : _drafts.GetValueOrDefault(month)?.Runs > 0 ? On(month, DraftOf(month), question)
        : throw BeingRebuilt(month, null);

    public void Dispose()
    {
        try
        {
            _open.Dispose();
        }
        catch (Exception closing)
        {
            // As with one that is damaged: a start finds it.
            LogNotClosed(folder, closing.Message);
        }

        foreach (var month in _drafts.Keys.ToList())
            DiscardDraft(month);
    }

    private T On<T>(RunMonth month, string path, Func<MonthFile, T> work)
    {
        try
        {
            return work(_open.Open(path));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // The disk's, or nobody's: LiteDB has closed itself, and would say the same for ever.
            Close(path);
            throw new RunLogException($"The run log's {path} cannot be used now: {fault.Message}", fault);
        }
        catch (Exception fault)
        {
            // A damaged file shows as nearly any exception out of LiteDB.
            if (readOnly)
                throw new RunLogException($"{path} cannot be read: {fault.Message} The host makes it anew when it runs, or 'automator log rebuild'.", fault);
            Close(path);
            if (path == PathOf(month))
                Break(month, fault.Message, fault);
            else
                DiscardDraft(month);
            throw BeingRebuilt(month, fault);
        }
    }

    private RunLogException BeingRebuilt(RunMonth month, Exception? fault) => new(
        _left.Contains(month)
            ? $"{month.FileName} of the run log was damaged again, right after it was rebuilt, and is left aside."
            : $"{month.FileName} of the run log was damaged and is being rebuilt. Ask again in a moment.",
        fault);

    /// <summary>What rules log is for nobody but the owner, whatever folder it is in.</summary>
    internal static void MakeFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private RunLogPosition Begin()
    {
        if (!readOnly && Directory.Exists(folder))
        {
            foreach (var left in Directory.EnumerateFiles(folder, "runs-*.new"))
                File.Delete(left);
        }

        return RunLogPosition.Load(folder);
    }

    /// <summary>
    /// Crashed in the middle of a write, or somebody else was at it: LiteDB would not notice all that can be wrong with it. It is read
    /// until it has been made anew, if it can be.
    /// </summary>
    private void Doubt(RunMonth month, FileInfo file)
    {
        // What is in memory may be of another file.
        Close(PathOf(month));
        if (MonthFile.Damage(PathOf(month)) is { } damage)
        {
            Break(month, damage, null);
            return;
        }

        var isTooSoon = IsTooSoon(month);
        Save(Known.With(month, (Known.Of(month) ?? new MonthState()).AsLeft(file) with { IsDoubtful = !isTooSoon }));
        if (isTooSoon)
        {
            LogKept(month.FileName);
            return;
        }

        _due.Add(month);
        LogDoubtful(month.FileName);
        WhenDue?.Invoke();
    }

    /// <summary>Out of the way, to be made anew; or to be left, where that has just been tried.</summary>
    private void Break(RunMonth month, string why, Exception? fault)
    {
        var aside = SetAside(month);
        // So that the next start misses it, should this one not come to making it anew.
        if (Known.Of(month) is null)
            Save(Known.With(month, new MonthState()));
        if (IsTooSoon(month))
        {
            _left.Add(month);
            LogLeft(fault, month.FileName, why, aside ?? "nowhere", month);
            return;
        }

        _due.Add(month);
        if (aside is null)
            LogMissing(month.FileName);
        else
            LogBroken(fault, PathOf(month), why, aside);
        WhenDue?.Invoke();
    }

    private bool IsTooSoon(RunMonth month) => _madeAnew.TryGetValue(month, out var at) && time.GetUtcNow() - at < TooSoon;

    private void Close(string path)
    {
        try
        {
            _open.Close(path);
        }
        catch (Exception closing)
        {
            // It is damaged; what it says about being closed is of the same kind.
            LogNotClosed(path, closing.Message);
        }
    }

    private void Save(RunLogPosition position)
    {
        position.Save(folder);
        _position = position;
    }

    private bool IsThere(RunMonth month) => new FileInfo(PathOf(month)) is { Exists: true, Length: > 0 };

    private string PathOf(RunMonth month) => Path.Combine(folder, month.FileName);

    private string DraftOf(RunMonth month) => PathOf(month) + ".new";

    [LoggerMessage(LogLevel.Warning, "The run log's {File} is missing. It is rebuilt from the journal.")]
    private partial void LogMissing(string file);

    [LoggerMessage(LogLevel.Warning, "The run log's {File} is not as the host left it. It is rebuilt from the journal.")]
    private partial void LogDoubtful(string file);

    [LoggerMessage(LogLevel.Error, "Somebody else writes to the run log's {File}, again right after it was rebuilt. It is used as it is.")]
    private partial void LogKept(string file);

    [LoggerMessage(LogLevel.Warning, "The run log's {File} cannot be read ({Why}). It was moved to {Aside} and is rebuilt from the journal.")]
    private partial void LogBroken(Exception? fault, string file, string why, string aside);

    [LoggerMessage(LogLevel.Error, "The run log's {File} is damaged again, right after it was rebuilt ({Why}). It was moved to {Aside}, and is not rebuilt again before the host starts anew. Look at the disk, and at what else writes there; then 'automator log rebuild --month {Month}'.")]
    private partial void LogLeft(Exception? fault, string file, string why, string aside, RunMonth month);

    [LoggerMessage(LogLevel.Debug, "The damaged {File} was not closed: {Why}")]
    private partial void LogNotClosed(string file, string why);
}
