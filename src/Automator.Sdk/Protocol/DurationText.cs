namespace Automator.Sdk.Protocol;

/// <summary>Lengths of time as people write them: with a unit, or as a clock shows them.</summary>
internal static class DurationText
{
    internal static bool TryParse(string text, out TimeSpan value)
    {
        value = default;
        if (text is [.. var digits, 's' or 'm' or 'h' or 'd'] && AreDigits(digits))
        {
            var seconds = text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, _ => 86400 };
            // What no TimeSpan holds is past every range here.
            value = int.TryParse(digits, out var count)
                ? TimeSpan.FromSeconds(Math.Min((long)count * seconds, (long)TimeSpan.MaxValue.TotalSeconds))
                : TimeSpan.MaxValue;
            return true;
        }

        // Alone, the constant format would take "7" for seven days and "00:30" for half an hour.
        return IsClock(text) && TimeSpan.TryParseExact(text, "c", null, out value);
    }

    /// <summary>Such as 00:30:00, or 1.00:30:00.</summary>
    private static bool IsClock(string text)
    {
        const int Length = 8;
        return text.Length >= Length && text.AsSpan(text.Length - Length) is [var a, var b, ':', var c, var d, ':', var e, var f] && AreDigits([a, b, c, d, e, f])
            && (text.Length == Length || (text[..^Length] is [.. var days, '.'] && AreDigits(days)));
    }

    private static bool AreDigits(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExceptInRange('0', '9');
}
