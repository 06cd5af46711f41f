using System.Text.Json;
using Automator.Host.Basecamp;
using Automator.Host.Journal;
using Automator.Sdk;
using Automator.Sdk.Protocol;

namespace Automator.Host.Triggers;

/// <summary>
/// Completions, found from above: projects whose mark moved, their lists whose counts moved, the items of those.
/// <para>
/// Nothing is lost, because a mark is always older than what it vouches for: a project's is taken from an answer that came
/// before its lists were asked for, a list's counts from one that came before its items were. What changes in between
/// moves the mark again, and the next poll looks again. A project's mark that is so young that another change may share
/// its second is not trusted: the next poll looks once more. And a mark is written only in the batch that has everything
/// found below it, or in a later one, never before.
/// </para>
/// <para>
/// Nothing is doubled, because an item's mark is written in the commit of its due, and a due's key tells the completion.
/// So a poll that dies anywhere is simply made again.
/// </para>
/// </summary>
internal sealed class CompletedItems(
    IJournal journal, string account, AskAccount ask, Causes causes, AccountWatchOptions options, ILogger logger)
{
    /// <summary>With more than these it is not a project that cannot be read, but the account.</summary>
    private const int MostUnreadable = 3;

    private readonly SeenMarks _projects = new(journal, account, "completed-project");
    private readonly SeenMarks _lists = new(journal, account, "completed-list");
    private readonly SeenMarks _items = new(journal, account, "completed-item");

    internal WatchedKind Kind { get; } = new(journal, account, Trigger.TodoItemCompleted);

    internal async Task Look(IReadOnlyList<Project> projects, bool isSweep, WatchBatch batch, CancellationToken cancellation)
    {
        var swept = isSweep ? Turn(projects) : [];
        var unreadable = new List<CallFailedException>();
        foreach (var project in projects)
        {
            var stamp = ProjectStamp.Of(project, batch.Now - options.ClockSkew);
            var known = _projects.Find(project.Id)?.Text;
            if (stamp.IsSettledBy(known) && !swept.Contains(project.Id))
                continue;
            try
            {
                if (await LookAt(project, swept.Contains(project.Id), batch, cancellation))
                    _projects.Set(project.Id, new SeenMark(0, stamp.After(known)), batch);
            }
            catch (CallFailedException e) when (e.Failure.Kind == CallFailureKind.Unreadable && unreadable.Count < MostUnreadable)
            {
                unreadable.Add(e); // The others are none the worse for it; the poll fails once they have been looked at.
            }

            if (batch.Count >= options.ChunkSize)
                await batch.Write(cancellation);
        }

        foreach (var gone in _projects.Ids.Except(projects.Select(project => project.Id)).ToList())
            ForgetProject(gone, batch);
        if (unreadable.Count > 0)
            throw new CallFailedException(unreadable[0].Failure, unreadable[0]);
        Kind.Finish(batch, swept.Count > 0 ? swept[^1] : null);
    }

    /// <summary>The projects whose turn it is to be read whole.</summary>
    private List<long> Turn(IReadOnlyList<Project> projects)
    {
        var ids = projects.Select(project => project.Id).Order().ToList();
        return [.. ids.Where(id => id > Kind.Swept).Concat(ids.Where(id => id <= Kind.Swept)).Take(options.SweepProjects)];
    }

    /// <summary>False when the project could not be read whole, so that it is looked at again.</summary>
    private async Task<bool> LookAt(Project project, bool whole, WatchBatch batch, CancellationToken cancellation)
    {
        var lists = await Ask<TodoList[]>(new ListTodoLists { ProjectId = project.Id }, project, cancellation);
        if (lists is null)
            return true;
        var missing = new List<(long Item, long List)>();
        var isWhole = true;
        foreach (var list in lists)
            isWhole &= await LookAt(list, project, whole, missing, batch, cancellation);
        foreach (var gone in _lists.Of(project.Id).Except(lists.Select(list => list.Id)).ToList())
            ForgetList(gone, batch);
        if (isWhole)
            ForgetMissing(missing, batch);
        return isWhole;
    }

    private async Task<bool> LookAt(
        TodoList list, Project project, bool whole, List<(long Item, long List)> missing, WatchBatch batch, CancellationToken cancellation)
    {
        var mark = new SeenMark(project.Id, list is { OpenCount: { } open, CompletedCount: { } completed } ? $"{open} {completed}" : "");
        var isMoved = whole || mark.Text.Length == 0 || _lists.Find(list.Id) != mark;
        if (isMoved && list.CompletedCount == 0)
        {
            missing.AddRange(_items.Of(list.Id).Select(item => (item, list.Id)));
        }
        else if (isMoved)
        {
            if (await Ask<TodoItem[]>(new ListTodoItems { TodoListId = list.Id }, project, cancellation) is not { } items)
                return false;
            foreach (var item in items)
                Judge(item, list, batch);
            missing.AddRange(_items.Of(list.Id).Except(items.Select(item => item.Id)).Select(item => (item, list.Id)));
        }

        _lists.Set(list.Id, mark, batch);
        return true;
    }

    private void Judge(TodoItem item, TodoList list, WatchBatch batch)
    {
        if (!item.IsCompleted)
        {
            _items.Forget(item.Id, batch); // It counts again when it is completed again.
            return;
        }

        var stamp = item.CompletedAt?.UtcDateTime.ToString("O") ?? "";
        var known = _items.Find(item.Id)?.Text;
        if (!Kind.IsBaseline && (known is null || known.Length > 0 && stamp.Length > 0 && known != stamp))
            Fire(item, batch);
        _items.Set(item.Id, new SeenMark(list.Id, stamp), batch);
    }

    private void Fire(TodoItem item, WatchBatch batch)
    {
        var at = item.CompletedAt ?? batch.Now;
        var what = $"{item.Id}:{(item.CompletedAt ?? item.UpdatedAt ?? batch.Now).UtcDateTime:O}";
        var payload = JsonSerializer.Serialize(item, ProtocolJson.Default.TodoItem);
        var by = causes.Of(item, batch.Now);
        foreach (var listener in Kind.Listeners)
        {
            if (at >= listener.Since - options.ClockSkew)
                batch.Fire(Trigger.TodoItemCompleted, what, item.Id, listener, at, payload, by);
        }
    }

    /// <summary>Null when the account has no such record, or does not show it: then there is nothing in it to watch.</summary>
    private async Task<T?> Ask<T>(Operation query, Project project, CancellationToken cancellation) where T : class
    {
        try
        {
            return (T)await ask(query, cancellation);
        }
        catch (CallFailedException e) when (e.Failure.Kind == CallFailureKind.NotFound || e.Failure.Kind == CallFailureKind.Forbidden && e.Status != 401)
        {
            TriggerLog.NotShown(logger, account, project.Name, e.Failure.Message);
            return null;
        }
    }

    /// <summary>Deleted items, at the end of their project: one that only went to another list has been seen there by now.</summary>
    private void ForgetMissing(List<(long Item, long List)> missing, WatchBatch batch)
    {
        foreach (var (item, list) in missing)
        {
            if (_items.Find(item)?.Parent == list)
                _items.Forget(item, batch);
        }
    }

    private void ForgetProject(long project, WatchBatch batch)
    {
        foreach (var list in _lists.Of(project).ToList())
            ForgetList(list, batch);
        _projects.Forget(project, batch);
    }

    private void ForgetList(long list, WatchBatch batch)
    {
        foreach (var item in _items.Of(list).ToList())
            _items.Forget(item, batch);
        _lists.Forget(list, batch);
    }
}
