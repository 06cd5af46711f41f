using System.Runtime.InteropServices;
using Automator.Host.Journal;

namespace Automator.Host.Triggers.Watching;

/// <summary>The marks of one kind of record: the journal's, with those of the batch that is being made.</summary>
internal sealed class SeenMarks<TMark> where TMark : struct, ISeenMark<TMark>, IEquatable<TMark>
{
    private readonly string _kind;
    private readonly Dictionary<long, TMark> _marks = [];
    private readonly Dictionary<long, HashSet<long>> _children = [];

    internal SeenMarks(IJournal journal, string account, string kind)
    {
        _kind = kind;
        foreach (var (id, mark) in journal.Seen(account, kind))
            Keep(id, TMark.Read(mark));
    }

    internal IReadOnlyDictionary<long, TMark> All => _marks;

    internal TMark? Find(long id) => _marks.TryGetValue(id, out var mark) ? mark : null;

    internal IReadOnlyCollection<long> Of(long parent) => _children.TryGetValue(parent, out var ids) ? ids : [];

    internal void Set(long id, TMark mark, WatchBatch batch)
    {
        if (_marks.TryGetValue(id, out var before) && before.Equals(mark))
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

    internal void ForgetAllOf(long parent, WatchBatch batch)
    {
        foreach (var id in Of(parent).ToList())
            Forget(id, batch);
    }

    private void Keep(long id, TMark mark)
    {
        _marks[id] = mark;
        ref var ids = ref CollectionsMarshal.GetValueRefOrAddDefault(_children, mark.Parent, out _);
        (ids ??= []).Add(id);
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
