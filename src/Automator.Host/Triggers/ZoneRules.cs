using System.Collections.Concurrent;

namespace Automator.Host.Triggers;

/// <summary>
/// When a zone's offset changes, found by asking it for the offsets of instants only. What else it offers (ambiguous and
/// invalid times, base offset, daylight rules) disagrees with itself where a zone moved for another reason than summer.
/// </summary>
internal sealed class ZoneRules(TimeZoneInfo zone)
{
    private static readonly TimeSpan Probe = TimeSpan.FromHours(12);

    private readonly ConcurrentDictionary<int, ZoneChange[]> _years = new();

    internal string Id => zone.Id;

    internal TimeSpan OffsetAt(DateTime utc) => zone.GetUtcOffset(utc);

    /// <summary>The first change after one instant and not after another.</summary>
    internal ZoneChange? FirstIn(DateTime after, DateTime until)
    {
        for (var year = after.Year; year <= until.Year; year++)
        {
            foreach (var change in Year(year))
            {
                if (change.At > after)
                    return change.At <= until ? change : null;
            }
        }

        return null;
    }

    /// <summary>The last change at or before an instant, if it is less than two days old: no overlap is longer.</summary>
    internal ZoneChange? Recent(DateTime utc)
    {
        ZoneChange? recent = null;
        var oldest = utc - TimeSpan.FromDays(2);
        for (var next = FirstIn(oldest, utc); next is not null; next = FirstIn(next.At, utc))
            recent = next;
        return recent;
    }

    private ZoneChange[] Year(int year) => _years.GetOrAdd(year, Find);

    private ZoneChange[] Find(int year)
    {
        var changes = new List<ZoneChange>();
        var at = new DateTime(year, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddSeconds(-1);
        var end = at.AddYears(1);
        for (var before = OffsetAt(at); at < end;)
        {
            var next = at + Probe < end ? at + Probe : end;
            var after = OffsetAt(next);
            if (after != before)
                changes.Add(new ZoneChange(SecondOf(at, next, before), before, after));
            (at, before) = (next, after);
        }

        return [.. changes];
    }

    private DateTime SecondOf(DateTime before, DateTime after, TimeSpan offsetBefore)
    {
        while (after - before > TimeSpan.FromSeconds(1))
        {
            var middle = before.AddSeconds(Math.Floor((after - before).TotalSeconds / 2));
            if (OffsetAt(middle) == offsetBefore)
                before = middle;
            else
                after = middle;
        }

        return after;
    }
}

/// <summary>The instant from which another offset holds.</summary>
internal sealed record ZoneChange(DateTime At, TimeSpan Before, TimeSpan After);
