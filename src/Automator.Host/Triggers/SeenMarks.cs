using Automator.Host.Journal;

namespace Automator.Host.Triggers;

/// <summary>The marks of one kind of record: the journal's, with those of the batch that is being made.</summary>
internal sealed class SeenMarks
{
    private readonly string _kind;
    private readonly Dictionary<long, SeenMark> _marks = [];
    private readonly Dictionary<long, HashSet<long>> _children = [];

    internal SeenMarks(IJournal journal, string account, string kind)
    {
        _kind = kind;
        foreach (var (id, mark) in journal.Seen(account, kind))
            Keep(id, SeenMark.Read(mark));
    }

    internal ICollection<long> Ids => _marks.Keys;

    internal SeenMark? Find(long id) => _marks.TryGetValue(id, out var mark) ? mark : null;

    internal IReadOnlyCollection<long> Of(long parent) => _children.TryGetValue(parent, out var ids) ? ids : [];

    internal void Set(long id, SeenMark mark, WatchBatch batch)
    {
        if (Find(id) == mark)
            return;
        Drop(id);
        Keep(id, mark);
        batch.Add(new JournalOperation.SetSeen(_kind, id, mark.ToString()));
    }

    internal void Forget(long id, WatchBatch batch)
    {
        if (Drop(id))
            batch.Add(new JournalOperation.SetSeen(_kind, id, null));
    }

    private void Keep(long id, SeenMark mark)
    {
        _marks[id] = mark;
        if (!_children.TryGetValue(mark.Parent, out var ids))
            _children[mark.Parent] = ids = [];
        ids.Add(id);
    }

    private bool Drop(long id)
    {
        if (!_marks.Remove(id, out var mark))
            return false;
        if (_children.TryGetValue(mark.Parent, out var ids) && ids.Remove(id) && ids.Count == 0)
            _children.Remove(mark.Parent);
        return true;
    }
}
