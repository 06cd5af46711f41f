using Automator.Sdk;

namespace Automator.Host.Rules;

/// <summary>Operations in the words of <c>automator rules</c>: what a rule changes, not what it reads.</summary>
internal static class AbilityWords
{
    /// <summary>In the order in which they are told.</summary>
    private static readonly (string Operation, string Words)[] Effects =
    [
        ("project.create", "creates projects"),
        ("project.update", "changes projects"),
        ("todo-list.create", "creates to-do lists"),
        ("todo-list.update", "changes to-do lists"),
        ("todo-lists.reorder", "reorders to-do lists"),
        ("todo-list.delete", "deletes to-do lists"),
        ("todo-item.create", "creates to-dos"),
        ("todo-item.update", "changes to-dos"),
        ("todo-item.complete", "completes to-dos"),
        ("todo-item.uncomplete", "reopens to-dos"),
        ("todo-items.reorder", "reorders to-dos"),
        ("todo-item.delete", "deletes to-dos"),
        ("milestone.complete", "completes milestones"),
        ("milestone.uncomplete", "reopens milestones"),
        ("calendar-entry.create", "creates calendar entries"),
        ("calendar-entry.update", "changes calendar entries"),
        ("calendar-entry.delete", "deletes calendar entries"),
        ("time-entry.create", "tracks time"),
        ("time-entry.update", "changes time entries"),
        ("time-entry.delete", "deletes time entries"),
        ("category.create", "creates categories"),
        ("category.rename", "renames categories"),
        ("category.delete", "deletes categories"),
        ("file.upload", "uploads files"),
        ("message.create", "posts messages"),
        ("message.update", "changes messages"),
        ("message.delete", "deletes messages"),
        ("comment.create", "comments"),
        ("comment.update", "changes comments"),
        ("comment.delete", "deletes comments"),
    ];

    internal static IEnumerable<string> Of(IReadOnlyList<string> operations) =>
        Effects.Where(effect => operations.Contains(effect.Operation)).Select(effect => effect.Words);

    /// <summary>What an effect changes, by its name; null for what is no effect.</summary>
    internal static RecordKind? KindOf(string operation) => operation.Split('.')[0] switch
    {
        _ when !Knows(operation) => null,
        "project" => RecordKind.Project,
        "todo-list" or "todo-lists" => RecordKind.TodoList,
        "todo-item" or "todo-items" => RecordKind.TodoItem,
        "message" => RecordKind.Message,
        "comment" => RecordKind.Comment,
        "calendar-entry" or "milestone" => RecordKind.CalendarEntry,
        "time-entry" => RecordKind.TimeEntry,
        "category" => RecordKind.Category,
        "file" => RecordKind.File,
        _ => null,
    };

    internal static bool Knows(string operation) => Effects.Any(effect => effect.Operation == operation);
}
