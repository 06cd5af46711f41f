namespace Automator.Host.Triggers;

/// <summary>One place of a cron expression: what it is called, what it holds, and how it is told to people.</summary>
internal sealed record CronField(string Name, int First, int Last)
{
    internal static CronField Second { get; } = new("second", 0, 59) { IsOfDay = true };

    internal static CronField Minute { get; } = new("minute", 0, 59) { IsOfDay = true };

    internal static CronField Hour { get; } = new("hour", 0, 23) { IsOfDay = true };

    internal static CronField Day { get; } = new("day of month", 1, 31) { TakesQuestionMark = true };

    internal static CronField Month { get; } = new("month", 1, 12)
    {
        Names = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"],
    };

    internal static CronField Weekday { get; } = new("day of week", 0, 6)
    {
        Names = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"],
        TakesQuestionMark = true,
    };

    internal IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>True where <c>?</c> is another way to write <c>*</c>.</summary>
    internal bool TakesQuestionMark { get; init; }

    /// <summary>True where <c>*</c>, steps and ranges make an interval, which goes on through a repeated hour.</summary>
    internal bool IsOfDay { get; init; }

    /// <summary>The highest number that may be written: a Sunday is 7 too.</summary>
    internal int Highest => this == Weekday ? 7 : Last;

    internal string Takes => Names.Count > 0
        ? $"{First} to {Highest}, or {Names[0]} to {Names[^1]}"
        : $"{First} to {Highest}";
}
