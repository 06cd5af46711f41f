using LiteDB;

namespace Automator.Host.RunLog;

/// <summary>
/// The files of the run log, a month each, and the drafts of those that are being made anew. Only the owner thread may touch it:
/// LiteDB is not safe with a reader beside a writer, and binds transactions to threads.
/// </summary>
internal sealed partial class RunLogFiles(string folder, bool readOnly, TimeProvider time, ILogger log) : IDisposable
{
    /// <summary>A file that is damaged again so soon after it was made anew is left: something is wrong that making it anew does not mend.</summary>
    private static readonly TimeSpan TooSoon = TimeSpan.FromMinutes(10);

    /// <summary>In the names of files that were set aside, before the time.</summary>
    private const string Damaged = ".damaged-";

    private readonly OpenMonths _open = new(readOnly);
    private readonly Dictionary<RunMonth, Draft> _drafts = [];
    private readonly Dictionary<RunMonth, DateTimeOffset> _madeAnew = [];
    private readonly HashSet<RunMonth> _broken = [];
    private readonly HashSet<RunMonth> _left = [];
    private RunLogPosition? _position;

    /// <summary>The revision up to which the journal has been followed.</summary>
    internal long Position => Known.Revision;

    /// <summary>Whoever rebuilds it wants to know: damage may be found by a reader.</summary>
    internal Action? WhenBroken { get; set; }

    /// <summary>Those that are gone or were set aside, and are to be made anew.</summary>
    internal IReadOnlyCollection<RunMonth> Broken => _broken;

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
        foreach (var month in readOnly ? [] : All.Where(month => !_broken.Contains(month) && !_left.Contains(month) && !_drafts.ContainsKey(month)))
        {
            var file = new FileInfo(PathOf(month));
            if (file is not { Exists: true, Length: > 0 })
                Break(month, "It is missing.", null);
            else if (Known.Of(month)?.IsAsLeft(file) != true)
                Check(month);
        }
    }

    /// <summary>Runs and the position they bring the log to. The position is written last, when the files are on the disk.</summary>
    internal void Write(IReadOnlyList<RunDocument> runs, long position)
    {
        Directory.CreateDirectory(folder);
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

    private static RunLogException BeingRebuilt(RunMonth month, Exception? fault) =>
        new($"{month.FileName} of the run log was damaged and is being rebuilt. Ask again in a moment.", fault);

    private RunLogPosition Begin()
    {
        if (!readOnly && Directory.Exists(folder))
        {
            foreach (var left in Directory.EnumerateFiles(folder, "runs-*.new"))
                File.Delete(left);
        }

        return RunLogPosition.Load(folder);
    }

    private void Check(RunMonth month)
    {
        var path = PathOf(month);
        try
        {
            Close(path);
            var state = Known.Of(month) ?? new MonthState();
            var runs = MonthCheck.Count(path);
            if (runs < state.Runs)
                throw new InvalidDataException($"It has {runs} runs, and had {state.Runs}.");
            Save(Known.With(month, (state with { Runs = runs }).AsLeft(new FileInfo(path))));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new RunLogException($"The run log's {path} cannot be read now: {fault.Message}", fault);
        }
        catch (Exception fault)
        {
            Break(month, fault.Message, fault);
        }
    }

    /// <summary>Out of the way, to be made anew; or to be left, where that has just been tried.</summary>
    private void Break(RunMonth month, string why, Exception? fault)
    {
        var aside = SetAside(month);
        // So that the next start misses it, should this one not come to making it anew.
        if (Known.Of(month) is null)
            Save(Known.With(month, new MonthState()));
        if (_madeAnew.TryGetValue(month, out var at) && time.GetUtcNow() - at < TooSoon)
        {
            _left.Add(month);
            LogLeft(fault, month.FileName, why, aside ?? "nowhere", month);
            return;
        }

        _broken.Add(month);
        if (aside is null)
            LogMissing(month.FileName);
        else
            LogBroken(fault, PathOf(month), why, aside);
        WhenBroken?.Invoke();
    }

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

    [LoggerMessage(LogLevel.Warning, "The run log's {File} cannot be read ({Why}). It was moved to {Aside} and is rebuilt from the journal.")]
    private partial void LogBroken(Exception? fault, string file, string why, string aside);

    [LoggerMessage(LogLevel.Error, "The run log's {File} is damaged again, right after it was rebuilt ({Why}). It was moved to {Aside}, and is not rebuilt again before the host starts anew. Look at the disk, and at what else writes there; then 'automator log rebuild --month {Month}'.")]
    private partial void LogLeft(Exception? fault, string file, string why, string aside, RunMonth month);

    [LoggerMessage(LogLevel.Debug, "The damaged {File} was not closed: {Why}")]
    private partial void LogNotClosed(string file, string why);
}
