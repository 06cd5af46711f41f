using Automator.Host.Journal;
using LiteDB;
using Microsoft.Extensions.Logging.Abstractions;

namespace Automator.Host.RunLog;

/// <summary>The run log for people. Every question goes through the owner thread.</summary>
internal sealed class RunLogReader(RunLogThread thread)
{
    private const int MostCandidates = 5;

    /// <summary>For a command where no host runs: an owner thread of its own, which changes nothing. Dispose it when done.</summary>
    internal static RunLogThread OpenReadOnly(string folder, TimeProvider time) =>
        new(new RunLogFiles(folder, readOnly: true, time, NullLogger.Instance));

    /// <summary>Newest first, over all months.</summary>
    /// <param name="account">Null for all.</param>
    /// <param name="rule">Null for all.</param>
    /// <param name="status">Null for all.</param>
    /// <param name="atMost">How many.</param>
    /// <param name="before">The last run of the page before.</param>
    internal Task<IReadOnlyList<RunDocument>> Runs(string? account, RuleName? rule, RunStatus? status, int atMost, RunId? before) =>
        thread.Do<IReadOnlyList<RunDocument>>(files =>
        {
            var runs = new List<RunDocument>();
            foreach (var month in files.Months)
            {
                if (runs.Count == atMost)
                    break;
                runs.AddRange(files.Find(month, all => Page(all, account, rule, status, atMost - runs.Count, before)));
            }

            return runs;
        });

    /// <param name="id">A run's id, or as much of its beginning as no other has.</param>
    internal Task<RunLookup> Run(string id) => thread.Do<RunLookup>(files =>
    {
        var found = files.Months
            .SelectMany(month => files.Find(month, all => all.Query()
                .Where("_id BETWEEN @0 AND @1", id, id + '\uffff').OrderByDescending("_id").Limit(MostCandidates).ToEnumerable()))
            .Take(MostCandidates)
            .ToList();
        return found switch
        {
            [] => new RunLookup.Unknown(),
            [var only] => new RunLookup.Found(only),
            _ when found.Find(run => run.Id.Value == id) is { } exact => new RunLookup.Found(exact),
            _ => new RunLookup.Ambiguous([.. found.Select(run => run.Id)]),
        };
    });

    /// <summary>The order and its bound are of one index, so that a page costs the runs on it.</summary>
    private static IEnumerable<BsonDocument> Page(
        ILiteCollection<BsonDocument> all, string? account, RuleName? rule, RunStatus? status, int atMost, RunId? before)
    {
        var (order, prefix) = rule is { } one ? (RunBson.RuleOrder, RunBson.RuleKey(one)) : ("_id", "");
        var page = all.Query().Where($"{order} BETWEEN @0 AND @1", prefix, prefix + (before?.Value ?? "\uffff"));
        if (before is { } last)
            page = page.Where("_id < @0", last.Value);
        if (status is { } only)
            page = page.Where("status = @0", only.ToString());
        if (account is not null)
            page = page.Where("account = @0", account);
        return page.OrderByDescending(order).Limit(atMost).ToEnumerable();
    }
}
