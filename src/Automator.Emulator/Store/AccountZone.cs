using TimeZoneConverter;

namespace Automator.Emulator.Store;

/// <summary>The account's zone is its primary company's, a Rails name. A due date is a day there.</summary>
internal sealed class AccountZone(Func<string> name)
{
    private (string Name, TimeZoneInfo Zone) _known = ("UTC", TimeZoneInfo.Utc);

    public DateTimeOffset Midnight(DateOnly day)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        var zone = Zone();

        // Some zones go forward at midnight: the day then begins an hour later.
        while (zone.IsInvalidTime(local)) local = local.AddMinutes(30);
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }

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
