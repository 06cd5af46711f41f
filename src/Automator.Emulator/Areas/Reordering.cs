using System.Globalization;
using Automator.Emulator.Store;
using Automator.Emulator.Wire;

namespace Automator.Emulator.Areas;

/// <summary>
/// Lists change places among all of the project, seen or not. Open items change places among themselves; completed ones
/// keep theirs.
/// </summary>
internal static class Reordering
{
    public static Answer Lists(Call call)
    {
        if (call.Sight.Project(call.Id) is not { } project) return Answer.NotFound;
        var fields = call.Fields("todo-lists");
        if (!fields.Any) return Answer.Invalid("Todo lists are missing");
        Settle(call.Account, project.Id, Places.NamedFirst(InOrder(call.Account, project.Id), fields.Ids("todo-list")));
        return Answer.Done;
    }

    /// <summary>An item of another list of the project is taken over, one of another project is left where it is.</summary>
    public static Answer Items(Call call)
    {
        if (call.Sight.List(call.Id) is not { } list) return Answer.NotFound;
        var fields = call.Fields("todo-items");
        if (!fields.Any) return Answer.Invalid("Todo items are missing");
        var account = call.Account;
        var ids = fields.Ids("todo-item");
        foreach (var id in ids)
        {
            if (call.Sight.Item(id) is { } item && item.TodoListId != list.Id && !item.Completed()
                && account.ListOf(item).ProjectId == list.ProjectId)
                TakeOver(account, item, list);
        }

        Settle(account, list, open => Places.NamedFirst(open, ids));
        return Answer.Done;
    }

    /// <summary>The first API moved one at a time.</summary>
    public static Answer MoveList(Call call, Action<XmlOut, TodoList> says)
    {
        if (call.Sight.List(call.Id) is not { } list) return Answer.NotFound;
        if (Place(call) is not { } place) return NoPlace;
        Settle(call.Account, list.ProjectId, Places.Moved(InOrder(call.Account, list.ProjectId), list, place, other => other.Position));
        return Answer.Changed(list, says);
    }

    /// <summary>As <see cref="MoveList"/>. A completed item is in no order to move in.</summary>
    public static Answer MoveItem(Call call, Action<XmlOut, TodoItem> says)
    {
        if (call.Sight.Item(call.Id) is not { } item) return Answer.NotFound;
        if (Place(call) is not { } place) return NoPlace;
        if (!item.Completed())
            Settle(call.Account, call.Account.Lists.Find(item.TodoListId)!, open => Places.Moved(open, item, place, other => other.Position));
        return Answer.Changed(item, says);
    }

    private static Answer NoPlace => Answer.Invalid("To is not a position: send a number, 1 is the top");

    private static int? Place(Call call) =>
        int.TryParse(call.Asked("to"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var place) ? place : null;

    private static List<TodoList> InOrder(Account account, int projectId) =>
        [.. account.Lists.Under(projectId).OrderBy(list => list.Position).ThenBy(list => list.Id)];

    private static void Settle(Account account, int projectId, IEnumerable<TodoList> order)
    {
        var position = 0;
        foreach (var list in order)
        {
            list.Position = ++position;
            account.Changed(account.Lists, list);
        }

        ChangeDating.TodoChanged(account, projectId);
    }

    private static void Settle(Account account, TodoList list, Func<List<TodoItem>, IEnumerable<TodoItem>> order)
    {
        var open = TodoItemsArea.Ordered(account, list).Where(item => !item.Completed()).ToList();
        var places = open.Select(item => item.Position).ToList();
        foreach (var (item, place) in order(open).Zip(places).ToList())
        {
            item.Position = place;
            account.Changed(account.Items, item);
        }

        ChangeDating.TodoChanged(account, list.ProjectId);
    }

    private static void TakeOver(Account account, TodoItem item, TodoList list)
    {
        var (from, position) = (item.TodoListId, item.Position);
        var last = Places.Last(account.Items.Under(list.Id).Select(other => other.Position));
        account.Items.Move(item, moved =>
        {
            moved.TodoListId = list.Id;
            moved.Position = last;
            moved.UpdatedAt = account.Now;
        });
        account.Changed(account.Items, item);
        TodoItemsArea.CloseGap(account, from, position);
    }
}
