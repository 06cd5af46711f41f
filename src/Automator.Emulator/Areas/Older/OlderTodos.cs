using Automator.Emulator.Store;
using Automator.Emulator.Wire;

namespace Automator.Emulator.Areas.Older;

internal static class OlderTodos
{
    public static IReadOnlyList<Route> Routes { get; } =
    [
        .. Route.Older("/todos/list/{id}", call => TodoListsArea.Show(call, older: true)),
        .. Route.Older("/projects/{id}/todos/lists", call => TodoListsArea.OfProject(call, call.Id, Filter(call))),
        .. Route.Older("/projects/{id}/todos/create_list", call => TodoListsArea.Create(call, call.Id, ListWords(call), List(call)), Reads.Xml),
        .. Route.Older("/todos/update_list/{id}", call => TodoListsArea.Update(call, ListWords(call), List(call)), Reads.Xml),
        .. Route.Older("/todos/move_list/{id}", call => Reordering.MoveList(call, List(call)), Reads.Xml),
        .. Route.Older("/todos/delete_list/{id}", call => TodoListsArea.Delete(call, List(call)), Reads.Nothing),
        .. Route.Older("/todos/create_item/{list}", call => TodoItemsArea.Create(call, call.Id, ItemWords(call), Item(call)), Reads.Xml),
        .. Route.Older("/todos/update_item/{id}", call => TodoItemsArea.Update(call, ItemWords(call), Item(call)), Reads.Xml),
        .. Route.Older("/todos/complete_item/{id}", call => TodoItemsArea.Complete(call, call.Id, Item(call)), Reads.Nothing),
        .. Route.Older("/todos/uncomplete_item/{id}", call => TodoItemsArea.Uncomplete(call, call.Id, Item(call)), Reads.Nothing),
        .. Route.Older("/todos/move_item/{id}", call => Reordering.MoveItem(call, Item(call)), Reads.Xml),
        .. Route.Older("/todos/delete_item/{id}", call => TodoItemsArea.Delete(call, Item(call)), Reads.Nothing),
    ];

    private static Fields ListWords(Call call) => call.Gathered("list", "todo-list");
    private static Fields ItemWords(Call call) => call.Gathered("item", "todo-item");
    private static Action<XmlOut, TodoList> List(Call call) => (xml, list) => TodoXml.List(xml, call, list, null);
    private static Action<XmlOut, TodoItem> Item(Call call) => (xml, item) => TodoXml.Item(xml, call.Account, item, older: true);

    /// <summary>Whether it was complete lists or others that were asked for, in today's words.</summary>
    private static string? Filter(Call call) => Fields.Truth(call.Asked("complete")) switch
    {
        true => "finished",
        false => "pending",
        null => null,
    };
}
