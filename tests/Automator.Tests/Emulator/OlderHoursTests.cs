using Automator.Emulator.Store;
using Shouldly;
using Xunit;

namespace Automator.Tests.Emulator;

public sealed class OlderHoursTests
{
    private static readonly DateOnly Day = new(2026, 5, 1);

    private static TimeEntry Hours(Classic classic, Project? project = null, Person? person = null, DateOnly? day = null) =>
        classic.Plant(bed => bed.Hours(project ?? classic.Project, person ?? classic.Max, day ?? Day, 1, "Work"));

    [Fact]
    public async Task Hours_AreCreatedAndGivenBack()
    {
        await using var classic = await Classic.StartAsync();
        var client = classic.As(classic.Max);
        var item = classic.Items(classic.Plant(bed => bed.List(classic.Project, "List")), "One")[0];

        var made = await client.Say("/time/save_entry",
            $"<request><entry><project-id>{classic.Project.Id}</project-id><person-id>{classic.Ada.Id}</person-id><date>20260501</date><hours>1:30</hours><todo_item_id>{item.Id}</todo_item_id></entry></request>");

        (made.Status, made.Root, made.Location).ShouldBe((201, "time-entry", $"/time_entries/{made.Id}"));
        (made["project-id"], made["person-id"], made["date"], made["hours"], made["todo-item-id"]).ShouldBe(($"{classic.Project.Id}", $"{classic.Ada.Id}", "2026-05-01", "1.5", $"{item.Id}"));
        made.Xml.ToString().ShouldBe((await client.Xml($"/time_entries/{made.Id}.xml")).ToString());
    }

    [Fact]
    public async Task Hours_AreChangedAndDeleted()
    {
        await using var classic = await Classic.StartAsync();
        var client = classic.As(classic.Max);
        var (first, second) = (Hours(classic), Hours(classic));

        var changed = await client.Say($"/time/save_entry/{first.Id}", "<request><entry><hours>2,5</hours></entry></request>");
        var gone = await client.Say($"/projects/{classic.Project.Id}/time/delete_entry/{first.Id}");

        (changed.Status, changed.Root, changed["hours"], changed["description"]).ShouldBe((200, "time-entry", "2.5", "Work"));
        (gone.Status, gone["hours"]).ShouldBe((200, "2.5"));
        (await client.Say($"/projects/{classic.Project.Id}/time/delete_entry/{first.Id}")).Status.ShouldBe(404);
        (await client.Say($"/time/delete_entry/{second.Id}", method: "GET"))["id"].ShouldBe($"{second.Id}");
        classic.Account.Work(account => account.Hours.Count).ShouldBe(0);
    }

    [Fact]
    public async Task AnEntryOfAnotherProject_IsNotDeletedThroughThisOne()
    {
        await using var classic = await Classic.StartAsync();
        var other = classic.Plant(bed => bed.Project("Other", classic.Firm, bed.Now, [classic.Max]));
        var entry = Hours(classic);

        (await classic.As(classic.Max).Say($"/projects/{other.Id}/time/delete_entry/{entry.Id}")).Status.ShouldBe(404);
        classic.Account.Work(account => account.Hours.Count).ShouldBe(1);
    }

    [Theory]
    [InlineData("{max}/20260401/20260601", "early late")]
    [InlineData("{max}/20260401/20260601/", "early late")]
    [InlineData("{max}/2026-04-01/2026-6-1/0", "early late")]
    [InlineData("{ada}/20260401/20260601", "other")]
    [InlineData("0/20260515/20260601", "late")]
    [InlineData("0/20260401/20260601", "early other late")]
    [InlineData("0/20260401/20260601/p{site}", "early late")]
    [InlineData("0/20260401/20260601/c{client}", "other")]
    [InlineData("0/20260401/20260601/c{client}.xml", "other")]
    [InlineData("0/20260401/20260601/p0", "early other late")]
    [InlineData("1/20260401/20260601", "")]
    public async Task TheReport_ReadsItsPath(string path, string expected)
    {
        await using var classic = await Classic.StartAsync();
        var other = classic.Plant(bed => bed.Project("Other", classic.Client, bed.Now, [classic.Max, classic.Ada]));
        classic.Plant(bed => bed.Hours(classic.Project, classic.Max, Day, 1, "early"));
        classic.Plant(bed => bed.Hours(classic.Project, classic.Max, Day.AddDays(20), 1, "late"));
        classic.Plant(bed => bed.Hours(other, classic.Ada, Day.AddDays(1), 1, "other"));
        var asked = path.Replace("{max}", $"{classic.Max.Id}").Replace("{ada}", $"{classic.Ada.Id}").Replace("{site}", $"{classic.Project.Id}").Replace("{client}", $"{classic.Client.Id}");

        var report = await classic.As(classic.Max).Say($"/time/report/{asked}", method: "GET");

        (report.Status, report.Root).ShouldBe((200, "time-entries"));
        string.Join(' ', report.Each("description").AsEnumerable().Reverse()).ShouldBe(expected);
    }

    [Theory]
    [InlineData("/time/report/0/20260101/20261231")]
    [InlineData("/time/report/0/yesterday/0")]
    [InlineData("/time/report/abc/0/0")]
    [InlineData("/time/report/0/0/0/12")]
    [InlineData("/time/report/0/0/0/px")]
    [InlineData("/time/report/0/0/0/company")]
    public async Task AReportNobodyCanRead_IsRefused(string path)
    {
        await using var classic = await Classic.StartAsync();

        (await classic.As(classic.Max).Say(path)).Status.ShouldBe(422);
    }

    [Fact]
    public async Task Hours_KeepTheRulesOfToday()
    {
        await using var classic = await Classic.StartAsync();
        var (max, carla) = (classic.As(classic.Max), classic.As(classic.Carla));
        var far = classic.Plant(bed => bed.Project("Far", classic.Firm, bed.Now, [classic.Ada]));
        var (adas, hidden) = (Hours(classic, person: classic.Ada), Hours(classic, far, classic.Ada));
        string Entry(int project, string more = "<hours>1</hours>") => $"<entry><project-id>{project}</project-id><date>20260501</date>{more}</entry>";

        foreach (var path in new[] { $"/time/save_entry/{adas.Id}", $"/time/delete_entry/{adas.Id}", $"/projects/{classic.Project.Id}/time/delete_entry/{adas.Id}" })
        {
            (await max.Say(path, Entry(classic.Project.Id))).Status.ShouldBe(403, path);
            (await carla.Say(path, Entry(classic.Project.Id))).Status.ShouldBe(404, path);
        }

        (await max.Say($"/time/save_entry/{hidden.Id}", Entry(far.Id))).Status.ShouldBe(404);
        (await max.Say("/time/save_entry", Entry(far.Id))).Status.ShouldBe(404);
        (await carla.Say("/time/save_entry", Entry(classic.Project.Id))).Status.ShouldBe(404);
        (await carla.Say("/time/report/0/0/0")).Status.ShouldBe(404);
        (await max.Say("/time/save_entry", Entry(classic.Project.Id, ""))).Status.ShouldBe(422);
        (await max.Say("/time/save_entry", Entry(classic.Project.Id, "<hours>many</hours>"))).Status.ShouldBe(422);
        (await max.Say("/time/save_entry", "<entry><hours>1</hours></entry>")).Status.ShouldBe(404);
    }
}
