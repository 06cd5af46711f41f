using System.Text.RegularExpressions;

namespace Automator.Host.Configuration;

/// <summary>Lengths of time, written with their unit or as a clock shows them.</summary>
internal static partial class DurationShape
{
    internal const string Pattern = @"^([0-9]+[smhd]|([0-9]+\.)?[0-9]{2}:[0-9]{2}:[0-9]{2})$";

    internal static TextShape<TimeSpan> Between(TimeSpan from, TimeSpan to)
    {
        var wanted = $"a duration from {Text(from)} to {Text(to)}, such as \"30s\", \"5m\", \"2h\", \"7d\" or \"00:00:30\"";
        return new(wanted, Parse, new() { ["pattern"] = Pattern });

        bool Parse(string text, Place place, out TimeSpan value) =>
            (TryParse(text, out value) && value >= from && value <= to) || place.Wrong($"is {Quoted.Text(text)}, but must be {wanted}.");
    }

    /// <summary>In the largest unit that leaves a whole number.</summary>
    internal static string Text(TimeSpan value) => value switch
    {
        { Ticks: 0 } => "0s",
        _ when value.Ticks % TimeSpan.TicksPerDay == 0 => $"{value.Ticks / TimeSpan.TicksPerDay}d",
        _ when value.Ticks % TimeSpan.TicksPerHour == 0 => $"{value.Ticks / TimeSpan.TicksPerHour}h",
        _ when value.Ticks % TimeSpan.TicksPerMinute == 0 => $"{value.Ticks / TimeSpan.TicksPerMinute}m",
        _ => $"{value.Ticks / TimeSpan.TicksPerSecond}s",
    };

    private static bool TryParse(string text, out TimeSpan value)
    {
        value = default;
        if (Unit().Match(text) is { Success: true } unit)
        {
            var seconds = unit.Groups[2].ValueSpan switch { "s" => 1, "m" => 60, "h" => 3600, _ => 86400 };
            // What no TimeSpan holds is past every range here.
            value = int.TryParse(unit.Groups[1].ValueSpan, out var count)
                ? TimeSpan.FromSeconds(Math.Min((long)count * seconds, (long)TimeSpan.MaxValue.TotalSeconds))
                : TimeSpan.MaxValue;
            return true;
        }

        // Alone, the constant format would take "7" for seven days and "00:30" for half an hour.
        return Clock().IsMatch(text) && TimeSpan.TryParseExact(text, "c", null, out value);
    }

    [GeneratedRegex(@"^([0-9]+)([smhd])\z")]
    private static partial Regex Unit();

    [GeneratedRegex(@"^([0-9]+\.)?[0-9]{2}:[0-9]{2}:[0-9]{2}\z")]
    private static partial Regex Clock();
}
