using System.Globalization;

namespace Automator.Host.Basecamp;

/// <summary>Dates as accounts write them, and as older ones did.</summary>
internal static class AnswerDates
{
    internal static bool TryDay(ReadOnlySpan<char> text, out DateOnly day)
    {
        day = default;
        return text.Length == 10 && DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
    }

    /// <summary>Without an offset it is UTC.</summary>
    internal static bool TryInstant(ReadOnlySpan<char> text, out DateTimeOffset instant)
    {
        const DateTimeStyles Styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (TryUtc(text, out instant))
            return true;
        if (text.EndsWith(" UTC", StringComparison.Ordinal))
            text = text[..^4];
        // Without a four-digit year in front, parsing would guess between days and months.
        return text.Length >= 10 && text[4] == '-' && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, Styles, out instant);
    }

    /// <summary>2011-07-01T10:00:00Z, which is what accounts write today. By hand, since a long answer is dates for the most part.</summary>
    private static bool TryUtc(ReadOnlySpan<char> text, out DateTimeOffset instant)
    {
        instant = default;
        if (text is not [_, _, _, _, '-', _, _, '-', _, _, 'T', _, _, ':', _, _, ':', _, _, 'Z'])
            return false;
        var (century, year, month, day) = (Digits(text, 0), Digits(text, 2), Digits(text, 5), Digits(text, 8));
        var (hour, minute, second) = (Digits(text, 11), Digits(text, 14), Digits(text, 17));
        if ((century | year | month | day | hour | minute | second) < 0)
            return false;
        year += century * 100;
        if (year == 0 || month is 0 or > 12 || day == 0 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59)
            return false;
        instant = new DateTimeOffset(year, month, day, hour, minute, second, TimeSpan.Zero);
        return true;
    }

    /// <summary>Two digits, or less than zero.</summary>
    private static int Digits(ReadOnlySpan<char> text, int at) =>
        char.IsAsciiDigit(text[at]) && char.IsAsciiDigit(text[at + 1]) ? ((text[at] - '0') * 10) + text[at + 1] - '0' : -1;
}
