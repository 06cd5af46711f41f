using System.Xml.Linq;
using Automator.Emulator;
using Automator.Emulator.Store;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Automator.Tests.Emulator;

public sealed class CalendarTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 6, 12, 0, 0, TimeSpan.Zero);

    private static string[] Names(XElement record) => [.. record.Elements().Select(element => element.Name.LocalName)];

    [Fact]
    public async Task ANewEntry_IsAnsweredWithTheEntryAndWhereItIs()
    {
        await using var classic = await Classic.StartAsync();
        var client = classic.As(classic.Max);

        using var answer = await client.PlanEntry(classic, $"<title>Launch</title><deadline type=\"date\">2026-03-04</deadline><type>Milestone</type><responsible-party>c{classic.Client.Id}</responsible-party>");

        var text = await answer.Content.ReadAsStringAsync(Classic.Token);
        ((int)answer.StatusCode).ShouldBe(201, text);
        answer.Headers.Location!.OriginalString.ShouldMatch($@"^/projects/{classic.Project.Id}/calendar_entries/\d+\.xml$");
        (await client.Raw(answer.Headers.Location.OriginalString)).ShouldBe(text);
        text.ShouldContain("<deadline type=\"date\">2026-03-04</deadline>");
        text.ShouldContain("<start-at type=\"date\">2026-03-04</start-at>");
        text.ShouldContain("<responsible-party-name>Client Ltd</responsible-party-name>");
    }

    [Fact]
    public async Task F12_AnEntryHasItsElementsInOrder()
    {
        await using var classic = await Classic.StartAsync();
        var client = classic.As(classic.Ada);
        var day = new DateOnly(2026, 3, 4);
        var milestone = classic.Milestone("Launch", day);

        var fair = await client.Xml(classic.PathOf(classic.Event("Fair", day).Id));
        var open = await client.Xml(classic.PathOf(milestone.Id));
        await client.PutXml(classic.PathOf(milestone.Id), $"<calendar-entry><responsible-party>{classic.Max.Id}</responsible-party></calendar-entry>").Status();
        await client.PutXml($"/projects/{classic.Project.Id}/calendar_entries/{milestone.Id}/complete.xml").Status();
        var done = await client.Xml(classic.PathOf(milestone.Id));

        Names(fair).ShouldBe(["all-day", "commented-at", "comments-count", "created-on", "creator-id", "id", "project-id", "start-at", "title", "type", "creator-name", "deadline"]);
        Names(open).ShouldBe(["all-day", "commented-at", "comments-count", "completed", "created-on", "creator-id", "id", "project-id", "responsible-party-id", "responsible-party-type", "start-at", "title", "wants-notification", "type", "creator-name", "deadline", "responsible-party-name"]);
        open.Element("commented-at")!.Attribute("nil")!.Value.ShouldBe("true");
        Names(done).ShouldBe(["all-day", "commented-at", "comments-count", "completed", "completed-on", "completer-id", "created-on", "creator-id", "id", "project-id", "responsible-party-id", "responsible-party-type", "start-at", "title", "wants-notification", "type", "creator-name", "deadline", "completer-name", "responsible-party-name"]);
        (done.Element("completed")!.Value, done.Element("completer-name")!.Value, done.Element("responsible-party-name")!.Value).ShouldBe(("true", "Ada Admin", "Max Member"));
    }

    [Fact]
    public async Task F11_WhatIsWrongIsSaidAllAtOnce()
    {
        await using var classic = await Classic.StartAsync();
        var client = classic.As(classic.Ada);
        async Task<string[]> Errors(string fields)
        {
            using var answer = await client.PlanEntry(classic, fields);
            ((int)answer.StatusCode).ShouldBe(422);
            return [.. XElement.Parse(await answer.Content.ReadAsStringAsync(Classic.Token)).Elements("error").Select(error => error.Value)];
        }

        (await Errors("")).ShouldBe(["Title can't be blank", "Deadline can't be blank"]);
        (await Errors("<title> </title><type>Party</type><deadline>soon</deadline><start-at>earlier</start-at>"))
            .ShouldBe(["Title can't be blank", "Type is not included in the list", "Deadline is not a date", "Start at is not a date"]);
        (await Errors("<title>A</title><deadline>2026-03-04</deadline><start-at>2026-03-05</start-at>")).ShouldBe(["Start at is after the deadline"]);
        (await Errors("<title>A</title><deadline>2026-03-04</deadline><type>Milestone</type><responsible-party>424242</responsible-party>")).ShouldBe(["Responsible party does not exist"]);
        classic.Account.Work(account => account.Calendar.Count).ShouldBe(0);
    }

    [Fact]
    public async Task Lists_PageByFiftyInOrderOfTheirDays()
    {
        await using var classic = await Classic.StartAsync();
        var client = classic.As(classic.Carla);
        var day = new DateOnly(2026, 3, 1);
        for (var n = 119; n >= 0; n--)
        {
            if (n % 2 == 0) classic.Milestone($"{n}", day.AddDays(n));
            else classic.Event($"{n}", day.AddDays(n));
        }

        async Task<string[]> Page(string query) => (await client.Xml($"/projects/{classic.Project.Id}/calendar_entries{query}")).Titles();
        var all = Enumerable.Range(0, 120).Select(n => $"{n}").ToList();
        var events = all.Where((_, n) => n % 2 == 1).ToList();

        (await Page(".xml")).ShouldBe(all[..50]);
        (await Page(".xml?page=0")).ShouldBe(all[..50]);
        (await Page(".xml?page=3")).ShouldBe(all[100..]);
        (await Page(".xml?page=2147483647")).ShouldBeEmpty();
        (await Page("/calendar_events.xml")).ShouldBe(events[..50]);
        (await Page("/calendar_events.xml?page=2")).ShouldBe(events[50..]);
        (await Page("/milestones.xml")).ShouldBe(all.Where((_, n) => n % 2 == 0));
    }

    [Theory]
    [InlineData("<request><find>completed</find></request>", 1)]
    [InlineData("<find>completed</find>", 2)]
    [InlineData("find=completed", 2)]
    [InlineData("", 2)]
    public async Task AFilter_MayComeAsTheBodyOfAGet(string body, int found)
    {
        await using var classic = await Classic.StartAsync();
        classic.Milestone("open", new DateOnly(2026, 3, 4));
        classic.Milestone("done", new DateOnly(2026, 3, 4), entry => (entry.CompletedOn, entry.CompleterId) = (classic.Account.Now, classic.Ada.Id));
        var request = new HttpRequestMessage(HttpMethod.Get, $"/projects/{classic.Project.Id}/calendar_entries/milestones.xml") { Content = new StringContent(body) };

        using var answer = await classic.As(classic.Ada).SendAsync(request, Classic.Token);

        XElement.Parse(await answer.Content.ReadAsStringAsync(Classic.Token)).Elements().Count().ShouldBe(found);
    }

    [Fact]
    public async Task CompletingTwice_KeepsTheFirstAndUncompletingClearsIt()
    {
        var time = new FakeTimeProvider(Noon);
        await using var classic = await Classic.StartAsync(new EmulatorOptions { Seed = "empty", Limits = EmulatorLimits.Off, Time = time });
        var milestone = classic.Milestone("Launch", new DateOnly(2026, 3, 4));
        var path = $"/projects/{classic.Project.Id}/calendar_entries/{milestone.Id}";

        (await classic.As(classic.Carla).PutXml($"{path}/complete.xml").Status()).ShouldBe(200);
        time.Advance(TimeSpan.FromHours(1));
        using var again = await classic.As(classic.Ada).PutXml($"{path}/complete.xml");
        var twice = XElement.Parse(await again.Content.ReadAsStringAsync(Classic.Token));
        using var undone = await classic.As(classic.Ada).PutXml($"{path}/uncomplete.xml");
        var open = XElement.Parse(await undone.Content.ReadAsStringAsync(Classic.Token));

        (twice.Element("completed-on")!.Value, twice.Element("completer-name")!.Value).ShouldBe(("2026-05-06T12:00:00Z", "Carla Client"));
        open.Element("completed")!.Value.ShouldBe("false");
        Names(open).Where(name => name.StartsWith("complete")).ShouldBe(["completed"]);
    }

    [Fact]
    public async Task Events_CannotBeCompleted()
    {
        await using var classic = await Classic.StartAsync();
        var path = $"/projects/{classic.Project.Id}/calendar_entries/{classic.Event("Fair", new DateOnly(2026, 3, 4)).Id}";

        (await classic.As(classic.Ada).PutXml($"{path}/complete.xml").Status()).ShouldBe(422);
        (await classic.As(classic.Ada).PutXml($"{path}/uncomplete.xml").Status()).ShouldBe(422);
    }

    [Fact]
    public async Task AnUpdate_ChangesWhatItSaysAndAnswersWithTheEntry()
    {
        await using var classic = await Classic.StartAsync();
        var client = classic.As(classic.Ada);
        var milestone = classic.Milestone("Launch", new DateOnly(2026, 3, 4), entry => entry.Responsible = new("Person", classic.Max.Id));

        using var answer = await client.PutXml(classic.PathOf(milestone.Id), "<request><calendar-entry><deadline type=\"date\">2026-03-02</deadline></calendar-entry></request>");

        var entry = XElement.Parse(await answer.Content.ReadAsStringAsync(Classic.Token));
        (entry.Element("title")!.Value, entry.Element("deadline")!.Value, entry.Element("start-at")!.Value).ShouldBe(("Launch", "2026-03-02", "2026-03-02"));
        entry.Element("responsible-party-id")!.Value.ShouldBe($"{classic.Max.Id}");
        (await client.PutXml(classic.PathOf(milestone.Id), "<calendar-entry><responsible-party/><deadline>2026-03-06</deadline><start-at>2026-03-03</start-at></calendar-entry>").Status()).ShouldBe(200);
        var span = await client.Xml(classic.PathOf(milestone.Id));
        (span.Element("start-at")!.Value, span.Element("deadline")!.Value, span.Element("responsible-party-id")!.Attribute("nil")!.Value).ShouldBe(("2026-03-03", "2026-03-06", "true"));
        (await client.PutXml(classic.PathOf(milestone.Id), "<calendar-entry><deadline>2026-03-02</deadline></calendar-entry>").Status()).ShouldBe(422);
        (await client.PutXml(classic.PathOf(milestone.Id), "<calendar-entry><title> </title></calendar-entry>").Status()).ShouldBe(422);
        (await client.PutXml(classic.PathOf(milestone.Id), "<todo-item/>").Status()).ShouldBe(422);
    }

    [Theory]
    [InlineData("2026-03-02")]
    [InlineData("2026-03-04")]
    public async Task F8_AWholeRecordCanBePutBackWithAnotherDeadline(string deadline)
    {
        await using var classic = await Classic.StartAsync();
        var client = classic.As(classic.Ada);
        var milestone = classic.Milestone("Launch", new DateOnly(2026, 3, 4), entry => (entry.Responsible, entry.WantsNotification) = (new("Company", classic.Client.Id), true));
        var before = await client.Raw(classic.PathOf(milestone.Id));

        (await client.PutXml(classic.PathOf(milestone.Id), before.Replace("2026-03-04</deadline>", $"{deadline}</deadline>")).Status()).ShouldBe(200);

        (await client.Raw(classic.PathOf(milestone.Id))).ShouldBe(before.Replace("2026-03-04", deadline));
        classic.Account.Work(account => account.Mails.Count).ShouldBe(0);
    }

    [Fact]
    public async Task Notify_IsRecordedAsMailToTheResponsible()
    {
        await using var classic = await Classic.StartAsync();
        var client = classic.As(classic.Ada);

        var id = await client.PlanEntry(classic, $"<title>Launch</title><deadline>2026-03-04</deadline><type>Milestone</type><responsible-party-id>{classic.Client.Id}</responsible-party-id><responsible-party-type>Company</responsible-party-type><notify>true</notify>").Made();

        classic.Account.Work(account => account.Mails.All.Select(mail => (mail.PersonId, mail.Subject, mail.Body)).ToList())
            .ShouldBe([(classic.Carla.Id, "[Site] You are responsible for a milestone", "Launch")]);
        (await client.Xml(classic.PathOf(id))).Element("wants-notification")!.Value.ShouldBe("true");
    }

    [Fact]
    public async Task Entries_AreSeenWithTheirProjectOnly()
    {
        await using var classic = await Classic.StartAsync();
        var (other, far) = classic.Plant(bed =>
        {
            var project = bed.Project("Other", classic.Firm, bed.Now, []);
            return (project, bed.Milestone(project, "Far", new DateOnly(2026, 3, 4), classic.Ada, bed.Now));
        });
        var path = $"/projects/{other.Id}/calendar_entries";
        var client = classic.As(classic.Max);

        foreach (var list in new[] { ".xml", "/milestones.xml", "/calendar_events.xml", $"/{far.Id}.xml" }) (await client.Ask(path + list).Status()).ShouldBe(404, list);
        (await client.PostXml($"{path}.xml", "<calendar-entry><title>A</title><deadline>2026-03-04</deadline></calendar-entry>").Status()).ShouldBe(404);
        (await client.PutXml($"{path}/{far.Id}.xml", "<calendar-entry/>").Status()).ShouldBe(404);
        (await client.PutXml($"{path}/{far.Id}/complete.xml").Status()).ShouldBe(404);
        (await client.Drop($"{path}/{far.Id}.xml").Status()).ShouldBe(404);
        (await client.Ask(classic.PathOf(far.Id)).Status()).ShouldBe(404);
        (await classic.As(classic.Ada).Ask(classic.PathOf(far.Id)).Status()).ShouldBe(404);
        (await classic.As(classic.Ada).Ask($"{path}/{far.Id}.xml").Status()).ShouldBe(200);
    }

    [Fact]
    public async Task WhatOthersPlanned_ClientsCompleteButLeaveAlone()
    {
        await using var classic = await Classic.StartAsync();
        var carla = classic.As(classic.Carla);
        var theirs = classic.Milestone("Launch", new DateOnly(2026, 3, 4));
        var own = await carla.PlanEntry(classic, "<title>Own</title><deadline>2026-03-04</deadline><type>Milestone</type>").Made();
        const string change = "<calendar-entry><title>B</title></calendar-entry>";

        (await carla.PutXml(classic.PathOf(theirs.Id), change).Status()).ShouldBe(403);
        (await carla.Drop(classic.PathOf(theirs.Id)).Status()).ShouldBe(403);
        (await carla.PutXml(classic.PathOf(theirs.Id).Replace(".xml", "/complete.xml")).Status()).ShouldBe(200);
        (await carla.PutXml(classic.PathOf(own), change).Status()).ShouldBe(200);
        (await classic.As(classic.Max).PutXml(classic.PathOf(own), change).Status()).ShouldBe(200);
        (await carla.Drop(classic.PathOf(own)).Status()).ShouldBe(200);
        (await classic.As(classic.Max).Drop(classic.PathOf(theirs.Id)).Status()).ShouldBe(200);
    }

    [Fact]
    public async Task EveryChange_MovesTheDateOfTheProject()
    {
        var time = new FakeTimeProvider(Noon);
        await using var classic = await Classic.StartAsync(new EmulatorOptions { Seed = "empty", Limits = EmulatorLimits.Off, Time = time });
        var client = classic.As(classic.Ada);
        async Task Moves(Task<HttpResponseMessage> change)
        {
            ((await change).IsSuccessStatusCode).ShouldBeTrue();
            (await client.Xml($"/projects/{classic.Project.Id}.xml")).Element("last-changed-on")!.Value.ShouldBe($"{time.GetUtcNow():yyyy-MM-ddTHH:mm:ssZ}");
            time.Advance(TimeSpan.FromMinutes(1));
        }

        await Moves(client.PlanEntry(classic, "<title>A</title><deadline>2026-03-04</deadline><type>Milestone</type>"));
        var id = classic.Account.Work(account => account.Calendar.All.Single().Id);
        await Moves(client.PutXml(classic.PathOf(id), "<calendar-entry><title>B</title></calendar-entry>"));
        await Moves(client.PutXml(classic.PathOf(id).Replace(".xml", "/complete.xml")));
        await Moves(client.PutXml(classic.PathOf(id).Replace(".xml", "/uncomplete.xml")));
        await Moves(client.Drop(classic.PathOf(id)));
    }

    [Fact]
    public async Task Entries_OutliveTheirServer()
    {
        var folder = Directory.CreateTempSubdirectory("automator-");
        try
        {
            var options = new EmulatorOptions { Seed = "empty", Limits = EmulatorLimits.Off, DataDirectory = folder.FullName };
            string token, path, before;
            await using (var classic = await Classic.StartAsync(options))
            {
                var client = classic.As(token = classic.Ada.Token);
                var first = await client.PlanEntry(classic, $"<title>First</title><deadline>2026-03-04T10:00:00Z</deadline><type>Milestone</type><responsible-party>{classic.Max.Id}</responsible-party><notify>true</notify>").Made();
                var fair = await client.PlanEntry(classic, "<title>Fair</title><start-at>2026-03-01</start-at><deadline>2026-03-05</deadline>").Made();
                await client.PutXml(classic.PathOf(first).Replace(".xml", "/complete.xml")).Status();
                await client.PutXml(classic.PathOf(fair), "<calendar-entry><title>Book fair</title></calendar-entry>").Status();
                await client.Drop(classic.PathOf(await client.PlanEntry(classic, "<title>Gone</title><deadline>2026-03-04</deadline>").Made())).Status();
                before = await client.Raw(path = $"/projects/{classic.Project.Id}/calendar_entries.xml");
            }

            await using var again = await Classic.SeededAsync(options);
            (await again.As(token).Raw(path)).ShouldBe(before);
            before.ShouldContain("Book fair");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
