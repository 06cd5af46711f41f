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
        query is ListProjects or ListTodoLists or ListCategories or ListCalendarEntries or ListTimeEntries or ReportTimeEntries;

    /// <summary>The largest id of the collection.</summary>
    internal static async Task<long> LargestId(Operation create, IAccountClient account, RequestSource source, CancellationToken cancellation) =>
        LargestId((object[])await account.Answer(Collection(create), source, cancellation));

    /// <summary>The same, of a collection that was read for another purpose.</summary>
    internal static long LargestId(IEnumerable<object> collection) => collection.Select(record => Made(record).Id).DefaultIfEmpty().Max();

    /// <summary>Those with what the effect has sent; what it has left out may be anything.</summary>
    internal static async Task<IReadOnlyList<MadeRecord>> Like(Operation create, IAccountClient account, RequestSource source, CancellationToken cancellation)
    {
        var likeness = Likeness.Of(create);
        var collection = (object[])await account.Answer(Collection(create), source, cancellation);
        return [.. collection.Where(likeness.Has).Select(Made)];
    }

    /// <summary>The query that reads all that the record will be among, at the least cost: a project's hours are read for its day alone.</summary>
    internal static Operation Collection(Operation create) => create switch
    {
        CreateProject => new ListProjects(),
        CreateTodoList e => new ListTodoLists { ProjectId = e.ProjectId },
        CreateTodoItem e => new ListTodoItems { TodoListId = e.TodoListId },
        CreateMessage e => new ListMessages { ProjectId = e.ProjectId },
        CreateComment e => new ListComments { On = e.On },
        CreateCategory e => new ListCategories { ProjectId = e.ProjectId, Kind = e.Kind },
        CreateCalendarEntry e => new ListCalendarEntries { ProjectId = e.ProjectId, Kind = e.Kind },
        CreateTimeEntry { TodoItemId: { } item } => new ListTimeEntries { TodoItemId = item },
        CreateTimeEntry e => new ReportTimeEntries { From = e.Date, To = e.Date, ProjectId = e.ProjectId },
        _ => throw new ArgumentException($"{create.OperationName} makes no record.", nameof(create)),
    };

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
