using System.Globalization;
using Automator.Emulator.Store;
using Automator.Emulator.Wire;

namespace Automator.Emulator.Areas;

/// <summary>Clients send a day, a local time or an instant; what counts is the day it is in the account's zone.</summary>
internal static class DueDates
{
    private static readonly string[] Days = ["yyyy-MM-dd", "yyyy-M-d", "yyyyMMdd", "yyyy/MM/dd"];

    public static Said In(Fields fields, AccountZone zone)
    {
        if (!fields.Has("due-at")) return new Said(false, null, null);
        if (fields.Filled("due-at") is not { } text) return new Said(true, null, null);
        if (DateOnly.TryParseExact(text, Days, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return new Said(true, day, null);
        if (!DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time))
            return new Said(true, null, "Due at is not a date");
        if (time.Kind == DateTimeKind.Unspecified) return new Said(true, DateOnly.FromDateTime(time), null);
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant) && instant.Year is > 1 and < 9999
            ? new Said(true, zone.DayOf(instant), null)
            : new Said(true, null, "Due at is not a date");
    }

    internal sealed record Said(bool Given, DateOnly? Day, string? Error);
}
