using Automator.Host.Basecamp;
using Automator.Sdk;
using Automator.Sdk.Protocol;

namespace Automator.Host.Triggers.Watching;

/// <summary>
/// To-do lists and their items: of a project that changed, the lists whose counts moved. What no count tells of (another text, day or
/// person, a comment) is found by reading the other open lists of such a project too, some at each poll, and only where a rule wants it.
/// </summary>
internal sealed class TodoArea(WatchContext context) : WatchedArea(context, "todo")
{
    private static readonly Trigger[] Uncounted = [Trigger.TodoItemChanged, Trigger.TodoItemReassigned, Trigger.TodoItemOverdue, Trigger.TodoItemDueIn];
    private static readonly Trigger[] Counted = [Trigger.TodoItemCreated, Trigger.TodoItemReopened, Trigger.TodoItemMoved];
    private static readonly Trigger[] All = [Trigger.TodoListCreated, Trigger.TodoListCompleted, Trigger.TodoItemCompleted, .. Counted, .. Uncounted];

    private readonly SeenMarks<SeenMark> _lists = context.Marks<SeenMark>("todo-list");
    private readonly WatchedRecords _items = new(context, "todo-item");

    internal override ReadOnlySpan<Trigger> Triggers => All;

    protected override string DepthText => $" {Depth}";

    private ListDepth Depth =>
        Context.Kinds.AreAnyWanted(Uncounted) || Context.Kinds.AreAnyWanted(Trigger.CommentPosted) ? ListDepth.All
        : Context.Kinds.AreAnyWanted(Counted) ? ListDepth.Items
        : Context.Kinds.AreAnyWanted(Trigger.TodoItemCompleted) ? ListDepth.Completed
        : ListDepth.List;

    protected override async Task<bool> LookInto(Project project, bool isWhole, WatchBatch batch, CancellationToken cancellation)
    {
        if (await Context.Ask(new ListTodoLists { ProjectId = project.Id }, project, cancellation) is not { } lists)
            return true;
        var missing = new HashSet<(long Item, long List)>();
        var isJudged = true;
        foreach (var list in lists)
            isJudged &= await LookInto(list, project, isWhole, missing, batch, cancellation);
        foreach (var gone in _lists.Of(project.Id).Except(lists.Select(list => list.Id)).ToList())
            ForgetList(gone, batch);
        if (isJudged && isWhole)
            ForgetMissing(missing, batch);
        return isJudged;
    }

    /// <summary>Lists whose items are owed a look: those with items whose day has come at once, the others some at each poll.</summary>
    protected override async Task LookFurther(IReadOnlyList<Project> projects, List<CallFailedException> unreadable, WatchBatch batch, CancellationToken cancellation)
    {
        if (Depth != ListDepth.All)
            return;
        var turned = _items.ParentsOfTurned(RecordEvents.TodoItem);
        var owed = _lists.All.Where(list => ListMark.Read(list.Value.Text).IsOwed).Select(list => list.Key).Order().Take(Context.Options.OwedLists);
        var byId = projects.ToDictionary(project => project.Id);
        foreach (var list in turned.Union(owed).ToList())
        {
            if (_lists.Find(list) is not { } known || !byId.TryGetValue(known.Parent, out var project))
                continue;
            var mark = ListMark.Read(known.Text);
            try
            {
                if (await LookAtItems(list, mark.Name, project, missing: null, batch, cancellation))
                    _lists.Set(list, new SeenMark(project.Id, (mark with { IsOwed = false }).ToString()), batch);
            }
            catch (CallFailedException e) when (IsPassedOver(e, unreadable))
            {
                unreadable.Add(e);
            }

            await batch.WriteChunk(cancellation);
        }
    }

    protected override void Forget(long project, WatchBatch batch)
    {
        foreach (var list in _lists.Of(project).ToList())
            ForgetList(list, batch);
    }

    private async Task<bool> LookInto(
        TodoList list, Project project, bool isWhole, HashSet<(long Item, long List)> missing, WatchBatch batch, CancellationToken cancellation)
    {
        var known = _lists.Find(list.Id) is { } text ? ListMark.Read(text.Text) : null;
        var mark = ListMark.Of(list, Depth);
        if (known is null && IsHeldBack(list))
            return false;
        var isMoved = isWhole || mark.Counts.Length == 0 || known?.Counts != mark.Counts || known.Depth != Depth;
        if (isMoved && Depth != ListDepth.List)
        {
            if (IsEmpty(list))
                missing.UnionWith(_items.Marks.Of(list.Id).Select(item => (item, list.Id)));
            else if (!await LookAtItems(list.Id, list.Name, project, missing, batch, cancellation))
                return false;
        }
        else if (Depth == ListDepth.All && (known!.IsOwed || list.OpenCount > 0))
        {
            mark = mark with { IsOwed = true };
        }

        await FireOf(list, known, project, batch, cancellation);
        _lists.Set(list.Id, new SeenMark(project.Id, mark.ToString()), batch);
        return true;
    }

    private bool IsEmpty(TodoList list) => list.CompletedCount == 0 && (list.OpenCount == 0 || Depth == ListDepth.Completed);

    /// <summary>False when not all of them could be judged.</summary>
    private async Task<bool> LookAtItems(
        long list, string name, Project project, HashSet<(long Item, long List)>? missing, WatchBatch batch, CancellationToken cancellation)
    {
        if (await Context.Ask(new ListTodoItems { TodoListId = list }, project, cancellation) is not { } items)
            return false;
        var isJudged = true;
        foreach (var item in items)
            isJudged &= await _items.Judge(Sighting.Of(item, list, name, project), batch, cancellation);
        missing?.UnionWith(_items.Marks.Of(list).Except(items.Select(item => item.Id)).Select(item => (item, list)));
        return isJudged;
    }

    /// <summary>Whether it may be a run of ours that makes the list: then nobody can tell yet whose it is.</summary>
    private bool IsHeldBack(TodoList list) => Context.Kinds.IsHeard(Trigger.TodoListCreated)
        && Context.Causes.Made("todo-list.create", list.Id) is null && Context.Causes.IsMaking("todo-list.create");

    private async Task FireOf(TodoList list, ListMark? known, Project project, WatchBatch batch, CancellationToken cancellation)
    {
        if (known is null && Context.Kinds.IsHeard(Trigger.TodoListCreated))
        {
            Context.Kinds.Fire(
                new WatchedEvent
                {
                    Trigger = Trigger.TodoListCreated,
                    What = $"{list.Id}",
                    At = MadeAt(project, batch),
                    Record = list,
                    Project = project,
                    List = list.Name,
                    Cause = Context.Causes.Made("todo-list.create", list.Id),
                },
                batch);
        }

        if (list.IsCompleted && known is { IsCompleted: false } && Context.Kinds.IsHeard(Trigger.TodoListCompleted))
            await FireCompleted(list, project, batch, cancellation);
    }

    /// <summary>It is the doing of whoever completed its last item: one more request.</summary>
    private async Task FireCompleted(TodoList list, Project project, WatchBatch batch, CancellationToken cancellation)
    {
        var items = await Context.Ask(new ListTodoItems { TodoListId = list.Id }, project, cancellation) ?? [];
        var last = items.Where(item => item.IsCompleted).MaxBy(item => item.CompletedAt);
        Context.Kinds.Fire(
            new WatchedEvent
            {
                Trigger = Trigger.TodoListCompleted,
                What = $"{list.Id}:{batch.Now.UtcDateTime:O}",
                At = batch.Now,
                Record = list,
                Project = project,
                List = list.Name,
                By = last?.CompleterName,
                Cause = last is null ? null : Context.Causes.Changed("todo-item.complete", $"/todo_items/{last.Id}/complete.xml", last.CompletedAt ?? batch.Now),
            },
            batch);
    }

    /// <summary>
    /// Deleted items, at the end of a project that was read whole: one that only went to another list has been seen there by now. Where not
    /// all lists are read, nobody knows where it went.
    /// </summary>
    private void ForgetMissing(HashSet<(long Item, long List)> missing, WatchBatch batch)
    {
        foreach (var (item, list) in missing.Where(gone => _items.Marks.Find(gone.Item)?.Parent == gone.List))
            _items.Marks.Forget(item, batch);
    }

    private void ForgetList(long list, WatchBatch batch)
    {
        _items.Marks.ForgetAllOf(list, batch);
        _lists.Forget(list, batch);
    }
}
