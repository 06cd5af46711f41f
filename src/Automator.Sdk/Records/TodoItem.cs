using Automator.Sdk.Protocol;

namespace Automator.Sdk;

/// <summary>A to-do item.</summary>
public sealed record TodoItem : IRecord
{
    /// <inheritdoc/>
    public required long Id { get; init; }

    /// <summary>The list it is in.</summary>
    public long TodoListId { get; init; }

    /// <summary>What is to be done.</summary>
    public string Content { get; init; } = "";

    /// <summary>Its place in the list, from 1; open and completed items are counted apart.</summary>
    public int Position { get; init; }

    /// <summary>Whether it is done.</summary>
    public bool IsCompleted { get; init; }

    /// <summary>The day it is due, in the account's zone.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>Who answers for it.</summary>
    public Party? Responsible { get; init; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who created it.</summary>
    public long? CreatorId { get; init; }

    /// <summary>The name of who created it.</summary>
    public string CreatorName { get; init; } = "";

    /// <summary>When it was last edited, completed or reopened.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>When it was last commented.</summary>
    public DateTimeOffset? CommentedAt { get; init; }

    /// <summary>How many comments it has.</summary>
    public int CommentsCount { get; init; }

    /// <summary>When it was completed.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>Who completed it.</summary>
    public long? CompleterId { get; init; }

    /// <summary>The name of who completed it.</summary>
    public string CompleterName { get; init; } = "";

    /// <summary>The latest of created, updated and commented.</summary>
    public DateTimeOffset TouchedAt
    {
        get
        {
            var touched = UpdatedAt > CreatedAt ? UpdatedAt.Value : CreatedAt;
            return CommentedAt > touched ? CommentedAt.Value : touched;
        }
    }

    /// <summary>The item as it is now, or null when it is gone. Costs 1 request.</summary>
    [Uses<ReadTodoItem>]
    public Task<TodoItem?> Reload() => Basecamp.OrNull(Basecamp.Call(new ReadTodoItem { Id = Id }));

    /// <summary>The item's list. Costs 1 request.</summary>
    [Uses<ReadTodoList>]
    public Task<TodoList> TodoList() => Basecamp.Call(new ReadTodoList { Id = TodoListId });

    /// <summary>Marks it done. Costs 1 write; done already does no harm.</summary>
    [Uses<CompleteTodoItem>]
    public Task Complete() => Basecamp.Call(new CompleteTodoItem { Id = Id });

    /// <summary>Opens it again. Costs 1 write; open already does no harm.</summary>
    [Uses<UncompleteTodoItem>]
    public Task Reopen() => Basecamp.Call(new UncompleteTodoItem { Id = Id });

    /// <summary>Changes the item; what is left out stays. Costs 1 write.</summary>
    /// <param name="content">A new text.</param>
    /// <param name="dueOn">A new day, in the account's zone.</param>
    /// <param name="responsible">Who answers for it from now on.</param>
    /// <param name="notify">True tells the responsible person by mail.</param>
    [Uses<UpdateTodoItem>]
    public Task Update(string? content = null, DateOnly? dueOn = null, Party? responsible = null, bool notify = false) =>
        Basecamp.Call(new UpdateTodoItem { Id = Id, Content = content, DueOn = dueOn, Responsible = responsible, Notify = notify });

    /// <summary>Takes the due date away. Costs 1 write.</summary>
    [Uses<UpdateTodoItem>]
    public Task ClearDueOn() => Basecamp.Call(new UpdateTodoItem { Id = Id, ClearDueOn = true });

    /// <summary>Leaves nobody responsible. Costs 1 write.</summary>
    [Uses<UpdateTodoItem>]
    public Task Unassign() => Basecamp.Call(new UpdateTodoItem { Id = Id, ClearResponsible = true });

    /// <summary>Deletes the item. Costs 1 write.</summary>
    [Uses<DeleteTodoItem>]
    public Task Delete() => Basecamp.Call(new DeleteTodoItem { Id = Id });

    /// <summary>The comments on the item, oldest first. Costs 1 request for every 50 begun.</summary>
    [Uses<ListComments>]
    public Task<IReadOnlyList<Comment>> Comments() => Basecamp.List(new ListComments { On = Commentable.TodoItem(Id) });

    /// <summary>Comments on the item. Costs 1 write.</summary>
    /// <param name="body">The text.</param>
    /// <param name="attachments">What <see cref="Basecamp.Upload(string, string)"/> gave.</param>
    /// <returns>The comment as it was sent.</returns>
    [Uses<CreateComment>]
    public Task<Comment> Comment(string body, IEnumerable<Upload>? attachments = null) => Sdk.Comment.Create(Commentable.TodoItem(Id), body, attachments);

    /// <summary>The hours spent on the item, newest first. Costs 1 request.</summary>
    [Uses<ListTimeEntries>]
    public Task<IReadOnlyList<TimeEntry>> TimeEntries() => Basecamp.List(new ListTimeEntries { TodoItemId = Id });

    /// <summary>Tracks hours on the item, whose list must be one that tracks them. Costs 1 write, and 1 request where the run has not read the item's hours in the last 2 minutes.</summary>
    /// <param name="hours">How many: an hour and a half is 1.5.</param>
    /// <param name="description">What was done.</param>
    /// <param name="date">The day; today in the account's zone by default.</param>
    /// <param name="person">Who spent them; whoever the account's token belongs to by default.</param>
    /// <returns>The entry as it was sent; <see cref="TimeEntry.Reload"/> reads what the account made of it.</returns>
    [Uses<CreateTimeEntry>]
    public Task<TimeEntry> TrackTime(decimal hours, string? description = null, DateOnly? date = null, Person? person = null) =>
        TimeEntry.Create(new CreateTimeEntry { TodoItemId = Id, Hours = hours, Description = description, Date = date ?? Clock.Today }, 0, person);
}
