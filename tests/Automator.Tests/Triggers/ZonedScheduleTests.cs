using System.Globalization;
using Automator.Host.Triggers;
using Shouldly;
using Xunit;

namespace Automator.Tests.Triggers;

public sealed class ZonedScheduleTests
{
    [Theory]
    [InlineData("30 2 * * *", "Europe/Berlin", "2027-03-27T12:00Z", "2027-03-28T01:00Z", "2027-03-29T00:30Z")] // Leapt over: at the leap.
    [InlineData("0 2 * * *", "Europe/Berlin", "2027-03-27T12:00Z", "2027-03-28T01:00Z", "2027-03-29T00:00Z")]
    [InlineData("15,45 2 * * *", "Europe/Berlin", "2027-03-27T12:00Z", "2027-03-28T01:00Z", "2027-03-29T00:15Z")] // Two leapt over: once.
    [InlineData("0 3 * * *", "Europe/Berlin", "2027-03-27T12:00Z", "2027-03-28T01:00Z", "2027-03-29T01:00Z")]
    [InlineData("*/30 * * * *", "Europe/Berlin", "2027-03-28T00:20Z", "2027-03-28T00:30Z", "2027-03-28T01:00Z", "2027-03-28T01:30Z")]
    [InlineData("30 2 * * *", "Europe/Berlin", "2027-10-30T12:00Z", "2027-10-31T00:30Z", "2027-11-01T01:30Z")] // Repeated: once.
    [InlineData("*/30 * * * *", "Europe/Berlin", "2027-10-31T00:00Z", "2027-10-31T00:30Z", "2027-10-31T01:00Z", "2027-10-31T01:30Z", "2027-10-31T02:00Z")]
    [InlineData("*/30 2 * * *", "Europe/Berlin", "2027-10-31T00:00Z", "2027-10-31T00:30Z", "2027-10-31T01:00Z", "2027-10-31T01:30Z", "2027-11-01T01:00Z")]
    [InlineData("30 1 * * *", "America/New_York", "2027-11-07T05:30Z", "2027-11-08T06:30Z")] // From inside the repeated hour.
    [InlineData("30 1 * * *", "America/New_York", "2027-11-07T06:10Z", "2027-11-08T06:30Z")]
    [InlineData("0 2 * * *", "Australia/Lord_Howe", "2027-10-02T12:00Z", "2027-10-02T15:30Z", "2027-10-03T15:00Z")] // Half an hour.
    [InlineData("0 0 * * *", "Africa/Cairo", "2027-04-29T12:00Z", "2027-04-29T22:00Z", "2027-04-30T21:00Z")] // The leap is at midnight.
    [InlineData("0 9 30 12 *", "Pacific/Apia", "2011-12-29T12:00Z", "2011-12-30T10:00Z", "2012-12-29T19:00Z")] // A day that never was.
    [InlineData("0 9 29 2 *", "Asia/Kathmandu", "2027-01-01T00:00Z", "2028-02-29T03:15Z", "2032-02-29T03:15Z")]
    [InlineData("0 0 * * *", "UTC", "2027-01-01T00:00Z", "2027-01-02T00:00Z")]
    public void Occurrences_FollowTheZone(string cron, string zone, string after, params string[] expected)
    {
        var schedule = new ZonedSchedule(CronSchedule.Parse(cron), new ZoneRules(TimeZoneInfo.FindSystemTimeZoneById(zone)));
        var at = Instant(after);
        foreach (var next in expected)
        {
            at = schedule.Next(at).ShouldNotBeNull();
            at.ShouldBe(Instant(next));
            at.Offset.ShouldBe(TimeSpan.Zero);
        }
    }

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
