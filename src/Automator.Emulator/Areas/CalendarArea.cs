using Automator.Emulator.Store;
using Automator.Emulator.Wire;

namespace Automator.Emulator.Areas;

internal static class CalendarArea
{
    // One wrapper in the field posts every question, with its filters in the body.
    public static IReadOnlyList<Route> Routes { get; } =
    [
        Route.Get("/projects/{id}/calendar_entries", call => Page(call, _ => true), Reads.XmlIfAny),
        Route.Get("/projects/{id}/calendar_entries/milestones", Milestones, Reads.XmlIfAny),
        Route.Post("/projects/{id}/calendar_entries/milestones", Milestones, Reads.XmlIfAny),
        Route.Get("/projects/{id}/calendar_entries/calendar_events", Events, Reads.XmlIfAny),
        Route.Post("/projects/{id}/calendar_entries/calendar_events", Events, Reads.XmlIfAny),
        Route.Post("/projects/{id}/calendar_entries", Create),
        Route.Get("/projects/{project}/calendar_entries/{id}", Show),
        Route.Put("/projects/{project}/calendar_entries/{id}", Update),
        Route.Delete("/projects/{project}/calendar_entries/{id}", Delete),
        Route.Act("/projects/{project}/calendar_entries/{id}/complete", call => Finish(call, CalendarChanges.Complete)),
        Route.Act("/projects/{project}/calendar_entries/{id}/uncomplete", call => Finish(call, CalendarChanges.Uncomplete)),
    ];

    public static IEnumerable<CalendarEntry> ByDueDate(IEnumerable<CalendarEntry> entries) =>
        entries.OrderBy(entry => entry.Deadline).ThenBy(entry => entry.DeadlineAt).ThenBy(entry => entry.Id);

    /// <summary>Milestones of a project as a client asks for them: a day is late once it is over in the account's zone.</summary>
    public static List<CalendarEntry> MilestonesOf(Call call, Project project)
    {
        var today = call.Account.Today;
        var milestones = call.Account.Calendar.Under(project.Id).Where(entry => entry.IsMilestone());
        var found = call.Asked("find")?.Trim().ToLowerInvariant() switch
        {
            "late" => milestones.Where(entry => !entry.Completed() && entry.Deadline < today),
            "upcoming" => milestones.Where(entry => !entry.Completed() && entry.Deadline >= today),
            "completed" => milestones.Where(entry => entry.Completed()),
            _ => milestones,
        };
        return [.. ByDueDate(found)];
    }

    private static Answer Page(Call call, Func<CalendarEntry, bool> wanted)
    {
        if (call.Sight.Project(call.Id) is not { } project) return Answer.NotFound;
        return Many(call, Paging.Page(ByDueDate(call.Account.Calendar.Under(project.Id).Where(wanted)), Paging.Asked(call)));
    }

    private static Answer Events(Call call) => Page(call, entry => !entry.IsMilestone());

    private static Answer Milestones(Call call) =>
        call.Sight.Project(call.Id) is { } project ? Many(call, MilestonesOf(call, project)) : Answer.NotFound;

    private static Answer Many(Call call, List<CalendarEntry> entries) =>
        Answer.Xml(xml => xml.Array("calendar-entries", entries, (list, entry) => CalendarXml.Entry(list, call.Account, entry)));

    private static Answer One(Call call, CalendarEntry entry, int status = 200) =>
        Answer.Xml(xml => CalendarXml.Entry(xml, call.Account, entry), status);

    private static CalendarEntry? Find(Call call) => call.Sight.Entry(call.SecondId) is { } entry && entry.ProjectId == call.Id ? entry : null;

    private static Answer Show(Call call) => Find(call) is { } entry ? One(call, entry) : Answer.NotFound;

    private static Answer Create(Call call)
    {
        if (call.Sight.Project(call.Id) is not { } project) return Answer.NotFound;
        var draft = EntryDraft.Read(call, call.Fields("calendar-entry"), null);
        if (draft.Faults.Count > 0) return Answer.Invalid(draft.Faults);
        var entry = CalendarChanges.Add(call, project, draft, call.Fields("calendar-entry"));
        return One(call, entry, 201).With("Location", $"/projects/{project.Id}/calendar_entries/{entry.Id}.xml");
    }

    private static Answer Update(Call call)
    {
        if (Find(call) is not { } entry) return Answer.NotFound;
        return CalendarChanges.Update(call, entry, call.Fields("calendar-entry")) ?? One(call, entry);
    }

    private static Answer Delete(Call call)
    {
        if (Find(call) is not { } entry) return Answer.NotFound;
        return CalendarChanges.Remove(call, entry) ?? Answer.Done;
    }

    private static Answer Finish(Call call, Action<Call, CalendarEntry> finish)
    {
        if (Find(call) is not { } entry) return Answer.NotFound;
        if (!entry.IsMilestone()) return Answer.Invalid("Only milestones can be completed");
        finish(call, entry);
        return One(call, entry);
    }
}
