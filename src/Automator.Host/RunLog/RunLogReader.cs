using Automator.Host.Journal;
using Microsoft.Extensions.Logging.Abstractions;

namespace Automator.Host.RunLog;

/// <summary>The run log for people. Every question goes through the owner thread, in parts that are short, so that what is new gets in between.</summary>
internal sealed class RunLogReader(RunLogThread thread)
{
    private const int MostCandidates = 5;

    /// <summary>For a command where no host runs: an owner thread of its own, which changes nothing. Dispose it when done.</summary>
    internal static RunLogThread OpenReadOnly(string folder, TimeProvider time) =>
        new(new RunLogFiles(folder, readOnly: true, time, NullLogger.Instance), time);

    /// <summary>Newest first, over all months; without payloads, effects and lines.</summary>
    /// <param name="account">Null for all.</param>
    /// <param name="rule">Null for all.</param>
    /// <param name="status">Null for all.</param>
    /// <param name="atMost">How many.</param>
    /// <param name="before">The last run of the page before.</param>
    internal async Task<IReadOnlyList<RunDocument>> Runs(string? account, RuleName? rule, RunStatus? status, int atMost, RunId? before)
    {
        var runs = new List<RunDocument>();
        var isChosen = account is not null || status is not null;
        foreach (var month in await thread.Ask(files => files.Readable))
        {
            var (last, isOver) = (before, false);
            while (runs.Count < atMost && !isOver)
            {
                var most = isChosen ? MonthFile.MostAtOnce : Math.Min(atMost - runs.Count, MonthFile.MostAtOnce);
                var page = await thread.Ask(files => files.Ask(month, file => file.Page(rule, last, most)));
                runs.AddRange(page.Where(run => (account is null || run.Account == account) && (status is null || run.Status == status)).Take(atMost - runs.Count));
                (last, isOver) = (page.Count > 0 ? page[^1].Id : last, page.Count < most);
            }
        }

        return runs;
    }

    /// <param name="id">A run's id, or as much of its beginning as no other has.</param>
    internal async Task<RunLookup> Run(string id)
    {
        var found = new List<RunDocument>();
        foreach (var month in await thread.Ask(files => files.Readable))
        {
            found.AddRange(await thread.Ask(files => files.Ask(month, file => file.Beginning(id, MostCandidates))));
            if (found.Find(run => run.Id.Value == id) is { } exact)
                return new RunLookup.Found(exact);
            if (found.Count >= MostCandidates)
                break;
        }

        return found switch
        {
            [] => new RunLookup.Unknown(),
            [var only] => new RunLookup.Found(only),
            _ => new RunLookup.Ambiguous([.. found.Take(MostCandidates).Select(run => run.Id)]),
        };
    }
}
