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
