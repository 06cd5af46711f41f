using System.Globalization;

namespace Automator.Host.Triggers;

/// <summary>
/// Reads one field into the values it stands for. Ranges that run backwards go round (<c>FRI-MON</c>, <c>22-2</c>), which
/// NCrontab would silently turn about.
/// </summary>
internal sealed class CronFieldReader(CronField place)
{
    internal SortedSet<int> Read(string text)
    {
        var values = new SortedSet<int>();
        foreach (var part in text.Split(','))
            Add(part, values);
        return values;
    }

    /// <summary>True for <c>*</c>, a step and a range, also in a list: the same as Cronos.</summary>
    internal static bool IsInterval(string text) => text.AsSpan().ContainsAny('*', '/', '-');

    private void Add(string part, SortedSet<int> values)
    {
        if (part.Length == 0)
            throw Wrong("an entry of the list is empty. Write values with one comma between them, such as 1,15");
        RefuseQuartz(part);
        var slash = part.IndexOf('/', StringComparison.Ordinal);
        var range = slash < 0 ? part : part[..slash];
        var (first, last) = Range(range, isStepped: slash >= 0);
        var step = slash < 0 ? 1 : Step(part, part[(slash + 1)..]);
        if (last < first)
            last += Size;
        for (var value = first; value <= last; value += step)
            values.Add(Wrap(value));
    }

    private int Size => place.Last - place.First + 1;

    private int Wrap(int value) => (value - place.First) % Size + place.First;

    private (int First, int Last) Range(string range, bool isStepped)
    {
        if (range == "*" || range == "?" && place.TakesQuestionMark)
            return (place.First, place.Last);
        if (range == "?")
            throw Wrong("'?' stands only for the day of month and the day of week. Write *");
        var dash = range.IndexOf('-', StringComparison.Ordinal);
        if (dash < 0)
        {
            var only = Value(range);
            return (only, isStepped ? place.Last : only);
        }

        return (Value(range[..dash]), Value(range[(dash + 1)..])) switch
        {
            (7, var last) when place == CronField.Weekday => (0, last % 7), // A week that begins with a Sunday written 7.
            var both => both,
        };
    }

    private int Step(string part, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var step) && step >= 1 && step <= Size
            ? step
            : throw Wrong($"'{part}' has the step '{text}'. Write a step from 1 to {Size}, such as */{Math.Min(Size, 5)}");

    private int Value(string text)
    {
        for (var i = 0; i < place.Names.Count; i++)
        {
            if (text.Equals(place.Names[i], StringComparison.OrdinalIgnoreCase))
                return place.First + i;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= place.First && value <= place.Highest
            ? value
            : throw Wrong($"'{text}' is no {place.Name}. Write {place.Takes}, a range such as {place.First}-{place.First + 4}, a list such as {place.First},{place.First + 2}, or *");
    }

    private void RefuseQuartz(string part)
    {
        if (part.Contains('#', StringComparison.Ordinal))
            throw Wrong($"'{part}' means the nth weekday of a month, which is not supported. Write the days it can fall on and the weekday, such as 8-14 and FRI for the second Friday");
        if (place != CronField.Day && place != CronField.Weekday)
            return;
        if (part.Equals("L", StringComparison.OrdinalIgnoreCase) || IsNumberWith(part, 'L') || part.StartsWith("L-", StringComparison.OrdinalIgnoreCase))
            throw Wrong($"'{part}' means the last one of a month, which is not supported. Write 28-31 and let the rule look at Clock.Today, or take the first of the next month");
        if (part.Equals("W", StringComparison.OrdinalIgnoreCase) || part.Equals("LW", StringComparison.OrdinalIgnoreCase) || IsNumberWith(part, 'W'))
            throw Wrong($"'{part}' means the nearest workday, which is not supported. Write the days it can fall on with MON-FRI as the day of week");
    }

    private static bool IsNumberWith(string part, char letter) =>
        part.Length > 1 && char.ToUpperInvariant(part[^1]) == letter && (char.IsAsciiDigit(part[0]) || letter == 'L' && part.Length == 4);

    private CronSyntaxException Wrong(string what) => new($"{place.Name}: {what}.");
}
