using System.Diagnostics.CodeAnalysis;
using NCrontab;

namespace Automator.Host.Triggers;

/// <summary>
/// A cron expression: wall times, without a zone and without a clock. NCrontab finds the times; what it is given has been
/// read and written anew as plain numbers, because it takes some expressions for others and throws on some usual ones.
/// </summary>
internal sealed class CronSchedule
{
    private const int LongestQuote = 100;
    private const int LongestMessage = 500;

    private static readonly Dictionary<string, string> Macros = new(StringComparer.OrdinalIgnoreCase)
    {
        ["@hourly"] = "0 * * * *",
        ["@daily"] = "0 0 * * *",
        ["@midnight"] = "0 0 * * *",
        ["@weekly"] = "0 0 * * 0",
        ["@monthly"] = "0 0 1 * *",
        ["@yearly"] = "0 0 1 1 *",
        ["@annually"] = "0 0 1 1 *",
    };

    private readonly CrontabSchedule _times;

    private CronSchedule(CrontabSchedule times, bool isInterval) => (_times, IsInterval) = (times, isInterval);

    /// <summary>True with <c>*</c>, a step or a range in the hour, minute or second: "every so often" rather than "at".</summary>
    internal bool IsInterval { get; }

    internal static CronSchedule Parse(string text) =>
        TryParse(text, out var schedule, out var error) ? schedule : throw new FormatException(error);

    /// <summary>What is wrong with an expression and what to write instead; null when it is right.</summary>
    internal static string? Validate(string text) => TryParse(text, out _, out var error) ? null : error;

    internal static bool TryParse(string text, [NotNullWhen(true)] out CronSchedule? schedule, [NotNullWhen(false)] out string? error)
    {
        try
        {
            (schedule, error) = (Read(text), null);
            return true;
        }
        catch (CronSyntaxException e)
        {
            // A word of it that is quoted may be as long as all of it.
            (schedule, error) = (null, $"'{Cut(text, LongestQuote)}' is no schedule: {Cut(e.Message, LongestMessage)}");
            return false;
        }
    }

    /// <summary>The first wall time after another one; null when the calendar ends before it.</summary>
    internal DateTime? Next(DateTime after)
    {
        // NCrontab says "never" by answering the end it was given, and looks no further than that.
        var next = _times.GetNextOccurrence(after, DateTime.MaxValue);
        return next < DateTime.MaxValue.Date ? next : null;
    }

    private static CronSchedule Read(string text)
    {
        var words = Expand(text.Trim()).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        CronField[] fields = [CronField.Second, CronField.Minute, CronField.Hour, CronField.Day, CronField.Month, CronField.Weekday];
        if (words.Length is not (5 or 6))
            throw new CronSyntaxException($"it has {words.Length} field{(words.Length == 1 ? "" : "s")}. Write five (minute, hour, day of month, month, day of week) or six (second first).");
        var hasSeconds = words.Length == 6;
        if (!hasSeconds)
            fields = fields[1..];

        var values = fields.Select((field, i) => new CronFieldReader(field).Read(words[i])).ToArray();
        RefuseNever(days: values[^3], months: values[^2]);
        var plain = string.Join(' ', values.Zip(fields, Plain));
        var isInterval = fields.Where((field, i) => field.IsOfDay && CronFieldReader.IsInterval(words[i])).Any();
        return new CronSchedule(CrontabSchedule.Parse(plain, new CrontabSchedule.ParseOptions { IncludingSeconds = hasSeconds }), isInterval);
    }

    private static string Cut(string text, int atMost) => text.Length <= atMost ? text : text[..atMost] + "…";

    private static string Expand(string text)
    {
        if (!text.StartsWith('@'))
            return text;
        return Macros.TryGetValue(text, out var expression)
            ? expression
            : throw new CronSyntaxException($"there is no such word. Write one of {string.Join(", ", Macros.Keys)}, or five fields.");
    }

    private static string Plain(SortedSet<int> values, CronField field) =>
        values.Count == field.Last - field.First + 1 ? "*" : string.Join(',', values);

    /// <summary>Every weekday meets every date, February 29 within 40 years; so only day and month can exclude each other.</summary>
    private static void RefuseNever(SortedSet<int> days, SortedSet<int> months)
    {
        const int LeapYear = 2028;
        if (months.Any(month => days.Min <= DateTime.DaysInMonth(LeapYear, month)))
            return;
        throw new CronSyntaxException($"it never fires, for no month it names has a day {days.Min}. Write a day of month that the month has.");
    }
}
