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

    internal Due Due => _dues.Current.Value;

    internal DuePlace Place => _dues.Current.Key;

    internal bool MoveNext()
    {
        if (isPaused && dues.Demands == 0)
            return false;
        while (_dues.MoveNext())
        {
            if (!isPaused || HandlerDues.IsDemand(Due))
                return true;
        }

        return false;
    }

    /// <summary>What is to become of the due it has come to.</summary>
    /// <param name="handler">In the version that would run.</param>
    /// <param name="open">The handler's runs that have not ended.</param>
    internal Turn Turn(HandlerDefinition handler, IReadOnlyList<OpenRun> open)
    {
        if (WaitsInLine(handler))
            return Runs.Turn.Of(Due, handler, open, before: 0, behind: false);
        _counts ??= new DueCounts(dues.All.Values.Where(due => !isPaused || HandlerDues.IsDemand(due)));
        _counts.Reach(Due);
        return Runs.Turn.Of(Due, handler, open, _counts.Before(Due), _counts.Behind(Due));
    }

    /// <summary>The due it has come to goes on waiting.</summary>
    /// <returns>Whether anything is to be done about those behind it.</returns>
    internal bool GoOn(HandlerDefinition handler, IReadOnlyList<OpenRun> open, bool hasRoom)
    {
        _counts?.Wait(Due);
        // Behind one that waits for its record there may be another's.
        return !WaitsInLine(handler) || (hasRoom && Due.Subject is not null && open.Count < handler.AtMost);
    }

    /// <summary>Of all others some may have to be dropped, or to be run in the place of others.</summary>
    private static bool WaitsInLine(HandlerDefinition handler) => handler.Overlap is Overlap.QueueAll or Overlap.Parallel;
}
