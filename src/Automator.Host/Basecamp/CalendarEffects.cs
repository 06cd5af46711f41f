using Automator.Sdk;
using Automator.Sdk.Protocol;

namespace Automator.Host.Basecamp;

/// <summary>What effects on milestones and events send.</summary>
internal static class CalendarEffects
{
    /// <summary>Null for other effects.</summary>
    internal static EffectRequest? Plan(Operation effect) => effect switch
    {
        CreateCalendarEntry e => EffectPlan.Post(Entries(e.ProjectId) + ".xml",
            $"create {Noun(e.Kind)} {EffectPlan.Quote(e.Title)} in project {e.ProjectId}",
            RequestXml.Write(x => x.Within("request", () => Write(x, e.Title, e.StartOn, e.DueOn, e.At, e.Kind, EffectPlan.Party(e.Responsible))))),
        UpdateCalendarEntry e => EffectPlan.Put(Entry(e.ProjectId, e.Id) + ".xml",
            $"change {Noun(e.Kind)} {e.Id}{(e.MoveLater ? ", and move the milestones after it" : "")}", RequestXml.Write(x => Write(x, e))),
        DeleteCalendarEntry e => EffectPlan.Delete(Entry(e.ProjectId, e.Id) + ".xml", $"delete calendar entry {e.Id}"),
        CompleteMilestone e => EffectPlan.Put(Entry(e.ProjectId, e.Id) + "/complete.xml", $"complete milestone {e.Id}", default),
        UncompleteMilestone e => EffectPlan.Put(Entry(e.ProjectId, e.Id) + "/uncomplete.xml", $"reopen milestone {e.Id}", default),
        _ => null,
    };

    private static string Entries(long project) => $"/projects/{project}/calendar_entries";

    private static string Entry(long project, long id) => $"{Entries(project)}/{id}";

    private static string Noun(CalendarEntryKind? kind) => kind switch
    {
        CalendarEntryKind.Milestone => "milestone",
        CalendarEntryKind.Event => "event",
        _ => "calendar entry",
    };

    /// <summary>The milestones move by as many days as this one does, so that the same again moves nothing.</summary>
    private static void Write(RequestXml xml, UpdateCalendarEntry e) => xml.Within("request", () =>
    {
        Write(xml, e.Title, e.StartOn, e.DueOn, e.At, e.Kind, e.ClearResponsible ? "" : EffectPlan.Party(e.Responsible));
        xml.Boolean("move-upcoming-milestones", e.MoveLater ? true : null);
        xml.Boolean("move-upcoming-milestones-off-weekends", e is { MoveLater: true, OffWeekends: true } ? true : null);
    });

    private static void Write(
        RequestXml xml, string? title, DateOnly? start, DateOnly? due, DateTimeOffset? at, CalendarEntryKind? kind, string? responsible) =>
        xml.Within("calendar-entry", () =>
        {
            xml.Text("title", title);
            xml.Day("start-at", start);
            xml.Day("deadline", at is null ? due : null);
            xml.Instant("deadline", at);
            xml.Text("type", kind switch
            {
                null => null,
                CalendarEntryKind.Milestone => "Milestone",
                CalendarEntryKind.Event => "CalendarEvent",
                _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "A kind that Basecamp does not know."),
            });
            xml.Text("responsible-party", responsible);
        });
}
