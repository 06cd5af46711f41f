using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Automator.Host.Runs;
using Automator.Sdk.Protocol;

namespace Automator.Host.Triggers;

/// <summary>What an account's schedules go by: zones by the names rules write (without a name, the account's), its holidays, and its name.</summary>
internal sealed class ScheduleZones(TimeZoneInfo account, Func<string, TimeZoneInfo?> find, string name = "", IReadOnlySet<DateOnly>? holidays = null)
{
    private static readonly HashSet<DateOnly> None = [];

    private readonly Dictionary<string, ZoneRules?> _known = [];
    private readonly ZoneRules _own = new(account);

    internal IReadOnlySet<DateOnly> Holidays => holidays ?? None;

    /// <summary>Null for a name that is no zone's.</summary>
    internal ZoneRules? Find(string? zoneName)
    {
        if (zoneName is null)
            return _own;
        if (!_known.TryGetValue(zoneName, out var zone))
            _known[zoneName] = zone = find(zoneName) is { } found ? new ZoneRules(found) : null;
        return zone;
    }

    /// <summary>When a handler fires; null where its zone is none.</summary>
    internal ZonedSchedule? Schedule(HandlerKey key, HandlerDefinition handler, CronSchedule cron) => Find(handler.Zone) is { } zone
        ? new ZonedSchedule(cron, zone, DelayOf(key, handler.Jitter), handler.SkipHolidays ? Holidays : None)
        : null;

    /// <summary>How much later a handler fires than its times: always the same, and within its jitter.</summary>
    internal TimeSpan DelayOf(HandlerKey key, TimeSpan? jitter)
    {
        if (jitter is not { } most)
            return TimeSpan.Zero;
        var hash = BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{name}/{key}")));
        return TimeSpan.FromMilliseconds((long)(most.TotalMilliseconds * (hash / (double)ulong.MaxValue)));
    }
}
