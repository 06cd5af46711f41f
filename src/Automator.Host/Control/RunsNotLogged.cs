using Automator.Host.Journal;
using Automator.Host.RunLog;

namespace Automator.Host.Control;

/// <summary>
/// What the log does not have where no host runs that would tell it: runs the journal has changed since (a restored backup does), and all
/// of a log that is gone.
/// </summary>
internal sealed class RunsNotLogged(JournalReader? journal, string folder)
{
    private const int AtOnce = 1_000;
    private const int MostCandidates = 5;

    /// <summary>By the journal where it knows better, newest first.</summary>
    /// <param name="query">What is asked.</param>
    /// <param name="ask">Asks the log; again for more, where what it said is no longer so.</param>
    internal async Task<IReadOnlyList<RunReport>> Find(RunQuery query, Func<RunQuery, Task<IReadOnlyList<RunReport>>> ask)
    {
        for (var most = query.AtMost; ; most *= 2)
        {
            var logged = await ask(query with { AtMost = most });
            var found = Join(query, logged);
            if (logged.Count < most || (found.Count == query.AtMost && string.CompareOrdinal(found[^1].Run, logged[^1].Run) >= 0))
                return found;
        }
    }

    private List<RunReport> Join(RunQuery query, IReadOnlyList<RunReport> logged)
    {
        var found = logged.ToDictionary(run => run.Run);
        foreach (var page in Pages())
        {
            foreach (var run in page)
            {
                found.Remove(run.Id.Value);
                if ((query.Account is null || run.Account == query.Account) && (query.Rule is null || run.Rule.Value == query.Rule) && (query.Status is null || run.Status == query.Status))
                    found[run.Id.Value] = RunReports.Of(RunDocument.From(run, [], []), whole: false);
            }

            found = Newest(found.Values, query.AtMost).ToDictionary(run => run.Run);
        }

        return [.. Newest(found.Values, query.AtMost)];
    }

    /// <param name="id">A run's id, or as much of its beginning as no other has.</param>
    /// <returns>Null where it is for the log to say.</returns>
    /// <exception cref="NoSuchRunException">More than one begins like this.</exception>
    internal RunReport? Show(string id)
    {
        var begins = id.Trim().ToLowerInvariant();
        var found = begins.Length == 0 ? [] : Pages().SelectMany(page => page).Where(run => run.Id.Value.StartsWith(begins, StringComparison.Ordinal)).DistinctBy(run => run.Id).Take(MostCandidates).ToList();
        return (found.Find(run => run.Id.Value == begins) ?? (found is [var only] ? only : null)) is { } one
            ? RunReports.Of(RunDocument.From(one, journal!.Effects(one.Id), journal.Log(one.Id)), whole: true)
            : found.Count > 1 ? throw new NoSuchRunException($"More than one run begins with '{id}': {string.Join(", ", found.Select(run => run.Id))}. Give more characters.")
            : null;
    }

    private IEnumerable<IReadOnlyList<RunRecord>> Pages()
    {
        if (journal is null)
            yield break;
        var after = Followed();
        while (journal.RunsAfter(after, AtOnce) is { Count: > 0 } page)
        {
            yield return page;
            after = page[^1].Revision;
        }
    }

    private static IEnumerable<RunReport> Newest(IEnumerable<RunReport> runs, int atMost) =>
        runs.OrderByDescending(run => run.Run, StringComparer.Ordinal).Take(atMost);

    /// <summary>From the beginning, where a file of the log is missing.</summary>
    private long Followed()
    {
        var position = RunLogPosition.Load(folder);
        var there = Directory.Exists(folder) ? RunMonth.In(folder).Select(month => month.Value).ToHashSet() : [];
        return position.Months.Keys.All(there.Contains) ? position.Revision : 0;
    }
}
