using Automator.Emulator.Store;
using Automator.Emulator.Wire;

namespace Automator.Emulator.Areas;

internal static class TodoItemsArea
{
    public static IReadOnlyList<Route> Routes { get; } =
    [
        Route.Get("/todo_items", call => All(call, call.QueryNumber("todo_list_id") ?? 0)),
        Route.Post("/todo_items", call => Create(call, call.QueryNumber("todo_list_id") ?? 0, Words(call))),
        Route.Get("/todo_lists/{id}/todo_items", call => All(call, call.Id)),
        Route.Get("/todo_lists/{id}/todo_items/new", New),
        Route.Post("/todo_lists/{id}/todo_items", call => Create(call, call.Id, Words(call))),
        Route.Post("/todo_lists/{id}/todo_items/reorder", Reordering.Items),
        Route.Get("/todo_items/{id}", Show),
        Route.Get("/todo_items/{id}/edit", Edit),
        Route.Put("/todo_items/{id}", call => Update(call, Words(call))),
        Route.Delete("/todo_items/{id}", call => Delete(call)),
        Route.Act("/todo_items/{id}/complete", call => Complete(call, call.Id)),
        Route.Act("/todo_items/{id}/uncomplete", call => Uncomplete(call, call.Id)),
        Route.Act("/todo_lists/{list}/todo_items/{id}/complete", call => Complete(call, call.SecondId)),
        Route.Act("/todo_lists/{list}/todo_items/{id}/uncomplete", call => Uncomplete(call, call.SecondId)),
    ];

    public static List<TodoItem> Ordered(Account account, TodoList list) =>
        [.. account.Items.Under(list.Id).OrderBy(item => item.Position).ThenBy(item => item.Id)];

    public static TodoItem Add(Call call, TodoList list, string content, DateOnly? due, ResponsibleParty? responsible)
    {
        ChangeDating.TodoChanged(call.Account, list.ProjectId);
        return call.Account.Add(call.Account.Items, new TodoItem
        {
            TodoListId = list.Id,
            Content = content,
            Position = Places.Last(call.Account.Items.Under(list.Id).Select(item => item.Position)),
            CreatorId = call.Caller.Id,
            CreatedAt = call.Now,
            UpdatedAt = call.Now,
            DueOn = due,
            Responsible = responsible,
        });
    }

    /// <summary>Where an item left, those below it move up.</summary>
    public static void CloseGap(Account account, int listId, int position)
    {
        foreach (var later in account.Items.Under(listId).Where(item => item.Position > position))
        {
            later.Position--;
            account.Changed(account.Items, later);
        }
    }

    private static Fields Words(Call call) => call.Fields("todo-item");

    private static Answer All(Call call, int listId) => call.Sight.List(listId) is { } list
        ? Answer.Xml(xml => xml.Array("todo-items", Ordered(call.Account, list), (all, item) => TodoXml.Item(all, call.Account, item)))
        : Answer.NotFound;

    private static Answer Show(Call call) =>
        call.Sight.Item(call.Id) is { } item ? Answer.Xml(xml => TodoXml.Item(xml, call.Account, item)) : Answer.NotFound;

    private static Answer New(Call call) => call.Sight.List(call.Id) is { } list
        ? Answer.Xml(xml => TodoXml.ItemTemplate(xml, call.Account, new TodoItem())).With("X-Create-Action", $"POST /todo_lists/{list.Id}/todo_items.xml")
        : Answer.NotFound;

    private static Answer Edit(Call call) => call.Sight.Item(call.Id) is { } item
        ? Answer.Xml(xml => TodoXml.ItemTemplate(xml, call.Account, item)).With("X-Update-Action", $"PUT /todo_items/{item.Id}.xml")
        : Answer.NotFound;

    public static Answer Create(Call call, int listId, Fields fields, Action<XmlOut, TodoItem>? says = null)
    {
        if (call.Sight.List(listId) is not { } list) return Answer.NotFound;
        var due = DueDates.In(fields, call.Account.Zone);
        var party = Parties.In(call, fields);
        if (Faults(fields.Words("content") ?? "", due, party) is { Count: > 0 } errors) return Answer.Invalid(errors);
        var item = Add(call, list, fields.Words("content")!, due.Day, party.Party);
        Notify(call, fields, list, item);
        return Answer.Created($"/todo_items/{item.Id}", item, says);
    }

    public static Answer Update(Call call, Fields fields, Action<XmlOut, TodoItem>? says = null)
    {
        if (call.Sight.Item(call.Id) is not { } item) return Answer.NotFound;
        if (!fields.Any) return Answer.Invalid("Todo item is missing");
        var due = DueDates.In(fields, call.Account.Zone);
        var party = Parties.In(call, fields);
        var content = fields.Has("content") ? fields.Words("content") ?? "" : item.Content;
        if (Faults(content, due, party) is { Count: > 0 } errors) return Answer.Invalid(errors);
        item.Content = content;
        if (due.Given) item.DueOn = due.Day;
        if (party.Given) item.Responsible = party.Party;
        var list = Changed(call, item);
        Notify(call, fields, list, item);
        return Answer.Changed(item, says);
    }

    public static Answer Delete(Call call, Action<XmlOut, TodoItem>? says = null)
    {
        if (call.Sight.Item(call.Id) is not { } item) return Answer.NotFound;
        var last = Answer.Changed(item, says);
        var account = call.Account;
        CommentsArea.RemoveAll(account, item.Id);
        account.Remove(account.Items, item);
        CloseGap(account, item.TodoListId, item.Position);
        var projectId = account.ListOf(item).ProjectId;
        HoursArea.Detach(account, projectId, item.Id);
        ChangeDating.TodoChanged(account, projectId);
        return last;
    }

    /// <summary>The first completion stands.</summary>
    public static Answer Complete(Call call, int id, Action<XmlOut, TodoItem>? says = null)
    {
        if (call.Sight.Item(id) is not { } item) return Answer.NotFound;
        if (!item.Completed()) Finish(call, item, call.Now, call.Caller.Id);
        return Answer.Changed(item, says);
    }

    public static Answer Uncomplete(Call call, int id, Action<XmlOut, TodoItem>? says = null)
    {
        if (call.Sight.Item(id) is not { } item) return Answer.NotFound;
        if (item.Completed()) Finish(call, item, null, null);
        return Answer.Changed(item, says);
    }

    private static void Finish(Call call, TodoItem item, DateTimeOffset? at, int? by)
    {
        (item.CompletedAt, item.CompleterId) = (at, by);
        Changed(call, item);
    }

    private static TodoList Changed(Call call, TodoItem item)
    {
        item.UpdatedAt = call.Now;
        call.Account.Changed(call.Account.Items, item);
        var list = call.Account.ListOf(item);
        ChangeDating.TodoChanged(call.Account, list.ProjectId);
        return list;
    }

    private static List<string> Faults(string content, DueDates.Said due, Parties.Said party) =>
        [.. new[] { content.Length == 0 ? "Content can't be blank" : null, due.Error, party.Error }.OfType<string>()];

    private static void Notify(Call call, Fields fields, TodoList list, TodoItem item)
    {
        // Documented for persons alone.
        if (fields.Boolean("notify") != true || item.Responsible is not { Type: "Person", Id: var person }) return;
        Mailing.Send(call.Account, list.ProjectId, [person], sight => sight.Sees(list),
            "You are responsible for a to-do", $"{list.Name}: {item.Content}", $"/todo_items/{item.Id}");
    }
}
