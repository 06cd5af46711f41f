namespace Automator.Host.Triggers;

/// <summary>
/// Wall times of a zone as instants. A wall time that the clocks leap over fires at the leap, so nothing due is skipped. A
/// wall time that comes twice fires the first time, and the second time only for an interval, which goes on meanwhile.
/// </summary>
/// <param name="cron">The wall times.</param>
/// <param name="zone">Whose.</param>
/// <param name="delay">How much later than them each occurrence is.</param>
/// <param name="holidays">Days of the zone on which there is none.</param>
internal sealed class ZonedSchedule(CronSchedule cron, ZoneRules zone, TimeSpan delay = default, IReadOnlySet<DateOnly>? holidays = null)
{
    /// <summary>The first occurrence after an instant; null when the calendar ends before it.</summary>
    internal DateTimeOffset? Next(DateTimeOffset instant)
    {
        var next = OnAnyDay(instant - delay);
        while (next is { } at && IsOff(at))
            next = OnAnyDay(at);
        return next + delay;
    }

    private bool IsOff(DateTimeOffset at) =>
        holidays is { Count: > 0 } && holidays.Contains(DateOnly.FromDateTime(at.UtcDateTime + zone.OffsetAt(at.UtcDateTime)));

    private DateTimeOffset? OnAnyDay(DateTimeOffset instant)
    {
        var after = instant.UtcDateTime;
        var offset = zone.OffsetAt(after);
        var wall = after + offset;
        if (zone.Recent(after) is { } recent)
            wall = Later(wall, Start(recent));

        // One turn for each stretch of time with one offset.
        while (cron.Next(wall) is { } next)
        {
            var utc = DateTime.SpecifyKind(next - offset, DateTimeKind.Utc);
            if (zone.FirstIn(after, utc) is not { } change)
                return new DateTimeOffset(utc);
            if (next < change.At + change.After)
                return new DateTimeOffset(change.At);
            (after, offset, wall) = (change.At, change.After, Start(change));
        }

        return null;
    }

    /// <summary>The wall time after which occurrences count from a change on: those of the repeated hour only for intervals.</summary>
    private DateTime Start(ZoneChange change)
    {
        var offset = !cron.IsInterval && change.Before > change.After ? change.Before : change.After;
        return DateTime.SpecifyKind(change.At + offset, DateTimeKind.Unspecified).AddTicks(-1);
    }

    private static DateTime Later(DateTime one, DateTime other) => one > other ? one : other;
}
