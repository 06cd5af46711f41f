namespace Automator.Host.RunLog;

/// <summary>What the old files of a month still have, for its draft.</summary>
internal sealed class OldRuns(RunLogFiles files, RunMonth month, RunLogRetention retention, DateTimeOffset now)
{
    /// <summary>The file that is replaced, or else the one that was set aside last; then older ones.</summary>
    private readonly IReadOnlyList<string> _paths = files.OldOf(month);

    /// <summary>Put into the draft: the journal had them no more.</summary>
    internal long Salvaged { get; private set; }

    /// <summary>Runs that are, or were, in the first of the files, without those that began since.</summary>
    internal long Seen { get; private set; }

    /// <summary>Of these, those that are not as they were written.</summary>
    internal long Spoilt { get; private set; }

    /// <summary>Of these, those whose time is over.</summary>
    internal long Over { get; private set; }

    /// <summary>The last that was set aside, if any was.</summary>
    internal string? Aside { get; } = files.AsideOf(month) is [var last, ..] ? last : null;

    internal IEnumerable<RunMonth> Salvage()
    {
        foreach (var path in _paths)
        {
            foreach (var some in StoredRuns.In(path).Chunk(MonthFile.MostAtOnce))
            {
                if (path == _paths[0])
                {
                    Seen += some.Count(run => run is null || run.StartedAt <= now);
                    Spoilt += some.Count(run => run is null);
                    Over += some.Count(run => run is not null && retention.IsOver(run.End, now));
                }

                Salvage([.. some.OfType<RunDocument>().Where(run => RunMonth.Of(run.StartedAt) == month && !retention.IsOver(run.End, now))]);
                yield return month;
            }
        }
    }

    private void Salvage(IReadOnlyList<RunDocument> old)
    {
        var better = new List<RunDocument>();
        foreach (var run in old)
        {
            var made = files.InDraft(month, run.Id);
            Salvaged += made is null ? 1 : 0;
            if (made is null)
                better.Add(run);
            else if (made.CompletedFrom(run) is { } completed)
                better.Add(completed);
        }

        files.WriteDraft(month, better);
    }
}
