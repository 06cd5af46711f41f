namespace Automator.Sdk;

/// <summary>What a change is a change of, for <see cref="Rule.Only"/>.</summary>
public enum RecordKind
{
    /// <summary>Projects themselves.</summary>
    Project,

    /// <summary>To-do lists.</summary>
    TodoList,

    /// <summary>To-do items.</summary>
    TodoItem,

    /// <summary>Messages.</summary>
    Message,

    /// <summary>Comments, on whatever they are.</summary>
    Comment,

    /// <summary>Milestones and events.</summary>
    CalendarEntry,

    /// <summary>Tracked hours.</summary>
    TimeEntry,

    /// <summary>Categories of messages and files.</summary>
    Category,

    /// <summary>Uploaded files.</summary>
    File,
}
