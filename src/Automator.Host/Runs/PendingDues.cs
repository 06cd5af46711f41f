using System.Collections.Concurrent;
using Automator.Host.Journal;

namespace Automator.Host.Runs;

/// <summary>
/// The dues of an account that nothing has acted on, the oldest first. They are read from the journal once each, whoever journaled
/// them; that one is not pending any more is found by whoever acts on it.
/// </summary>
internal sealed class PendingDues(IJournal journal, string account)
{
    private readonly SortedDictionary<(DateTimeOffset At, long Ordinal), Due> _all = [];
    private readonly Dictionary<string, (DateTimeOffset At, long Ordinal)> _places = [];
    private readonly ConcurrentQueue<Due> _forgotten = [];
    private long _last;

    /// <summary>As they are now, with those that have arrived.</summary>
    internal IReadOnlyList<Due> Refresh()
    {
        foreach (var (ordinal, due) in journal.PendingDues(account, _last))
        {
            _all.Add((due.At, ordinal), due);
            _places.Add(due.Key, (due.At, ordinal));
            _last = ordinal;
        }

        while (_forgotten.TryDequeue(out var forgotten))
            Remove(forgotten);
        return [.. _all.Values];
    }

    /// <summary>Somebody else has acted on it. May be called by anybody.</summary>
    internal void Forget(Due due) => _forgotten.Enqueue(due);

    internal void Remove(Due due)
    {
        if (_places.Remove(due.Key, out var place))
            _all.Remove(place);
    }
}
