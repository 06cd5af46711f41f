using System.Globalization;
using Automator.Sdk.Protocol;

namespace Automator.Host.Basecamp;

/// <summary>What effects on time entries send.</summary>
internal static class HoursEffects
{
    /// <summary>Null for other effects.</summary>
    internal static EffectRequest? Plan(Operation effect) => effect switch
    {
        CreateTimeEntry { TodoItemId: { } item } e => EffectPlan.Post($"/todo_items/{item}/time_entries.xml",
            $"track {Count(e.Hours)} hours on to-do {item}", Body(e.Hours, e.Date, e.PersonId, e.Description)),
        CreateTimeEntry e => EffectPlan.Post($"/projects/{e.ProjectId}/time_entries.xml",
            $"track {Count(e.Hours)} hours on project {e.ProjectId}", Body(e.Hours, e.Date, e.PersonId, e.Description)),
        UpdateTimeEntry e => EffectPlan.Put($"/time_entries/{e.Id}.xml", $"change time entry {e.Id}",
            Body(e.Hours, e.Date, e.PersonId, e.Description, e.TodoItemId)),
        DeleteTimeEntry e => EffectPlan.Delete($"/time_entries/{e.Id}.xml", $"delete time entry {e.Id}"),
        _ => null,
    };

    private static byte[] Body(decimal? hours, DateOnly? date, long? person, string? description, long? item = null) =>
        RequestXml.Write(xml => xml.Within("time-entry", () =>
        {
            xml.Integer("person-id", person);
            xml.Day("date", date);
            xml.Text("hours", hours is { } count ? Count(count) : null);
            xml.Text("description", description);
            xml.Integer("todo-item-id", item);
        }));

    private static string Count(decimal hours) => hours.ToString("0.##########", CultureInfo.InvariantCulture);
}
