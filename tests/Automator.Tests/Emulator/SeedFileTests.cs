using System.Text;
using System.Text.Json.Nodes;
using Automator.Emulator;
using Automator.Emulator.Store;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Automator.Tests.Emulator;

public sealed class SeedFileTests : IDisposable
{
    private const string People = """ "people": [{ "firstName": "Eva", "lastName": "Boss", "administrator": true }] """;
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    private async Task<Classic> Plant(string json)
    {
        await File.WriteAllTextAsync(_path, json, Classic.Token);
        return await Classic.SeededAsync(new EmulatorOptions { Seed = _path, Time = new FakeTimeProvider(Now), Limits = EmulatorLimits.Off });
    }

    /// <summary>The one in the documentation.</summary>
    private static string Example()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "emulator-seeds.md"));
        var start = page.IndexOf("```json\n", StringComparison.Ordinal) + 8;
        return page[start..page.IndexOf("```", start, StringComparison.Ordinal)];
    }

    [Fact]
    public async Task TheExampleOfTheDocumentation_HasEveryRecordItNames()
    {
        await using var classic = await Plant(Example());

        classic.Account.Work(account =>
        {
            var counts = account.Counts();
            string[] kinds = ["company", "person", "project", "category", "todo-list-template", "calendar-entry", "todo-list", "todo-item", "post", "comment", "time-entry", "attachment"];
            kinds.Select(kind => counts[kind]).ShouldBe([2, 4, 1, 3, 1, 4, 2, 4, 1, 4, 1, 2]);
            account.Facts.Name.ShouldBe("Acme Roofing");
        });
    }

    [Fact]
    public async Task People_SignInAsTheFileSays()
    {
        await using var classic = await Plant(Example());

        (await classic.As("eva-token").Xml("/me.xml")).Element("title")!.Value.ShouldBe("Master roofer");
        var ole = classic.As((string?)null);
        ole.DefaultRequestHeaders.Authorization = new("Basic", Convert.ToBase64String("ole:ladder"u8));
        (await ole.Xml("/me.xml")).Element("last-name")!.Value.ShouldBe("Hansen");
        (await classic.As("ida-token").Xml("/me.xml")).ShouldSatisfyAllConditions(
            ida => ida.Element("time-zone-name")!.Value.ShouldBe("London"),
            ida => ida.Element("email-address")!.Value.ShouldBe("ida@sommer.example"));
        classic.Server.Tokens.Select(person => (person.Role, person.Token)).ShouldBe([("administrator", "eva-token"), ("member", "ole-token"), ("client", "ida-token")]);
        (await classic.As("eva-token").Xml("/people.xml?include_deleted=true")).Elements().Count(person => person.Element("deleted")!.Value == "true").ShouldBe(1);
        (await classic.As("ida-token").Xml("/projects.xml")).Elements().Count().ShouldBe(1);
    }

    [Fact]
    public async Task AnEventOnTheDayTheClocksChange_HasTheTimeTheyShow()
    {
        var days = new DateOnly(2026, 10, 25).DayNumber - new DateOnly(2026, 5, 1).DayNumber;
        await using var classic = await Plant($$"""
            { "name": "A", "timeZone": "Berlin", "companies": [{ "name": "A", {{People}} }],
              "projects": [{ "name": "P", "events": [{ "title": "E", "startsInDays": {{days}}, "time": "15:30" }] }] }
            """);

        classic.Account.Work(account => account.Calendar.All.Single().DeadlineAt).ShouldBe(new DateTimeOffset(2026, 10, 25, 14, 30, 0, TimeSpan.Zero));
    }

    [Fact]
    public async Task Names_LeadToTheRecordsTheyName()
    {
        await using var classic = await Plant(Example());

        classic.Account.Work(account =>
        {
            var project = account.Projects.All.Single();
            account.Companies.Find(project.CompanyId)!.Name.ShouldBe("Villa Sommer");
            (project.ShowAnnouncement, project.PersonIds.Count, project.CreatedOn).ShouldBe((true, 3, Now.AddDays(-60)));
            var tight = account.Calendar.All.Single(entry => entry.Title == "Roof tight");
            (tight.Responsible!.Type, tight.Deadline, tight.Completed()).ShouldBe(("Company", account.Today.AddDays(14), false));
            account.Lists.All.Select(list => (list.Name, list.MilestoneId, list.Tracked, list.Private)).ShouldBe([("Tiles", tight.Id, true, false), ("Costs", null, false, true)]);
            var post = account.Posts.All.Single();
            account.Categories.Find(post.CategoryId!.Value)!.Name.ShouldBe("Offers");
            account.Calendar.Find(post.MilestoneId)!.CompletedOn.ShouldBe(Now.AddDays(-41));
            account.Comments.Under(post.Id).Select(comment => account.NameOf(comment.AuthorId)).ShouldBe(["Ida Sommer"]);
            var hours = account.Hours.All.Single();
            (account.Items.Find(hours.TodoItemId!.Value)!.Content, hours.Hours, hours.Date).ShouldBe(("Order 2,400 tiles", 2.5m, account.Today.AddDays(-19)));
        });
    }

    [Fact]
    public async Task Days_CountFromThePlanting()
    {
        await using var classic = await Plant(Example());

        classic.Account.Work(account =>
        {
            var (count, order, ask) = (Item(account, "Count them"), Item(account, "Order 2,400 tiles"), Item(account, "Ask for samples"));
            count.CreatedAt.ShouldBe(Now.AddDays(-1));
            (order.CreatedAt, order.DueOn, order.Completed()).ShouldBe((Now.AddDays(-20), account.Today.AddDays(2), false));
            (ask.CompletedAt, ask.UpdatedAt, account.NameOf(ask.CompleterId!.Value)).ShouldBe((Now.AddDays(-25.5), Now.AddDays(-25.5), "Ole Hansen"));
            account.Comments.Under(order.Id).Select(comment => comment.CreatedAt).ShouldBe([Now.AddDays(-20), Now.AddDays(-0.1)]);
            var (visit, scaffold) = (account.Calendar.All.Single(entry => entry.Title == "Visit"), account.Calendar.All.Single(entry => entry.Title == "Scaffold stands"));
            visit.DeadlineAt.ShouldBe(new DateTimeOffset(2026, 5, 4, 7, 30, 0, TimeSpan.Zero));
            (scaffold.StartAt, scaffold.Deadline, scaffold.DeadlineAt).ShouldBe((account.Today.AddDays(5), account.Today.AddDays(25), null));
            account.Projects.All.Single().LastChangedOn.ShouldBe(Now.AddDays(-0.1));
        });
    }

    private static TodoItem Item(Account account, string content) => account.Items.All.Single(item => item.Content == content);

    [Fact]
    public async Task Files_HaveTheirBytes()
    {
        await using var classic = await Plant(Example());

        classic.Account.Work(account =>
        {
            var (offer, dot) = (account.Attachments.All.First(), account.Attachments.All.Last());
            (offer.ContentType, offer.OwnerType, offer.OwnerId, offer.CreatedOn).ShouldBe(("text/plain", "Post", account.Posts.All.Single().Id, Now.AddDays(-45)));
            (dot.ContentType, dot.OwnerId, dot.Private).ShouldBe(("image/gif", null, true));
            using var reader = new StreamReader(account.Files.Open(offer.File)!);
            reader.ReadToEnd().ShouldBe("12,000 in all");
            using var bytes = account.Files.Open(dot.File)!;
            var head = new byte[6];
            bytes.ReadExactly(head);
            Encoding.ASCII.GetString(head).ShouldBe("GIF89a");
        });
    }

    [Fact]
    public async Task ASmallFile_IsEnough()
    {
        await using var classic = await Plant("""
            {"name":"Acme","timeZone":"Berlin","companies":[{"name":"Acme","people":[{"firstName":"Eva","lastName":"Boss","administrator":true}]}],
             "projects":[{"name":"Roof","lists":[{"name":"Tiles","items":[{"content":"Count them","daysOld":40,"dueInDays":2,"responsible":"Eva Boss"},{"content":"Old","completed":true}]}]}]}
            """);
        var list = classic.Account.Work(account => account.Lists.All.Single().Id);

        var xml = await classic.As(classic.Server.Token).Xml($"/todo_lists/{list}.xml");

        xml.Descendants("responsible-party-name").Single().Value.ShouldBe("Eva Boss");
        xml.Element("completed-count")!.Value.ShouldBe("1");
    }

    [Theory]
    [InlineData("""{""", "Expected depth to be zero")]
    [InlineData("""[]""", "$ is an array, but must be an object.")]
    [InlineData("""{ "name": "A", "timeZone": "Mars", "companies": [] }""", "$.timeZone is \"Mars\", which is no zone. Write a name such as")]
    [InlineData("""{ "name": "A", "companies": [] }""", "$.timeZone is missing; write a text.")]
    [InlineData("""{ "name": 7, "timeZone": "UTC" }""", "$.name is 7, but must be a text.")]
    [InlineData("""{ "name": " ", "timeZone": "UTC" }""", "$.name is empty; write a text.")]
    [InlineData("""{ "name": "A", "name": "B" }""", "$.name is given twice.")]
    [InlineData("""{ "name": "A\ud83d", "timeZone": "UTC" }""", "$.name holds half of a character")]
    [InlineData("""{ "name": "A", "timeZone": "UTC", "companies": [] }""", "$.companies is missing; write at least one company with people.")]
    [InlineData("""{ "name": "A", "timeZone": "UTC", "companies": {} }""", "$.companies is an object, but must be an array.")]
    [InlineData("""{ "name": "A", "timeZone": "UTC", "companies": [{ "name": "A", "people": [{ "firstName": "B", "lastName": "C" }] }] }""", "$.companies[0].people has nobody with \"administrator\": true; the first company must have one.")]
    [InlineData("""{ "name": "A", "timeZone": "UTC", "companies": [{ "name": "A", "people": [{ "firstName": "B", "lastName": "C", "administrator": "yes" }] }] }""", "$.companies[0].people[0].administrator is \"yes\", but must be true or false.")]
    [InlineData("""{ "name": "A", "timeZone": "UTC", "companies": [{ "name": "A", "people": [{ "firstName": "B", "lastName": "C", "token": "a:b" }] }] }""", "$.companies[0].people[0].token must have letters, and no colon or line break.")]
    [InlineData("""{ "name": "A", "timeZone": "UTC", "companies": [{ "name": "A", "people": [{ "firstName": "B", "lastName": "C" }, { "firstName": "b", "lastName": "c" }] }] }""", "$.companies[0].people[1].userName is \"b.c\", as another person's. Give one of them another.")]
    [InlineData("""{ "name": "A", "timeZone": "UTC", "companies": [{ "name": "A" }, { "name": "A" }] }""", "$.companies[1].name is \"A\", as another company's. Names refer to companies, so they must differ.")]
    public async Task AnAccountThatCannotBe_IsExplained(string json, string words) => (await Refusal(json)).ShouldContain(words);

    [Theory]
    [InlineData("""{ "name": "P", "colour": "red" }""", "colour is no key here. The keys are company, status, name, daysOld, members,")]
    [InlineData("""{ "name": "P", "status": "done" }""", "status is \"done\", but must be active or on_hold or archived.")]
    [InlineData("""{ "name": "P", "daysOld": "old" }""", "daysOld is \"old\", but must be a number from 0 to 36500.")]
    [InlineData("""{ "name": "P", "daysOld": -1 }""", "daysOld is -1, but must be a number from 0 to 36500.")]
    [InlineData("""{ "name": "P", "company": "B" }""", "company names the company \"B\", which is not there. There is \"A\".")]
    [InlineData("""{ "name": "P", "members": ["Eva Boss", "Eve"] }""", "members[1] names the person \"Eve\", which is not there. There is \"Eva Boss\".")]
    [InlineData("""{ "name": "P", "members": [1] }""", "members[0] is 1, but must be a text.")]
    [InlineData("""{ "name": "P", "lists": [{ "name": "L", "milestone": "M" }] }""", "lists[0].milestone names the milestone \"M\", which is not there. There is no milestone in this place.")]
    [InlineData("""{ "name": "P", "milestones": [{ "title": "M" }, { "title": "M" }], "lists": [{ "name": "L", "milestone": "M" }] }""", "lists[0].milestone names the milestone \"M\", of which there are several. Give them different names.")]
    [InlineData("""{ "name": "P", "lists": [{ "name": "L", "items": [{ "content": "I", "due": 3 }] }] }""", "lists[0].items[0].due is no key here.")]
    [InlineData("""{ "name": "P", "lists": [{ "name": "L", "items": [7] }] }""", "lists[0].items[0] is 7, but must be an object or a text.")]
    [InlineData("""{ "name": "P", "lists": [{ "name": "L", "items": [{ "content": "I", "dueInDays": 1.5 }] }] }""", "lists[0].items[0].dueInDays is 1.5, but must be a whole number from -36500 to 36500.")]
    [InlineData("""{ "name": "P", "lists": [{ "name": "L", "items": [{ "content": "I", "daysOld": 2, "completedDaysAgo": 3 }] }] }""", "lists[0].items[0].completedDaysAgo is 3 days, before what it belongs to was made. Write a smaller number.")]
    [InlineData("""{ "name": "P", "lists": [{ "name": "L", "items": [{ "content": "I", "comments": [{ "body": "B", "author": "Nobody" }] }] }] }""", "lists[0].items[0].comments[0].author names the person \"Nobody\", which is not there.")]
    [InlineData("""{ "name": "P", "messages": [{ "title": "T", "category": "C" }] }""", "messages[0].category names the category \"C\", which is not there.")]
    [InlineData("""{ "name": "P", "messages": [{ "title": "T", "comments": [{ "body": "B", "daysOld": 2 }] }] }""", "messages[0].comments[0].daysOld is 2 days, before what it belongs to was made.")]
    [InlineData("""{ "name": "P", "events": [{ "title": "T", "time": "9 o'clock" }] }""", "events[0].time is \"9 o'clock\", but must be a time of day such as \"15:30\".")]
    [InlineData("""{ "name": "P", "events": [{ "title": "T", "startsInDays": 3, "endsInDays": 2 }] }""", "events[0].endsInDays is before startsInDays.")]
    [InlineData("""{ "name": "P", "hours": [{ "hours": 2 }] }""", "hours[0].person is missing; write whose hours these are.")]
    [InlineData("""{ "name": "P", "hours": [{ "person": "Eva Boss", "hours": 0 }] }""", "hours[0].hours is 0, but must be a number from 0.01 to 24.")]
    [InlineData("""{ "name": "P", "hours": [{ "person": "Eva Boss", "hours": 1e999 }] }""", "hours[0].hours is 1e999, but must be a number from 0.01 to 24.")]
    [InlineData("""{ "name": "P", "files": [{ "name": "F" }] }""", "files[0].text or base64 is needed, and not both.")]
    [InlineData("""{ "name": "P", "files": [{ "name": "F", "text": "a", "base64": "" }] }""", "files[0].text or base64 is needed, and not both.")]
    [InlineData("""{ "name": "P", "files": [{ "name": "F", "base64": "?" }] }""", "files[0].base64 is no base64.")]
    public async Task AProjectThatCannotBe_IsExplained(string project, string words) =>
        (await Refusal($$"""{ "name": "A", "timeZone": "UTC", "companies": [{ "name": "A", {{People}} }], "projects": [{{project}}] }""")).ShouldContain($"$.projects[0].{words}");

    [Fact]
    public async Task EveryKeyOfTheExample_IsRefusedWhenItIsAnObject()
    {
        foreach (var place in Places(JsonNode.Parse(Example())!).ToList())
        {
            var broken = JsonNode.Parse(Example())!;
            At(broken, place[..^1])[(string)place[^1]] = new JsonObject();

            (await Refusal(broken.ToJsonString())).ShouldContain($"{place[^1]} is an object, but must be");
        }
    }

    /// <summary>The ways to all keys: names of objects, numbers of arrays.</summary>
    private static IEnumerable<object[]> Places(JsonNode node) => node switch
    {
        JsonObject record => record.SelectMany(pair => (object[][])[[pair.Key], .. Below(pair.Key, pair.Value)]),
        JsonArray array => array.SelectMany((element, place) => Below(place, element)),
        _ => [],
    };

    private static IEnumerable<object[]> Below(object step, JsonNode? node) => node is null ? [] : Places(node).Select(rest => (object[])[step, .. rest]);

    private static JsonNode At(JsonNode root, object[] place) => place.Aggregate(root, (node, step) => step is int number ? node[number]! : node[(string)step]!);

    private async Task<string> Refusal(string json)
    {
        var message = (await Should.ThrowAsync<EmulatorException>(() => Plant(json))).Message;
        message.ShouldStartWith($"The seed {_path} cannot be used: ");
        return message;
    }

    [Fact]
    public async Task AFileThatIsWrongAtAReset_LeavesTheAccountAsItIs()
    {
        await using var classic = await Plant(Example());
        var before = classic.Server.Incarnation;
        await File.WriteAllTextAsync(_path, Example().Replace("\"Roof tight\"", "\"Roof\"", StringComparison.Ordinal).Replace("\"title\": \"Roof\"", "\"title\": \"Other\"", StringComparison.Ordinal), Classic.Token);

        using var answer = await classic.Control().PostAsync("reset", null, Classic.Token);

        ((int)answer.StatusCode).ShouldBe(422);
        (await answer.Content.ReadAsStringAsync(Classic.Token)).ShouldContain("lists[0].milestone names the milestone");
        classic.Server.Incarnation.ShouldBe(before);
        (await classic.As("eva-token").Xml("/projects.xml")).Elements().Count().ShouldBe(1);
    }
}
