using Automator.Sdk.Protocol;

namespace Automator.Host.Rules;

/// <summary>Which rule can set off which: by what its image can do, and what the others run on.</summary>
internal static class TriggerGraph
{
    /// <summary>The events that an effect can lead to.</summary>
    private static readonly Dictionary<string, Trigger[]> Leads = new()
    {
        ["project.create"] = [Trigger.ProjectCreated],
        ["project.update"] = [Trigger.ProjectArchived, Trigger.ProjectRenamed],
        ["todo-list.create"] = [Trigger.TodoListCreated, Trigger.TodoItemCreated],
        ["todo-item.create"] = [Trigger.TodoItemCreated, Trigger.TodoItemOverdue, Trigger.TodoItemDueIn],
        ["todo-item.update"] = [Trigger.TodoItemChanged, Trigger.TodoItemReassigned, Trigger.TodoItemOverdue, Trigger.TodoItemDueIn],
        ["todo-item.complete"] = [Trigger.TodoItemCompleted, Trigger.TodoListCompleted],
        ["todo-item.uncomplete"] = [Trigger.TodoItemReopened, Trigger.TodoItemOverdue, Trigger.TodoItemDueIn],
        ["todo-item.delete"] = [Trigger.TodoListCompleted],
        ["todo-items.reorder"] = [Trigger.TodoItemMoved, Trigger.TodoListCompleted],
        ["message.create"] = [Trigger.MessagePosted, Trigger.FileAdded],
        ["message.update"] = [Trigger.FileAdded],
        ["comment.create"] = [Trigger.CommentPosted, Trigger.FileAdded],
        ["calendar-entry.create"] = [Trigger.MilestoneCreated, Trigger.MilestoneLate, Trigger.MilestoneDueIn],
        ["calendar-entry.update"] = [Trigger.MilestoneLate, Trigger.MilestoneDueIn],
        ["milestone.complete"] = [Trigger.MilestoneCompleted],
        ["milestone.uncomplete"] = [Trigger.MilestoneLate, Trigger.MilestoneDueIn],
        ["time-entry.create"] = [Trigger.TimeEntryAdded],
    };

    /// <summary>The shortest circle through each rule that lies in one, each once; it begins with the first of its names.</summary>
    internal static IReadOnlyList<IReadOnlyList<RuleName>> Circles(IReadOnlyList<CatalogEntry> catalog)
    {
        var live = catalog.Where(entry => entry.Live is not null).OrderBy(entry => entry.Name.Value, StringComparer.Ordinal).ToList();
        var next = live.ToDictionary(entry => entry.Name, from => SetOffBy(from, live).ToList());
        var circles = new Dictionary<string, IReadOnlyList<RuleName>>();
        foreach (var rule in live.Select(entry => entry.Name))
        {
            if (Shortest(rule, next) is { } circle)
                circles.TryAdd(string.Join('\n', circle.Select(name => name.Value).Order(StringComparer.Ordinal)), circle);
        }

        return [.. circles.Values];
    }

    private static List<RuleName>? Shortest(RuleName start, Dictionary<RuleName, List<RuleName>> next)
    {
        var from = new Dictionary<RuleName, RuleName>();
        var waiting = new Queue<RuleName>([start]);
        while (waiting.TryDequeue(out var rule))
        {
            foreach (var to in next[rule])
            {
                if (to == start)
                    return Path(start, rule, from);
                if (from.TryAdd(to, rule))
                    waiting.Enqueue(to);
            }
        }

        return null;
    }

    private static List<RuleName> Path(RuleName start, RuleName last, Dictionary<RuleName, RuleName> from)
    {
        var path = new List<RuleName> { last };
        while (path[^1] != start)
            path.Add(from[path[^1]]);
        path.Reverse();
        return path;
    }

    private static IEnumerable<RuleName> SetOffBy(CatalogEntry from, IReadOnlyList<CatalogEntry> live)
    {
        var events = from.Live!.Manifest.Operations.SelectMany(operation => Leads.GetValueOrDefault(operation, [])).ToHashSet();
        return live.Where(to => to.Live!.Manifest.Rule.Handlers.Any(handler => handler.AfterRule is { } followed
            ? followed == from.Name.Value && from.Name != to.Name
            : events.Contains(handler.Trigger) && (handler.Own || from.Name != to.Name))).Select(to => to.Name);
    }
}
