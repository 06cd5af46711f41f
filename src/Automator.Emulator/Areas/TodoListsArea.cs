using Automator.Emulator.Store;
using Automator.Emulator.Wire;

namespace Automator.Emulator.Areas;

internal static class TodoListsArea
{
    public static IReadOnlyList<Route> Routes { get; } =
    [
        Route.Get("/todo_lists", call => call.Query("project_id") is { Length: > 0 } ? OfProject(call, call.QueryNumber("project_id") ?? 0, call.Query("filter")) : OfParty(call)),
        Route.Post("/todo_lists", call => Create(call, call.QueryNumber("project_id") ?? 0, Words(call))),
        Route.Get("/projects/{id}/todo_lists", call => OfProject(call, call.Id, call.Query("filter"))),
        Route.Get("/projects/{id}/todo_lists/new", New),
        Route.Post("/projects/{id}/todo_lists", call => Create(call, call.Id, Words(call))),
        Route.Post("/projects/{id}/todo_lists/reorder", Reordering.Lists),
        Route.Get("/todo_lists/{id}", call => Show(call)),
        Route.Get("/todo_lists/{id}/edit", Edit),
        Route.Put("/todo_lists/{id}", call => Update(call, Words(call))),
        Route.Delete("/todo_lists/{id}", call => Delete(call)),
    ];

    private static Fields Words(Call call) => call.Fields("todo-list");

    private static List<TodoList> Ordered(Call call, Project project) =>
        [.. call.Account.Lists.Under(project.Id).Where(call.Sight.Sees).OrderBy(list => list.Position).ThenBy(list => list.Id)];

    public static Answer OfProject(Call call, int projectId, string? filter)
    {
        if (call.Sight.Project(projectId) is not { } project) return Answer.NotFound;
        var lists = Ordered(call, project);
        bool Pending(TodoList list) => call.Account.Items.Under(list.Id).Any(item => !item.Completed());
        lists = filter switch
        {
            "pending" => [.. lists.Where(Pending)],
            "finished" => [.. lists.Where(list => !Pending(list))],
            _ => lists,
        };
        return Answer.Xml(xml => xml.Array("todo-lists", lists, (all, list) => TodoXml.List(all, call, list, null)));
    }

    /// <summary>The open items of one party over all active projects, below their lists.</summary>
    private static Answer OfParty(Call call)
    {
        var asked = call.Query("responsible_party") ?? $"{call.Caller.Id}";
        var party = Parties.Parse(asked);
        if (party is null && asked.Trim().Length > 0) return Answer.Xml(xml => xml.Array<TodoList>("todo-lists", [], (_, _) => { }));
        var found = call.Sight.Projects().Where(project => project.IsActive())
            .SelectMany(project => Ordered(call, project))
            .Select(list => (List: list, Items: TodoItemsArea.Ordered(call.Account, list).Where(item => !item.Completed() && item.Responsible == party).ToList()))
            .Where(pair => pair.Items.Count > 0)
            .ToList();
        return Answer.Xml(xml => xml.Array("todo-lists", found, (all, pair) => TodoXml.List(all, call, pair.List, pair.Items)));
    }

    public static Answer Show(Call call, bool older = false) => call.Sight.List(call.Id) is { } list
        ? Answer.Xml(xml => TodoXml.List(xml, call, list, TodoItemsArea.Ordered(call.Account, list), older))
        : Answer.NotFound;

    private static Answer New(Call call) => call.Sight.Project(call.Id) is { } project
        ? Answer.Xml(xml => TodoXml.ListTemplate(xml, call, new TodoList())).With("X-Create-Action", $"POST /projects/{project.Id}/todo_lists.xml")
        : Answer.NotFound;

    private static Answer Edit(Call call) => call.Sight.List(call.Id) is { } list
        ? Answer.Xml(xml => TodoXml.ListTemplate(xml, call, list)).With("X-Update-Action", $"PUT /todo_lists/{list.Id}.xml")
        : Answer.NotFound;

    public static Answer Create(Call call, int projectId, Fields fields, Action<XmlOut, TodoList>? says = null)
    {
        if (call.Sight.Project(projectId) is not { } project) return Answer.NotFound;
        TodoListTemplate? template = null;
        if (NameOfTemplate(fields) is { } asked)
        {
            template = call.Account.Templates.Find(fields.Integer(asked) ?? 0);
            if (template is null) return Answer.Invalid("Todo list template does not exist");
        }

        var name = fields.Words("name") ?? template?.Name ?? "";
        if (name.Length == 0) return Answer.Invalid("Name can't be blank");
        if (MilestoneReferences.Fault(call.Account, fields, project.Id) is { } fault) return Answer.Invalid(fault);
        var list = call.Account.Add(call.Account.Lists, new TodoList
        {
            ProjectId = project.Id,
            Position = Places.Last(call.Account.Lists.Under(project.Id).Select(other => other.Position)),
            Name = name,
            Description = template?.Description ?? "",
        });
        Apply(call, fields, list);
        foreach (var item in template?.Items ?? []) TodoItemsArea.Add(call, list, item.Content, null, item.Responsible);
        return Answer.Created($"/todo_lists/{list.Id}", list, says);
    }

    /// <summary>What the template's number is called in this body; null where it names none.</summary>
    private static string? NameOfTemplate(Fields fields) =>
        fields.Filled("todo-list-template-id") is not null ? "todo-list-template-id"
        : fields.Boolean("use-template") == true ? "template-id"
        : null;

    public static Answer Update(Call call, Fields fields, Action<XmlOut, TodoList>? says = null)
    {
        if (call.Sight.List(call.Id) is not { } list) return Answer.NotFound;
        if (!fields.Any) return Answer.Invalid("Todo list is missing");
        if (fields.Has("name") && fields.Filled("name") is null) return Answer.Invalid("Name can't be blank");
        if (MilestoneReferences.Fault(call.Account, fields, list.ProjectId) is { } fault) return Answer.Invalid(fault);
        list.Name = fields.Words("name") ?? list.Name;
        Apply(call, fields, list);
        return Answer.Changed(list, says);
    }

    private static void Apply(Call call, Fields fields, TodoList list)
    {
        list.Description = fields.Text("description") ?? list.Description;
        if (fields.Has("milestone-id")) list.MilestoneId = fields.Integer("milestone-id") is > 0 and var milestone ? milestone : null;
        list.Tracked = fields.Boolean("tracked") ?? list.Tracked;
        if (call.Sight.Firm) list.Private = fields.Boolean("private") ?? list.Private;
        call.Account.Changed(call.Account.Lists, list);
        ChangeDating.TodoChanged(call.Account, list.ProjectId);
    }

    public static Answer Delete(Call call, Action<XmlOut, TodoList>? says = null)
    {
        if (call.Sight.List(call.Id) is not { } list) return Answer.NotFound;
        var last = Answer.Changed(list, says);
        var account = call.Account;
        HoursArea.Detach(account, list.ProjectId, account.Items.Under(list.Id).Select(item => item.Id).ToHashSet());
        foreach (var item in account.Items.Under(list.Id).ToList())
        {
            CommentsArea.RemoveAll(account, item.Id);
            account.Remove(account.Items, item);
        }

        account.Remove(account.Lists, list);
        foreach (var later in account.Lists.Under(list.ProjectId).Where(other => other.Position > list.Position))
        {
            later.Position--;
            account.Changed(account.Lists, later);
        }

        ChangeDating.TodoChanged(account, list.ProjectId);
        return last;
    }
}
