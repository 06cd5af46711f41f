using Automator.Host;
using Automator.Host.Runs;
using Automator.Host.Triggers;
using Automator.Sdk;

namespace Automator.Tests.Triggers;

public sealed class ScheduleTableTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void YearlyScheduleThatIsRewrittenOften_LeavesNoQueueOfItsFormerTimes()
    {
        var table = new ScheduleTable();
        Put(table, "steady", "0 12 * * *");
        for (var version = 0; version < 1_000; version++)
            Put(table, "rewritten", $"{version % 60} 3 24 12 *");

        table.Waiting.ShouldBeLessThan(100);
        table.TakeDue(Now.AddHours(3)).ShouldNotBeNull().Key.Rule.Value.ShouldBe("steady");
        table.Next.ShouldBe(new DateTimeOffset(2026, 12, 24, 3, 999 % 60, 0, TimeSpan.Zero));
    }

    private static void Put(ScheduleTable table, string rule, string cron)
    {
        CronSchedule.TryParse(cron, out var schedule, out _).ShouldBeTrue();
        var zone = new ScheduleZones(TimeZoneInfo.Utc, _ => null).Find(null).ShouldNotBeNull();
        var entry = new ScheduleEntry(new HandlerKey(new RuleName(rule), "schedule-1"), new ZonedSchedule(schedule!, zone), cron);
        entry.Move("cursor", Now);
        table.Put(entry);
        table.Await(entry);
    }
}
