using Automator.Emulator.Areas;
using CsCheck;
using Shouldly;
using Xunit;

namespace Automator.Tests.Emulator;

public sealed class MilestoneShiftTests
{
    private static readonly DateOnly Friday = new(2026, 3, 6);

    private static Task<int> Shift(HttpClient client, Classic classic, int id, DateOnly deadline, string beside) =>
        client.PutXml($"/projects/{classic.Project.Id}/calendar_entries/{id}.xml",
            $"<request><calendar-entry><deadline type=\"date\">{deadline:yyyy-MM-dd}</deadline></calendar-entry>{beside}</request>").Status();

    private static async Task<Dictionary<string, string>> Deadlines(HttpClient client, Classic classic) =>
        (await client.Xml($"/projects/{classic.Project.Id}/calendar_entries.xml")).Elements()
            .ToDictionary(entry => entry.Element("title")!.Value, entry => $"{entry.Element("start-at")!.Value} {entry.Element("deadline")!.Value}");

    [Theory]
    [InlineData("", "2026-03-11", "2026-03-12")]
    [InlineData("<move-upcoming-milestones>false</move-upcoming-milestones><move-upcoming-milestones-off-weekends>true</move-upcoming-milestones-off-weekends>", "2026-03-11", "2026-03-12")]
    [InlineData("<move-upcoming-milestones>true</move-upcoming-milestones>", "2026-03-14", "2026-03-15")]
    [InlineData("<move_upcoming_milestones>true</move_upcoming_milestones><move_upcoming_milestones_off_weekends>1</move_upcoming_milestones_off_weekends>", "2026-03-16", "2026-03-16")]
    public async Task ADeadlineThatMoves_MovesTheOpenMilestonesAfterIt(string beside, string wednesday, string thursday)
    {
        await using var classic = await Classic.StartAsync();
        var client = classic.As(classic.Ada);
        var first = classic.Plant(bed =>
        {
            var far = bed.Project("Far", classic.Firm, bed.Now, []);
            bed.Milestone(far, "far", Friday.AddDays(9), classic.Ada, bed.Now);
            bed.Milestone(classic.Project, "before", Friday.AddDays(-1), classic.Ada, bed.Now);
            bed.Milestone(classic.Project, "same day", Friday, classic.Ada, bed.Now);
            bed.Milestone(classic.Project, "done", Friday.AddDays(5), classic.Ada, bed.Now, entry => entry.CompletedOn = bed.Now);
            bed.Event(classic.Project, "event", Friday.AddDays(5), classic.Ada, bed.Now);
            bed.Milestone(classic.Project, "wednesday", Friday.AddDays(5), classic.Ada, bed.Now, entry => entry.StartAt = Friday.AddDays(3));
            bed.Milestone(classic.Project, "thursday", Friday.AddDays(6), classic.Ada, bed.Now);
            return bed.Milestone(classic.Project, "first", Friday, classic.Ada, bed.Now);
        });

        (await Shift(client, classic, first.Id, Friday.AddDays(3), beside)).ShouldBe(200);

        var deadlines = await Deadlines(client, classic);
        deadlines["first"].ShouldBe("2026-03-09 2026-03-09");
        deadlines["thursday"].ShouldBe($"{thursday} {thursday}");
        deadlines["wednesday"].ShouldBe($"{DateOnly.ParseExact(wednesday, "yyyy-MM-dd").AddDays(-2):yyyy-MM-dd} {wednesday}");
        (deadlines["before"], deadlines["same day"]).ShouldBe(("2026-03-05 2026-03-05", "2026-03-06 2026-03-06"));
        (deadlines["done"], deadlines["event"]).ShouldBe(("2026-03-11 2026-03-11", "2026-03-11 2026-03-11"));
        classic.Account.Work(account => account.Calendar.All.Single(entry => entry.Title == "far").Deadline).ShouldBe(Friday.AddDays(9));
    }

    [Theory]
    [InlineData("Pacific Time (US & Canada)", "2026-03-07T17:00:00Z", "2026-03-09T16:00:00Z")]
    [InlineData("Auckland", "2026-04-04T20:00:00Z", "2026-04-06T20:00:00Z")]
    [InlineData("Auckland", "2026-04-03T20:00:00Z", "2026-04-05T21:00:00Z")]
    public async Task ATimeOfDay_StaysTheSameForTheAccountsClocks(string zone, string before, string after)
    {
        await using var classic = await Classic.StartAsync(zone: zone);
        var client = classic.As(classic.Ada);
        var first = classic.Plant(bed => bed.Milestone(classic.Project, "first", Friday.AddDays(-10), classic.Ada, bed.Now));
        await client.PostXml($"/projects/{classic.Project.Id}/calendar_entries.xml",
            $"<calendar-entry><title>timed</title><type>Milestone</type><deadline type=\"datetime\">{before}</deadline></calendar-entry>").Made();

        (await Shift(client, classic, first.Id, first.Deadline.AddDays(2), "<move-upcoming-milestones>true</move-upcoming-milestones>")).ShouldBe(200);

        (await Deadlines(client, classic))["timed"].ShouldEndWith(after);
        classic.Account.Work(account => account.Calendar.All.ToList().TrueForAll(entry => entry.DeadlineAt is null || account.Zone.DayOf(entry.DeadlineAt.Value) == entry.Deadline)).ShouldBeTrue();
    }

    [Fact]
    public async Task AShiftOutOfTheCalendar_IsRefusedAndMovesNothing()
    {
        await using var classic = await Classic.StartAsync();
        var client = classic.As(classic.Ada);
        var first = classic.Plant(bed =>
        {
            bed.Milestone(classic.Project, "late", new DateOnly(9990, 1, 1), classic.Ada, bed.Now);
            return bed.Milestone(classic.Project, "first", Friday, classic.Ada, bed.Now);
        });
        var before = await Deadlines(client, classic);

        (await Shift(client, classic, first.Id, new DateOnly(4000, 1, 1), "<move-upcoming-milestones>true</move-upcoming-milestones>")).ShouldBe(422);

        (await Deadlines(client, classic)).ShouldBe(before);
    }

    [Fact]
    public void OffWeekends_KeepsTheOrderAndWaitsAtMostTwoDays()
    {
        Gen.Select(Gen.Int[0, 4000], Gen.Int[0, 5], Gen.Int[-2000, 2000]).Sample((start, gap, days) =>
        {
            DateOnly Moved(DateOnly deadline) => deadline.AddDays(MilestoneShifts.Days(deadline, days, offWeekends: true)!.Value);
            var (deadline, later) = (Friday.AddDays(start), Friday.AddDays(start + gap));

            var waits = deadline.AddDays(days).DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
            Moved(deadline).DayOfWeek.ShouldBe(waits ? DayOfWeek.Monday : deadline.AddDays(days).DayOfWeek);
            (Moved(deadline).DayNumber - deadline.AddDays(days).DayNumber).ShouldBeInRange(0, 2);
            Moved(deadline).ShouldBeLessThanOrEqualTo(Moved(later));
        });
    }
}
