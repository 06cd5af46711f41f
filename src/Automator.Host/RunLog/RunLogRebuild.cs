namespace Automator.Host.RunLog;

/// <summary>
/// Makes months anew, each in a draft that takes its file's place: from the journal, and what that has no more from the old file,
/// document by document. Runs whose time is over are left out. In steps, so that questions, and what is new, get in between; what is
/// new meanwhile goes into the drafts too.
/// </summary>
internal sealed class RunLogRebuild
{
    private readonly RunLogFiles _files;
    private readonly JournalRuns _journal;
    private readonly RunLogRetention _retention;
    private readonly IReadOnlyCollection<RunMonth> _months;
    private readonly List<MonthRebuilt> _rebuilt = [];
    private readonly IEnumerator<RunMonth?> _steps;

    /// <param name="files">Of the owner thread, as all of this.</param>
    /// <param name="journal">What there is.</param>
    /// <param name="retention">What stays.</param>
    /// <param name="months">Which.</param>
    /// <param name="now">By which the time of runs is over.</param>
    internal RunLogRebuild(RunLogFiles files, JournalRuns journal, RunLogRetention retention, IReadOnlyCollection<RunMonth> months, DateTimeOffset now)
    {
        (_files, _journal, _retention, _months) = (files, journal, retention, months);
        _steps = Steps(now).GetEnumerator();
    }

    /// <summary>Those that are done.</summary>
    internal IReadOnlyList<MonthRebuilt> Rebuilt => _rebuilt;

    /// <summary>Whether there is more to do.</summary>
    internal bool IsUnderWay { get; private set; } = true;

    /// <returns>Whether there is more to do.</returns>
    internal bool Step() => IsUnderWay = _steps.MoveNext();

    /// <summary>What was there is still there.</summary>
    internal void GiveUp()
    {
        IsUnderWay = false;
        _steps.Dispose();
        foreach (var month in _months)
            _files.DiscardDraft(month);
    }

    private IEnumerable<RunMonth?> Steps(DateTimeOffset now)
    {
        foreach (var month in _months)
            _files.BeginDraft(month, now);
        for (var batch = new JournalBatch([], 0, IsLast: false); !batch.IsLast;)
        {
            batch = _journal.After(batch.Revision, _months.Contains);
            foreach (var month in batch.Runs.GroupBy(run => RunMonth.Of(run.StartedAt)))
                _files.WriteDraft(month.Key, [.. month]);
            yield return null;
        }

        foreach (var month in _months.Order())
        {
            var old = new OldRuns(_files, month, _retention, now);
            foreach (var _ in old.Salvage())
                yield return month;
            Replace(month, old);
            yield return month;
        }
    }

    private void Replace(RunMonth month, OldRuns old)
    {
        var runs = _files.Drafted(month);
        var had = _files.Had(month);
        var lost = Math.Max(0, Math.Max(had, old.Seen) - old.Over - (runs - _files.DraftedSince(month)));
        var aside = _files.Replace(month, keepOld: old.Spoilt > 0 || old.Seen < had) ?? old.Aside;
        if (runs + had + old.Seen > 0)
            _rebuilt.Add(new MonthRebuilt { Month = month, Runs = runs, Salvaged = old.Salvaged, Over = old.Over, Lost = lost, Aside = aside });
    }
}
