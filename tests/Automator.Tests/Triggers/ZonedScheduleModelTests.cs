using Automator.Host.Triggers;
using CsCheck;
using Shouldly;
using Xunit;

namespace Automator.Tests.Triggers;

/// <summary>
/// The definition, minute by minute: a wall time fires at each instant that shows it, a fixed time only at the first of
/// them; wall times that no instant shows fire at the instant that leaps over them.
/// </summary>
public sealed class ZonedScheduleModelTests
{
    private static readonly TimeSpan Before = TimeSpan.FromHours(6);
    private static readonly TimeSpan After = TimeSpan.FromHours(6);

    private static readonly Gen<string> Expressions = Gen.Select(
        Gen.OneOf(Gen.Int[0, 59].Select(m => $"{m}"), Gen.OneOfConst("*/15", "*/7", "0,30", "10-20", "50-10", "*")),
        Gen.OneOf(Gen.Int[0, 23].Select(h => $"{h}"), Gen.OneOfConst("*", "*/2", "0-3", "22-2", "1,2,3", "23,0")),
        Gen.OneOfConst("* * *", "* * SUN", "? * SAT-MON", "25-31 * *", "* OCT-APR *"),
        (minute, hour, days) => $"{minute} {hour} {days}");

    [Fact]
    public void AnyExpressionAtAnyChange_FiresByTheDefinition() =>
        Gen.Select(Gen.Int[0, ZoneChanges.All.Count - 1], Expressions).Sample(
            (index, expression) =>
            {
                var (zone, rules, change) = ZoneChanges.All[index];
                var cron = CronSchedule.Parse(expression);
                var schedule = new ZonedSchedule(cron, rules);
                var (from, until) = (change.At - Before, change.At + After);
                var expected = Model(zone, cron, from, until);
                Backlog.Between(schedule, from, until).Select(at => at.UtcDateTime).ShouldBe(expected, $"{expression} in {zone.Id} at {change.At:O}");
            },
            iter: 3_000);

    private static List<DateTime> Model(TimeZoneInfo zone, CronSchedule cron, DateTime from, DateTime until)
    {
        var fires = new List<DateTime>();
        var shown = new HashSet<DateTime>();
        var last = Wall(zone, from);
        for (var utc = from.AddMinutes(-180); utc <= from; utc = utc.AddMinutes(1))
            shown.Add(Wall(zone, utc));
        for (var utc = from.AddMinutes(1); utc <= until; utc = utc.AddMinutes(1))
        {
            var wall = Wall(zone, utc);
            var leapt = false;
            for (var skipped = last.AddMinutes(1); skipped < wall; skipped = skipped.AddMinutes(1))
                leapt |= IsTime(cron, skipped);
            if (leapt || IsTime(cron, wall) && (!shown.Contains(wall) || cron.IsInterval))
                fires.Add(utc);
            shown.Add(wall);
            last = wall;
        }

        return fires;
    }

    private static DateTime Wall(TimeZoneInfo zone, DateTime utc) => DateTime.SpecifyKind(utc + zone.GetUtcOffset(utc), DateTimeKind.Unspecified);

    private static bool IsTime(CronSchedule cron, DateTime wall) => cron.Next(wall.AddTicks(-1)) == wall;
}
