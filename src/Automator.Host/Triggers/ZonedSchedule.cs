using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Automator.Host.Runs;

namespace Automator.Host.Triggers;

/// <summary>
/// Wall times of a zone as instants. A wall time that the clocks leap over fires at the leap, so nothing due is skipped. A
/// wall time that comes twice fires the first time, and the second time only for an interval, which goes on meanwhile.
/// </summary>
/// <param name="cron">The wall times.</param>
/// <param name="zone">Whose.</param>
/// <param name="delay">How much later than them each occurrence is.</param>
internal sealed class ZonedSchedule(CronSchedule cron, ZoneRules zone, TimeSpan delay = default)
{
    /// <summary>How much later a handler fires than its times: always the same, and within its jitter.</summary>
    internal static TimeSpan DelayOf(string account, HandlerKey handler, TimeSpan? jitter)
    {
        if (jitter is not { } most)
            return TimeSpan.Zero;
        var hash = BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{account}/{handler}")));
        return TimeSpan.FromMilliseconds((long)(most.TotalMilliseconds * (hash / (double)ulong.MaxValue)));
    }

    /// <summary>The first occurrence after an instant; null when the calendar ends before it.</summary>
    internal DateTimeOffset? Next(DateTimeOffset instant) => Undelayed(instant - delay) + delay;

    private DateTimeOffset? Undelayed(DateTimeOffset instant)
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
