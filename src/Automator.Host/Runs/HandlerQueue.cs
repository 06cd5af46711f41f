using Automator.Host.Journal;
using Automator.Sdk;
using Automator.Sdk.Protocol;

namespace Automator.Host.Runs;

/// <summary>One handler's dues in one look at all that is pending, one after the other, the oldest first.</summary>
/// <param name="dues">As they are; they stay so during the look.</param>
/// <param name="isPaused">Whether only what a person asked for is to be run: the others are passed over, and count for nothing.</param>
internal sealed class HandlerQueue(HandlerDues dues, bool isPaused)
{
    private readonly IEnumerator<KeyValuePair<DuePlace, Due>> _dues = dues.All.GetEnumerator();
    private DueCounts? _counts;
    private Dictionary<string, DueGroup>? _groups;

    internal Due Due => _dues.Current.Value;

    internal DuePlace Place => _dues.Current.Key;

    internal bool MoveNext()
    {
        if (isPaused && dues.Demands == 0)
            return false;
        while (_dues.MoveNext())
        {
            if (Counts(Due) && !IsInGroupOfAnother())
                return true;
        }

        return false;
    }

    /// <summary>The due it has come to, with those that are run together with it.</summary>
    /// <param name="handler">In the version that would run.</param>
    internal DueGroup Group(HandlerDefinition handler)
    {
        if (handler.Gathering is not { } gathering)
            return DueGroup.Of(Due);
        // What a person asked for, and what waits since the handler of this name ran on something else, is run alone.
        _groups ??= DueGroup.Of(dues.All.Values.Where(due => Counts(due) && due.Trigger == handler.Trigger), gathering)
            .SelectMany(group => group.Dues.Select(due => (due.Key, group)))
            .ToDictionary();
        return _groups.GetValueOrDefault(Due.Key) ?? DueGroup.Of(Due);
    }

    /// <summary>What is to become of those it has come to.</summary>
    /// <param name="group">They.</param>
    /// <param name="handler">In the version that would run.</param>
    /// <param name="open">The handler's runs that have not ended.</param>
    internal Turn Turn(DueGroup group, HandlerDefinition handler, IReadOnlyList<OpenRun> open)
    {
        // Where a handler gathers, what waits for one record, or for all, is one group already.
        if (WaitsInLine(handler) || handler.Gathering is not null)
            return Runs.Turn.Of(group, handler, open, before: 0, behind: false);
        _counts ??= new DueCounts(dues.All.Values.Where(Counts));
        _counts.Reach(Due);
        return Runs.Turn.Of(group, handler, open, _counts.Before(Due), _counts.Behind(Due));
    }

    /// <summary>Those it has come to go on waiting.</summary>
    /// <returns>Whether anything is to be done about those behind it.</returns>
    internal bool GoOn(DueGroup group, HandlerDefinition handler, IReadOnlyList<OpenRun> open, bool hasRoom)
    {
        _counts?.Wait(Due);
        // Behind one that waits for its record there may be another's.
        return !WaitsInLine(handler) || (hasRoom && group.Subject is not null && open.Count < handler.AtMost);
    }

    private bool Counts(Due due) => !isPaused || HandlerDues.IsDemand(due);

    private bool IsInGroupOfAnother() => _groups?.GetValueOrDefault(Due.Key) is { } group && group.First != Due;

    /// <summary>Of all others some may have to be dropped, or to be run in the place of others.</summary>
    private static bool WaitsInLine(HandlerDefinition handler) => handler.Overlap is Overlap.QueueAll or Overlap.Parallel;
}
