using Automator.Sdk.Protocol;

namespace Automator.Host.Triggers.Watching;

/// <summary>What can happen to one kind of record, and by which of our effects; null for what this kind does not have.</summary>
internal sealed record RecordEvents
{
    public Trigger? Created { get; private init; }

    public Trigger? Completed { get; private init; }

    public Trigger? Reopened { get; private init; }

    /// <summary>Another text or due day.</summary>
    public Trigger? Changed { get; private init; }

    public Trigger? Reassigned { get; private init; }

    public Trigger? Moved { get; private init; }

    /// <summary>Open, and its day is over.</summary>
    public Trigger? Late { get; private init; }

    public Trigger? DueIn { get; private init; }

    /// <summary>The effects that make one, complete it, reopen it and change it.</summary>
    public string Make { get; private init; } = "";

    public string Complete { get; private init; } = "";

    public string Reopen { get; private init; } = "";

    public string Change { get; private init; } = "";

    /// <summary>Of what comes with another record: the effect that adds it to one that is there.</summary>
    public string? ComesBy { get; private init; }

    internal static RecordEvents TodoItem { get; } = new()
    {
        Created = Trigger.TodoItemCreated,
        Completed = Trigger.TodoItemCompleted,
        Reopened = Trigger.TodoItemReopened,
        Changed = Trigger.TodoItemChanged,
        Reassigned = Trigger.TodoItemReassigned,
        Moved = Trigger.TodoItemMoved,
        Late = Trigger.TodoItemOverdue,
        DueIn = Trigger.TodoItemDueIn,
        Make = "todo-item.create",
        Complete = "todo-item.complete",
        Reopen = "todo-item.uncomplete",
        Change = "todo-item.update",
    };

    internal static RecordEvents Milestone { get; } = new()
    {
        Created = Trigger.MilestoneCreated,
        Completed = Trigger.MilestoneCompleted,
        Late = Trigger.MilestoneLate,
        DueIn = Trigger.MilestoneDueIn,
        Make = "calendar-entry.create",
        Complete = "milestone.complete",
        Change = "calendar-entry.update",
    };

    /// <summary>An event of the calendar: only its comments are heard of.</summary>
    internal static RecordEvents CalendarEvent { get; } = new();

    internal static RecordEvents Message { get; } = new() { Created = Trigger.MessagePosted, Make = "message.create" };

    internal static RecordEvents TimeEntry { get; } = new() { Created = Trigger.TimeEntryAdded, Make = "time-entry.create" };

    /// <summary>A file comes with what carries it.</summary>
    internal static RecordEvents FileOfMessage { get; } = new() { Created = Trigger.FileAdded, Make = "message.create", ComesBy = "message.update" };

    internal static RecordEvents FileOfComment { get; } = new() { Created = Trigger.FileAdded, Make = "comment.create", ComesBy = "comment.update" };
}
