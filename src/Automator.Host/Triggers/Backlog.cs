namespace Automator.Host.Triggers;

/// <summary>The occurrences of a stretch of time that has passed.</summary>
internal static class Backlog
{
    internal static IEnumerable<DateTimeOffset> Between(ZonedSchedule schedule, DateTimeOffset after, DateTimeOffset until)
    {
        for (var next = schedule.Next(after); next is { } at && at <= until; next = schedule.Next(at))
            yield return at;
    }

    /// <summary>
    /// The latest few, oldest first. Looks back in growing strides: a schedule of every second that was missed for a year
    /// must not be counted through.
    /// </summary>
    internal static IReadOnlyList<DateTimeOffset> Latest(ZonedSchedule schedule, DateTimeOffset after, DateTimeOffset until, int atMost)
    {
        for (var stride = TimeSpan.FromMinutes(1); ; stride *= 8)
        {
            var isWhole = until - after <= stride;
            var found = Last(Between(schedule, isWhole ? after : until - stride, until), atMost);
            if (isWhole || found.Count == atMost)
                return found;
        }
    }

    private static List<DateTimeOffset> Last(IEnumerable<DateTimeOffset> all, int atMost)
    {
        var kept = new Queue<DateTimeOffset>(atMost);
        foreach (var at in all)
        {
            if (kept.Count == atMost)
                kept.Dequeue();
            kept.Enqueue(at);
        }

        return [.. kept];
    }
}
