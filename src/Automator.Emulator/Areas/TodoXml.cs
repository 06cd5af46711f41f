using System.Globalization;
using Automator.Emulator.Store;
using Automator.Emulator.Wire;

namespace Automator.Emulator.Areas;

internal static class TodoXml
{
    /// <param name="shown">The items inside, or null for a list without them.</param>
    /// <param name="older">Whether they stand in their older form.</param>
    public static void List(XmlOut xml, Call call, TodoList list, IReadOnlyCollection<TodoItem>? shown, bool older = false) => xml.Group("todo-list", record =>
    {
        var all = call.Account.Items.Under(list.Id);
        var completed = all.Count(item => item.Completed());
        var complete = all.Count > 0 && completed == all.Count;
        record.Integer("completed-count", completed);
        record.Boolean("completed", complete);
        record.Text("description", list.Description);
        record.Integer("id", list.Id);
        record.Integer("milestone-id", list.MilestoneId);
        record.Text("name", list.Name);
        record.Integer("position", list.Position);
        if (call.Sight.Privates) record.Boolean("private", list.Private);
        record.Integer("project-id", list.ProjectId);
        record.Boolean("tracked", list.Tracked);
        record.Integer("uncompleted-count", all.Count - completed);
        if (shown is not null) record.Array("todo-items", shown, (items, item) => Item(items, call.Account, item, older));
        record.Text("complete", complete ? "true" : "false");
    });

    /// <param name="older">It says twice when it was completed, as clients read either.</param>
    public static void Item(XmlOut xml, Account account, TodoItem item, bool older = false) => xml.Group("todo-item", record =>
    {
        var comments = account.Comments.Under(item.Id);
        record.DateTime("commented-at", CommentsArea.LatestOf(comments));
        record.Integer("comments-count", comments.Count);
        record.Boolean("completed", item.Completed());
        if (item.Completed())
        {
            record.DateTime("completed-at", item.CompletedAt);
            if (older) record.DateTime("completed-on", item.CompletedAt);
            record.Integer("completer-id", item.CompleterId);
        }

        record.Text("content", item.Content);
        record.DateTime("created-at", item.CreatedAt);
        record.Integer("creator-id", item.CreatorId);
        record.DateTime("due-at", item.DueOn is { } due ? account.Zone.Midnight(due) : null);
        record.Integer("id", item.Id);
        record.Integer("position", item.Position);
        Parties.Write(record, item.Responsible);
        record.Integer("todo-list-id", item.TodoListId);
        record.DateTime("updated-at", item.UpdatedAt);
        if (item.CompleterId is { } completer) record.Text("completer-name", account.NameOf(completer));
        Parties.WriteName(record, account, item.Responsible);
        record.DateTime("created-on", item.CreatedAt, " deprecated=\"true\"");
        record.Text("creator-name", account.NameOf(item.CreatorId));
    });

    public static void ListTemplate(XmlOut xml, Call call, TodoList list) => xml.Group("todo-list", record =>
    {
        record.Text("description", list.Description);
        record.Integer("milestone-id", list.MilestoneId);
        record.Text("name", list.Name);
        if (call.Sight.Firm) record.Boolean("private", list.Private);
        record.Boolean("tracked", list.Tracked);
    });

    public static void ItemTemplate(XmlOut xml, Account account, TodoItem item) => xml.Group("todo-item", record =>
    {
        record.Text("content", item.Content);
        record.DateTime("due-at", item.DueOn is { } due ? account.Zone.Midnight(due) : null);
        record.Boolean("notify", false);
        record.Text("responsible-party", item.Responsible is { } party
            ? (party.Type == "Company" ? "c" : "") + party.Id.ToString(CultureInfo.InvariantCulture)
            : "");
    });
}
