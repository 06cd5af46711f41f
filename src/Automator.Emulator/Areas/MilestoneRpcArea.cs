using Automator.Emulator.Store;
using Automator.Emulator.Wire;

namespace Automator.Emulator.Areas;

/// <summary>
/// The calls of the first API, which clients in the field still make: the verb stands in the path, so that they send it by
/// whichever method they like. The same milestones as the calendar's, in their older form.
/// </summary>
internal static class MilestoneRpcArea
{
    private static readonly string[] AnyMethod = ["GET", "PUT", "POST", "DELETE"];

    public static IReadOnlyList<Route> Routes { get; } =
    [
        Route.Get("/milestones", All, Reads.XmlIfAny),
        Route.Get("/projects/{id}/milestones", List, Reads.XmlIfAny),
        Route.Get("/projects/{id}/milestones/list", List, Reads.XmlIfAny),
        Route.Post("/projects/{id}/milestones/list", List, Reads.XmlIfAny),
        Route.Post("/projects/{id}/milestones/create", Create),
        Route.Post("/milestones/update/{id}", Update),
        Route.Put("/milestones/update/{id}", Update),
        .. AnyMethod.SelectMany(method => new[]
        {
            new Route(method, "/milestones/complete/{id}", call => Finish(call, CalendarChanges.Complete)),
            new Route(method, "/milestones/uncomplete/{id}", call => Finish(call, CalendarChanges.Uncomplete)),
            new Route(method, "/milestones/delete/{id}", Delete),
        }),
    ];

    private static Answer All(Call call) => Many(call, [.. CalendarArea.ByDueDate(
        call.Sight.Projects().Where(project => project.Status == "active").SelectMany(project => CalendarArea.MilestonesOf(call, project)))]);

    private static Answer List(Call call) =>
        call.Sight.Project(call.Id) is { } project ? Many(call, CalendarArea.MilestonesOf(call, project)) : Answer.NotFound;

    /// <summary>One or several, all or none. The answer is a list either way: clients look for theirs in it.</summary>
    private static Answer Create(Call call)
    {
        if (call.Sight.Project(call.Id) is not { } project) return Answer.NotFound;
        var given = call.EachFields("milestone").Select(fields => (Fields: fields, Draft: EntryDraft.Read(call.Account, fields, null, CalendarEntry.Milestone))).ToList();
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
