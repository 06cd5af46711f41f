using Automator.Sdk.Protocol;

namespace Automator.Sdk;

/// <summary>A project.</summary>
public sealed partial record Project : IRecord
{
    /// <inheritdoc/>
    public required long Id { get; init; }

    /// <summary>Its name.</summary>
    public string Name { get; init; } = "";

    /// <summary>Active, on hold or archived.</summary>
    public ProjectStatus Status { get; init; }

    /// <summary>The day it was created.</summary>
    public DateOnly? CreatedOn { get; init; }

    /// <summary>When something in it last changed; null while it is untouched.</summary>
    public DateTimeOffset? LastChangedOn { get; init; }

    /// <summary>The company it is for.</summary>
    public long CompanyId { get; init; }

    /// <summary>The name of the company it is for.</summary>
    public string CompanyName { get; init; } = "";

    /// <summary>Null where none is shown, or where the account's token is no administrator's.</summary>
    public string? Announcement { get; init; }

    /// <summary>What people see first; null where the account's token is no administrator's.</summary>
    public StartPage? StartPage { get; init; }

    /// <summary>Whether the announcement is shown; null where the account's token is no administrator's.</summary>
    public bool? ShowsAnnouncement { get; init; }

    /// <summary>Whether writeboards are shown; null where the account's token is no administrator's.</summary>
    public bool? ShowsWriteboards { get; init; }

    /// <summary>The project as it is now, or null when it is gone. Costs 1 request.</summary>
    [Uses<ReadProject>]
    public Task<Project?> Reload() => Basecamp.OrNull(Basecamp.Call(new ReadProject { Id = Id }));

    /// <summary>The people who see the project. Costs 1 request.</summary>
    /// <param name="includeDeleted">Those deleted too; an account tells only its administrators.</param>
    [Uses<ListPeople>]
    public Task<IReadOnlyList<Person>> People(bool includeDeleted = false) =>
        Basecamp.List(new ListPeople { ProjectId = Id, IncludeDeleted = includeDeleted });

    /// <summary>The companies with people on the project. Costs 1 request.</summary>
    [Uses<ListCompanies>]
    public Task<IReadOnlyList<Company>> Companies() => Basecamp.List(new ListCompanies { ProjectId = Id });

    /// <summary>The to-do lists of the project, in their order. Costs 1 request.</summary>
    /// <param name="open">True for lists with open items, false for those without, null for all.</param>
    [Uses<ListTodoLists>]
    public Task<IReadOnlyList<TodoList>> TodoLists(bool? open = null) =>
        Basecamp.List(new ListTodoLists { ProjectId = Id, Open = open });

    /// <summary>The one to-do list of exactly this name. Costs 1 request.</summary>
    /// <param name="name">Upper and lower case count.</param>
    /// <exception cref="NotFoundException">There is none; the message lists the names there are.</exception>
    /// <exception cref="AmbiguousException">There is more than one.</exception>
    [Uses<FindTodoList>]
    public Task<TodoList> TodoList(string name) => Basecamp.Call(new FindTodoList { ProjectId = Id, Name = Required.Text(name, nameof(name)) });

    /// <summary>
    /// All to-do items of the project, list by list. Costs 1 request, and 1 for each list read; open items of one party
    /// cost 1 request in all.
    /// </summary>
    /// <param name="open">True for open items, false for completed ones, null for all.</param>
    /// <param name="untouchedFor">Only items that were neither created, updated nor commented for at least this long.</param>
    /// <param name="dueBefore">Only items with a due date before this day.</param>
    /// <param name="assignedTo">Only items this <see cref="Person"/>, <see cref="Company"/> or <see cref="Party"/> answers for.</param>
    [Uses<ListTodoLists>, Uses<ListTodoItems>, Uses<ListAssignedTodoItems>]
    public IAsyncEnumerable<TodoItem> TodoItems(
        bool? open = null, TimeSpan? untouchedFor = null, DateOnly? dueBefore = null, Party? assignedTo = null) =>
        TodoItemQuery.Of(this, new TodoItemFilter { Open = open, UntouchedFor = untouchedFor, DueBefore = dueBefore, AssignedTo = assignedTo });

    /// <summary>The messages of the project, newest first. Costs 1 request, and 1 more for every 25.</summary>
    [Uses<ListMessages>]
    public Task<IReadOnlyList<Message>> Messages() => Basecamp.List(new ListMessages { ProjectId = Id });

    /// <summary>Changes the project; what is left out stays. Costs 1 write. Needs an administrator's token.</summary>
    /// <param name="name">A new name.</param>
    /// <param name="status">A new status.</param>
    /// <param name="announcement">A new announcement; an empty text clears it.</param>
    /// <param name="startPage">What people see first.</param>
    /// <param name="company">The company it is for.</param>
    /// <param name="showWriteboards">Whether writeboards are shown.</param>
    [Uses<UpdateProject>]
    public Task Update(
        string? name = null, ProjectStatus? status = null, string? announcement = null,
        StartPage? startPage = null, Company? company = null, bool? showWriteboards = null) =>
        Basecamp.Call(new UpdateProject
        {
            Id = Id,
            Name = name,
            Status = status,
            Announcement = announcement,
            ShowAnnouncement = announcement is null ? null : announcement.Length > 0,
            StartPage = startPage,
            CompanyId = company?.Id,
            ShowWriteboards = showWriteboards,
        });

    /// <summary>
    /// Adds a to-do list. Costs 1 write, and 1 request where the run has not read all lists of the project in the last 2 minutes. Where it
    /// stands among the others is the account's choice; <see cref="Reorder"/> puts it where it matters.
    /// </summary>
    /// <param name="name">Its name.</param>
    /// <param name="options">Description, milestone, privacy, time tracking, template.</param>
    /// <returns>The list as it was sent; <see cref="Sdk.TodoList.Reload"/> reads what the account made of it.</returns>
    [Uses<CreateTodoList>]
    public async Task<TodoList> CreateTodoList(string? name, TodoListOptions? options = null)
    {
        options ??= new TodoListOptions();
        if (options.TemplateId is null)
            Required.Text(name, nameof(name));
        var created = await Basecamp.Call(new CreateTodoList
        {
            ProjectId = Id,
            Name = name,
            Description = options.Description,
            MilestoneId = options.MilestoneId,
            IsPrivate = options.IsPrivate,
            IsTracked = options.IsTracked,
            TemplateId = options.TemplateId,
        });
        return new TodoList
        {
            Id = created.Id,
            ProjectId = Id,
            Name = name ?? "",
            Description = options.Description ?? "",
            MilestoneId = options.MilestoneId,
            IsPrivate = options.IsPrivate ?? false,
            IsTracked = options.IsTracked ?? false,
        };
    }

    /// <summary>Puts the project's lists in this order; those not named come after. Costs 1 write.</summary>
    /// <param name="lists">Lists of this project.</param>
    [Uses<ReorderTodoLists>]
    public Task Reorder(IEnumerable<TodoList> lists) =>
        Basecamp.Call(new ReorderTodoLists { ProjectId = Id, Ids = [.. lists.Select(list => list.Id)] });

    /// <summary>Posts a message. Costs 1 write.</summary>
    /// <param name="title">Its title.</param>
    /// <param name="body">Its text.</param>
    /// <param name="notify">People who are told by mail; nobody by default.</param>
    /// <param name="isPrivate">True hides it from clients.</param>
    /// <param name="category">A category of the project.</param>
    /// <param name="milestone">A milestone of the project.</param>
    /// <param name="attachments">What <see cref="Basecamp.Upload(string, string)"/> gave.</param>
    /// <returns>The message as it was sent.</returns>
    [Uses<CreateMessage>]
    public async Task<Message> CreateMessage(
        string title, string body = "", IEnumerable<Person>? notify = null, bool? isPrivate = null,
        Category? category = null, CalendarEntry? milestone = null, IEnumerable<Upload>? attachments = null)
    {
        var files = Upload.ToAttach(attachments);
        var created = await Basecamp.Call(new CreateMessage
        {
            ProjectId = Id,
            Title = Required.Text(title, nameof(title)),
            Body = body,
            IsPrivate = isPrivate,
            Notify = notify is null ? [] : [.. notify.Select(p => p.Id)],
            CategoryId = category?.Id,
            MilestoneId = milestone?.Id,
            Attachments = files,
        });
        return new Message
        {
            Id = created.Id,
            ProjectId = Id,
            Title = title,
            Body = body,
            PostedOn = Clock.Now,
            CategoryId = category?.Id,
            MilestoneId = milestone?.Id,
            AttachmentsCount = files.Length,
            IsPrivate = isPrivate ?? false,
        };
    }
}

/// <summary>How many projects there are of each status.</summary>
public sealed record ProjectCounts
{
    /// <summary>In work.</summary>
    public int Active { get; init; }

    /// <summary>Resting.</summary>
    public int OnHold { get; init; }

    /// <summary>Put away.</summary>
    public int Archived { get; init; }
}

/// <summary>What people see first of a project.</summary>
public enum StartPage
{
    /// <summary>The overview.</summary>
    Log,

    /// <summary>All messages.</summary>
    Messages,

    /// <summary>To-do lists.</summary>
    TodoLists,

    /// <summary>The calendar.</summary>
    Milestones,

    /// <summary>Files.</summary>
    Files,
}

/// <summary>The three states of a project.</summary>
public enum ProjectStatus
{
    /// <summary>In work.</summary>
    Active,

    /// <summary>Resting.</summary>
    OnHold,

    /// <summary>Put away; nothing in it can be changed.</summary>
    Archived,
}
