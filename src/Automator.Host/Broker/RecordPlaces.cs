using System.Collections.Concurrent;
using Automator.Sdk;
using Automator.Sdk.Protocol;

namespace Automator.Host.Broker;

/// <summary>Where the records are that one run has met: told by what the account answered, never by the rule.</summary>
internal sealed class RecordPlaces
{
    /// <summary>A record, and what it is in: its list, what it comments on, or else its project.</summary>
    private readonly ConcurrentDictionary<RecordKey, RecordKey> _in = new();

    internal RecordKey? Of(RecordKey record) => _in.TryGetValue(record, out var place) ? place : null;

    /// <summary>Takes in what a query was answered with.</summary>
    internal void Learn(object answer)
    {
        if (answer is Array many)
        {
            foreach (var one in many)
                LearnOne(one!);
        }
        else
        {
            LearnOne(answer);
        }
    }

    /// <summary>Takes in what an effect has made, or would make in a dry run.</summary>
    internal void LearnCreated(Operation effect, long id)
    {
        if (EffectTargets.Of(effect).FirstOrDefault() is { Id: not 0 } place)
            _in[new RecordKey(EffectTargets.KindOf(effect), id)] = place;
    }

    private void LearnOne(object record)
    {
        (RecordKey Record, RecordKey Place)? met = record switch
        {
            TodoList list => (new(RecordKind.TodoList, list.Id), Project(list.ProjectId)),
            TodoItem item => (new(RecordKind.TodoItem, item.Id), new(RecordKind.TodoList, item.TodoListId)),
            Message message => (new(RecordKind.Message, message.Id), Project(message.ProjectId)),
            CalendarEntry entry => (new(RecordKind.CalendarEntry, entry.Id), Project(entry.ProjectId)),
            TimeEntry entry => (new(RecordKind.TimeEntry, entry.Id), Project(entry.ProjectId)),
            Category category => (new(RecordKind.Category, category.Id), Project(category.ProjectId)),
            Comment comment => (new(RecordKind.Comment, comment.Id), CommentedIn(comment)),
            _ => null,
        };
        if (met is { } known && known.Place.Id != 0)
            _in[known.Record] = known.Place;
    }

    private static RecordKey Project(long id) => new(RecordKind.Project, id);

    private static RecordKey CommentedIn(Comment comment) => new(comment.CommentableType switch
    {
        "Post" => RecordKind.Message,
        "TodoItem" => RecordKind.TodoItem,
        _ => RecordKind.CalendarEntry,
    }, comment.CommentableId);
}
