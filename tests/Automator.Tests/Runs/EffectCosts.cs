namespace Automator.Tests.Runs;

/// <summary>An effect of the Sdk as a rule asks for it, in this order, and what its <c>///</c> says that it costs on the account of <see cref="EffectCostTests"/>.</summary>
/// <param name="Member">Type and member.</param>
/// <param name="Code">An expression; what stands in it was read before by its id alone.</param>
/// <param name="Reads">By the formula.</param>
/// <param name="Writes">By the formula.</param>
internal sealed record EffectCost(string Member, string Code, int Reads = 0, int Writes = 1)
{
    /// <summary>The project 'Site' has 50 events, 60 hours on each of two days, and a list with two items.</summary>
    internal static IReadOnlyList<EffectCost> All { get; } =
    [
        new("Basecamp.CreateProject", "Basecamp.CreateProject(\"New\")", Reads: 1),
        new("Basecamp.CreateProject", "Basecamp.CreateProject(\"Newer\")"),
        new("Basecamp.Upload", "Basecamp.Upload(\"a.txt\", \"a\")"),
        new("Basecamp.Upload", "Basecamp.Upload(\"a.txt\", new byte[] { 1 })"),

        new("Project.Update", "site.Update(name: \"Site\")"),
        new("Project.CreateTodoList", "site.CreateTodoList(\"New\")", Reads: 1),
        new("Project.CreateTodoList", "site.CreateTodoList(\"Newer\")"),
        new("Project.Reorder", "site.Reorder([list])"),
        new("Project.CreateMessage", "site.CreateMessage(\"New\")"),
        new("Project.CreateCategory", "site.CreateCategory(\"New\")", Reads: 1),
        new("Project.CreateCategory", "site.CreateCategory(\"Newer\")"),
        new("Project.CreateCategory", "site.CreateCategory(\"New\", CategoryKind.Files)", Reads: 1),
        new("Project.CreateMilestone", "site.CreateMilestone(\"New\", new DateOnly(2026, 5, 5))", Reads: 1),
        new("Project.CreateMilestone", "site.CreateMilestone(\"Newer\", new DateOnly(2026, 5, 5))"),
        new("Project.CreateEvent", "site.CreateEvent(\"New\", new DateOnly(2026, 5, 5))", Reads: 1 + 50 / 50),
        new("Project.CreateEvent", "site.CreateEvent(\"New\", Clock.Now)"),
        new("Project.TrackTime", "site.TrackTime(1, date: new DateOnly(2025, 1, 1))", Reads: 1),
        new("Project.TrackTime", "site.TrackTime(2, date: new DateOnly(2025, 1, 1))"),
        new("Project.TrackTime", "site.TrackTime(1, date: new DateOnly(2025, 1, 2))", Reads: 1),

        new("TodoList.CreateItem", "list.CreateItem(\"New\")"),
        new("TodoList.Update", "list.Update(name: \"Open\")"),
        new("TodoList.ClearMilestone", "list.ClearMilestone()"),
        new("TodoList.Reorder", "list.Reorder([item])"),
        new("TodoList.CopyTo", "list.CopyTo(other)", Reads: 2, Writes: 1 + 3),

        new("TodoItem.Complete", "item.Complete()"),
        new("TodoItem.Reopen", "item.Reopen()"),
        new("TodoItem.Update", "item.Update(content: \"One\")"),
        new("TodoItem.ClearDueOn", "item.ClearDueOn()"),
        new("TodoItem.Unassign", "item.Unassign()"),
        new("TodoItem.Comment", "item.Comment(\"New\")"),
        new("TodoItem.TrackTime", "item.TrackTime(1)", Reads: 1),
        new("TodoItem.TrackTime", "item.TrackTime(2, date: new DateOnly(2025, 1, 1))"),

        new("Message.Update", "message.Update(title: \"Message\")"),
        new("Message.ClearCategory", "message.ClearCategory()"),
        new("Message.ClearMilestone", "message.ClearMilestone()"),
        new("Message.Comment", "message.Comment(\"New\")"),

        new("CalendarEntry.Complete", "milestone.Complete()"),
        new("CalendarEntry.Reopen", "milestone.Reopen()"),
        new("CalendarEntry.Update", "milestone.Update(title: \"Milestone\")"),
        new("CalendarEntry.Unassign", "milestone.Unassign()"),
        new("CalendarEntry.Comment", "milestone.Comment(\"New\")"),
        new("CalendarEntry.ConvertTo", "milestone.ConvertTo(CalendarEntryKind.Event)"),
        new("CalendarEntry.MoveTo", "milestone.MoveTo(Clock.Now)"),

        new("Comment.Update", "comment.Update(\"New\")"),
        new("Category.Rename", "category.Rename(\"Renamed\")"),
        new("TimeEntry.Update", "hours.Update(hours: 2)"),

        new("TimeEntry.Delete", "hours.Delete()"),
        new("Comment.Delete", "comment.Delete()"),
        new("Category.Delete", "category.Delete()"),
        new("CalendarEntry.Delete", "milestone.Delete()"),
        new("Message.Delete", "message.Delete()"),
        new("TodoItem.Delete", "item.Delete()"),
        new("TodoList.Delete", "list.Delete()"),
    ];
}
