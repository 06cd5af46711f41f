using System.Xml.Linq;
using Automator.Emulator.Store;
using Shouldly;
using Xunit;

namespace Automator.Tests.Emulator;

public sealed class MilestoneRpcTests
{
    private static readonly DateOnly Day = new(2026, 3, 4);

    private static CalendarEntry Milestone(Classic classic, string title = "Launch", Action<CalendarEntry>? more = null) =>
        classic.Plant(bed => bed.Milestone(classic.Project, title, Day, classic.Ada, bed.Now, more));

    private static async Task<(int Status, XElement Xml)> Send(HttpClient client, string method, string path, string? body = null)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Accept.ParseAdd("application/xml");
        if (body is not null) request.Content = new StringContent(body, System.Text.Encoding.UTF8, "application/xml");
        using var answer = await client.SendAsync(request, Classic.Token);
        var text = await answer.Content.ReadAsStringAsync(Classic.Token);
        return ((int)answer.StatusCode, text.Trim().Length == 0 ? new XElement("nothing") : XElement.Parse(text));
    }

    [Theory]
    [InlineData("POST", "/milestones/list", "<request><find>completed</find></request>", "done")]
    [InlineData("POST", "/milestones/list.xml", "<request><find>late</find></request>", "open")]
    [InlineData("POST", "/milestones/list", "<request><find>all</find></request>", "open done")]
    [InlineData("POST", "/milestones/list", "", "open done")]
    [InlineData("POST", "/milestones/list", null, "open done")]
    [InlineData("GET", "/milestones/list", null, "open done")]
    [InlineData("GET", "/milestones/list", "<request><find>completed</find></request>", "done")]
    [InlineData("GET", "/milestones/list.xml?find=completed", null, "done")]
    [InlineData("GET", "/milestones/list.xml?find=upcoming", null, "")]
    [InlineData("GET", "/milestones.xml", null, "open done")]
    public async Task FR_ListsAreAskedForInEitherWay(string method, string path, string? body, string expected)
    {
        await using var classic = await Classic.StartAsync();
        Milestone(classic, "open", entry => entry.Deadline = new DateOnly(2010, 1, 1));
        Milestone(classic, "done", entry => (entry.CompletedOn, entry.CompleterId) = (classic.Account.Now, classic.Ada.Id));
        classic.Plant(bed => bed.Event(classic.Project, "event", Day, classic.Ada, bed.Now));

        var (status, list) = await Send(classic.As(classic.Carla), method, $"/projects/{classic.Project.Id}{path}", body);

        status.ShouldBe(200);
        (list.Name.LocalName, list.Attribute("type")!.Value).ShouldBe(("milestones", "array"));
        string.Join(' ', list.Elements("milestone").Select(at => at.Element("title")!.Value)).ShouldBe(expected);
    }

    [Fact]
    public async Task FR_MilestonesOfAllProjectsAreOneList()
    {
        await using var classic = await Classic.StartAsync();
        Milestone(classic, "near");
        classic.Plant(bed => bed.Milestone(bed.Project("Other", classic.Firm, bed.Now, []), "far", Day.AddDays(-1), classic.Ada, bed.Now));

        (await classic.As(classic.Ada).Xml("/milestones.xml")).Descendants("title").Select(at => at.Value).ShouldBe(["far", "near"]);
        (await classic.As(classic.Max).Xml("/milestones.xml")).Descendants("title").Select(at => at.Value).ShouldBe(["near"]);
    }

    [Fact]
    public async Task FR_MilestonesOfAProjectAreAlsoAskedForByItsNumberInTheQuery()
    {
        await using var classic = await Classic.StartAsync();
        Milestone(classic, "near");
        var far = classic.Plant(bed => bed.Milestone(bed.Project("Other", classic.Firm, bed.Now, []), "far", Day, classic.Ada, bed.Now));

        (await classic.As(classic.Ada).Xml($"/milestones/list.xml?project_id={far.ProjectId}")).Descendants("title").Single().Value.ShouldBe("far");
        (await classic.As(classic.Ada).Xml($"/milestones/list.xml?project_id={classic.Project.Id}&find=late")).Descendants("title").Single().Value.ShouldBe("near");
        (await classic.As(classic.Ada).Xml("/milestones/list.xml")).Descendants("title").Count().ShouldBe(2);
        (await classic.As(classic.Max).Ask($"/milestones/list.xml?project_id={far.ProjectId}").Status()).ShouldBe(404);
    }

    [Fact]
    public async Task F12_TheOlderFormSaysTwiceWhenItWasCompletedAndHasADayForADeadline()
    {
        await using var classic = await Classic.StartAsync();
        var milestone = Milestone(classic, more: entry =>
            (entry.DeadlineAt, entry.CompletedOn, entry.CompleterId) = (classic.Account.Zone.At(new DateTime(2026, 3, 4, 9, 0, 0)), classic.Account.Now, classic.Ada.Id));

        var (_, record) = await Send(classic.As(classic.Ada), "GET", $"/milestones/complete/{milestone.Id}");

        record.Elements().Select(element => element.Name.LocalName).ShouldBe(["all-day", "commented-at", "comments-count", "completed", "completed-at", "completed-on", "completer-id", "created-on", "creator-id", "id", "project-id", "responsible-party-id", "responsible-party-type", "start-at", "title", "wants-notification", "type", "creator-name", "deadline", "completer-name", "responsible-party-name"]);
        record.Element("deadline")!.ToString().ShouldBe("<deadline type=\"date\">2026-03-04</deadline>");
        record.Element("completed-at")!.Value.ShouldBe(record.Element("completed-on")!.Value);
    }

    [Theory]
    [InlineData("<request><milestone><title>A</title><deadline type=\"date\">2026-03-04</deadline><responsible-party>{0}</responsible-party><notify>true</notify></milestone></request>")]
    [InlineData("<milestone><title>A</title><deadline>20260304</deadline><responsible_party>{0}</responsible_party><notify>true</notify></milestone>")]
    public async Task FR_CreateAnswersWithAListAlsoOfOne(string body)
    {
        await using var classic = await Classic.StartAsync();

        var (status, list) = await Send(classic.As(classic.Ada), "POST", $"/projects/{classic.Project.Id}/milestones/create", string.Format(body, classic.Max.Id));

        status.ShouldBe(201);
        list.Name.LocalName.ShouldBe("milestones");
        var milestone = list.Elements("milestone").Single();
        (milestone.Element("title")!.Value, milestone.Element("deadline")!.Value, milestone.Element("type")!.Value).ShouldBe(("A", "2026-03-04", "Milestone"));
        (milestone.Element("responsible-party-id")!.Value, milestone.Element("wants-notification")!.Value).ShouldBe(($"{classic.Max.Id}", "true"));
        classic.Account.Work(account => account.Mails.All.Single().PersonId).ShouldBe(classic.Max.Id);
    }

    [Fact]
    public async Task FR_SeveralAreCreatedInOneCallAllOrNone()
    {
        await using var classic = await Classic.StartAsync();
        var client = classic.As(classic.Ada);
        var path = $"/projects/{classic.Project.Id}/milestones/create";
        static string Milestone(string title, string deadline) => $"<milestone><title>{title}</title><deadline>{deadline}</deadline></milestone>";

        var (refused, errors) = await Send(client, "POST", path, $"<request>{Milestone("A", "2026-03-04")}{Milestone("", "soon")}{Milestone("", "2026-03-04")}</request>");
        var kept = classic.Account.Work(account => account.Calendar.Count);
        var (status, list) = await Send(client, "POST", path, $"<request>{Milestone("B", "2026-03-05")}{Milestone("A", "2026-03-04")}</request>");

        refused.ShouldBe(422);
        errors.Elements("error").Select(error => error.Value).ShouldBe(["Title can't be blank", "Deadline is not a date"]);
        kept.ShouldBe(0);
        status.ShouldBe(201);
        list.Elements("milestone").Select(at => at.Element("title")!.Value).ShouldBe(["B", "A"]);
        (await Send(client, "POST", path, "<request/>")).Status.ShouldBe(422);
        (await Send(client, "POST", path, "<request><milestone>")).Status.ShouldBe(400);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    public async Task FR_UpdateChangesAndShifts(string method)
    {
        await using var classic = await Classic.StartAsync();
        var client = classic.As(classic.Ada);
        var first = Milestone(classic, "first");
        var second = classic.Plant(bed => bed.Milestone(classic.Project, "second", Day.AddDays(1), classic.Ada, bed.Now));

        var (status, record) = await Send(client, method, $"/milestones/update/{first.Id}",
            "<request><milestone><title>First</title><deadline type=\"date\">2026-03-06</deadline><responsible-party>0</responsible-party><notify>false</notify></milestone>"
            + "<move-upcoming-milestones>true</move-upcoming-milestones><move-upcoming-milestones-off-weekends>true</move-upcoming-milestones-off-weekends></request>");

        status.ShouldBe(200);
        record.Name.LocalName.ShouldBe("milestone");
        (record.Element("title")!.Value, record.Element("deadline")!.Value).ShouldBe(("First", "2026-03-06"));
        classic.Account.Work(account => account.Calendar.Find(second.Id)!.Deadline).ShouldBe(new DateOnly(2026, 3, 9));
        (await Send(client, method, $"/milestones/update/{first.Id}", "<request><milestone><title/></milestone></request>")).Status.ShouldBe(422);
        (await Send(client, method, $"/milestones/update/{first.Id}", "<request/>")).Status.ShouldBe(422);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("POST")]
    [InlineData("DELETE")]
    public async Task FR_CompleteUncompleteAndDeleteComeByAnyMethod(string method)
    {
        await using var classic = await Classic.StartAsync();
        var client = classic.As(classic.Ada);
        var milestone = Milestone(classic);

        foreach (var (verb, completed) in new[] { ("complete", "true"), ("uncomplete", "false"), ("delete", "false") })
        {
            var (status, record) = await Send(client, method, $"/milestones/{verb}/{milestone.Id}", method == "GET" ? null : "--- {}\n");

            (status, record.Name.LocalName).ShouldBe((200, "milestone"), verb);
            (record.Element("id")!.Value, record.Element("completed")!.Value).ShouldBe(($"{milestone.Id}", completed), verb);
        }

        classic.Account.Work(account => account.Calendar.Count).ShouldBe(0);
        (await Send(client, method, $"/milestones/complete/{milestone.Id}")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task FR_TheOlderCallsKnowMilestonesOfOnesOwnProjectsOnly()
    {
        await using var classic = await Classic.StartAsync();
        var max = classic.As(classic.Max);
        var fair = classic.Plant(bed => bed.Event(classic.Project, "Fair", Day, classic.Ada, bed.Now));
        var far = classic.Plant(bed => bed.Milestone(bed.Project("Far", classic.Firm, bed.Now, []), "Far", Day, classic.Ada, bed.Now));

        foreach (var id in new[] { fair.Id, far.Id, 999_999 })
        {
            foreach (var verb in new[] { "complete", "uncomplete", "delete" }) (await Send(max, "PUT", $"/milestones/{verb}/{id}")).Status.ShouldBe(404, verb);
            (await Send(max, "POST", $"/milestones/update/{id}", "<milestone><title>B</title></milestone>")).Status.ShouldBe(404);
        }

        foreach (var verb in new[] { "list", "create" }) (await Send(max, "POST", $"/projects/{far.ProjectId}/milestones/{verb}", "<milestone/>")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task FR_ClientsCompleteWhatOthersPlannedButLeaveItAlone()
    {
        await using var classic = await Classic.StartAsync();
        var carla = classic.As(classic.Carla);
        var milestone = Milestone(classic);

        (await Send(carla, "POST", $"/milestones/update/{milestone.Id}", "<milestone><title>B</title></milestone>")).Status.ShouldBe(403);
        (await Send(carla, "POST", $"/milestones/delete/{milestone.Id}")).Status.ShouldBe(403);
        (await Send(carla, "POST", $"/milestones/complete/{milestone.Id}")).Status.ShouldBe(200);
        (await Send(carla, "POST", $"/milestones/uncomplete/{milestone.Id}")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task FR_EventsAreAlsoAskedForByPost()
    {
        await using var classic = await Classic.StartAsync();
        for (var n = 0; n < 51; n++) classic.Plant(bed => bed.Event(classic.Project, $"{n}", Day.AddDays(n), classic.Ada, bed.Now));
        var path = $"/projects/{classic.Project.Id}/calendar_entries";

        var (status, events) = await Send(classic.As(classic.Ada), "POST", $"{path}/calendar_events", "<request><find>all</find><page>2</page></request>");
        var (_, milestones) = await Send(classic.As(classic.Ada), "POST", $"{path}/milestones", "<request><find>late</find></request>");

        status.ShouldBe(200);
        events.Elements("calendar-entry").Select(at => at.Element("title")!.Value).ShouldBe(["50"]);
        milestones.Name.LocalName.ShouldBe("calendar-entries");
    }
}
