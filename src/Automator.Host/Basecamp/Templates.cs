namespace Automator.Host.Basecamp;

/// <summary>
/// The forms that an account gives to be filled in, before a record is made or changed. They change nothing, and whom they
/// are not given to may not do it.
/// </summary>
internal static class Templates
{
    internal static Template NewMessage(long project) => new($"/projects/{project}/posts/new.xml", "post", Creates: true);

    internal static Template EditMessage(long id) => new($"/posts/{id}/edit.xml", "post");

    internal static Template NewComment(Automator.Sdk.Protocol.Commentable on) =>
        new($"/{EffectPlan.Segment(on)}/{on.Id}/comments/new.xml", "comment", Creates: true);

    internal static Template EditComment(long id) => new($"/comments/{id}/edit.xml", "comment");

    internal static Template NewTodoList(long project) => new($"/projects/{project}/todo_lists/new.xml", "todo-list", Creates: true);

    internal static Template EditTodoList(long id) => new($"/todo_lists/{id}/edit.xml", "todo-list");

    internal static Template NewTodoItem(long list) => new($"/todo_lists/{list}/todo_items/new.xml", "todo-item", Creates: true);

    internal static Template EditTodoItem(long id) => new($"/todo_items/{id}/edit.xml", "todo-item");

    internal static Template NewTimeEntry(long project) => new($"/projects/{project}/time_entries/new.xml", "time-entry", Creates: true);

    internal static Template EditTimeEntry(long id) => new($"/time_entries/{id}/edit.xml", "time-entry");
}

/// <summary>Where a form is, and what it is of.</summary>
internal sealed record Template(string Path, string Root, bool Creates = false)
{
    /// <summary>The header that names the request to send it with.</summary>
    internal string ActionHeader => Creates ? "X-Create-Action" : "X-Update-Action";
}
