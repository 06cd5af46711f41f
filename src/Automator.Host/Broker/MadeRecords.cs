using Automator.Host.Basecamp;
using Automator.Host.Budget;
using Automator.Sdk;
using Automator.Sdk.Protocol;

namespace Automator.Host.Broker;

/// <summary>A record that may be what an effect made.</summary>
/// <param name="Id">Grows with each record of a kind.</param>
/// <param name="CreatedAt">Null where the account does not tell.</param>
/// <param name="CreatorId">Null where the account does not tell.</param>
internal sealed record MadeRecord(long Id, DateTimeOffset? CreatedAt, long? CreatorId);

/// <summary>Where each kind of record lies that an effect makes, and which of those there are like what was sent.</summary>
internal static class MadeRecords
{
    /// <summary>Whether records of the kind tell when they were made. Of others the ids are looked at before one is made.</summary>
    internal static bool TellWhen(Operation create) => create is CreateTodoItem or CreateComment or CreateMessage;

    /// <summary>Whether a query may read a whole collection of such others.</summary>
    internal static bool MayBeCollection(Operation query) =>
        query is ListProjects or ListTodoLists or ListCategories or ListCalendarEntries or ListTimeEntries;

    /// <summary>The largest id of the collection.</summary>
    internal static async Task<long> LargestId(Operation create, IAccountClient account, RequestSource source, CancellationToken cancellation) =>
        LargestId((object[])await account.Answer(Collection(create), source, cancellation));

    /// <summary>The same, of a collection that was read for another purpose.</summary>
    internal static long LargestId(IEnumerable<object> collection) => collection.Select(record => Made(record).Id).DefaultIfEmpty().Max();

    /// <summary>Those with what the effect has sent; what it has left out may be anything.</summary>
    internal static Task<IReadOnlyList<MadeRecord>> Like(Operation create, IAccountClient account, RequestSource source, CancellationToken cancellation) =>
        Read(create, record => IsLike(create, record), account, source, cancellation);

    private static async Task<IReadOnlyList<MadeRecord>> Read(
        Operation create, Func<object, bool> matches, IAccountClient account, RequestSource source, CancellationToken cancellation)
    {
        var answer = (object[])await account.Answer(Collection(create), source, cancellation);
        return [.. answer.Where(matches).Select(Made)];
    }

    /// <summary>The query that reads the collection whole.</summary>
    internal static Operation Collection(Operation create) => create switch
    {
        CreateProject => new ListProjects(),
        CreateTodoList e => new ListTodoLists { ProjectId = e.ProjectId },
        CreateTodoItem e => new ListTodoItems { TodoListId = e.TodoListId },
        CreateMessage e => new ListMessages { ProjectId = e.ProjectId },
        CreateComment e => new ListComments { On = e.On },
        CreateCategory e => new ListCategories { ProjectId = e.ProjectId, Kind = e.Kind },
        CreateCalendarEntry e => new ListCalendarEntries { ProjectId = e.ProjectId, Kind = e.Kind },
        CreateTimeEntry e => new ListTimeEntries { ProjectId = e.ProjectId, TodoItemId = e.TodoItemId },
        _ => throw new ArgumentException($"{create.OperationName} makes no record.", nameof(create)),
    };

    private static bool IsLike(Operation create, object record) => (create, record) switch
    {
        (CreateProject e, Project r) => r.Name == e.Name,
        (CreateTodoList e, TodoList r) => (e.Name is null || r.Name == e.Name) && Same(e.Description, r.Description),
        (CreateTodoItem e, TodoItem r) => r.Content == e.Content && r.DueOn == e.DueOn && r.Responsible == e.Responsible,
        // The account may have made HTML of the body.
        (CreateMessage e, Message r) => r.Title == e.Title && r.AttachmentsCount == e.Attachments.Length,
        (CreateComment e, Comment r) => Same(e.Body, r.Body) && r.AttachmentsCount == e.Attachments.Length,
        (CreateCategory e, Category r) => r.Name == e.Name,
        (CreateCalendarEntry e, CalendarEntry r) => r.Title == e.Title && (e.DueOn is null || r.DueOn == e.DueOn) && (e.At is null || r.At == e.At),
        (CreateTimeEntry e, TimeEntry r) => r.Date == e.Date && r.Hours == e.Hours && Same(e.Description, r.Description) && (e.PersonId is null || r.PersonId == e.PersonId),
        _ => false,
    };

    private static bool Same(string? sent, string there) => sent is null || sent.Trim().ReplaceLineEndings("\n") == there.Trim().ReplaceLineEndings("\n");

    private static MadeRecord Made(object record) => record switch
    {
        Project r => new(r.Id, null, null),
        TodoList r => new(r.Id, null, null),
        TodoItem r => new(r.Id, r.CreatedAt, r.CreatorId),
        Message r => new(r.Id, r.PostedOn, r.AuthorId),
        Comment r => new(r.Id, r.CreatedAt, r.AuthorId),
        Category r => new(r.Id, null, null),
        CalendarEntry r => new(r.Id, null, null),
        TimeEntry r => new(r.Id, null, null),
        _ => throw new ArgumentException($"{record.GetType().Name} is no record that an effect makes.", nameof(record)),
    };
}
