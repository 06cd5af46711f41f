using Automator.Sdk.Protocol;

namespace Automator.Host.Basecamp;

/// <summary>The requests of a report, newest first: an account reports six months at most at a time.</summary>
internal static class HoursReport
{
    private const int MostMonths = 6;

    internal static IEnumerable<string> Paths(ReportTimeEntries query)
    {
        for (var last = query.To; ;)
        {
            var first = First(last) is var begin && begin > query.From ? begin : query.From;
            yield return Path(query, first, last);
            if (first == query.From)
                yield break;
            last = first.AddDays(-1);
        }
    }

    /// <summary>A day after the day six months before: under any way of counting them it is no more than six.</summary>
    private static DateOnly First(DateOnly last) => last < DateOnly.MinValue.AddMonths(MostMonths) ? DateOnly.MinValue : last.AddMonths(-MostMonths).AddDays(1);

    private static string Path(ReportTimeEntries query, DateOnly first, DateOnly last)
    {
        var path = $"/time_entries/report.xml?from={first:yyyyMMdd}&to={last:yyyyMMdd}";
        if (query.PersonId is { } person)
            path += $"&subject_id={person}";
        if (query.TodoItemId is { } item)
            path += $"&todo_item_id={item}";
        if (query.ProjectId is { } project)
            path += $"&filter_project_id={project}";
        return query.CompanyId is { } company ? $"{path}&filter_company_id={company}" : path;
    }
}
