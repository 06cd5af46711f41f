using System.Globalization;

namespace Automator.Emulator.Areas;

/// <summary>A time as clients write it: a day, what a clock shows, or an instant.</summary>
/// <param name="Clock">As written, in no zone but the one of <paramref name="Offset"/>, if it has any.</param>
internal sealed record SentTime(DateTime Clock, TimeSpan? Offset, bool DayOnly)
{
    private static readonly string[] Days = ["yyyy-MM-dd", "yyyy-M-d", "yyyyMMdd", "yyyy/MM/dd"];

    public DateOnly Day => DateOnly.FromDateTime(Clock);
    public DateTimeOffset? Instant => Offset is { } offset ? new DateTimeOffset(Clock, offset) : null;

    /// <summary>null: no time at all, or one so far off that no zone could shift it.</summary>
    public static SentTime? Read(string text) => Parse(text) is { Clock.Year: > 1 and < 9999 } time ? time : null;

    private static SentTime? Parse(string text)
    {
        if (DateTime.TryParseExact(text, Days, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return new SentTime(day, null, true);

        // As Ruby writes a time: 2026-11-24 10:00:00 UTC.
        if (text.EndsWith(" UTC", StringComparison.Ordinal)) text = text[..^4] + "Z";

        // A time of day alone has no date, rather than the machine's.
        const DateTimeStyles asWritten = DateTimeStyles.RoundtripKind | DateTimeStyles.NoCurrentDateDefault;
        if (!DateTime.TryParse(text, CultureInfo.InvariantCulture, asWritten, out var time)) return null;
        if (time.Kind == DateTimeKind.Unspecified) return new SentTime(time, null, !text.Contains(':'));
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? new SentTime(instant.DateTime, instant.Offset, false)
            : null;
    }
}
