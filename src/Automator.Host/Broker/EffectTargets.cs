using Automator.Sdk;
using Automator.Sdk.Protocol;

namespace Automator.Host.Broker;

/// <summary>A record by kind and id.</summary>
internal readonly record struct RecordKey(RecordKind Kind, long Id)
{
    internal static RecordKey Of(Commentable on) => new(on.Kind switch
    {
        CommentableKind.Message => RecordKind.Message,
        CommentableKind.TodoItem => RecordKind.TodoItem,
        _ => RecordKind.CalendarEntry,
    }, on.Id);
}

/// <summary>What each effect changes: the kind of it, and the records by whose project it is told where.</summary>
internal static class EffectTargets
{
    internal static RecordKind KindOf(Operation effect) => effect switch
    {
        CreateProject or UpdateProject => RecordKind.Project,
        CreateTodoList or UpdateTodoList or DeleteTodoList or ReorderTodoLists => RecordKind.TodoList,
        CreateTodoItem or UpdateTodoItem or CompleteTodoItem or UncompleteTodoItem or DeleteTodoItem or ReorderTodoItems => RecordKind.TodoItem,
        CreateMessage or UpdateMessage or DeleteMessage => RecordKind.Message,
        CreateComment or UpdateComment or DeleteComment => RecordKind.Comment,
        CreateCalendarEntry or UpdateCalendarEntry or DeleteCalendarEntry or CompleteMilestone or UncompleteMilestone => RecordKind.CalendarEntry,
        CreateTimeEntry or UpdateTimeEntry or DeleteTimeEntry => RecordKind.TimeEntry,
        CreateCategory or RenameCategory or DeleteCategory => RecordKind.Category,
        UploadFile => RecordKind.File,
        _ => throw Unknown(effect),
    };

    /// <summary>All of them must be where the rule may change something. None for what is nowhere yet: an upload, a new project.</summary>
    internal static IEnumerable<RecordKey> Of(Operation effect) => effect switch
    {
        CreateProject or UploadFile => [],
        UpdateProject e => [Project(e.Id)],
        CreateTodoList e => [Project(e.ProjectId)],
        UpdateTodoList e => [List(e.Id)],
        DeleteTodoList e => [List(e.Id)],
        ReorderTodoLists e => [Project(e.ProjectId), .. e.Ids.Select(List)],
        CreateTodoItem e => [List(e.TodoListId)],
        UpdateTodoItem e => [Item(e.Id)],
        CompleteTodoItem e => [Item(e.Id)],
        UncompleteTodoItem e => [Item(e.Id)],
        DeleteTodoItem e => [Item(e.Id)],
        ReorderTodoItems e => [List(e.TodoListId), .. e.Ids.Select(Item)],
        CreateMessage e => [Project(e.ProjectId)],
        UpdateMessage e => [new(RecordKind.Message, e.Id)],
        DeleteMessage e => [new(RecordKind.Message, e.Id)],
        CreateComment e => [RecordKey.Of(e.On)],
        UpdateComment e => [new(RecordKind.Comment, e.Id)],
        DeleteComment e => [new(RecordKind.Comment, e.Id)],
        CreateCategory e => [Project(e.ProjectId)],
        RenameCategory e => [new(RecordKind.Category, e.Id)],
        DeleteCategory e => [new(RecordKind.Category, e.Id)],
        CreateCalendarEntry e => [Project(e.ProjectId)],
        UpdateCalendarEntry e => [Project(e.ProjectId)],
        DeleteCalendarEntry e => [Project(e.ProjectId)],
        CompleteMilestone e => [Project(e.ProjectId)],
        UncompleteMilestone e => [Project(e.ProjectId)],
        CreateTimeEntry e => [.. Maybe(Project, e.ProjectId), .. Maybe(Item, e.TodoItemId)],
        UpdateTimeEntry e => [new(RecordKind.TimeEntry, e.Id), .. Maybe(Item, e.TodoItemId)],
        DeleteTimeEntry e => [new(RecordKind.TimeEntry, e.Id)],
        _ => throw Unknown(effect),
    };

    private static RecordKey Project(long id) => new(RecordKind.Project, id);

    private static RecordKey List(long id) => new(RecordKind.TodoList, id);

    private static RecordKey Item(long id) => new(RecordKind.TodoItem, id);

    private static IEnumerable<RecordKey> Maybe(Func<long, RecordKey> key, long? id) => id is { } number ? [key(number)] : [];

    private static ArgumentException Unknown(Operation effect) => new($"{effect.GetType().Name} is no effect.", nameof(effect));
}
