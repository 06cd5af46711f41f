using Automator.Host.Journal;

namespace Automator.Host.Runs;

/// <summary>How many dues of one handler, and of one record where it is an event's, wait before and behind each, in one pass over all.</summary>
internal sealed class DueCounts
{
    private readonly Dictionary<Key, int> _behind = [];
    private readonly Dictionary<Key, int> _before = [];

    internal DueCounts(IEnumerable<Due> pending)
    {
        foreach (var due in pending)
            Count(_behind, due, 1);
    }

    private readonly record struct Key(HandlerKey Handler, long? Subject);

    /// <summary>To be called for each due in turn, before it is asked about.</summary>
    internal void Reach(Due due) => Count(_behind, due, -1);

    /// <summary>To be called for each that goes on waiting.</summary>
    internal void Wait(Due due) => Count(_before, due, 1);

    internal int Before(Due due) => _before.GetValueOrDefault(KeyOf(due));

    internal bool Behind(Due due) => _behind[KeyOf(due)] > 0;

    private static void Count(Dictionary<Key, int> counts, Due due, int change) => counts[KeyOf(due)] = counts.GetValueOrDefault(KeyOf(due)) + change;

    private static Key KeyOf(Due due) => new(new HandlerKey(due.Rule, due.Handler), due.Subject);
}
