using Automator.Sdk.Protocol;

namespace Automator.Sdk;

/// <summary>
/// Walks the account list by list. A list is read whole before its first item is yielded, so a rule that completes items
/// while it goes does not shift what it still has to see; the next list is read only when the rule asks for more.
/// </summary>
internal static class TodoItemQuery
{
    /// <summary>The account answers in one request for the open items of one party, and for nothing else over all its lists.</summary>
    internal static IAsyncEnumerable<TodoItem> Of(Project? project, TodoItemFilter filter) =>
        filter is { AssignedTo: { } party, Open: true } ? Assigned(party, project, filter)
        : project is not null ? InProject(project.Id, filter)
        : InAccount(filter);

    private static async IAsyncEnumerable<TodoItem> Assigned(Party party, Project? project, TodoItemFilter filter)
    {
        foreach (var item in await Basecamp.Call(new ListAssignedTodoItems { Responsible = party, ProjectId = project?.Id, Filter = filter }))
            yield return item;
    }

    private static async IAsyncEnumerable<TodoItem> InAccount(TodoItemFilter filter)
    {
        foreach (var project in await Basecamp.Call(new ListProjects { Status = ProjectStatus.Active }))
        {
            await foreach (var item in InProject(project.Id, filter))
                yield return item;
        }
    }

    internal static async IAsyncEnumerable<TodoItem> InProject(long projectId, TodoItemFilter filter)
    {
        foreach (var list in await Basecamp.Call(new ListTodoLists { ProjectId = projectId }))
        {
            if (HasNone(list, filter.Open))
                continue;
            foreach (var item in await Basecamp.Call(new ListTodoItems { TodoListId = list.Id, Filter = filter }))
                yield return item;
        }
    }

    private static bool HasNone(TodoList list, bool? open) => open switch
    {
        true => list.OpenCount == 0,
        false => list.CompletedCount == 0,
        null => list is { OpenCount: 0, CompletedCount: 0 },
    };
}
