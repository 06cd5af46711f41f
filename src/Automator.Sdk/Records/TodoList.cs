using Automator.Sdk.Protocol;

namespace Automator.Sdk;

/// <summary>A to-do list.</summary>
public sealed record TodoList : IRecord
{
    /// <inheritdoc/>
    public required long Id { get; init; }

    /// <summary>The project it is in.</summary>
    public long ProjectId { get; init; }

    /// <summary>Its name.</summary>
    public string Name { get; init; } = "";

    /// <summary>Its description.</summary>
    public string Description { get; init; } = "";

    /// <summary>The milestone it belongs to.</summary>
    public long? MilestoneId { get; init; }

    /// <summary>Its place in the project, from 1.</summary>
    public int Position { get; init; }

    /// <summary>True when it has items and all are completed.</summary>
    public bool IsCompleted { get; init; }

    /// <summary>True when clients do not see it.</summary>
    public bool IsPrivate { get; init; }

    /// <summary>True when hours are tracked on its items.</summary>
    public bool IsTracked { get; init; }

    /// <summary>How many of its items are open; null where the account did not say.</summary>
    public int? OpenCount { get; init; }

    /// <summary>How many of its items are completed; null where the account did not say.</summary>
    public int? CompletedCount { get; init; }

    /// <summary>The list as it is now, or null when it is gone. Costs 1 request.</summary>
    [Uses<ReadTodoList>]
    public Task<TodoList?> Reload() => Basecamp.OrNull(Basecamp.Call(new ReadTodoList { Id = Id }));

    /// <summary>The list's project. Costs 1 request.</summary>
    [Uses<ReadProject>]
    public Task<Project> Project() => Basecamp.Call(new ReadProject { Id = ProjectId });

    /// <summary>The items of the list, in their order. Costs 1 request.</summary>
    /// <param name="open">True for open items, false for completed ones, null for all.</param>
    /// <param name="untouchedFor">Only items that were neither created, updated nor commented for at least this long.</param>
    /// <param name="dueBefore">Only items with a due date before this day.</param>
    [Uses<ListTodoItems>]
    public Task<IReadOnlyList<TodoItem>> Items(bool? open = null, TimeSpan? untouchedFor = null, DateOnly? dueBefore = null) =>
        Basecamp.List(new ListTodoItems
        {
            TodoListId = Id,
            Filter = new TodoItemFilter { Open = open, UntouchedFor = untouchedFor, DueBefore = dueBefore },
        });

    /// <summary>Adds an open item at the bottom of the list. Costs 1 write.</summary>
    /// <param name="content">What is to be done.</param>
    /// <param name="dueOn">The day it is due, in the account's zone.</param>
    /// <param name="responsible">Who answers for it: a <see cref="Person"/>, a <see cref="Company"/> or a <see cref="Party"/>.</param>
    /// <param name="notify">True tells the responsible person by mail.</param>
    /// <returns>The item as it was sent; <see cref="TodoItem.Reload"/> reads what the account made of it.</returns>
    [Uses<CreateTodoItem>]
    public async Task<TodoItem> CreateItem(string content, DateOnly? dueOn = null, Party? responsible = null, bool notify = false)
    {
        var created = await Basecamp.Call(new CreateTodoItem
        {
            TodoListId = Id,
            Content = Required.Text(content, nameof(content)),
            DueOn = dueOn,
            Responsible = responsible,
            Notify = notify,
        });
        return new TodoItem
        {
            Id = created.Id,
            TodoListId = Id,
            Content = content,
            DueOn = dueOn,
            Responsible = responsible,
            CreatedAt = Clock.Now,
        };
    }

    /// <summary>Changes the list; what is left out stays. Costs 1 write.</summary>
    /// <param name="name">A new name.</param>
    /// <param name="description">A new description.</param>
    /// <param name="isPrivate">Whether clients do not see it.</param>
    /// <param name="isTracked">Whether hours are tracked on its items.</param>
    /// <param name="milestone">A milestone of its project.</param>
    [Uses<UpdateTodoList>]
    public Task Update(
        string? name = null, string? description = null, bool? isPrivate = null, bool? isTracked = null, CalendarEntry? milestone = null) =>
        Basecamp.Call(new UpdateTodoList
        {
            Id = Id,
            Name = name,
            Description = description,
            IsPrivate = isPrivate,
            IsTracked = isTracked,
            MilestoneId = milestone?.Id,
        });

    /// <summary>Leaves the list without a milestone. Costs 1 write.</summary>
    [Uses<UpdateTodoList>]
    public Task ClearMilestone() => Basecamp.Call(new UpdateTodoList { Id = Id, ClearMilestone = true });

    /// <summary>Deletes the list and all its items. Costs 1 write.</summary>
    [Uses<DeleteTodoList>]
    public Task Delete() => Basecamp.Call(new DeleteTodoList { Id = Id });

    /// <summary>Puts items in this order; those not named come after. Completed items cannot be moved. Costs 1 write.</summary>
    /// <param name="items">Items of this list, or of another list of the same project, which then move to this one.</param>
    [Uses<ReorderTodoItems>]
    public Task Reorder(IEnumerable<TodoItem> items) =>
        Basecamp.Call(new ReorderTodoItems { TodoListId = Id, Ids = [.. items.Select(i => i.Id)] });

    /// <summary>
    /// Copies the list into a project: name, description, privacy, and its open items in their order with their due
    /// dates, which can be shifted to a day. A person who is not on the project is left off and logged. The milestone is
    /// left off and logged. Costs 2 reads (the project's lists, this list's items), 1 more for its people where an item is
    /// assigned, and 1 more to merge; 1 write for the list, and 1 for each item. A list that is left as it is costs 1 read.
    /// </summary>
    /// <param name="project">Where the copy goes.</param>
    /// <param name="options">
    /// What to do when the project has a list of that name, which name the copy gets, what becomes of completed items, and
    /// where the due dates move.
    /// </param>
    /// <returns>The copy, or the list that was there already.</returns>
    [Uses<ListTodoLists>, Uses<ListTodoItems>, Uses<ListPeople>, Uses<CreateTodoList>, Uses<CreateTodoItem>]
    public Task<TodoList> CopyTo(Project project, CopyOptions? options = null) =>
        TodoListCopy.Make(this, project, options ?? new CopyOptions());
}

/// <summary>What a new to-do list may have besides its name.</summary>
public sealed record TodoListOptions
{
    /// <summary>Its description.</summary>
    public string? Description { get; init; }

    /// <summary>A milestone of the project.</summary>
    public long? MilestoneId { get; init; }

    /// <summary>True hides it from clients.</summary>
    public bool? IsPrivate { get; init; }

    /// <summary>True tracks hours on its items.</summary>
    public bool? IsTracked { get; init; }

    /// <summary>A list template of the account, by the id its web address shows; the list gets the template's items.</summary>
    public long? TemplateId { get; init; }
}

/// <summary>How a list is copied.</summary>
public sealed record CopyOptions
{
    /// <summary>What to do when the project has a list of that name; <see cref="Sdk.IfExists.Skip"/> by default.</summary>
    public IfExists IfExists { get; init; } = IfExists.Skip;

    /// <summary>The copy's name; the original's by default.</summary>
    public string? Name { get; init; }

    /// <summary>The day of the copy that <see cref="Anchor"/> moves to, and every due date with it; null leaves the due dates as they are.</summary>
    public DateOnly? StartOn { get; init; }

    /// <summary>The day of the original that due dates are counted from; the earliest due date among the items to copy by default, those that a merge finds there already among them.</summary>
    public DateOnly? Anchor { get; init; }

    /// <summary>A due date that is shifted to a Saturday or Sunday becomes the Monday after; true by default.</summary>
    public bool SkipWeekends { get; init; } = true;

    /// <summary>What becomes of completed items; left out by default.</summary>
    public IfCompleted IfCompleted { get; init; } = IfCompleted.Skip;
}

/// <summary>What a copy does with completed items.</summary>
public enum IfCompleted
{
    /// <summary>Leaves them out.</summary>
    Skip,

    /// <summary>Copies them as open items, after those that are open.</summary>
    Reopen,
}

/// <summary>What a copy does when its name is taken.</summary>
public enum IfExists
{
    /// <summary>Leaves the list that is there as it is.</summary>
    Skip,

    /// <summary>Adds the items whose text the list that is there does not have.</summary>
    Merge,

    /// <summary>Makes a second list of that name.</summary>
    Duplicate,

    /// <summary>Throws <see cref="InvalidException"/>.</summary>
    Fail,
}
