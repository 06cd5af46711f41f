using Automator.Host.Basecamp;
using Automator.Sdk;
using Automator.Sdk.Protocol;

namespace Automator.Tests.Triggers.Watching;

/// <summary>An account as the watch sees it, changed by a test between polls or between two requests.</summary>
internal sealed class ScriptedAccount
{
    private DateTimeOffset _now = new(2027, 1, 1, 12, 0, 0, TimeSpan.Zero);

    internal Dictionary<long, Project> Projects { get; } = [];

    internal Dictionary<long, TodoList> Lists { get; } = [];

    internal Dictionary<long, TodoItem> Items { get; } = [];

    internal Dictionary<long, Message> Messages { get; } = [];

    internal List<Operation> Asked { get; } = [];

    /// <summary>What happens just before a query is answered.</summary>
    internal Action<Operation>? Before { get; set; }

    /// <summary>What happens between the answer and the next query.</summary>
    internal Action<Operation>? After { get; set; }

    /// <summary>False: projects do not tell that something in them changed.</summary>
    internal bool TellsChanges { get; set; } = true;

    /// <summary>A project, 1, with a list, 10, of three open items: 100, 101 and 102.</summary>
    internal static ScriptedAccount WithOneList()
    {
        var account = new ScriptedAccount();
        account.Project(1);
        account.List(10, project: 1);
        foreach (var id in (long[])[100, 101, 102])
            account.Item(id, list: 10);
        return account;
    }

    internal void Project(long id) => Projects[id] = new Project { Id = id, Name = $"Project {id}" };

    internal void List(long id, long project) => Lists[id] = new TodoList { Id = id, ProjectId = project };

    internal void Item(long id, long list) => Change(new TodoItem { Id = id, TodoListId = list, Content = $"Item {id}" });

    internal void Complete(long id) => Change(Items[id] with { IsCompleted = true, CompletedAt = Tick() });

    internal void Reopen(long id) => Change(Items[id] with { IsCompleted = false, CompletedAt = null });

    internal Task<object> Ask(Operation query, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        Asked.Add(query);
        Before?.Invoke(query);
        object answer = query switch
        {
            ListDatedProjects => new DatedProjects([.. Projects.Values], ReadAt: null),
            ListTodoLists lists => Lists.Values.Where(list => list.ProjectId == lists.ProjectId).Select(Counted).ToArray(),
            ListTodoItems items => Items.Values.Where(item => item.TodoListId == items.TodoListId).ToArray(),
            ListMessages messages => Messages.Values.Where(message => message.ProjectId == messages.ProjectId).OrderByDescending(message => message.Id).ToArray(),
            _ => throw new InvalidOperationException($"The watch does not ask {query}."),
        };
        After?.Invoke(query);
        return Task.FromResult(answer);
    }

    internal static CallFailedException Down() =>
        new(new CallFailure { Kind = CallFailureKind.Unavailable, Message = "The account does not answer.", MayRetry = true });

    /// <summary>Requests since last asked.</summary>
    internal int Cost()
    {
        var cost = Asked.Count;
        Asked.Clear();
        return cost;
    }

    internal void Post(long id, long project)
    {
        Messages[id] = new Message { Id = id, ProjectId = project, PostedOn = Tick() };
        Projects[project] = Projects[project] with { LastChangedOn = Tick() };
    }

    internal void Change(TodoItem item)
    {
        Items[item.Id] = item;
        var project = Projects[Lists[item.TodoListId].ProjectId];
        if (TellsChanges)
            Projects[project.Id] = project with { LastChangedOn = Tick() };
    }

    private DateTimeOffset Tick() => _now = _now.AddSeconds(1);

    private TodoList Counted(TodoList list)
    {
        var items = Items.Values.Where(item => item.TodoListId == list.Id).ToList();
        return list with { OpenCount = items.Count(item => !item.IsCompleted), CompletedCount = items.Count(item => item.IsCompleted) };
    }
}
