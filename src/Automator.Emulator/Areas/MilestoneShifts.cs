using Automator.Emulator.Store;

namespace Automator.Emulator.Areas;

/// <summary>Where a milestone's deadline moves, the open ones after it can move along.</summary>
internal static class MilestoneShifts
{
    /// <summary>By how many days each moves; null where one would leave the calendar.</summary>
    public static IReadOnlyList<(CalendarEntry Milestone, int Days)>? Plan(Account account, CalendarEntry moved, DateOnly to, bool offWeekends)
    {
        var days = to.DayNumber - moved.Deadline.DayNumber;
        if (days == 0) return [];
        var upcoming = account.Calendar.Under(moved.ProjectId)
            .Where(entry => entry.Id != moved.Id && entry.IsMilestone() && !entry.Completed() && entry.Deadline > moved.Deadline)
            .Select(entry => (Milestone: entry, Days: Days(entry.Deadline, days, offWeekends)))
            .ToList();
        return upcoming.TrueForAll(shift => shift.Days is not null && Within(shift.Milestone.StartAt, shift.Days.Value))
            ? [.. upcoming.Select(shift => (shift.Milestone, shift.Days!.Value))]
            : null;
    }

    public static void Move(CalendarEntry milestone, int days, AccountZone zone)
    {
        (milestone.StartAt, milestone.Deadline) = (milestone.StartAt.AddDays(days), milestone.Deadline.AddDays(days));
        if (milestone.DeadlineAt is { } at) milestone.DeadlineAt = zone.Moved(at, days);
    }

    /// <summary>The days to a deadline's new place: off weekends, what would fall on one waits for its Monday.</summary>
    public static int? Days(DateOnly deadline, int days, bool offWeekends)
    {
        if (!Within(deadline, days)) return null;
        if (!offWeekends) return days;
        return deadline.AddDays(days).DayOfWeek switch
        {
            DayOfWeek.Saturday => days + 2,
            DayOfWeek.Sunday => days + 1,
            _ => days,
        };
    }

    // The years in which any zone can place an instant.
    private static bool Within(DateOnly day, int days) =>
        day.DayNumber + (long)days is var number && number > DateOnly.MinValue.DayNumber + 366 && number < DateOnly.MaxValue.DayNumber - 366;
}
