using Automator.Sdk.Protocol;

namespace Automator.Sdk;

/// <summary>The run's time. It stands still between calls, so that a run can be repeated exactly.</summary>
public static class Clock
{
    /// <summary>The instant of the last answer the run received, in the account's zone.</summary>
    public static DateTimeOffset Now
    {
        get
        {
            var run = Ambient.Running(nameof(Clock));
            return run.Facts.Zone.Convert(run.Now);
        }
    }

    /// <summary>The account's calendar day at <see cref="Now"/>.</summary>
    public static DateOnly Today => DateOnly.FromDateTime(Now.DateTime);

    /// <summary>The first Monday to Friday after a day that is none of the account's <c>holidays</c> in automator.json.</summary>
    /// <param name="after">The day before the first candidate; <see cref="Today"/> if left out.</param>
    public static DateOnly NextWorkday(DateOnly? after = null)
    {
        var day = (after ?? Today).AddDays(1);
        var holidays = Ambient.Running(nameof(Clock)).Facts.Holidays;
        while (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || holidays.Contains(day))
            day = day.AddDays(1);
        return day;
    }

    /// <summary>Waits, also over restarts of the host; a long wait holds no worker. How it counts towards the run's time limit, <see cref="Rule.Limit"/> says.</summary>
    /// <param name="time">Nothing happens for zero or less.</param>
    public static Task Delay(TimeSpan time) =>
        time <= TimeSpan.Zero ? Task.CompletedTask : Ambient.Running(nameof(Clock)).Call(new Delay { Time = time });
}
