using System.Runtime.CompilerServices;
using System.Text.Json;
using Automator.Sdk.Protocol;

namespace Automator.Sdk;

/// <content>
/// What happens in the account. It is found by polling, at the interval of the account (<c>poll</c>), and fires each handler once. What no
/// rule listens to costs no requests.
/// </content>
public static partial class On
{
    /// <summary>
    /// Runs once for every project that appears in the account after the host has first seen it.
    /// Found by polling <c>/projects.xml</c>: one request a poll, shared by all rules.
    /// </summary>
    /// <param name="handler">Receives the project as the poll saw it.</param>
    /// <param name="options">A name for the handler, which of these events it hears of, and how many of its runs there are at once.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public static void ProjectCreated(Func<Project, Task> handler, EventOptions? options = null, [CallerLineNumber] int line = 0) =>
        Event(Trigger.ProjectCreated, handler, options, line);

    /// <summary>
    /// Runs each time a project that was active or on hold is seen to be archived. Costs no requests beyond the poll of <c>/projects.xml</c>.
    /// Basecamp does not tell who did it.
    /// </summary>
    /// <param name="handler">Receives the project as the poll saw it.</param>
    /// <param name="options">A name for the handler, which of these events it hears of, and how many of its runs there are at once.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public static void ProjectArchived(Func<Project, Task> handler, EventOptions? options = null, [CallerLineNumber] int line = 0) =>
        Event(Trigger.ProjectArchived, handler, options, line);

    /// <summary>
    /// Runs each time a project has another name than at the poll before. Costs no requests beyond the poll of <c>/projects.xml</c>.
    /// Basecamp does not tell who did it.
    /// </summary>
    /// <param name="handler">Receives the project as the poll saw it.</param>
    /// <param name="options">A name for the handler, which of these events it hears of, and how many of its runs there are at once.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public static void ProjectRenamed(Func<Project, Task> handler, EventOptions? options = null, [CallerLineNumber] int line = 0) =>
        Event(Trigger.ProjectRenamed, handler, options, line);

    /// <summary>
    /// Runs once for every to-do list that appears. Found by polling: 1 request for each project that changed. Basecamp does not tell who
    /// did it.
    /// </summary>
    /// <param name="handler">Receives the list as the poll saw it.</param>
    /// <param name="options">A name for the handler, which of these events it hears of, and how many of its runs there are at once.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public static void TodoListCreated(Func<TodoList, Task> handler, EventOptions? options = null, [CallerLineNumber] int line = 0) =>
        Event(Trigger.TodoListCreated, handler, options, line);

    /// <summary>
    /// Runs each time a list has no open item left, and has completed ones. Found by polling: 1 request for each project that changed, and 1 for each
    /// list whose counts moved. Who did it is who completed the last item.
    /// </summary>
    /// <param name="handler">Receives the list as the poll saw it.</param>
    /// <param name="options">A name for the handler, which of these events it hears of, and how many of its runs there are at once.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public static void TodoListCompleted(Func<TodoList, Task> handler, EventOptions? options = null, [CallerLineNumber] int line = 0) =>
        Event(Trigger.TodoListCompleted, handler, options, line);

    /// <summary>
    /// Runs once for every to-do item that appears. Found by polling: 1 request for each project that changed, and 1 for each list whose
    /// counts moved.
    /// </summary>
    /// <param name="handler">Receives the item as the poll saw it.</param>
    /// <param name="options">A name for the handler, which of these events it hears of, and how many of its runs there are at once.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public static void TodoItemCreated(Func<TodoItem, Task> handler, EventOptions? options = null, [CallerLineNumber] int line = 0) =>
        Event(Trigger.TodoItemCreated, handler, options, line);

    /// <summary>
    /// Runs each time the text or the due date of an item is another than when it was last read. No count tells of it: the open lists of a
    /// project that changed are read in turn, some at each poll, so it is heard of later than other events. Basecamp does not tell who did it.
    /// </summary>
    /// <param name="handler">Receives the item as the poll saw it.</param>
    /// <param name="options">A name for the handler, which of these events it hears of, and how many of its runs there are at once.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public static void TodoItemChanged(Func<TodoItem, Task> handler, EventOptions? options = null, [CallerLineNumber] int line = 0) =>
        Event(Trigger.TodoItemChanged, handler, options, line);

    /// <summary>
    /// Runs once for every to-do item that is completed after the host has first seen the account. An item that is
    /// reopened and completed again counts again. Found by polling: only lists whose counts moved are read.
    /// </summary>
    /// <param name="handler">Receives the item as the poll saw it.</param>
    /// <param name="options">A name for the handler, which of these events it hears of, and how many of its runs there are at once.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public static void TodoItemCompleted(Func<TodoItem, Task> handler, EventOptions? options = null, [CallerLineNumber] int line = 0) =>
        Event(Trigger.TodoItemCompleted, handler, options, line);

    /// <summary>
    /// Runs each time a completed item is seen open again. Found by polling: only lists whose counts moved are read. Basecamp does not tell
    /// who did it.
    /// </summary>
    /// <param name="handler">Receives the item as the poll saw it.</param>
    /// <param name="options">A name for the handler, which of these events it hears of, and how many of its runs there are at once.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public static void TodoItemReopened(Func<TodoItem, Task> handler, EventOptions? options = null, [CallerLineNumber] int line = 0) =>
        Event(Trigger.TodoItemReopened, handler, options, line);

    /// <summary>
    /// Runs each time another person or company, or nobody, answers for an item than when it was last read. No count tells of it: see
    /// <see cref="TodoItemChanged(Func{TodoItem, Task}, EventOptions?, int)"/>. Basecamp does not tell who did it.
    /// </summary>
    /// <param name="handler">Receives the item as the poll saw it.</param>
    /// <param name="options">A name for the handler, which of these events it hears of, and how many of its runs there are at once.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public static void TodoItemReassigned(Func<TodoItem, Task> handler, EventOptions? options = null, [CallerLineNumber] int line = 0) =>
        Event(Trigger.TodoItemReassigned, handler, options, line);

    /// <summary>
    /// Runs each time an item is seen in another list. Found by polling: only lists whose counts moved are read. Basecamp does not tell who
    /// did it.
    /// </summary>
    /// <param name="handler">Receives the item as the poll saw it.</param>
    /// <param name="options">A name for the handler, which of these events it hears of, and how many of its runs there are at once.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public static void TodoItemMoved(Func<TodoItem, Task> handler, EventOptions? options = null, [CallerLineNumber] int line = 0) =>
        Event(Trigger.TodoItemMoved, handler, options, line);

    /// <summary>
    /// Runs once for an open item when its due day is over in the account's zone, and again should it be given another day and miss that too.
    /// Before it fires, the list is read: 1 request for each list with such items a day; other days given to items are found as by
    /// <see cref="TodoItemChanged(Func{TodoItem, Task}, EventOptions?, int)"/>.
    /// </summary>
    /// <param name="handler">Receives the item as the poll saw it.</param>
    /// <param name="options">A name for the handler, which of these events it hears of, and how many of its runs there are at once.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public static void TodoItemOverdue(Func<TodoItem, Task> handler, EventOptions? options = null, [CallerLineNumber] int line = 0) =>
        Event(Trigger.TodoItemOverdue, handler, options, line);

    /// <summary>
    /// Runs once for an open item so many days before it is due, when that day begins in the account's zone; at once, where it is given a day
    /// that is nearer than that. Costs what <see cref="TodoItemOverdue(Func{TodoItem, Task}, EventOptions?, int)"/> costs.
    /// </summary>
    /// <param name="days">How many days before its due day: 0 is that day itself.</param>
    /// <param name="handler">Receives the item as the poll saw it.</param>
    /// <param name="options">A name for the handler, which of these events it hears of, and how many of its runs there are at once.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public static void TodoItemDueIn(int days, Func<TodoItem, Task> handler, EventOptions? options = null, [CallerLineNumber] int line = 0) =>
        Event(Trigger.TodoItemDueIn, handler, options, line, Required.NotNegative(days, nameof(days)));

    /// <summary>
    /// Runs once for every message that appears. Found by polling: 1 request for each project that changed, and 1 more for every 25 new
    /// messages.
    /// </summary>
    /// <param name="handler">Receives the message as the poll saw it.</param>
    /// <param name="options">A name for the handler, which of these events it hears of, and how many of its runs there are at once.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public static void MessagePosted(Func<Message, Task> handler, EventOptions? options = null, [CallerLineNumber] int line = 0) =>
        Event(Trigger.MessagePosted, handler, options, line);

    /// <summary>
    /// Runs once for every comment that appears on a message, a to-do item, a milestone or an event (<see cref="Comment.CommentableType"/> and
    /// <see cref="Comment.CommentableId"/> say on what). Found by polling: 2 requests for each project that changed, 1 for each record whose
    /// comments moved, and its open to-do lists in turn, as by <see cref="TodoItemChanged(Func{TodoItem, Task}, EventOptions?, int)"/>; comments on older messages than the newest 25 of
    /// a project and on completed items are found by the sweep of all projects, later than others.
    /// </summary>
    /// <param name="handler">Receives the comment as the poll saw it.</param>
    /// <param name="options">A name for the handler, which of these events it hears of, and how many of its runs there are at once.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public static void CommentPosted(Func<Comment, Task> handler, EventOptions? options = null, [CallerLineNumber] int line = 0) =>
        Event(Trigger.CommentPosted, handler, options, line);

    /// <summary>
    /// Runs once for every milestone that appears. Found by polling: 1 request for each project that changed, 1 more for every 50 entries of
    /// its calendar.
    /// </summary>
    /// <param name="handler">Receives the milestone as the poll saw it.</param>
    /// <param name="options">A name for the handler, which of these events it hears of, and how many of its runs there are at once.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public static void MilestoneCreated(Func<CalendarEntry, Task> handler, EventOptions? options = null, [CallerLineNumber] int line = 0) =>
        Event(Trigger.MilestoneCreated, handler, options, line);

    /// <summary>
    /// Runs once for every milestone that is completed; one that is reopened and completed again counts again. Costs what
    /// <see cref="MilestoneCreated(Func{CalendarEntry, Task}, EventOptions?, int)"/> costs.
    /// </summary>
    /// <param name="handler">Receives the milestone as the poll saw it.</param>
    /// <param name="options">A name for the handler, which of these events it hears of, and how many of its runs there are at once.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public static void MilestoneCompleted(Func<CalendarEntry, Task> handler, EventOptions? options = null, [CallerLineNumber] int line = 0) =>
        Event(Trigger.MilestoneCompleted, handler, options, line);

    /// <summary>
    /// Runs once for an open milestone when its day is over in the account's zone, and again should it be given another day and miss that too.
    /// Costs what <see cref="MilestoneCreated(Func{CalendarEntry, Task}, EventOptions?, int)"/> costs, and 1 request for each project with such milestones a day.
    /// </summary>
    /// <param name="handler">Receives the milestone as the poll saw it.</param>
    /// <param name="options">A name for the handler, which of these events it hears of, and how many of its runs there are at once.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public static void MilestoneLate(Func<CalendarEntry, Task> handler, EventOptions? options = null, [CallerLineNumber] int line = 0) =>
        Event(Trigger.MilestoneLate, handler, options, line);

    /// <summary>
    /// Runs once for an open milestone so many days before its day, when that day begins in the account's zone; at once, where it is given a
    /// day that is nearer than that. Costs what <see cref="MilestoneLate(Func{CalendarEntry, Task}, EventOptions?, int)"/> costs.
    /// </summary>
    /// <param name="days">How many days before its day: 0 is that day itself.</param>
    /// <param name="handler">Receives the milestone as the poll saw it.</param>
    /// <param name="options">A name for the handler, which of these events it hears of, and how many of its runs there are at once.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public static void MilestoneDueIn(int days, Func<CalendarEntry, Task> handler, EventOptions? options = null, [CallerLineNumber] int line = 0) =>
        Event(Trigger.MilestoneDueIn, handler, options, line, Required.NotNegative(days, nameof(days)));

    /// <summary>
    /// Runs once for every time entry that appears. Found by polling: 1 request for each project that changed; entries for days long past are
    /// found by the sweep of all projects, later than others.
    /// </summary>
    /// <param name="handler">Receives the entry as the poll saw it.</param>
    /// <param name="options">A name for the handler, which of these events it hears of, and how many of its runs there are at once.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public static void TimeEntryAdded(Func<TimeEntry, Task> handler, EventOptions? options = null, [CallerLineNumber] int line = 0) =>
        Event(Trigger.TimeEntryAdded, handler, options, line);

    /// <summary>
    /// Runs once for every file, and every version of a file, that appears. Found by polling: 1 request for each project that changed.
    /// </summary>
    /// <param name="handler">Receives the file as the poll saw it.</param>
    /// <param name="options">A name for the handler, which of these events it hears of, and how many of its runs there are at once.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public static void FileAdded(Func<Attachment, Task> handler, EventOptions? options = null, [CallerLineNumber] int line = 0) =>
        Event(Trigger.FileAdded, handler, options, line);

    private static void Event<T>(Trigger trigger, Func<T, Task> handler, EventOptions? options, int line, int? days = null)
    {
        ArgumentNullException.ThrowIfNull(handler);
        options ??= new EventOptions();
        Register(trigger, options, options.ToGathering(), line, days, payload => handler(Payload.Read<T>(payload)));
    }

    private static void Register(Trigger trigger, EventOptions options, Gathering? gathering, int line, int? days, Func<JsonElement?, Task> invoke) =>
        Ambient.Registering(nameof(On)).Add(
            new HandlerDefinition
            {
                Trigger = trigger,
                Name = options.Name,
                Line = line,
                Days = days,
                Own = options.Own,
                Filter = options.ToFilter(trigger),
                Gathering = gathering,
                Overlap = options.Overlap,
                AtMost = Required.Positive(options.AtMost, nameof(options.AtMost)),
            },
            invoke);
}
