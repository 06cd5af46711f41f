using Automator.Emulator;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Automator.Tests.Emulator;

public sealed class HoursTests : IDisposable
{
    private static readonly DateOnly Day = new(2026, 5, 1);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("automator-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task F19_TheRecordReadsAsSeen()
    {
        await using var classic = await Classic.StartAsync();
        var item = classic.Items(classic.Plant(bed => bed.List(classic.Project, "List")), "A")[0];
        var client = classic.As(classic.Ada);
        var body = $"<time-entry><person-id>{classic.Max.Id}</person-id><date>2026-04-30</date><hours>2.50</hours><description>A &amp; B</description></time-entry>";

        var id = await client.PostXml($"/todo_items/{item.Id}/time_entries.xml", body).Made();

        (await client.Raw($"/time_entries/{id}.xml")).ShouldBe($"""
            <?xml version="1.0" encoding="UTF-8"?>
            <time-entry>
              <date type="date">2026-04-30</date>
              <description>A &amp; B</description>
              <hours type="float">2.5</hours>
              <id type="integer">{id}</id>
              <person-id type="integer">{classic.Max.Id}</person-id>
              <project-id type="integer">{classic.Project.Id}</project-id>
              <todo-item-id type="integer">{item.Id}</todo-item-id>
              <person-name>Max Member</person-name>
            </time-entry>

            """);
    }

    [Fact]
    public async Task WithoutMore_AnEntryIsTheCallersAndOfTodayThere()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 5, 2, 2, 0, 0, TimeSpan.Zero));
        await using var classic = await Classic.StartAsync(new EmulatorOptions { Seed = "empty", Limits = EmulatorLimits.Off, Time = time });
        var client = classic.As(classic.Max);

        var id = await client.PostXml($"/projects/{classic.Project.Id}/time_entries.xml", "<time-entry><hours>1</hours></time-entry>").Made();

        var entry = await client.Xml($"/time_entries/{id}.xml");
        (entry.Element("person-id")!.Value, entry.Element("date")!.Value, entry.Element("description")!.Value).ShouldBe(($"{classic.Max.Id}", "2026-05-01", ""));
        entry.Element("todo-item-id")!.Attribute("nil")!.Value.ShouldBe("true");
        (await client.Xml($"/projects/{classic.Project.Id}.xml")).Element("last-changed-on")!.Value.ShouldBe("2026-05-02T02:00:00Z");
    }

    [Fact]
    public async Task FL_TheLocationHasNoSuffix()
    {
        await using var classic = await Classic.StartAsync();
        var item = classic.Items(classic.Plant(bed => bed.List(classic.Project, "List")), "A")[0];

        foreach (var path in new[] { $"/projects/{classic.Project.Id}", $"/todo_items/{item.Id}" })
        {
            using var answer = await classic.As(classic.Ada).PostXml($"{path}/time_entries.xml", "<request><time-entry><hours>1</hours></time-entry></request>");
            answer.Headers.Location!.OriginalString.ShouldMatch(@"^/time_entries/\d+$");
        }
    }

    [Fact]
    public async Task TheProjectsList_ComesInPagesOfFiftyNewestDateFirst()
    {
        await using var classic = await Classic.StartAsync();
        classic.Plant(bed => Enumerable.Range(0, 102).Select(number => bed.Hours(classic.Project, classic.Max, Day.AddDays(number * 7 % 51), 1, "")).ToList());
        var client = classic.As(classic.Ada);
        async Task<(string Headers, List<(string Date, int Id)> Entries)> Page(string query)
        {
            var path = $"/projects/{classic.Project.Id}/time_entries.xml{query}";
            using var answer = await client.Ask(path);
            var entries = (await client.Xml(path)).Elements("time-entry").Select(entry => (entry.Element("date")!.Value, int.Parse(entry.Element("id")!.Value)));
            return (string.Join(' ', new[] { "X-Records", "X-Pages", "X-Page" }.Select(name => answer.Headers.GetValues(name).Single())), [.. entries]);
        }

        var pages = new[] { await Page(""), await Page("?page=2"), await Page("?page=3") };

        pages.Select(page => page.Headers).ShouldBe(["102 3 1", "102 3 2", "102 3 3"]);
        pages.Select(page => page.Entries.Count).ShouldBe([50, 50, 2]);
        var all = pages.SelectMany(page => page.Entries).ToList();
        all.ShouldBe(all.OrderByDescending(entry => entry.Date).ThenByDescending(entry => entry.Id));
        all.Distinct().Count().ShouldBe(102);
        foreach (var query in new[] { "?page=1", "?page=0", "?page=-3", "?page=", "?page=one" }) (await Page(query)).Entries.ShouldBe(pages[0].Entries, query);
        (await Page("?page=4")).ShouldSatisfyAllConditions(page => page.Headers.ShouldBe("102 3 4"), page => page.Entries.ShouldBeEmpty());
        (await Page("?page=2147483647")).Entries.ShouldBeEmpty();
    }

    [Fact]
    public async Task AProjectWithoutHours_HasOneEmptyPage()
    {
        await using var classic = await Classic.StartAsync();

        using var answer = await classic.As(classic.Ada).Ask($"/projects/{classic.Project.Id}/time_entries.xml");

        new[] { "X-Records", "X-Pages", "X-Page" }.Select(name => answer.Headers.GetValues(name).Single()).ShouldBe(["0", "1", "1"]);
        (await answer.Content.ReadAsStringAsync(Classic.Token)).ShouldContain("<time-entries type=\"array\"/>");
    }

    [Fact]
    public async Task TheItemsList_IsWholeAndItsOwn()
    {
        await using var classic = await Classic.StartAsync();
        var items = classic.Items(classic.Plant(bed => bed.List(classic.Project, "List")), "A", "B");
        classic.Plant(bed => Enumerable.Range(0, 60).Select(number => bed.Hours(classic.Project, classic.Max, Day.AddDays(number), 1, "", items[number % 6 == 0 ? 1 : 0])).ToList());

        var entries = (await classic.As(classic.Ada).Xml($"/todo_items/{items[0].Id}/time_entries.xml")).Elements("time-entry").ToList();

        entries.Count.ShouldBe(50);
        entries.ShouldAllBe(entry => entry.Element("todo-item-id")!.Value == $"{items[0].Id}");
        entries.Select(entry => entry.Element("date")!.Value).ShouldBe(entries.Select(entry => entry.Element("date")!.Value).OrderDescending());
    }

    [Fact]
    public async Task Templates_ComeBackAsTheyAre()
    {
        await using var classic = await Classic.StartAsync();
        var client = classic.As(classic.Ada);
        var entry = classic.Plant(bed => bed.Hours(classic.Project, classic.Max, Day, 1.25m, "Words"));
        var before = await client.Raw($"/time_entries/{entry.Id}.xml");

        using var blank = await client.Ask($"/projects/{classic.Project.Id}/time_entries/new.xml");
        using var filled = await client.Ask($"/time_entries/{entry.Id}/edit.xml");

        blank.Headers.GetValues("X-Create-Action").Single().ShouldBe($"POST /projects/{classic.Project.Id}/time_entries.xml");
        filled.Headers.GetValues("X-Update-Action").Single().ShouldBe($"PUT /time_entries/{entry.Id}.xml");
        await client.PostXml($"/projects/{classic.Project.Id}/time_entries.xml", await blank.Content.ReadAsStringAsync(Classic.Token)).Made();
        (await client.PutXml($"/time_entries/{entry.Id}.xml", await filled.Content.ReadAsStringAsync(Classic.Token)).Status()).ShouldBe(200);
        (await client.Raw($"/time_entries/{entry.Id}.xml")).ShouldBe(before);
    }

    [Fact]
    public async Task AnUpdate_ChangesWhatItNames()
    {
        await using var classic = await Classic.StartAsync();
        var client = classic.As(classic.Ada);
        var item = classic.Items(classic.Plant(bed => bed.List(classic.Project, "List")), "A")[0];
        var entry = classic.Plant(bed => bed.Hours(classic.Project, classic.Max, Day, 1, "Words"));
        var path = $"/time_entries/{entry.Id}.xml";

        (await client.PutXml(path, $"<time-entry><hours>0:30</hours><todo-item-id>{item.Id}</todo-item-id></time-entry>").Status()).ShouldBe(200);
        var attached = await client.Xml(path);
        (await client.PutXml(path, $"<time-entry><hours></hours><person-id>{classic.Carla.Id}</person-id><date>2026-06-01</date><description></description></time-entry>").Status()).ShouldBe(200);
        var moved = await client.Xml(path);

        Facts(attached).ShouldBe($"2026-05-01 Words 0.5 {classic.Max.Id} {item.Id}");
        Facts(moved).ShouldBe($"2026-06-01  0.5 {classic.Carla.Id} {item.Id}");
        (await client.PutXml(path).Status()).ShouldBe(422);
    }

    [Fact]
    public async Task F8_ARecordPutBackWholeIsTaken()
    {
        await using var classic = await Classic.StartAsync();
        var client = classic.As(classic.Ada);
        var item = classic.Items(classic.Plant(bed => bed.List(classic.Project, "List")), "A")[0];
        var entry = classic.Plant(bed => bed.Hours(classic.Project, classic.Max, Day, 1, "Words", item));

        // Of somebody who has left the project since.
        classic.Account.Work(account => classic.Project.PersonIds.Remove(classic.Max.Id));
        var before = await client.Raw($"/time_entries/{entry.Id}.xml");

        (await client.PutXml($"/time_entries/{entry.Id}.xml", $"<request>{before[before.IndexOf("<time-entry>", StringComparison.Ordinal)..]}</request>").Status()).ShouldBe(200);

        (await client.Raw($"/time_entries/{entry.Id}.xml")).ShouldBe(before);
    }

    [Theory]
    [InlineData("/todo_items/ITEM.xml")]
    [InlineData("/todo_lists/LIST.xml")]
    public async Task DeletingAnItemOrItsList_DetachesItsHours(string path)
    {
        await using var classic = await Classic.StartAsync();
        var list = classic.Plant(bed => bed.List(classic.Project, "List"));
        var item = classic.Items(list, "A")[0];
        var entry = classic.Plant(bed => bed.Hours(classic.Project, classic.Max, Day, 1, "", item));
        var client = classic.As(classic.Ada);

        (await client.Drop(path.Replace("ITEM", $"{item.Id}").Replace("LIST", $"{list.Id}")).Status()).ShouldBe(200);

        (await client.Xml($"/time_entries/{entry.Id}.xml")).Element("todo-item-id")!.Attribute("nil")!.Value.ShouldBe("true");
        (await client.Ask($"/todo_items/{item.Id}/time_entries.xml").Status()).ShouldBe(404);
    }

    [Fact]
    public async Task ForClients_ThereAreNoHours()
    {
        await using var classic = await Classic.StartAsync();
        var item = classic.Items(classic.Plant(bed => bed.List(classic.Project, "List")), "A")[0];
        var entry = classic.Plant(bed => bed.Hours(classic.Project, classic.Carla, Day, 1, "", item));
        var carla = classic.As(classic.Carla);
        string[] paths =
        [
            $"/projects/{classic.Project.Id}/time_entries.xml", $"/projects/{classic.Project.Id}/time_entries/new.xml", $"/todo_items/{item.Id}/time_entries.xml",
            $"/time_entries/{entry.Id}.xml", $"/time_entries/{entry.Id}/edit.xml", "/time_entries/report.xml",
        ];

        foreach (var path in paths) (await carla.Ask(path).Status()).ShouldBe(404, path);
        (await carla.PostXml(paths[0], "<time-entry><hours>1</hours></time-entry>").Status()).ShouldBe(404);
        (await carla.PostXml(paths[2], "<time-entry><hours>1</hours></time-entry>").Status()).ShouldBe(404);
        (await carla.PutXml(paths[3], "<time-entry><hours>2</hours></time-entry>").Status()).ShouldBe(404);
        (await carla.Drop(paths[3]).Status()).ShouldBe(404);

        classic.Account.Work(_ => classic.Client.CanSeePrivate = true);
        foreach (var path in paths) (await carla.Ask(path).Status()).ShouldBe(200, path);
        (await carla.PutXml(paths[3], "<time-entry><hours>2</hours></time-entry>").Status()).ShouldBe(200);
    }

    [Fact]
    public async Task OthersHours_AreTheirsTheirCreatorsAndTheAdministrators()
    {
        await using var classic = await Classic.StartAsync();
        var mia = classic.Plant(bed => bed.Person(classic.Firm, "Mia", "Member"));
        classic.Account.Work(_ => classic.Project.PersonIds.Add(mia.Id));
        var made = await classic.As(classic.Max).PostXml($"/projects/{classic.Project.Id}/time_entries.xml",
            $"<time-entry><hours>1</hours><person-id>{mia.Id}</person-id></time-entry>").Made();
        var adas = classic.Plant(bed => bed.Hours(classic.Project, classic.Ada, Day, 1, ""));
        const string change = "<time-entry><hours>2</hours></time-entry>";

        (await classic.As(classic.Max).PutXml($"/time_entries/{adas.Id}.xml", change).Status()).ShouldBe(403);
        (await classic.As(classic.Max).Drop($"/time_entries/{adas.Id}.xml").Status()).ShouldBe(403);
        foreach (var person in new[] { classic.Max, mia, classic.Ada }) (await classic.As(person).PutXml($"/time_entries/{made}.xml", change).Status()).ShouldBe(200);
        (await classic.As(mia).Drop($"/time_entries/{made}.xml").Status()).ShouldBe(200);
        (await classic.As(mia).Ask($"/time_entries/{made}.xml").Status()).ShouldBe(404);
    }

    [Fact]
    public async Task HoursOfOtherProjects_DoNotExist()
    {
        await using var classic = await Classic.StartAsync();
        var other = classic.Plant(bed => bed.Project("Other", classic.Firm, bed.Now, []));
        var entry = classic.Plant(bed => bed.Hours(other, classic.Max, Day, 1, ""));

        (await classic.As(classic.Max).Ask($"/time_entries/{entry.Id}.xml").Status()).ShouldBe(404);
        (await classic.As(classic.Max).Ask($"/projects/{other.Id}/time_entries.xml").Status()).ShouldBe(404);
        (await classic.As(classic.Ada).Ask($"/time_entries/{entry.Id}.xml").Status()).ShouldBe(200);
    }

    [Fact]
    public async Task Hours_OutliveTheirServer()
    {
        var options = new EmulatorOptions { Seed = "empty", Limits = EmulatorLimits.Off, DataDirectory = _folder.FullName };
        string token, before, path;
        int made;
        await using (var classic = await Classic.StartAsync(options))
        {
            var client = classic.As(token = classic.Max.Token);
            path = $"/projects/{classic.Project.Id}/time_entries.xml";
            var item = classic.Items(classic.Plant(bed => bed.List(classic.Project, "List")), "A")[0];
            made = await client.PostXml(path, $"<time-entry><hours>0:20</hours><person-id>{classic.Ada.Id}</person-id><date>2026-04-30</date><todo-item-id>{item.Id}</todo-item-id></time-entry>").Made();
            await client.PutXml($"/time_entries/{made}.xml", "<time-entry><description>Words</description></time-entry>").Status();
            await client.Drop($"/time_entries/{await client.PostXml(path, "<time-entry><hours>1</hours></time-entry>").Made()}.xml").Status();
            before = await client.Raw(path);
        }

        await using var again = await Classic.SeededAsync(options);

        (await again.As(token).Raw(path)).ShouldBe(before);
        (await again.As(token).Drop($"/time_entries/{made}.xml").Status()).ShouldBe(200);
    }

    private static string Facts(System.Xml.Linq.XElement entry) =>
        string.Join(' ', new[] { "date", "description", "hours", "person-id", "todo-item-id" }.Select(name => entry.Element(name)!.Value));
}
