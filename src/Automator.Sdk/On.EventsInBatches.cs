using System.Runtime.CompilerServices;
using Automator.Sdk.Protocol;

namespace Automator.Sdk;

/// <content>What happens in the account, many of a kind in one run: for summaries, and for what comes in bursts. Costs no further requests.</content>
public static partial class On
{
    /// <summary>As <see cref="ProjectCreated(Func{Project, Task}, EventOptions?, int)"/>, with many at once.</summary>
    /// <param name="batch">For how long it gathers, and how many.</param>
    /// <param name="handler">Receives the projects, in the order of what happened, each once, as the last poll that told of it saw it.</param>
    /// <param name="options">A name for the handler, and which of these events it hears of.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public static void ProjectCreated(Batch batch, Func<IReadOnlyList<Project>, Task> handler, EventOptions? options = null, [CallerLineNumber] int line = 0) =>
        Events(Trigger.ProjectCreated, batch, handler, options, line);

    /// <summary>As <see cref="ProjectArchived(Func{Project, Task}, EventOptions?, int)"/>, with many at once.</summary>
    /// <param name="batch">For how long it gathers, and how many.</param>
    /// <param name="handler">Receives the projects, in the order of what happened, each once, as the last poll that told of it saw it.</param>
    /// <param name="options">A name for the handler, and which of these events it hears of.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public static void ProjectArchived(Batch batch, Func<IReadOnlyList<Project>, Task> handler, EventOptions? options = null, [CallerLineNumber] int line = 0) =>
        Events(Trigger.ProjectArchived, batch, handler, options, line);

    /// <summary>As <see cref="ProjectRenamed(Func{Project, Task}, EventOptions?, int)"/>, with many at once.</summary>
    /// <param name="batch">For how long it gathers, and how many.</param>
    /// <param name="handler">Receives the projects, in the order of what happened, each once, as the last poll that told of it saw it.</param>
    /// <param name="options">A name for the handler, and which of these events it hears of.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public static void ProjectRenamed(Batch batch, Func<IReadOnlyList<Project>, Task> handler, EventOptions? options = null, [CallerLineNumber] int line = 0) =>
        Events(Trigger.ProjectRenamed, batch, handler, options, line);

    /// <summary>As <see cref="TodoListCreated(Func{TodoList, Task}, EventOptions?, int)"/>, with many at once.</summary>
    /// <param name="batch">For how long it gathers, and how many.</param>
    /// <param name="handler">Receives the lists, in the order of what happened, each once, as the last poll that told of it saw it.</param>
    /// <param name="options">A name for the handler, and which of these events it hears of.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public static void TodoListCreated(Batch batch, Func<IReadOnlyList<TodoList>, Task> handler, EventOptions? options = null, [CallerLineNumber] int line = 0) =>
        Events(Trigger.TodoListCreated, batch, handler, options, line);

    /// <summary>As <see cref="TodoListCompleted(Func{TodoList, Task}, EventOptions?, int)"/>, with many at once.</summary>
    /// <param name="batch">For how long it gathers, and how many.</param>
    /// <param name="handler">Receives the lists, in the order of what happened, each once, as the last poll that told of it saw it.</param>
    /// <param name="options">A name for the handler, and which of these events it hears of.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public static void TodoListCompleted(Batch batch, Func<IReadOnlyList<TodoList>, Task> handler, EventOptions? options = null, [CallerLineNumber] int line = 0) =>
        Events(Trigger.TodoListCompleted, batch, handler, options, line);

    /// <summary>As <see cref="TodoItemCreated(Func{TodoItem, Task}, EventOptions?, int)"/>, with many at once.</summary>
    /// <param name="batch">For how long it gathers, and how many.</param>
    /// <param name="handler">Receives the items, in the order of what happened, each once, as the last poll that told of it saw it.</param>
    /// <param name="options">A name for the handler, and which of these events it hears of.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public static void TodoItemCreated(Batch batch, Func<IReadOnlyList<TodoItem>, Task> handler, EventOptions? options = null, [CallerLineNumber] int line = 0) =>
        Events(Trigger.TodoItemCreated, batch, handler, options, line);

    /// <summary>As <see cref="TodoItemChanged(Func{TodoItem, Task}, EventOptions?, int)"/>, with many at once.</summary>
    /// <param name="batch">For how long it gathers, and how many.</param>
    /// <param name="handler">Receives the items, in the order of what happened, each once, as the last poll that told of it saw it.</param>
    /// <param name="options">A name for the handler, and which of these events it hears of.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public static void TodoItemChanged(Batch batch, Func<IReadOnlyList<TodoItem>, Task> handler, EventOptions? options = null, [CallerLineNumber] int line = 0) =>
        Events(Trigger.TodoItemChanged, batch, handler, options, line);

    /// <summary>As <see cref="TodoItemCompleted(Func{TodoItem, Task}, EventOptions?, int)"/>, with many at once.</summary>
    /// <param name="batch">For how long it gathers, and how many.</param>
    /// <param name="handler">Receives the items, in the order of what happened, each once, as the last poll that told of it saw it.</param>
    /// <param name="options">A name for the handler, and which of these events it hears of.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public static void TodoItemCompleted(Batch batch, Func<IReadOnlyList<TodoItem>, Task> handler, EventOptions? options = null, [CallerLineNumber] int line = 0) =>
        Events(Trigger.TodoItemCompleted, batch, handler, options, line);

    /// <summary>As <see cref="TodoItemReopened(Func{TodoItem, Task}, EventOptions?, int)"/>, with many at once.</summary>
    /// <param name="batch">For how long it gathers, and how many.</param>
    /// <param name="handler">Receives the items, in the order of what happened, each once, as the last poll that told of it saw it.</param>
    /// <param name="options">A name for the handler, and which of these events it hears of.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public static void TodoItemReopened(Batch batch, Func<IReadOnlyList<TodoItem>, Task> handler, EventOptions? options = null, [CallerLineNumber] int line = 0) =>
        Events(Trigger.TodoItemReopened, batch, handler, options, line);

    /// <summary>As <see cref="TodoItemReassigned(Func{TodoItem, Task}, EventOptions?, int)"/>, with many at once.</summary>
    /// <param name="batch">For how long it gathers, and how many.</param>
    /// <param name="handler">Receives the items, in the order of what happened, each once, as the last poll that told of it saw it.</param>
    /// <param name="options">A name for the handler, and which of these events it hears of.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public static void TodoItemReassigned(Batch batch, Func<IReadOnlyList<TodoItem>, Task> handler, EventOptions? options = null, [CallerLineNumber] int line = 0) =>
        Events(Trigger.TodoItemReassigned, batch, handler, options, line);

    /// <summary>As <see cref="TodoItemMoved(Func{TodoItem, Task}, EventOptions?, int)"/>, with many at once.</summary>
    /// <param name="batch">For how long it gathers, and how many.</param>
    /// <param name="handler">Receives the items, in the order of what happened, each once, as the last poll that told of it saw it.</param>
    /// <param name="options">A name for the handler, and which of these events it hears of.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public static void TodoItemMoved(Batch batch, Func<IReadOnlyList<TodoItem>, Task> handler, EventOptions? options = null, [CallerLineNumber] int line = 0) =>
        Events(Trigger.TodoItemMoved, batch, handler, options, line);

    /// <summary>As <see cref="TodoItemOverdue(Func{TodoItem, Task}, EventOptions?, int)"/>, with many at once.</summary>
    /// <param name="batch">For how long it gathers, and how many.</param>
    /// <param name="handler">Receives the items, in the order of what happened, each once, as the last poll that told of it saw it.</param>
    /// <param name="options">A name for the handler, and which of these events it hears of.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public static void TodoItemOverdue(Batch batch, Func<IReadOnlyList<TodoItem>, Task> handler, EventOptions? options = null, [CallerLineNumber] int line = 0) =>
        Events(Trigger.TodoItemOverdue, batch, handler, options, line);

    /// <summary>As <see cref="TodoItemDueIn(int, Func{TodoItem, Task}, EventOptions?, int)"/>, with many at once.</summary>
    /// <param name="days">How many days before its due day: 0 is that day itself.</param>
    /// <param name="batch">For how long it gathers, and how many.</param>
    /// <param name="handler">Receives the items, in the order of what happened, each once, as the last poll that told of it saw it.</param>
    /// <param name="options">A name for the handler, and which of these events it hears of.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public static void TodoItemDueIn(int days, Batch batch, Func<IReadOnlyList<TodoItem>, Task> handler, EventOptions? options = null, [CallerLineNumber] int line = 0) =>
        Events(Trigger.TodoItemDueIn, batch, handler, options, line, Required.NotNegative(days, nameof(days)));

    /// <summary>As <see cref="MessagePosted(Func{Message, Task}, EventOptions?, int)"/>, with many at once.</summary>
    /// <param name="batch">For how long it gathers, and how many.</param>
    /// <param name="handler">Receives the messages, in the order of what happened, each once, as the last poll that told of it saw it.</param>
    /// <param name="options">A name for the handler, and which of these events it hears of.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public static void MessagePosted(Batch batch, Func<IReadOnlyList<Message>, Task> handler, EventOptions? options = null, [CallerLineNumber] int line = 0) =>
        Events(Trigger.MessagePosted, batch, handler, options, line);

    /// <summary>As <see cref="CommentPosted(Func{Comment, Task}, EventOptions?, int)"/>, with many at once.</summary>
    /// <param name="batch">For how long it gathers, and how many.</param>
    /// <param name="handler">Receives the comments, in the order of what happened, each once, as the last poll that told of it saw it.</param>
    /// <param name="options">A name for the handler, and which of these events it hears of.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public static void CommentPosted(Batch batch, Func<IReadOnlyList<Comment>, Task> handler, EventOptions? options = null, [CallerLineNumber] int line = 0) =>
        Events(Trigger.CommentPosted, batch, handler, options, line);

    /// <summary>As <see cref="MilestoneCreated(Func{CalendarEntry, Task}, EventOptions?, int)"/>, with many at once.</summary>
    /// <param name="batch">For how long it gathers, and how many.</param>
    /// <param name="handler">Receives the milestones, in the order of what happened, each once, as the last poll that told of it saw it.</param>
    /// <param name="options">A name for the handler, and which of these events it hears of.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public static void MilestoneCreated(Batch batch, Func<IReadOnlyList<CalendarEntry>, Task> handler, EventOptions? options = null, [CallerLineNumber] int line = 0) =>
        Events(Trigger.MilestoneCreated, batch, handler, options, line);

    /// <summary>As <see cref="MilestoneCompleted(Func{CalendarEntry, Task}, EventOptions?, int)"/>, with many at once.</summary>
    /// <param name="batch">For how long it gathers, and how many.</param>
    /// <param name="handler">Receives the milestones, in the order of what happened, each once, as the last poll that told of it saw it.</param>
    /// <param name="options">A name for the handler, and which of these events it hears of.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public static void MilestoneCompleted(Batch batch, Func<IReadOnlyList<CalendarEntry>, Task> handler, EventOptions? options = null, [CallerLineNumber] int line = 0) =>
        Events(Trigger.MilestoneCompleted, batch, handler, options, line);

    /// <summary>As <see cref="MilestoneLate(Func{CalendarEntry, Task}, EventOptions?, int)"/>, with many at once.</summary>
    /// <param name="batch">For how long it gathers, and how many.</param>
    /// <param name="handler">Receives the milestones, in the order of what happened, each once, as the last poll that told of it saw it.</param>
    /// <param name="options">A name for the handler, and which of these events it hears of.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public static void MilestoneLate(Batch batch, Func<IReadOnlyList<CalendarEntry>, Task> handler, EventOptions? options = null, [CallerLineNumber] int line = 0) =>
        Events(Trigger.MilestoneLate, batch, handler, options, line);

    /// <summary>As <see cref="MilestoneDueIn(int, Func{CalendarEntry, Task}, EventOptions?, int)"/>, with many at once.</summary>
    /// <param name="days">How many days before its day: 0 is that day itself.</param>
    /// <param name="batch">For how long it gathers, and how many.</param>
    /// <param name="handler">Receives the milestones, in the order of what happened, each once, as the last poll that told of it saw it.</param>
    /// <param name="options">A name for the handler, and which of these events it hears of.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public static void MilestoneDueIn(int days, Batch batch, Func<IReadOnlyList<CalendarEntry>, Task> handler, EventOptions? options = null, [CallerLineNumber] int line = 0) =>
        Events(Trigger.MilestoneDueIn, batch, handler, options, line, Required.NotNegative(days, nameof(days)));

    /// <summary>As <see cref="TimeEntryAdded(Func{TimeEntry, Task}, EventOptions?, int)"/>, with many at once.</summary>
    /// <param name="batch">For how long it gathers, and how many.</param>
    /// <param name="handler">Receives the entries, in the order of what happened, each once, as the last poll that told of it saw it.</param>
    /// <param name="options">A name for the handler, and which of these events it hears of.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public static void TimeEntryAdded(Batch batch, Func<IReadOnlyList<TimeEntry>, Task> handler, EventOptions? options = null, [CallerLineNumber] int line = 0) =>
        Events(Trigger.TimeEntryAdded, batch, handler, options, line);

    /// <summary>As <see cref="FileAdded(Func{Attachment, Task}, EventOptions?, int)"/>, with many at once.</summary>
    /// <param name="batch">For how long it gathers, and how many.</param>
    /// <param name="handler">Receives the files, in the order of what happened, each once, as the last poll that told of it saw it.</param>
    /// <param name="options">A name for the handler, and which of these events it hears of.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public static void FileAdded(Batch batch, Func<IReadOnlyList<Attachment>, Task> handler, EventOptions? options = null, [CallerLineNumber] int line = 0) =>
        Events(Trigger.FileAdded, batch, handler, options, line);

    private static void Events<T>(Trigger trigger, Batch batch, Func<IReadOnlyList<T>, Task> handler, EventOptions? options, int line, int? days = null)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(handler);
        options ??= new EventOptions();
        if (options.Debounce is not null)
            throw new ArgumentException($"A batch waits by itself: give the batch another {nameof(Batch.Quiet)}, and leave {nameof(EventOptions.Debounce)} out.", nameof(options));
        Register(trigger, options, batch.ToGathering(options.Overlap), line, days, payload => handler(Payload.Read<T[]>(payload)));
    }
}
