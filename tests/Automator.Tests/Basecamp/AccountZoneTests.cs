using Automator.Host.Basecamp;
using Automator.Sdk;
using Shouldly;
using Xunit;

namespace Automator.Tests.Basecamp;

public sealed class AccountZoneTests
{
    [Theory]
    [InlineData("Pacific Time (US & Canada)")]
    [InlineData("America/Los_Angeles")]
    [InlineData("Pacific Standard Time")]
    public void Name_OfAnyKind_IsTheSameZone(string name)
    {
        AccountZone.TryFind(name, out var zone).ShouldBeTrue();
        zone!.Name.ShouldBe(name);
        zone.DayOf(new DateTimeOffset(2024, 1, 2, 7, 59, 0, TimeSpan.Zero)).ShouldBe(new DateOnly(2024, 1, 1));
        zone.DayOf(new DateTimeOffset(2024, 1, 2, 8, 0, 0, TimeSpan.Zero)).ShouldBe(new DateOnly(2024, 1, 2));
    }

    /// <summary>Names as Rails, IANA and Windows have them, and the minutes they are ahead of UTC in January and in July.</summary>
    [Theory]
    [InlineData("International Date Line West", "Etc/GMT+12", "Dateline Standard Time", -720, -720)]
    [InlineData("Hawaii", "Pacific/Honolulu", "Hawaiian Standard Time", -600, -600)]
    [InlineData("Arizona", "America/Phoenix", "US Mountain Standard Time", -420, -420)]
    [InlineData("Central Time (US & Canada)", "America/Chicago", "Central Standard Time", -360, -300)]
    [InlineData("Eastern Time (US & Canada)", "America/New_York", "Eastern Standard Time", -300, -240)]
    [InlineData("Newfoundland", "America/St_Johns", "Newfoundland Standard Time", -210, -150)]
    [InlineData("London", "Europe/London", "GMT Standard Time", 0, 60)]
    [InlineData("Berlin", "Europe/Berlin", "W. Europe Standard Time", 60, 120)]
    [InlineData("Mumbai", "Asia/Kolkata", "India Standard Time", 330, 330)]
    [InlineData("Kathmandu", "Asia/Kathmandu", "Nepal Standard Time", 345, 345)]
    [InlineData("Tokyo", "Asia/Tokyo", "Tokyo Standard Time", 540, 540)]
    [InlineData("Adelaide", "Australia/Adelaide", "Cen. Australia Standard Time", 630, 570)]
    [InlineData("Auckland", "Pacific/Auckland", "New Zealand Standard Time", 780, 720)]
    public void Names_OfAllThreeKinds_AreOneZone(string rails, string iana, string windows, int january, int july)
    {
        foreach (var name in (string[])[rails, iana, windows, $" {rails} "])
        {
            AccountZone.TryFind(name, out var zone).ShouldBeTrue(name);
            zone!.Info.GetUtcOffset(new DateTime(2024, 1, 15, 12, 0, 0, DateTimeKind.Utc)).TotalMinutes.ShouldBe(january, name);
            zone.Info.GetUtcOffset(new DateTime(2024, 7, 15, 12, 0, 0, DateTimeKind.Utc)).TotalMinutes.ShouldBe(july, name);
        }
    }

    [Fact]
    public void EveryZoneThatRailsKnows_IsFound() =>
        TimeZoneConverter.TZConvert.KnownRailsTimeZoneNames.Where(name => !AccountZone.TryFind(name, out _)).ShouldBeEmpty();

    [Theory]
    [InlineData("Middle Earth")]
    [InlineData("")]
    public void Name_OfNoZone_IsNotFound(string name) => AccountZone.TryFind(name, out _).ShouldBeFalse();

    /// <summary>Due dates come as local midnight in UTC; on some days of DST midnight is missing or comes twice.</summary>
    [Theory]
    [InlineData("Pacific Time (US & Canada)", "2024-03-10T08:00:00Z", "2024-03-10")]
    [InlineData("Pacific Time (US & Canada)", "2024-03-11T07:00:00Z", "2024-03-11")]
    [InlineData("Pacific Time (US & Canada)", "2024-11-03T07:00:00Z", "2024-11-03")]
    [InlineData("Pacific Time (US & Canada)", "2024-11-04T08:00:00Z", "2024-11-04")]
    [InlineData("UTC", "2024-02-29T00:00:00Z", "2024-02-29")]
    [InlineData("London", "2024-06-30T23:00:00Z", "2024-07-01")]
    [InlineData("Nuku'alofa", "2024-05-01T11:00:00Z", "2024-05-02")]
    [InlineData("Auckland", "2024-01-01T11:00:00Z", "2024-01-02")]
    [InlineData("Brasilia", "2018-11-04T03:00:00Z", "2018-11-04")]
    [InlineData("Pacific Time (US & Canada)", "2024-03-10", "2024-03-10")]
    [InlineData("Auckland", "2024-01-02", "2024-01-02")]
    public void DueAt_IsTheDayItFallsOnInTheZone(string zone, string dueAt, string day) => AnswerReadingTests.Read(
        $"<todo-item><id>1</id><created-at>2011-07-01T10:00:00Z</created-at><due-at>{dueAt}</due-at></todo-item>", AnswerTodos.Item, zone)
        .DueOn.ShouldBe(DateOnly.Parse(day));
}
