using Automator.Emulator.Store;
using Automator.Emulator.Wire;

namespace Automator.Emulator.Areas;

/// <summary>Hours are the firm's own business: for others there is no such thing here.</summary>
internal static class HoursArea
{
    public static IReadOnlyList<Route> Routes { get; } =
    [
        Route.Get("/projects/{id}/time_entries", OfProject),
        Route.Get("/projects/{id}/time_entries/new", New),
        Route.Post("/projects/{id}/time_entries", call => Create(call, Project(call, call.Id), null, Words(call))),
        Route.Get("/todo_items/{id}/time_entries", OfItem),
        Route.Post("/todo_items/{id}/time_entries", call => Create(call, ProjectOf(call, Item(call)), Item(call), Words(call))),
        Route.Get("/time_entries/report", call => HoursReport.Show(call, HoursReport.Question.In(call))),
        Route.Get("/time_entries/{id}", Show),
        Route.Get("/time_entries/{id}/edit", Edit),
        Route.Put("/time_entries/{id}", call => Update(call, Words(call))),
        Route.Delete("/time_entries/{id}", call => Delete(call, call.Sight.Hours(call.Id))),
    ];

    public static IEnumerable<TimeEntry> NewestFirst(IEnumerable<TimeEntry> entries) =>
        entries.OrderByDescending(entry => entry.Date).ThenByDescending(entry => entry.Id);

    /// <summary>The hours outlive the items they were spent on.</summary>
    public static void Detach(Account account, int projectId, params IReadOnlyCollection<int> itemIds)
    {
        foreach (var entry in account.Hours.Under(projectId).Where(entry => entry.TodoItemId is { } item && itemIds.Contains(item)))
        {
            entry.TodoItemId = null;
            account.Changed(account.Hours, entry);
        }
    }

    public static Project? Project(Call call, int id) => call.Sight.Privates ? call.Sight.Project(id) : null;

    private static Fields Words(Call call) => call.Fields("time-entry");
    private static TodoItem? Item(Call call) => call.Sight.Privates ? call.Sight.Item(call.Id) : null;
    private static Project? ProjectOf(Call call, TodoItem? item) =>
        item is null ? null : call.Sight.Project(call.Account.ListOf(item).ProjectId);

    private static Answer OfProject(Call call)
    {
        if (Project(call, call.Id) is not { } project) return Answer.NotFound;
        var all = call.Account.Hours.Under(project.Id);
        var pages = Math.Max(1, (all.Count + Paging.Size - 1) / Paging.Size);
        var page = Paging.Asked(call);
        return HoursXml.Many(call, Paging.Page(NewestFirst(all), page)).With("X-Records", $"{all.Count}").With("X-Pages", $"{pages}").With("X-Page", $"{page}");
    }

    private static Answer OfItem(Call call)
    {
        if (Item(call) is not { } item || ProjectOf(call, item) is not { } project) return Answer.NotFound;
        var entries = call.Account.Hours.Under(project.Id).Where(entry => entry.TodoItemId == item.Id);
        return HoursXml.Many(call, NewestFirst(entries).ToList());
    }

    private static Answer Show(Call call) =>
        call.Sight.Hours(call.Id) is { } entry ? Answer.Xml(xml => HoursXml.Write(xml, call.Account, entry)) : Answer.NotFound;

    private static Answer New(Call call) => Project(call, call.Id) is { } project
        ? Answer.Xml(xml => HoursXml.Template(xml, Begun(call, project.Id))).With("X-Create-Action", $"POST /projects/{project.Id}/time_entries.xml")
        : Answer.NotFound;

    private static Answer Edit(Call call) => call.Sight.Hours(call.Id) is { } entry
        ? Answer.Xml(xml => HoursXml.Template(xml, entry)).With("X-Update-Action", $"PUT /time_entries/{entry.Id}.xml")
        : Answer.NotFound;

    public static Answer Create(Call call, Project? project, TodoItem? item, Fields fields, Action<XmlOut, TimeEntry>? says = null)
    {
        if (project is null) return Answer.NotFound;
        var entry = Begun(call, project.Id);
        var draft = HoursDraft.Read(call, fields, entry);
        if (fields.Filled("hours") is null) return Answer.Invalid(["Hours can't be blank", .. draft.Faults]);
        if (draft.Faults.Count > 0) return Answer.Invalid(draft.Faults);
        draft.ApplyTo(entry);
        entry.TodoItemId = item?.Id ?? entry.TodoItemId;
        call.Account.Add(call.Account.Hours, entry);
        ChangeDating.Changed(call.Account, project.Id);
        return Answer.Created($"/time_entries/{entry.Id}", entry, says);
    }

    public static Answer Update(Call call, Fields fields, Action<XmlOut, TimeEntry>? says = null)
    {
        if (call.Sight.Hours(call.Id) is not { } entry) return Answer.NotFound;
        if (!call.Sight.MayChange(entry)) return Answer.Forbidden;
        if (!fields.Any) return Answer.Invalid("Time entry is missing");
        var draft = HoursDraft.Read(call, fields, entry);
        if (draft.Faults.Count > 0) return Answer.Invalid(draft.Faults);
        draft.ApplyTo(entry);
        call.Account.Changed(call.Account.Hours, entry);
        ChangeDating.Changed(call.Account, entry.ProjectId);
        return Answer.Changed(entry, says);
    }

    public static Answer Delete(Call call, TimeEntry? entry, Action<XmlOut, TimeEntry>? says = null)
    {
        if (entry is null) return Answer.NotFound;
        if (!call.Sight.MayChange(entry)) return Answer.Forbidden;
        var last = Answer.Changed(entry, says);
        call.Account.Remove(call.Account.Hours, entry);
        ChangeDating.Changed(call.Account, entry.ProjectId);
        return last;
    }

    private static TimeEntry Begun(Call call, int projectId) =>
        new() { ProjectId = projectId, PersonId = call.Caller.Id, CreatorId = call.Caller.Id, Date = call.Account.Today };
}
