using Automator.Host.Journal;

namespace Automator.Host.Runs;

/// <summary>
/// The dues of an account that nothing has acted on, the oldest first. They are read from the journal once each, whoever journaled
/// them; that one is not pending any more is found by whoever acts on it.
/// </summary>
internal sealed class PendingDues(IJournal journal, string account)
{
    private readonly SortedDictionary<(DateTimeOffset At, long Ordinal), Due> _all = [];
    private long _last;

    /// <summary>As they are now, with those that have arrived.</summary>
    internal IReadOnlyList<Due> Refresh()
    {
        foreach (var due in journal.PendingDues(account, _last))
        {
            _all.Add((due.At, due.Ordinal), due);
            _last = due.Ordinal;
        }

        return [.. _all.Values];
    }

    internal bool Contains(Due due) => _all.ContainsKey((due.At, due.Ordinal));

    /// <summary>It is pending still, whatever was tried with it.</summary>
    internal void Keep(Due due)
    {
        if (due.Ordinal > 0)
            _all.TryAdd((due.At, due.Ordinal), due);
    }

    internal void Remove(Due due) => _all.Remove((due.At, due.Ordinal));
}
