using TimeZoneConverter;

namespace Automator.Host.Configuration;

/// <summary>Names of zones: of IANA, of Windows, and of Rails, which Basecamp shows.</summary>
internal static class ZoneNames
{
    internal static TextShape<string> Shape { get; } = new(
        "the name of a zone, such as \"Europe/Berlin\"", TryParse, new() { ["minLength"] = 1 });

    internal static bool Knows(string name) => TZConvert.TryRailsToIana(name, out _) || TZConvert.TryGetTimeZoneInfo(name, out _);

    private static bool TryParse(string text, Place place, out string value)
    {
        value = text.Trim();
        if (value.Length is > 0 and <= 100 && !value.Any(char.IsControl) && place.Reading.KnowsZone(value))
            return true;
        var known = TZConvert.KnownIanaTimeZoneNames.Concat(TZConvert.KnownRailsTimeZoneNames).Concat(TZConvert.KnownWindowsTimeZoneIds);
        var question = Nearest.Question(value, known);
        return place.Wrong($"is {Quoted.Text(text)}, and there is no such zone.{(question.Length > 0 ? question : " Write a name such as \"Europe/Berlin\" or \"Eastern Time (US & Canada)\".")}");
    }
}
