using Automator.Host.Runs;

namespace Automator.Host.Triggers;

/// <summary>The live schedules in the order in which they fire.</summary>
internal sealed class ScheduleTable
{
    private const int MostStale = 64;

    private readonly Dictionary<HandlerKey, ScheduleEntry> _entries = [];
    private readonly PriorityQueue<ScheduleEntry, DateTimeOffset> _queue = new();

    internal ScheduleEntry? Find(HandlerKey key) => _entries.GetValueOrDefault(key);

    internal void Put(ScheduleEntry entry) => _entries[entry.Key] = entry;

    internal void KeepOnly(IReadOnlySet<HandlerKey> keys)
    {
        foreach (var gone in _entries.Keys.Where(key => !keys.Contains(key)).ToList())
            _entries.Remove(gone);
    }

    /// <summary>How many are in the queue, those included that have been replaced and have not left it yet.</summary>
    internal int Waiting => _queue.Count;

    /// <summary>Waits for the entry's next occurrence, if it is still live and has one.</summary>
    internal void Await(ScheduleEntry entry)
    {
        if (!IsLive(entry) || entry.Next is not { } next)
            return;
        _queue.Enqueue(entry, next);
        if (_queue.Count > MostStale + (2 * _entries.Count))
            DropStale();
    }

    /// <summary>Takes an entry that is due out of the queue; it comes back by <see cref="Await"/>.</summary>
    internal ScheduleEntry? TakeDue(DateTimeOffset now) => Next <= now ? _queue.Dequeue() : null;

    /// <summary>When the next one fires. Entries that were replaced or removed leave the queue here, when their time comes.</summary>
    internal DateTimeOffset? Next
    {
        get
        {
            while (_queue.TryPeek(out var entry, out var next))
            {
                if (IsLive(entry))
                    return next;
                _queue.Dequeue();
            }

            return null;
        }
    }

    internal void GoBack(DateTimeOffset now)
    {
        _queue.Clear();
        foreach (var entry in _entries.Values)
        {
            entry.GoBack(now);
            Await(entry);
        }
    }

    /// <summary>One that fires once a year would else keep every version of it there was for as long.</summary>
    private void DropStale()
    {
        var live = _queue.UnorderedItems.Where(item => IsLive(item.Element)).ToList();
        _queue.Clear();
        _queue.EnqueueRange(live);
    }

    private bool IsLive(ScheduleEntry entry) => ReferenceEquals(Find(entry.Key), entry);
}
