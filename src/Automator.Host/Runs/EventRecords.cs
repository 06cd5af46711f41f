using System.Text.Json;
using Automator.Sdk;
using Automator.Sdk.Protocol;

namespace Automator.Host.Runs;

/// <summary>What a handler of each kind of event receives.</summary>
internal static class EventRecords
{
    /// <summary>In words; null for what is no event.</summary>
    internal static string? NameOf(Trigger trigger) => TypeOf(trigger) switch
    {
        null => null,
        var type when type == typeof(Project) => "project",
        var type when type == typeof(TodoList) => "to-do list",
        var type when type == typeof(TodoItem) => "to-do item",
        var type when type == typeof(Message) => "message",
        var type when type == typeof(Comment) => "comment",
        var type when type == typeof(CalendarEntry) => "milestone",
        var type when type == typeof(TimeEntry) => "time entry",
        _ => "file",
    };

    internal static Type? TypeOf(Trigger trigger) => trigger switch
    {
        Trigger.ProjectCreated or Trigger.ProjectArchived or Trigger.ProjectRenamed => typeof(Project),
        Trigger.TodoListCreated or Trigger.TodoListCompleted => typeof(TodoList),
        >= Trigger.TodoItemCreated and <= Trigger.TodoItemDueIn => typeof(TodoItem),
        Trigger.MessagePosted => typeof(Message),
        Trigger.CommentPosted => typeof(Comment),
        >= Trigger.MilestoneCreated and <= Trigger.MilestoneDueIn => typeof(CalendarEntry),
        Trigger.TimeEntryAdded => typeof(TimeEntry),
        Trigger.FileAdded => typeof(Attachment),
        _ => null,
    };

    /// <summary>Reads such a record by its id alone; null where the account cannot.</summary>
    internal static Operation? ReadById(Trigger trigger, long id) => NameOf(trigger) switch
    {
        "project" => new ReadProject { Id = id },
        "to-do list" => new ReadTodoList { Id = id },
        "to-do item" => new ReadTodoItem { Id = id },
        "message" => new ReadMessage { Id = id },
        "comment" => new ReadComment { Id = id },
        "time entry" => new ReadTimeEntry { Id = id },
        _ => null,
    };

    /// <summary>Of the records that a run was given for its event, or its events; null where it was given none.</summary>
    internal static IReadOnlyList<long>? IdsIn(string? payload, Trigger trigger)
    {
        if (payload is null || !trigger.IsEvent())
            return null;
        var given = JsonElement.Parse(payload);
        return [.. (given.ValueKind == JsonValueKind.Array ? [.. given.EnumerateArray()] : (JsonElement[])[given]).Select(IdOf).OfType<long>()];
    }

    private static long? IdOf(JsonElement record) =>
        record.ValueKind == JsonValueKind.Object && record.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.Number && id.TryGetInt64(out var number) ? number : null;
}
