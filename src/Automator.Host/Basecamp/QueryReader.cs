using Automator.Host.Budget;
using Automator.Sdk;
using Automator.Sdk.Protocol;

namespace Automator.Host.Basecamp;

/// <summary>One query: the cheapest requests that answer it, and the filters on what they bring.</summary>
internal sealed class QueryReader(BasecampClient client, RequestSource source, CancellationToken cancellation)
{
    private readonly PageReader _pages = new(client, source, cancellation);

    internal async Task<object> Answer(Operation query) => query switch
    {
        ReadAccount => await Get("/account.xml", "account", AnswerPeople.Account),
        ReadMe => await Get("/me.xml", "person", AnswerPeople.Person),
        ListPeople q => await People(q),
        ReadPerson q => await Get($"/people/{q.Id}.xml", "person", AnswerPeople.Person),
        ListCompanies q => await List(q.ProjectId is { } id ? $"/projects/{id}/companies.xml" : "/companies.xml", "companies", "company", AnswerPeople.Company),
        ReadCompany q => await Get($"/companies/{q.Id}.xml", "company", AnswerPeople.Company),
        ListProjects q => await Projects(q.Status),
        ReadProject q => await Zoned($"/projects/{q.Id}.xml", "project", AnswerRecords.Project),
        FindProject q => Names.TheOne(await Projects(ProjectStatus.Active), p => p.Name, q.Name, "active project",
            (kind, message) => client.Failed("/projects.xml", kind, message)),
        ListTodoLists q => await TodoLists(q),
        ReadTodoList q => await TodoList(q.Id),
        FindTodoList q => Names.TheOne(await TodoLists(new ListTodoLists { ProjectId = q.ProjectId }), l => l.Name, q.Name,
            $"to-do list in project {q.ProjectId}", (kind, message) => client.Failed($"/projects/{q.ProjectId}/todo_lists.xml", kind, message)),
        ListTodoItems q => Matching(await TodoItems(q.TodoListId), q.Filter),
        ListAssignedTodoItems q => Matching(await AssignedTodoItems(q), q.Filter),
        ReadTodoItem q => await Zoned($"/todo_items/{q.Id}.xml", "todo-item", AnswerTodos.Item),
        ListMessages q => await Messages(q),
        ReadMessage q => await Get($"/posts/{q.Id}.xml", "post", AnswerRecords.Message),
        ListComments q => await Comments(q.On),
        ReadComment q => await Get($"/comments/{q.Id}.xml", "comment", AnswerRecords.Comment),
        _ => await Other(query),
    };

    private async Task<object> Other(Operation query) => query switch
    {
        ListDatedProjects => await DatedProjects(),
        CountProjects => await Get("/projects/count.xml", "count", AnswerRecords.Counts),
        ListMessageHeadings q => await Headings(q),
        ListCategories q => await Categories(q.ProjectId, q.Kind),
        ReadCategory q => await Get($"/categories/{q.Id}.xml", "category", AnswerFiles.Category),
        FindCategory q => Names.TheOne(await Categories(q.ProjectId, q.Kind), c => c.Name, q.Name, $"category in project {q.ProjectId}",
            (kind, message) => client.Failed($"/projects/{q.ProjectId}/categories.xml", kind, message)),
        ListAttachments q => await Attachments(q),
        ListFiles q => await Files(q),
        ListCalendarEntries q => await Calendar(q),
        ReadCalendarEntry q => await Zoned($"/projects/{q.ProjectId}/calendar_entries/{q.Id}.xml", "calendar-entry", AnswerCalendar.Entry),
        ListTimeEntries q => await TimeEntries(q),
        ReadTimeEntry q => await Zoned($"/time_entries/{q.Id}.xml", "time-entry", AnswerHours.Entry),
        ReportTimeEntries q => await Report(q),
        _ => throw new ArgumentException($"{query.GetType().Name} is no query on the account.", nameof(query)),
    };

    private async Task<Person[]> People(ListPeople query)
    {
        var path = query switch
        {
            { ProjectId: { } project } => $"/projects/{project}/people.xml",
            { CompanyId: { } company } => $"/companies/{company}/people.xml",
            _ => "/people.xml",
        };
        if (query.IncludeDeleted)
            path += "?include_deleted=true";
        var people = await List(path, "people", "person", AnswerPeople.Person);
        return query is { ProjectId: not null, CompanyId: { } only } ? Array.FindAll(people, p => p.CompanyId == only) : people;
    }

    private async Task<Project[]> Projects(ProjectStatus? status)
    {
        var projects = await Zoned("/projects.xml", "projects", xml => AnswerRecords.List(xml, "project", AnswerRecords.Project));
        return status is null ? projects : Array.FindAll(projects, p => p.Status == status);
    }

    /// <summary>The account says when it sent the answer; it read the projects after it was asked, and seconds are cut off.</summary>
    private async Task<DatedProjects> DatedProjects()
    {
        var asked = client.Now;
        var (projects, answer) = await client.GetWhole(
            "/projects.xml", "projects", xml => AnswerRecords.List(xml, "project", AnswerRecords.Project), zoned: true, source, cancellation);
        return new DatedProjects(projects, answer.Headers.Date - (client.Now - asked));
    }

    private async Task<TodoList[]> TodoLists(ListTodoLists query)
    {
        var lists = await Zoned($"/projects/{query.ProjectId}/todo_lists.xml", "todo-lists", TodoListAnswers);
        var found = Array.ConvertAll(lists, Counted);
        return query.Open is { } open ? Array.FindAll(found, list => HasOpen(list) == open) : found;
    }

    private async Task<TodoList> TodoList(long id) => Counted(await Zoned($"/todo_lists/{id}.xml", "todo-list", AnswerTodos.List));

    private Task<TodoItem[]> TodoItems(long listId) =>
        Zoned($"/todo_lists/{listId}/todo_items.xml", "todo-items", xml => AnswerRecords.List(xml, "todo-item", AnswerTodos.Item));

    private async Task<TodoItem[]> AssignedTodoItems(ListAssignedTodoItems query)
    {
        var lists = await Zoned($"/todo_lists.xml?responsible_party={EffectPlan.Party(query.Responsible)}", "todo-lists", TodoListAnswers);
        return [.. lists.Where(list => query.ProjectId is null || list.List.ProjectId == query.ProjectId).SelectMany(list => list.Items ?? [])];
    }

    private TodoItem[] Matching(TodoItem[] items, TodoItemFilter filter)
    {
        var untouchedSince = filter.UntouchedFor is { } time ? client.Now - time : (DateTimeOffset?)null;
        return Array.FindAll(items, item =>
            (filter.Open is not { } open || item.IsCompleted != open)
            && (untouchedSince is null || item.TouchedAt <= untouchedSince)
            && (filter.DueBefore is null || item.DueOn < filter.DueBefore)
            && (filter.AssignedTo is not { } party || (item.Responsible is { } one && one.Kind == party.Kind && one.Id == party.Id)));
    }

    private Task<Message[]> Messages(ListMessages query) => _pages.ByOffset(
        query.CategoryId is { } category ? $"/projects/{query.ProjectId}/cat/{category}/posts.xml" : $"/projects/{query.ProjectId}/posts.xml",
        25, "posts", xml => AnswerRecords.List(xml, "post", AnswerRecords.Message), query.Page);

    private Task<MessageHeading[]> Headings(ListMessageHeadings query) => List(
        query.CategoryId is { } category ? $"/projects/{query.ProjectId}/cat/{category}/posts/archive.xml" : $"/projects/{query.ProjectId}/posts/archive.xml",
        "posts", "post", AnswerFiles.Heading);

    private Task<Category[]> Categories(long projectId, CategoryKind? kind) => List(
        $"/projects/{projectId}/categories.xml{(kind is { } only ? $"?type={FileEffects.Name(only)}" : "")}", "categories", "category", AnswerFiles.Category);

    private Task<Attachment[]> Attachments(ListAttachments query) => query.MessageId is { } message
        ? Get($"/posts/{message}.xml", "post", AnswerFiles.Within)
        : Get($"/comments/{query.CommentId}.xml", "comment", AnswerFiles.Within);

    private async Task<Attachment[]> Files(ListFiles query)
    {
        var files = await _pages.ByOffset($"/projects/{query.ProjectId}/attachments.xml", 100, "attachments",
            xml => AnswerRecords.List(xml, "attachment", AnswerFiles.Attachment), query.Page);
        return query.CategoryId is { } category ? Array.FindAll(files, file => file.CategoryId == category) : files;
    }

    private async Task<CalendarEntry[]> Calendar(ListCalendarEntries query)
    {
        var path = $"/projects/{query.ProjectId}/calendar_entries";
        if (query.Kind != CalendarEntryKind.Milestone)
            return await _pages.ByNumber(query.Kind is null ? $"{path}.xml" : $"{path}/calendar_events.xml", 50, "calendar-entries", AnswerCalendar.List);
        var milestones = await Zoned($"{path}/milestones.xml{Find(query.State)}", "calendar-entries", AnswerCalendar.List);
        // An account that does not hear the question in the address answers with all.
        return query.State == MilestoneState.All ? milestones
            : Array.FindAll(milestones, milestone => milestone.IsCompleted == (query.State == MilestoneState.Completed));
    }

    private static string Find(MilestoneState state) => state switch
    {
        MilestoneState.All => "",
        MilestoneState.Late => "?find=late",
        MilestoneState.Upcoming => "?find=upcoming",
        MilestoneState.Completed => "?find=completed",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "A state that Basecamp does not know."),
    };

    private Task<TimeEntry[]> TimeEntries(ListTimeEntries query) => query.TodoItemId is { } item
        ? Zoned($"/todo_items/{item}/time_entries.xml", "time-entries", TimeEntries)
        : _pages.ByNumber($"/projects/{query.ProjectId}/time_entries.xml", 50, "time-entries", TimeEntries, query.Page);

    private async Task<TimeEntry[]> Report(ReportTimeEntries query)
    {
        var all = new OrderedDictionary<long, TimeEntry>();
        foreach (var path in HoursReport.Paths(query))
        {
            foreach (var entry in await Zoned(path, "time-entries", TimeEntries))
                all.TryAdd(entry.Id, entry);
        }

        return [.. all.Values];
    }

    private static TimeEntry[] TimeEntries(AnswerXml xml) => AnswerRecords.List(xml, "time-entry", AnswerHours.Entry);

    /// <summary>The newest come first, and each page names the next older one.</summary>
    private async Task<Comment[]> Comments(Commentable on)
    {
        var all = new Dictionary<long, Comment>();
        string? next = $"/{EffectPlan.Segment(on)}/{on.Id}/comments.xml";
        while (next is not null)
        {
            var path = next;
            var before = all.Count;
            var (older, page) = await Get(path, "comments",
                xml => (xml.Attribute("continued-at"), AnswerRecords.List(xml, "comment", AnswerRecords.Comment)));
            foreach (var comment in page)
                all.TryAdd(comment.Id, comment);
            next = older is null || all.Count == before ? null : SameAccount(path, older);
        }

        return [.. all.Values.OrderBy(c => c.CreatedAt).ThenBy(c => c.Id)];
    }

    /// <summary>The credentials go along with every request, so a path that leads elsewhere is not followed.</summary>
    private string SameAccount(string path, string next) =>
        Uri.TryCreate(client.Url, next, out var url) && url.Host == client.Url.Host && url.Port == client.Url.Port && url.Scheme == client.Url.Scheme
            ? url.PathAndQuery
            : throw client.Failed(path, CallFailureKind.Unreadable, $"GET {path}: the answer goes on at an address that is not the account's.");

    private static TodoListAnswer[] TodoListAnswers(AnswerXml xml) => AnswerRecords.List(xml, "todo-list", AnswerTodos.List);

    /// <summary>The counts are undocumented; where they are missing, the items tell, if they came along.</summary>
    private static TodoList Counted(TodoListAnswer answer) => answer is { List: { OpenCount: null } or { CompletedCount: null }, Items: { } items }
        ? answer.List with { OpenCount = items.Count(i => !i.IsCompleted), CompletedCount = items.Count(i => i.IsCompleted) }
        : answer.List;

    private static bool HasOpen(TodoList list) => list.OpenCount is { } count ? count > 0 : !list.IsCompleted;

    private Task<T> Get<T>(string path, string root, Func<AnswerXml, T> read) => client.Get(path, root, read, source, cancellation);

    private Task<T> Zoned<T>(string path, string root, Func<AnswerXml, T> read) => client.GetZoned(path, root, read, source, cancellation);

    private Task<T[]> List<T>(string path, string root, string element, Func<AnswerXml, T> read) =>
        Get(path, root, xml => AnswerRecords.List(xml, element, read));
}
