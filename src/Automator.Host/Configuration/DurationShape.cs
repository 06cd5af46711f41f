using Automator.Sdk.Protocol;

namespace Automator.Host.Configuration;

/// <summary>Lengths of time, written with their unit or as a clock shows them.</summary>
internal static class DurationShape
{
    internal const string Pattern = @"^([0-9]+[smhd]|([0-9]+\.)?[0-9]{2}:[0-9]{2}:[0-9]{2})$";

    internal static TextShape<TimeSpan> Between(TimeSpan from, TimeSpan to)
    {
        var wanted = $"a duration from {Text(from)} to {Text(to)}, such as \"30s\", \"5m\", \"2h\", \"7d\" or \"00:00:30\"";
        return new(wanted, Parse, new() { ["pattern"] = Pattern });

        bool Parse(string text, Place place, out TimeSpan value) =>
            (DurationText.TryParse(text, out value) && value >= from && value <= to) || place.Wrong($"is {Quoted.Text(text)}, but must be {wanted}.");
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
}
