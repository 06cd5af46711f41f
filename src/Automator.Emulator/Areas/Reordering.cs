using Automator.Emulator.Store;
using Automator.Emulator.Wire;

namespace Automator.Emulator.Areas;

internal static class Reordering
{
    /// <summary>
    /// Open items change places among themselves; completed ones keep theirs. An item of another list of the project is
    /// taken over, one of another project is left where it is.
    /// </summary>
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

        var open = TodoItemsArea.Ordered(account, list).Where(item => !item.Completed()).ToList();
        var places = open.Select(item => item.Position).ToList();
        foreach (var (item, place) in Places.NamedFirst(open, ids).Zip(places).ToList())
        {
            item.Position = place;
            account.Changed(account.Items, item);
        }

        ChangeDating.TodoChanged(account, list.ProjectId);
        return Answer.Done;
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
