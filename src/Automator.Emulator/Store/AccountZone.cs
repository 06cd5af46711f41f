using TimeZoneConverter;

namespace Automator.Emulator.Store;

/// <summary>The account's zone is its primary company's, a Rails name. A due date is a day there.</summary>
internal sealed class AccountZone(Func<string> name)
{
    private (string Name, TimeZoneInfo Zone) _known = ("UTC", TimeZoneInfo.Utc);

    public DateTimeOffset Midnight(DateOnly day) => At(day.ToDateTime(TimeOnly.MinValue));

    /// <summary>The instant at which the zone's clocks show this.</summary>
    public DateTimeOffset At(DateTime local)
    {
        var zone = Zone();

        // Clocks that go forward skip an hour, some at midnight: what they never show is taken for what follows.
        while (zone.IsInvalidTime(local)) local = local.AddMinutes(30);
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }

    /// <summary>The same time of day, some days later or earlier.</summary>
    public DateTimeOffset Moved(DateTimeOffset instant, int days) => At(TimeZoneInfo.ConvertTime(instant, Zone()).DateTime.AddDays(days));

    public DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, Zone()).DateTime);

    public static bool Exists(string name) => TryFind(name) is not null;

    private TimeZoneInfo Zone()
    {
        var wanted = name();
        if (_known.Name != wanted) _known = (wanted, TryFind(wanted) ?? TimeZoneInfo.Utc);
        return _known.Zone;
    }

    private static TimeZoneInfo? TryFind(string name)
    {
        var iana = TZConvert.TryRailsToIana(name, out var converted) ? converted : name;
        return TZConvert.TryGetTimeZoneInfo(iana, out var zone) ? zone : null;
    }
}
