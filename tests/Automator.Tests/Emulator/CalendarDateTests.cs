using Automator.Emulator;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Automator.Tests.Emulator;

/// <summary>What a day, a time and today are to the calendar, in zones on either side of UTC.</summary>
public sealed class CalendarDateTests
{
    [Theory]
    [InlineData("Pacific Time (US & Canada)")]
    [InlineData("UTC")]
    [InlineData("Nuku'alofa")]
    public async Task F21_ADeadlineOfTypeDateIsNeverShifted(string zone)
    {
        await using var classic = await Classic.StartAsync(zone: zone);
        var client = classic.As(classic.Ada);

        foreach (var sent in new[] { "<deadline type=\"date\">2026-01-01</deadline>", "<deadline>2026-1-1</deadline>", "<deadline>20260101</deadline>", "<deadline type=\"date\">2026-01-01T00:00:00Z</deadline>", "<deadline type=\"Date\">2026-01-01T23:59:00-11:00</deadline>", "<deadline>2026-01-01T00:00:00</deadline>" })
        {
            var entry = await client.Xml(classic.PathOf(await client.PlanEntry(classic, "<title>A</title>" + sent).Made()));

            entry.Element("deadline")!.ToString().ShouldBe("<deadline type=\"date\">2026-01-01</deadline>", sent);
            entry.Element("start-at")!.ToString().ShouldBe("<start-at type=\"date\">2026-01-01</start-at>", sent);
        }
    }

    [Theory]
    [InlineData("Pacific Time (US & Canada)", "2026-01-01T07:59:00Z", "2026-01-01T07:59:00Z", "2025-12-31")]
    [InlineData("Pacific Time (US & Canada)", "2026-01-01T08:00:00+00:00", "2026-01-01T08:00:00Z", "2026-01-01")]
    [InlineData("UTC", "2026-01-01T23:30:00Z", "2026-01-01T23:30:00Z", "2026-01-01")]
    [InlineData("Nuku'alofa", "2026-01-01T11:30:00Z", "2026-01-01T11:30:00Z", "2026-01-02")]
    [InlineData("Nuku'alofa", "2026-01-01 09:15", "2025-12-31T20:15:00Z", "2026-01-01")]
    [InlineData("Pacific Time (US & Canada)", "2026-07-01T09:15:00", "2026-07-01T16:15:00Z", "2026-07-01")]
    public async Task F21_ADeadlineWithATimeIsAnInstantThatStartsOnItsDayInTheAccountsZone(string zone, string sent, string shown, string day)
    {
        await using var classic = await Classic.StartAsync(zone: zone);
        var client = classic.As(classic.Ada);

        var id = await client.PlanEntry(classic, $"<title>A</title><deadline type=\"datetime\">{sent}</deadline>").Made();

        var entry = await client.Xml(classic.PathOf(id));
        entry.Element("deadline")!.ToString().ShouldBe($"<deadline type=\"datetime\">{shown}</deadline>");
        entry.Element("start-at")!.Value.ShouldBe(day);
        entry.Element("all-day")!.Value.ShouldBe("false");
    }

    [Theory]
    [InlineData("0001-01-01")]
    [InlineData("9999-12-31")]
    [InlineData("9999-12-31T23:59:59Z")]
    [InlineData("0001-01-01T00:00:00+13:00")]
    [InlineData("10:00")]
    public async Task TimesAtTheEndsOfTheCalendar_AreNoTimes(string sent)
    {
        await using var classic = await Classic.StartAsync(zone: "Nuku'alofa");
        var client = classic.As(classic.Ada);
        var list = classic.Plant(bed => bed.List(classic.Project, "List"));

        (await client.PlanEntry(classic, $"<title>A</title><deadline>{sent}</deadline>").Status()).ShouldBe(422);
        (await client.PostXml($"/todo_lists/{list.Id}/todo_items.xml", $"<todo-item><content>A</content><due-at>{sent}</due-at></todo-item>").Status()).ShouldBe(422);
    }

    [Fact]
    public async Task OnOneDay_WholeDaysComeBeforeTimes()
    {
        await using var classic = await Classic.StartAsync(zone: "UTC");
        var client = classic.As(classic.Ada);
        foreach (var (title, deadline) in new[] { ("late", "2026-03-04T20:00:00Z"), ("early", "2026-03-04T08:00:00Z"), ("whole", "2026-03-04"), ("before", "2026-03-03T23:00:00Z") })
            await client.PlanEntry(classic, $"<title>{title}</title><deadline>{deadline}</deadline>").Made();

        (await client.Xml($"/projects/{classic.Project.Id}/calendar_entries.xml")).Titles().ShouldBe(["before", "whole", "early", "late"]);
    }

    [Theory]
    [InlineData("Pacific Time (US & Canada)", 7, "2026-05-06")]
    [InlineData("Pacific Time (US & Canada)", 6, "2026-05-05")]
    [InlineData("UTC", 23, "2026-05-06")]
    [InlineData("Nuku'alofa", 10, "2026-05-06")]
    [InlineData("Nuku'alofa", 11, "2026-05-07")]
    public async Task Late_IsBeforeTodayInTheAccountsZone(string zone, int hour, string today)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 5, 6, hour, 0, 0, TimeSpan.Zero));
        await using var classic = await Classic.StartAsync(new EmulatorOptions { Seed = "empty", Limits = EmulatorLimits.Off, Time = time }, zone);
        var client = classic.As(classic.Ada);
        var day = DateOnly.ParseExact(today, "yyyy-MM-dd");
        classic.Milestone("yesterday", day.AddDays(-1));
        classic.Milestone("today", day);
        classic.Milestone("done", day.AddDays(-2), entry => (entry.CompletedOn, entry.CompleterId) = (classic.Account.Now, classic.Ada.Id));
        async Task<string[]> Found(string find) => (await client.Xml($"/projects/{classic.Project.Id}/calendar_entries/milestones.xml?find={find}")).Titles();

        (await Found("late")).ShouldBe(["yesterday"]);
        (await Found("upcoming")).ShouldBe(["today"]);
        (await Found("completed")).ShouldBe(["done"]);
        (await Found("all")).ShouldBe(["done", "yesterday", "today"]);
        (await Found("")).ShouldBe(["done", "yesterday", "today"]);
    }
}
