using Automator.Host.Journal;

namespace Automator.Host.Runs;

/// <summary>How many dues of one handler, and of one record where it is an event's, wait before and behind each, in one pass over all.</summary>
internal sealed class DueCounts
{
    private readonly Dictionary<Subject, int> _behind = [];
    private readonly Dictionary<Subject, int> _before = [];

    internal DueCounts(IEnumerable<Due> dues)
    {
        foreach (var due in dues)
            Count(_behind, due, 1);
    }

    /// <param name="Id">Of the record, where it is an event's.</param>
    private readonly record struct Subject(long? Id);

    /// <summary>To be called for each due in turn, before it is asked about.</summary>
    internal void Reach(Due due) => Count(_behind, due, -1);

    /// <summary>To be called for each that goes on waiting.</summary>
    internal void Wait(Due due) => Count(_before, due, 1);

    internal int Before(Due due) => _before.GetValueOrDefault(new Subject(due.Subject));

    internal bool Behind(Due due) => _behind[new Subject(due.Subject)] > 0;

    private static void Count(Dictionary<Subject, int> counts, Due due, int change)
    {
        var subject = new Subject(due.Subject);
        counts[subject] = counts.GetValueOrDefault(subject) + change;
    }
}
