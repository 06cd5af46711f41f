using System.Globalization;
using Automator.Emulator.Store;
using Automator.Emulator.Wire;

namespace Automator.Emulator.Areas;

/// <summary>
/// Hours over all projects the caller sees, six months of them at most. An end that is not given is six months from the
/// other, and with neither the last six months are meant.
/// </summary>
internal static class HoursReport
{
    private const int MostMonths = 6;

    public static Answer Show(Call call, Question asked)
    {
        if (!call.Sight.Privates) return Answer.NotFound;
        List<string> faults = [];
        var (from, to) = Range(call, asked, faults);
        var (person, item) = (Filter(asked.Person, "subject_id", faults), Filter(asked.Item, "todo_item_id", faults));
        var (project, company) = (Filter(asked.Project, "filter_project_id", faults), Filter(asked.Company, "filter_company_id", faults));
        if (faults.Count > 0) return Answer.Invalid(faults);
        var entries = call.Sight.Projects().Where(each => Fits(project, each.Id) && Fits(company, each.CompanyId))
            .SelectMany(each => call.Account.Hours.Under(each.Id))
            .Where(entry => entry.Date >= from && entry.Date <= to && Fits(person, entry.PersonId) && Fits(item, entry.TodoItemId));
        return HoursXml.Many(call, HoursArea.NewestFirst(entries).ToList());
    }

    private static bool Fits(int? filter, int? number) => filter is null || filter == number;

    private static (DateOnly From, DateOnly To) Range(Call call, Question asked, List<string> faults)
    {
        var (from, to) = (Day(asked.From, "from", faults), Day(asked.To, "to", faults));
        var last = to ?? (from is { } first ? first.AddMonths(MostMonths) : call.Account.Today);
        from ??= last.AddMonths(-MostMonths);
        if (last > from.Value.AddMonths(MostMonths))
            faults.Add($"The report covers more than {MostMonths} months: ask for {MostMonths} months at most at a time");
        return (from.Value, last);
    }

    /// <summary>Years that leave room for the months beside them.</summary>
    private static DateOnly? Day(string? said, string name, List<string> faults)
    {
        if (said?.Trim() is not { Length: > 0 } text || text == "0") return null;
        if (SentTime.Read(text) is { Day.Year: > 2 and < 9998 } time) return time.Day;
        faults.Add($"{name} is not a date: send YYYYMMDD");
        return null;
    }

    /// <summary>
    /// Clients send every filter they know, empty or 0 where they mean none. <c>filter_company_id</c> stands beside
    /// <c>filter_project_id</c> by its name, and apart from <c>subject_id</c>, the person: so the company whose projects they are.
    /// </summary>
    private static int? Filter(string? said, string name, List<string> faults)
    {
        if (said?.Trim() is not { Length: > 0 } text) return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id)) return id == 0 ? null : id;
        faults.Add($"{name} is not a number");
        return null;
    }

    /// <summary>The words of a question, as they were sent.</summary>
    internal sealed record Question
    {
        public string? From { get; init; }
        public string? To { get; init; }
        public string? Person { get; init; }
        public string? Item { get; init; }
        public string? Project { get; init; }
        public string? Company { get; init; }

        public static Question In(Call call) => new()
        {
            From = call.Query("from"),
            To = call.Query("to"),
            Person = call.Query("subject_id"),
            Item = call.Query("todo_item_id"),
            Project = call.Query("filter_project_id"),
            Company = call.Query("filter_company_id"),
        };
    }
}
