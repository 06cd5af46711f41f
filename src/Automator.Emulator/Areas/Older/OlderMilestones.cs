using Automator.Emulator.Store;
using Automator.Emulator.Wire;

namespace Automator.Emulator.Areas.Older;

/// <summary>The same milestones as the calendar's, in their older form.</summary>
internal static class OlderMilestones
{
    public static IReadOnlyList<Route> Routes { get; } =
    [
        Route.Get("/milestones", All, Reads.XmlIfAny),
        Route.Get("/projects/{id}/milestones", call => List(call, call.Id), Reads.XmlIfAny),
        .. Route.Older("/milestones/list", call => call.QueryNumber("project_id") is { } id ? List(call, id) : All(call)),
        .. Route.Older("/projects/{id}/milestones/list", call => List(call, call.Id)),
        .. Route.Older("/projects/{id}/milestones/create", Create, Reads.Xml),
        .. Route.Older("/milestones/update/{id}", Update, Reads.Xml),
        .. Route.Older("/milestones/complete/{id}", call => Finish(call, CalendarChanges.Complete), Reads.Nothing),
        .. Route.Older("/milestones/uncomplete/{id}", call => Finish(call, CalendarChanges.Uncomplete), Reads.Nothing),
        .. Route.Older("/milestones/delete/{id}", Delete, Reads.Nothing),
    ];

    private static Answer All(Call call) => Many(call, [.. CalendarArea.ByDueDate(
        call.Sight.Projects().Where(project => project.IsActive()).SelectMany(project => CalendarArea.MilestonesOf(call, project)))]);

    private static Answer List(Call call, int projectId) =>
        call.Sight.Project(projectId) is { } project ? Many(call, CalendarArea.MilestonesOf(call, project)) : Answer.NotFound;

    /// <summary>One or several, all or none. The answer is a list either way: clients look for theirs in it.</summary>
    private static Answer Create(Call call)
    {
        if (call.Sight.Project(call.Id) is not { } project) return Answer.NotFound;
        var given = call.EachFields("milestone").Select(fields => (Fields: fields, Draft: EntryDraft.Read(call, fields, null, CalendarEntry.Milestone))).ToList();
        if (given.Count == 0) return Answer.Invalid("Milestone is missing");
        if (given.SelectMany(milestone => milestone.Draft.Faults).Distinct().ToList() is { Count: > 0 } faults) return Answer.Invalid(faults);
        return Many(call, [.. given.Select(milestone => CalendarChanges.Add(call, project, milestone.Draft, milestone.Fields))], 201);
    }

    private static Answer Update(Call call)
    {
        if (Find(call) is not { } milestone) return Answer.NotFound;
        return CalendarChanges.Update(call, milestone, call.Fields("milestone"), CalendarEntry.Milestone) ?? One(call, milestone);
    }

    private static Answer Delete(Call call)
    {
        if (Find(call) is not { } milestone) return Answer.NotFound;
        var last = One(call, milestone);
        return CalendarChanges.Remove(call, milestone) ?? last;
    }

    private static Answer Finish(Call call, Action<Call, CalendarEntry> finish)
    {
        if (Find(call) is not { } milestone) return Answer.NotFound;
        finish(call, milestone);
        return One(call, milestone);
    }

    private static CalendarEntry? Find(Call call) => call.Sight.Entry(call.Id) is { } entry && entry.IsMilestone() ? entry : null;

    private static Answer One(Call call, CalendarEntry milestone) => Answer.Xml(xml => CalendarXml.Milestone(xml, call.Account, milestone));

    private static Answer Many(Call call, List<CalendarEntry> milestones, int status = 200) =>
        Answer.Xml(xml => xml.Array("milestones", milestones, (list, milestone) => CalendarXml.Milestone(list, call.Account, milestone)), status);
}
