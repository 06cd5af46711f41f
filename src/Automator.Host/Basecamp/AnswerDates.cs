using System.Globalization;

namespace Automator.Host.Basecamp;

/// <summary>Dates as accounts write them, and as older ones did.</summary>
internal static class AnswerDates
{
    private const string Utc = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    internal static bool TryDay(ReadOnlySpan<char> text, out DateOnly day)
    {
        day = default;
        return text.Length == 10 && DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
    }

    /// <summary>Without an offset it is UTC.</summary>
    internal static bool TryInstant(ReadOnlySpan<char> text, out DateTimeOffset instant)
    {
        const DateTimeStyles Styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (DateTimeOffset.TryParseExact(text, Utc, CultureInfo.InvariantCulture, Styles, out instant))
            return true;
        if (text.EndsWith(" UTC", StringComparison.Ordinal))
            text = text[..^4];
        // Without a four-digit year in front, parsing would guess between days and months.
        return text.Length >= 10 && text[4] == '-' && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, Styles, out instant);
    }
}
