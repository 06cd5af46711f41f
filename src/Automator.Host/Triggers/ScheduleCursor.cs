using System.Globalization;

namespace Automator.Host.Triggers;

/// <summary>How far a schedule has been considered, and which schedule that was: another zone or expression starts anew.</summary>
internal sealed record ScheduleCursor(DateTimeOffset At, string Schedule)
{
    internal static ScheduleCursor? Read(string? text)
    {
        var space = text?.IndexOf(' ', StringComparison.Ordinal) ?? -1;
        return space > 0 && DateTimeOffset.TryParseExact(text.AsSpan(0, space), "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
            ? new ScheduleCursor(at, text![(space + 1)..])
            : null;
    }

    public override string ToString() => $"{At:O} {Schedule}";
}
