using Automator.Host.Journal;

namespace Automator.Host.RunLog;

/// <summary>The journal's runs as documents, in the order of their last change, a few at a time.</summary>
internal sealed class JournalRuns(IJournal journal, RunLogRetention retention, TimeProvider time)
{
    private const int MostRuns = 100;

    /// <summary>Letters in the documents of one batch: runs that wrote much come fewer at a time.</summary>
    private const int MostText = 4_000_000;

    /// <summary>Whether the journal has come as far as this revision: another one has not.</summary>
    internal bool Reaches(long revision) => revision == 0 || journal.RunsAfter(revision - 1, 1).Count > 0;

    /// <summary>Without those whose time in the log is over.</summary>
    /// <param name="revision">The last of the batch before.</param>
    /// <param name="wants">Whether the runs of a month are asked for.</param>
    internal JournalBatch After(long revision, Func<RunMonth, bool> wants)
    {
        var changed = journal.RunsAfter(revision, MostRuns);
        var runs = new List<RunDocument>();
        var text = 0L;
        foreach (var run in changed)
        {
            revision = run.Revision;
            if (!wants(RunMonth.Of(run.StartedAt)) || retention.IsOver(run.End, time.GetUtcNow()))
                continue;
            runs.Add(RunDocument.From(run, journal.Effects(run.Id), journal.Log(run.Id)));
            text += runs[^1].Length;
            if (text > MostText)
                return new JournalBatch(runs, revision, IsLast: false);
        }

        return new JournalBatch(runs, revision, IsLast: changed.Count < MostRuns);
    }
}

/// <param name="Runs">In that order.</param>
/// <param name="Revision">Of the last that was looked at.</param>
/// <param name="IsLast">Nothing came after it.</param>
internal sealed record JournalBatch(IReadOnlyList<RunDocument> Runs, long Revision, bool IsLast);
