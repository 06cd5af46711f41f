using Automator.Host.Basecamp;
using Automator.Host.Budget;
using Automator.Sdk;
using Automator.Sdk.Protocol;
using static Automator.Tests.Triggers.TriggerStage;

namespace Automator.Tests.Triggers.Watching;

/// <summary>
/// People who change an account at random, over HTTP, and what a watch is to hear of it. In one round no record is changed twice, for
/// between two polls nobody can see that it was.
/// </summary>
/// <param name="client">By which they do.</param>
/// <param name="seed">Of what they do.</param>
/// <param name="people">They.</param>
/// <param name="isHeard">Whether anybody listens to a kind of event now.</param>
internal sealed class WatchModel(BasecampClient client, int seed, Party[] people, Func<Trigger, bool> isHeard)
{
    internal const int DaysAhead = 2;

    private readonly Random _random = new(seed);
    private readonly RequestSource _person = RequestSource.Person();
    private readonly Dictionary<long, ProjectState> _projects = [];
    private readonly Dictionary<long, ListState> _lists = [];
    private readonly Dictionary<long, Dated> _items = [];
    private readonly Dictionary<long, Dated> _milestones = [];
    private readonly Dictionary<long, long> _messages = [];
    private readonly HashSet<string> _onceOnly = [];
    private readonly HashSet<long> _touched = [];
    private int _named;

    /// <summary>What is to be heard of, each as <c>trigger record</c>.</summary>
    internal List<string> Expected { get; } = [];

    internal int Changes { get; private set; }

    private sealed record ProjectState(bool IsArchived);

    private sealed record ListState(long Project, bool WasCompleted);

    private sealed record Dated(long Parent, bool IsCompleted, DateOnly? Due, Party? Responsible);

    internal async Task Round(DateOnly today, int atMost = 5)
    {
        _touched.Clear();
        for (var change = _random.Next(1, atMost + 1); change > 0; change--)
        {
            Changes++;
            await Change(today);
        }

        foreach (var (list, state) in _lists.ToList())
        {
            var items = _items.Values.Where(item => item.Parent == list).ToList();
            var isCompleted = items.Count > 0 && items.TrueForAll(item => item.IsCompleted);
            if (isCompleted && !state.WasCompleted)
                Expect(Trigger.TodoListCompleted, list);
            _lists[list] = state with { WasCompleted = isCompleted };
        }
    }

    /// <summary>What comes of it that a day is as late as it is.</summary>
    /// <param name="today">The day.</param>
    /// <param name="before">The day before that anybody looked at the account; the same when none has turned.</param>
    internal void Turn(DateOnly today, DateOnly before)
    {
        foreach (var (records, late, ahead) in new[] { (_items, Trigger.TodoItemOverdue, Trigger.TodoItemDueIn), (_milestones, Trigger.MilestoneLate, Trigger.MilestoneDueIn) })
        {
            foreach (var (id, record) in records.Where(record => !record.Value.IsCompleted && record.Value.Due is not null))
            {
                var due = record.Due!.Value;
                if (due < today && _onceOnly.Add($"{late} {id} {due}"))
                    Expect(late, id);
                // One that came and went unseen is listed, and never run.
                if (due.AddDays(-DaysAhead) <= today && (due >= today || due.AddDays(-DaysAhead) > before) && _onceOnly.Add($"{ahead} {id} {due}") && due >= today)
                    Expect(ahead, id);
            }
        }
    }

    private async Task Change(DateOnly today)
    {
        switch (_random.Next(20))
        {
            case 0:
                await CreateProject();
                break;
            case 1 when Any(_projects) is { } project:
                await Send(new UpdateProject { Id = project, Name = Name() });
                Expect(Trigger.ProjectRenamed, project);
                break;
            case 2 when Any(_projects) is { } project && _projects.Count > 3:
                await Archive(project);
                break;
            case 3 or 4 when ActiveProject() is { } project:
                await CreateList(project);
                break;
            case 5 or 6 or 7 when Any(_lists) is { } list:
                await CreateItem(list, today);
                break;
            case 8 or 9 or 10 when Any(_items) is { } item:
                await Turn(item);
                break;
            case 11 when Any(_items) is { } item:
                await ChangeItem(item, today);
                break;
            case 12 when Any(_items, item => !item.IsCompleted) is { } item:
                await Reassign(item);
                break;
            case 13 when Any(_items, item => !item.IsCompleted) is { } item:
                await Move(item);
                break;
            case 14 when Any(_items) is { } item:
                await Send(new DeleteTodoItem { Id = item });
                _items.Remove(item);
                break;
            case 15 when ActiveProject() is { } project:
                await Post(project);
                break;
            case 16 or 17:
                await Comment();
                break;
            case 18 when ActiveProject() is { } project:
                await Milestones(project, today);
                break;
            case 19 when ActiveProject() is { } project:
                Expect(Trigger.TimeEntryAdded, await Send(new CreateTimeEntry { ProjectId = project, Date = today, Hours = 1, PersonId = people[0].Id }));
                break;
        }
    }

    private async Task CreateProject()
    {
        var project = await Send(new CreateProject { Name = Name() });
        _projects[project] = new ProjectState(IsArchived: false);
        _touched.Add(project);
        Expect(Trigger.ProjectCreated, project);
    }

    private async Task Archive(long project)
    {
        var isArchived = _projects[project].IsArchived;
        await Send(new UpdateProject { Id = project, Status = isArchived ? ProjectStatus.Active : ProjectStatus.Archived });
        _projects[project] = new ProjectState(!isArchived);
        if (!isArchived)
            Expect(Trigger.ProjectArchived, project);
    }

    private async Task CreateList(long project)
    {
        var list = await Send(new CreateTodoList { ProjectId = project, Name = Name() });
        _lists[list] = new ListState(project, WasCompleted: false);
        _touched.Add(list);
        Expect(Trigger.TodoListCreated, list);
    }

    private async Task CreateItem(long list, DateOnly today)
    {
        _touched.Remove(list);
        var due = Day(today);
        var item = await Send(new CreateTodoItem { TodoListId = list, Content = Name(), DueOn = due });
        _items[item] = new Dated(list, IsCompleted: false, due, Responsible: null);
        _touched.Add(item);
        Expect(Trigger.TodoItemCreated, item);
    }

    private async Task Turn(long item)
    {
        var state = _items[item];
        await Send(state.IsCompleted ? new UncompleteTodoItem { Id = item } : new CompleteTodoItem { Id = item });
        _items[item] = state with { IsCompleted = !state.IsCompleted };
        Expect(state.IsCompleted ? Trigger.TodoItemReopened : Trigger.TodoItemCompleted, item);
    }

    private async Task ChangeItem(long item, DateOnly today)
    {
        var state = _items[item];
        if (state.IsCompleted)
            return; // Nothing tells of it but the sweep.
        var due = Day(today);
        await Send(new UpdateTodoItem { Id = item, Content = Name(), DueOn = due, ClearDueOn = due is null });
        _items[item] = state with { Due = due };
        Expect(Trigger.TodoItemChanged, item);
    }

    private async Task Reassign(long item)
    {
        var state = _items[item];
        var to = people.Append(null).Where(party => party?.Id != state.Responsible?.Id).ElementAt(_random.Next(people.Length));
        await Send(new UpdateTodoItem { Id = item, Responsible = to, ClearResponsible = to is null });
        _items[item] = state with { Responsible = to };
        Expect(Trigger.TodoItemReassigned, item);
    }

    private async Task Move(long item)
    {
        var state = _items[item];
        var project = _lists[state.Parent].Project;
        if (Any(_lists, list => list.Project == project && _lists[state.Parent] != list) is not { } to || to == state.Parent)
            return;
        _touched.Remove(to);
        await Send(new ReorderTodoItems { TodoListId = to, Ids = [item] });
        _items[item] = state with { Parent = to };
        Expect(Trigger.TodoItemMoved, item);
    }

    private async Task Post(long project)
    {
        AttachedFile[] files = _random.Next(2) == 0 ? [] : [await Upload()];
        var message = await Send(new CreateMessage { ProjectId = project, Title = Name(), Attachments = files });
        _messages[message] = project;
        Expect(Trigger.MessagePosted, message);
        foreach (var file in (Attachment[])await client.Answer(new ListAttachments { MessageId = message }, _person, Cancellation))
            Expect(Trigger.FileAdded, file.Id);
    }

    private async Task<AttachedFile> Upload()
    {
        var uploaded = await client.Send(client.Plan(new UploadFile { Name = "a.txt", Bytes = [1, 2, 3] }), _person, Cancellation);
        return new AttachedFile { UploadId = uploaded.UploadId!, Name = "a.txt", ContentType = "text/plain" };
    }

    private async Task Comment()
    {
        Commentable? on = _random.Next(3) switch
        {
            0 when Any(_items, item => !item.IsCompleted) is { } item => Commentable.TodoItem(item),
            1 when Any(_milestones) is { } milestone => new Commentable { Kind = CommentableKind.Milestone, Id = milestone },
            2 when Any(_messages) is { } message => Commentable.Message(message),
            _ => null,
        };
        if (on is not null)
            Expect(Trigger.CommentPosted, await Send(new CreateComment { On = on, Body = Name() }));
    }

    private async Task Milestones(long project, DateOnly today)
    {
        if (_random.Next(2) == 0 && Any(_milestones, milestone => !_projects[milestone.Parent].IsArchived) is { } known)
        {
            var state = _milestones[known];
            await Send(state.IsCompleted
                ? new UncompleteMilestone { ProjectId = state.Parent, Id = known }
                : new CompleteMilestone { ProjectId = state.Parent, Id = known });
            _milestones[known] = state with { IsCompleted = !state.IsCompleted };
            if (!state.IsCompleted)
                Expect(Trigger.MilestoneCompleted, known);
            return;
        }

        var due = today.AddDays(_random.Next(-2, 8));
        var milestone = await Send(new CreateCalendarEntry { ProjectId = project, Kind = CalendarEntryKind.Milestone, Title = Name(), DueOn = due });
        _milestones[milestone] = new Dated(project, IsCompleted: false, due, Responsible: null);
        _touched.Add(milestone);
        Expect(Trigger.MilestoneCreated, milestone);
    }

    private DateOnly? Day(DateOnly today) => _random.Next(2) == 0 ? null : today.AddDays(_random.Next(-2, 8));

    private string Name() => $"Name {++_named}";

    private void Expect(Trigger trigger, long record)
    {
        if (isHeard(trigger))
            Expected.Add($"{trigger} {record}");
    }

    private long? ActiveProject()
    {
        var active = _projects.Where(project => !project.Value.IsArchived).Select(project => project.Key).ToList();
        return active.Count == 0 ? null : active[_random.Next(active.Count)];
    }

    /// <summary>A record that was not touched in this round, and is from now on.</summary>
    private long? Any<T>(Dictionary<long, T> records, Func<T, bool>? where = null)
    {
        var free = records.Where(record => !_touched.Contains(record.Key) && IsActive(record.Key, record.Value) && (where is null || where(record.Value))).Select(record => record.Key).ToList();
        if (free.Count == 0)
            return null;
        var chosen = free[_random.Next(free.Count)];
        _touched.Add(chosen);
        return chosen;
    }

    private bool IsActive<T>(long id, T record) => record switch
    {
        ListState list => !_projects[list.Project].IsArchived,
        Dated dated when _lists.TryGetValue(dated.Parent, out var list) => !_projects[list.Project].IsArchived,
        Dated dated => !_projects[dated.Parent].IsArchived,
        long project => !_projects[project].IsArchived,
        _ => true,
    };

    private async Task<long> Send(Operation effect) => (await client.Send(client.Plan(effect), _person, Cancellation)).CreatedId ?? 0;
}
