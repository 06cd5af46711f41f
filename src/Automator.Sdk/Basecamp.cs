using Automator.Sdk.Protocol;

namespace Automator.Sdk;

/// <summary>
/// The account. What it costs is said in requests, which the account's budget counts; a query waits its turn when the
/// budget is spent. Everything that goes wrong at the account is a <see cref="BasecampException"/>.
/// </summary>
public static class Basecamp
{
    /// <summary>The account itself. Costs 1 request.</summary>
    [Uses<ReadAccount>]
    public static Task<Account> Account() => Call(new ReadAccount());

    /// <summary>The person whose token the account uses. Costs 1 request.</summary>
    [Uses<ReadMe>]
    public static Task<Person> Me() => Call(new ReadMe());

    /// <summary>Everybody with access to the account. Costs 1 request.</summary>
    /// <param name="includeDeleted">Those deleted too; an account tells only its administrators.</param>
    [Uses<ListPeople>]
    public static Task<IReadOnlyList<Person>> People(bool includeDeleted = false) => List(new ListPeople { IncludeDeleted = includeDeleted });

    /// <summary>A person by id. Costs 1 request.</summary>
    /// <param name="id">The id in Basecamp.</param>
    /// <exception cref="NotFoundException">There is no such person, or the token does not see it.</exception>
    [Uses<ReadPerson>]
    public static Task<Person> Person(long id) => Call(new ReadPerson { Id = id });

    /// <summary>All companies. Costs 1 request.</summary>
    [Uses<ListCompanies>]
    public static Task<IReadOnlyList<Company>> Companies() => List(new ListCompanies());

    /// <summary>A company by id. Costs 1 request.</summary>
    /// <param name="id">The id in Basecamp.</param>
    /// <exception cref="NotFoundException">There is no such company, or the token does not see it.</exception>
    [Uses<ReadCompany>]
    public static Task<Company> Company(long id) => Call(new ReadCompany { Id = id });

    /// <summary>The projects, in the account's order. Costs 1 request.</summary>
    /// <param name="status">Active ones by default; null for all.</param>
    [Uses<ListProjects>]
    public static Task<IReadOnlyList<Project>> Projects(ProjectStatus? status = ProjectStatus.Active) =>
        List(new ListProjects { Status = status });

    /// <summary>The one active project of exactly this name. Costs 1 request.</summary>
    /// <param name="name">Upper and lower case count.</param>
    /// <exception cref="NotFoundException">There is none; the message lists the names there are.</exception>
    /// <exception cref="AmbiguousException">There is more than one.</exception>
    [Uses<FindProject>]
    public static Task<Project> Project(string name) => Call(new FindProject { Name = Required.Text(name, nameof(name)) });

    /// <summary>A project by id. Costs 1 request.</summary>
    /// <param name="id">The id in Basecamp.</param>
    /// <exception cref="NotFoundException">There is no such project, or the token does not see it.</exception>
    [Uses<ReadProject>]
    public static Task<Project> Project(long id) => Call(new ReadProject { Id = id });

    /// <summary>How many projects there are of each status. Costs 1 request.</summary>
    [Uses<CountProjects>]
    public static Task<ProjectCounts> ProjectCounts() => Call(new CountProjects());

    /// <summary>Creates a project. Costs 1 write, and 1 request where the run has not read all projects in the last 2 minutes. Needs a token that may create projects.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The project as it was sent; <see cref="Sdk.Project.Reload"/> reads what the account made of it.</returns>
    [Uses<CreateProject>]
    public static async Task<Project> CreateProject(string name)
    {
        var created = await Call(new CreateProject { Name = Required.Text(name, nameof(name)) });
        return new Project { Id = created.Id, Name = name, CreatedOn = Clock.Today };
    }

    /// <summary>A to-do list by id. Costs 1 request.</summary>
    /// <param name="id">The id in Basecamp.</param>
    /// <exception cref="NotFoundException">There is no such list, or the token does not see it.</exception>
    [Uses<ReadTodoList>]
    public static Task<TodoList> TodoList(long id) => Call(new ReadTodoList { Id = id });

    /// <summary>A to-do item by id. Costs 1 request.</summary>
    /// <param name="id">The id in Basecamp.</param>
    /// <exception cref="NotFoundException">There is no such item, or the token does not see it.</exception>
    [Uses<ReadTodoItem>]
    public static Task<TodoItem> TodoItem(long id) => Call(new ReadTodoItem { Id = id });

    /// <summary>
    /// The to-do items of all active projects, project by project and list by list. Costs 1 request, 1 for each active
    /// project, and 1 for each list read; lists that can hold no match are not read. In one project it costs 1 request,
    /// and 1 for each list read. Open items of one party cost 1 request in all, in one project or in every one.
    /// </summary>
    /// <param name="open">True for open items, false for completed ones, null for all.</param>
    /// <param name="untouchedFor">Only items that were neither created, updated nor commented for at least this long.</param>
    /// <param name="dueBefore">Only items with a due date before this day.</param>
    /// <param name="assignedTo">Only items this <see cref="Sdk.Person"/>, <see cref="Sdk.Company"/> or <see cref="Party"/> answers for.</param>
    /// <param name="inProject">Only items of this project, which need not be active unless <paramref name="assignedTo"/> is given.</param>
    [Uses<ListProjects>, Uses<ListTodoLists>, Uses<ListTodoItems>, Uses<ListAssignedTodoItems>]
    public static IAsyncEnumerable<TodoItem> TodoItems(
        bool? open = null, TimeSpan? untouchedFor = null, DateOnly? dueBefore = null, Party? assignedTo = null, Project? inProject = null) =>
        TodoItemQuery.Of(inProject, new TodoItemFilter { Open = open, UntouchedFor = untouchedFor, DueBefore = dueBefore, AssignedTo = assignedTo });

    /// <summary>The open to-do items one person or company answers for, over all active projects. Costs 1 request.</summary>
    /// <param name="responsible">A <see cref="Sdk.Person"/>, a <see cref="Sdk.Company"/> or a <see cref="Party"/>; null for items nobody answers for.</param>
    /// <param name="untouchedFor">Only items that were neither created, updated nor commented for at least this long.</param>
    /// <param name="dueBefore">Only items with a due date before this day.</param>
    /// <param name="inProject">Only items of this project, which must be active.</param>
    [Uses<ListAssignedTodoItems>]
    public static Task<IReadOnlyList<TodoItem>> TodoItemsOf(
        Party? responsible, TimeSpan? untouchedFor = null, DateOnly? dueBefore = null, Project? inProject = null) =>
        List(new ListAssignedTodoItems
        {
            Responsible = responsible,
            ProjectId = inProject?.Id,
            Filter = new TodoItemFilter { Open = true, UntouchedFor = untouchedFor, DueBefore = dueBefore },
        });

    /// <summary>A message by id. Costs 1 request.</summary>
    /// <param name="id">The id in Basecamp.</param>
    /// <exception cref="NotFoundException">There is no such message, or the token does not see it.</exception>
    [Uses<ReadMessage>]
    public static Task<Message> Message(long id) => Call(new ReadMessage { Id = id });

    /// <summary>A comment by id. Costs 1 request.</summary>
    /// <param name="id">The id in Basecamp.</param>
    /// <exception cref="NotFoundException">There is no such comment, or the token does not see it.</exception>
    [Uses<ReadComment>]
    public static Task<Comment> Comment(long id) => Call(new ReadComment { Id = id });

    /// <summary>A category by id. Costs 1 request.</summary>
    /// <param name="id">The id in Basecamp.</param>
    /// <exception cref="NotFoundException">There is no such category, or the token does not see it.</exception>
    [Uses<ReadCategory>]
    public static Task<Category> Category(long id) => Call(new ReadCategory { Id = id });

    /// <summary>A time entry by id. Costs 1 request.</summary>
    /// <param name="id">The id in Basecamp.</param>
    /// <exception cref="NotFoundException">There is no such entry, or the token does not see it.</exception>
    [Uses<ReadTimeEntry>]
    public static Task<TimeEntry> TimeEntry(long id) => Call(new ReadTimeEntry { Id = id });

    /// <summary>
    /// The hours of all projects the token sees, newest first. Costs 1 request for every six months begun, which is the most
    /// the account reports at once.
    /// </summary>
    /// <param name="from">The first day.</param>
    /// <param name="to">The last day; today by default.</param>
    /// <param name="person">Only what this person spent.</param>
    /// <param name="project">Only what was spent in this project.</param>
    /// <param name="company">Only what was spent in projects for this company.</param>
    /// <param name="item">Only what was spent on this item.</param>
    [Uses<ReportTimeEntries>]
    public static Task<IReadOnlyList<TimeEntry>> TimeReport(
        DateOnly from, DateOnly? to = null, Person? person = null, Project? project = null, Company? company = null, TodoItem? item = null)
    {
        var last = to ?? Clock.Today;
        if (last < from)
            throw new ArgumentException($"The last day, {last:yyyy-MM-dd}, is before the first, {from:yyyy-MM-dd}.", nameof(to));
        return List(new ReportTimeEntries { From = from, To = last, PersonId = person?.Id, ProjectId = project?.Id, CompanyId = company?.Id, TodoItemId = item?.Id });
    }

    /// <summary>
    /// Uploads a text in UTF-8, for a message or a comment to carry. Costs 1 write. What nothing carries within half an
    /// hour is gone.
    /// </summary>
    /// <param name="name">The file's name, such as <c>report.csv</c>.</param>
    /// <param name="text">What is in it, up to 8 MB.</param>
    [Uses<UploadFile>]
    public static Task<Upload> Upload(string name, string text) =>
        Sdk.Upload.Send(name, System.Text.Encoding.UTF8.GetBytes(text), ContentTypes.Of(name ?? "", "text/plain"));

    /// <summary>Uploads bytes, for a message or a comment to carry. Costs 1 write. What nothing carries within half an hour is gone.</summary>
    /// <param name="name">The file's name, such as <c>logo.png</c>.</param>
    /// <param name="bytes">What is in it, up to 8 MB.</param>
    /// <param name="contentType">What kind of file it is; told by the name if left out.</param>
    [Uses<UploadFile>]
    public static Task<Upload> Upload(string name, byte[] bytes, string? contentType = null) =>
        Sdk.Upload.Send(name, bytes, contentType ?? ContentTypes.Of(name ?? "", "application/octet-stream"));

    internal static Task<T> Call<T>(Operation<T> operation) => Ambient.Running(nameof(Basecamp)).Call(operation);

    internal static async Task<IReadOnlyList<T>> List<T>(Query<T[]> query) => await Call(query);

    internal static async Task<T?> OrNull<T>(Task<T> read) where T : class
    {
        try
        {
            return await read;
        }
        catch (NotFoundException)
        {
            return null;
        }
    }
}
