namespace Automator.Sdk.Protocol;

/// <summary>What a handler runs on.</summary>
internal enum Trigger
{
    Schedule,
    ProjectCreated,
    ProjectArchived,
    ProjectRenamed,
    TodoListCreated,
    TodoListCompleted,
    TodoItemCreated,
    TodoItemChanged,
    TodoItemCompleted,
    TodoItemReopened,
    TodoItemReassigned,
    TodoItemMoved,
    TodoItemOverdue,
    TodoItemDueIn,
    MessagePosted,
    CommentPosted,
    MilestoneCreated,
    MilestoneCompleted,
    MilestoneLate,
    MilestoneDueIn,
    TimeEntryAdded,
    FileAdded,
    After,
    Webhook,
    Demand,
}

internal static class TriggerName
{
    internal static string ToName(this Trigger trigger) => trigger switch
    {
        Trigger.Schedule => "schedule",
        Trigger.ProjectCreated => "project-created",
        Trigger.ProjectArchived => "project-archived",
        Trigger.ProjectRenamed => "project-renamed",
        Trigger.TodoListCreated => "todo-list-created",
        Trigger.TodoListCompleted => "todo-list-completed",
        Trigger.TodoItemCreated => "todo-item-created",
        Trigger.TodoItemChanged => "todo-item-changed",
        Trigger.TodoItemCompleted => "todo-item-completed",
        Trigger.TodoItemReopened => "todo-item-reopened",
        Trigger.TodoItemReassigned => "todo-item-reassigned",
        Trigger.TodoItemMoved => "todo-item-moved",
        Trigger.TodoItemOverdue => "todo-item-overdue",
        Trigger.TodoItemDueIn => "todo-item-due-in",
        Trigger.MessagePosted => "message-posted",
        Trigger.CommentPosted => "comment-posted",
        Trigger.MilestoneCreated => "milestone-created",
        Trigger.MilestoneCompleted => "milestone-completed",
        Trigger.MilestoneLate => "milestone-late",
        Trigger.MilestoneDueIn => "milestone-due-in",
        Trigger.TimeEntryAdded => "time-entry-added",
        Trigger.FileAdded => "file-added",
        Trigger.After => "after",
        Trigger.Webhook => "webhook",
        Trigger.Demand => "demand",
        _ => throw new ArgumentOutOfRangeException(nameof(trigger), trigger, "A trigger without a name."),
    };

    /// <summary>Whether it is something that happened to a record of the account.</summary>
    internal static bool IsEvent(this Trigger trigger) => trigger is > Trigger.Schedule and < Trigger.After;
}
