using System.Globalization;

namespace Automator.Emulator.Areas;

/// <summary>
/// Hours as clients write them: <c>2.5</c>, <c>2,5</c>, <c>2:30</c>. None at all is allowed: clients begin an entry when
/// they start a clock, and fill it when they stop it. Kept to four places, so that twenty minutes are 0.3333.
/// </summary>
internal static class HourCount
{
    private const decimal Bound = 10_000;

    /// <summary>null: no hours, fewer than none, or more than any project takes.</summary>
    public static decimal? Read(string text)
    {
        var colon = text.IndexOf(':');
        var hours = colon < 0 ? Number(text.Replace(',', '.')) : Clock(text[..colon], text[(colon + 1)..]);
        return hours is { } count && Math.Round(count, 4) is < Bound and var kept ? kept : null;
    }

    /// <summary>As Rails writes a float: a place behind the point at least.</summary>
    public static string Write(decimal hours) => hours.ToString("0.0###", CultureInfo.InvariantCulture);

    private static decimal? Number(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static decimal? Clock(string hours, string minutes) =>
        Whole(hours.Length == 0 ? "0" : hours) is { } whole && minutes.Length is 1 or 2 && Whole(minutes) is < 60 and var part
            ? whole + (part / 60m)
            : null;

    private static int? Whole(string digits) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
