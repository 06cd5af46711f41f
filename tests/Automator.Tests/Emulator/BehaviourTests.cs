using System.Xml.Linq;
using Automator.Emulator;
using Automator.Emulator.Store;
using Shouldly;
using Xunit;

namespace Automator.Tests.Emulator;

public sealed class BehaviourTests
{
    private static async Task<string[]> Contents(HttpClient client, TodoList list) =>
        [.. (await client.Xml($"/todo_lists/{list.Id}.xml")).Descendants("todo-item").Select(item => $"{item.Element("position")!.Value} {item.Element("content")!.Value}")];

    private static Task<int> Reorder(HttpClient client, TodoList list, params TodoItem[] items) =>
        client.PostXml($"/todo_lists/{list.Id}/todo_items/reorder.xml",
            $"<todo-items type=\"array\">{string.Concat(items.Select(item => $"<todo-item><id>{item.Id}</id></todo-item>"))}</todo-items>").Status();

    [Fact]
    public async Task Reordering_PutsTheNamedFirstAndLeavesTheCompletedInPlace()
    {
        await using var classic = await Classic.StartAsync();
        var client = classic.As(classic.Ada);
        var list = classic.Plant(bed => bed.List(classic.Project, "List"));
        var items = classic.Items(list, "A", "B", "C", "D");
        await client.PutXml($"/todo_items/{items[1].Id}/complete.xml").Status();

        (await Reorder(client, list, items[3], items[1], items[0])).ShouldBe(200);

        (await Contents(client, list)).ShouldBe(["1 D", "2 B", "3 A", "4 C"]);
    }

    [Fact]
    public async Task Reordering_TakesItemsFromListsOfTheSameProjectOnly()
    {
        await using var classic = await Classic.StartAsync();
        var client = classic.As(classic.Ada);
        var (list, sister) = (classic.Plant(bed => bed.List(classic.Project, "List")), classic.Plant(bed => bed.List(classic.Project, "Sister")));
        var far = classic.Plant(bed => bed.List(bed.Project("Far", classic.Firm, bed.Now, [classic.Ada]), "Far"));
        var (own, taken, foreign) = (classic.Items(list, "A", "B"), classic.Items(sister, "X", "Y", "Z"), classic.Items(far, "N"));

        (await Reorder(client, list, taken[1], foreign[0], own[1])).ShouldBe(200);

        (await Contents(client, list)).ShouldBe(["1 Y", "2 B", "3 A"]);
        (await Contents(client, sister)).ShouldBe(["1 X", "2 Z"]);
        (await Contents(client, far)).ShouldBe(["1 N"]);
    }

    [Fact]
    public async Task ReorderingLists_PutsTheNamedFirst()
    {
        await using var classic = await Classic.StartAsync();
        var lists = classic.Plant(bed => new[] { "A", "B", "C" }.Select(name => bed.List(classic.Project, name)).ToArray());
        var client = classic.As(classic.Ada);

        await client.PostXml($"/projects/{classic.Project.Id}/todo_lists/reorder.xml", $"<todo-lists><todo-list><id>{lists[2].Id}</id></todo-list></todo-lists>").Status();

        (await client.Xml($"/projects/{classic.Project.Id}/todo_lists.xml")).Elements().Select(list => list.Element("name")!.Value).ShouldBe(["C", "A", "B"]);
    }

    [Fact]
    public async Task NewAndDeletedItems_KeepPositionsWithoutGaps()
    {
        await using var classic = await Classic.StartAsync();
        var client = classic.As(classic.Ada);
        var list = classic.Plant(bed => bed.List(classic.Project, "List"));
        var items = classic.Items(list, "A", "B", "C");

        await client.Drop($"/todo_items/{items[0].Id}.xml").Status();
        await client.PostXml($"/todo_lists/{list.Id}/todo_items.xml", "<todo-item><content>D</content></todo-item>").Made();

        (await Contents(client, list)).ShouldBe(["1 B", "2 C", "3 D"]);
    }

    [Fact]
    public async Task Uncompleting_ClearsWhoAndWhenAndLeavesOpenItemsAlone()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(new DateTimeOffset(2026, 5, 1, 8, 0, 0, TimeSpan.Zero));
        await using var classic = await Classic.StartAsync(new EmulatorOptions { Seed = "empty", Time = time });
        var item = classic.Items(classic.Plant(bed => bed.List(classic.Project, "List")), "A")[0];
        var client = classic.As(classic.Ada);
        time.Advance(TimeSpan.FromMinutes(1));

        await client.PutXml($"/todo_items/{item.Id}/uncomplete.xml").Status();
        (await client.Xml($"/todo_items/{item.Id}.xml")).Element("updated-at")!.Value.ShouldBe("2026-05-01T08:00:00Z");
        await client.PutXml($"/todo_items/{item.Id}/complete.xml").Status();
        (await client.Xml($"/todo_items/{item.Id}.xml")).Element("completed-at")!.Value.ShouldBe("2026-05-01T08:01:00Z");
        await client.PutXml($"/todo_items/{item.Id}/uncomplete.xml").Status();

        (await client.Xml($"/todo_items/{item.Id}.xml")).Element("completed-at").ShouldBeNull();
    }

    [Fact]
    public async Task DeletingAList_TakesItsItemsAndTheirComments()
    {
        await using var classic = await Classic.StartAsync();
        var client = classic.As(classic.Ada);
        var list = classic.Plant(bed => bed.List(classic.Project, "List"));
        var item = classic.Items(list, "A")[0];
        var comment = classic.Plant(bed => bed.Comment(item, "C", classic.Ada, bed.Now));

        (await client.Drop($"/todo_lists/{list.Id}.xml").Status()).ShouldBe(200);

        (await client.Ask($"/todo_items/{item.Id}.xml").Status()).ShouldBe(404);
        (await client.Ask($"/comments/{comment.Id}.xml").Status()).ShouldBe(404);
        classic.Account.Work(account => account.Comments.Count + account.Items.Count).ShouldBe(0);
    }

    [Fact]
    public async Task DeletingAMessage_TakesItsCommentsAndFreesItsCategory()
    {
        await using var classic = await Classic.StartAsync();
        var client = classic.As(classic.Ada);
        var category = await client.PostXml($"/projects/{classic.Project.Id}/categories.xml", "<category><type>post</type><name>Code</name></category>").Made();
        var post = await client.PostXml($"/projects/{classic.Project.Id}/posts.xml", $"<post><title>T</title><category-id>{category}</category-id></post>").Made();
        var comment = await client.PostXml($"/posts/{post}/comments.xml", "<comment><body>C</body></comment>").Made();

        (await client.Drop($"/categories/{category}.xml").Status()).ShouldBe(409);
        (await client.Drop($"/posts/{post}.xml").Status()).ShouldBe(200);

        (await client.Ask($"/comments/{comment}.xml").Status()).ShouldBe(404);
        (await client.Drop($"/categories/{category}.xml").Status()).ShouldBe(200);
    }

    [Fact]
    public async Task AListFromATemplate_HasItsNameAndItems()
    {
        await using var classic = await Classic.StartAsync();
        var template = classic.Plant(bed => bed.Template("Launch", "Go", new TemplateItem("One", new ResponsibleParty("Person", classic.Max.Id)), new TemplateItem("Two")));
        var client = classic.As(classic.Ada);

        var id = await client.PostXml($"/projects/{classic.Project.Id}/todo_lists.xml", $"<todo-list><todo-list-template-id>{template.Id}</todo-list-template-id></todo-list>").Made();

        var list = await client.Xml($"/todo_lists/{id}.xml");
        (list.Element("name")!.Value, list.Element("description")!.Value).ShouldBe(("Launch", "Go"));
        list.Descendants("content").Select(at => at.Value).ShouldBe(["One", "Two"]);
        list.Descendants("responsible-party-id").Single().Value.ShouldBe($"{classic.Max.Id}");
        (await client.PostXml($"/projects/{classic.Project.Id}/todo_lists.xml", "<todo-list><name>A</name><todo-list-template-id>9</todo-list-template-id></todo-list>").Status()).ShouldBe(422);
    }

    [Theory]
    [InlineData("", "Nobody")]
    [InlineData("?responsible_party=", "Nobody")]
    [InlineData("?responsible_party={max}", "Max")]
    [InlineData("?responsible_party=c{client}", "Client")]
    [InlineData("?responsible_party=zzz", null)]
    public async Task ListsOfAParty_HoldItsOpenItems(string query, string? expected)
    {
        await using var classic = await Classic.StartAsync();
        var list = classic.Plant(bed => bed.List(classic.Project, "List"));
        classic.Plant(bed =>
        {
            bed.Item(list, "Nobody", classic.Ada, bed.Now);
            bed.Item(list, "Max", classic.Ada, bed.Now, item => item.Responsible = new("Person", classic.Max.Id));
            bed.Item(list, "Client", classic.Ada, bed.Now, item => item.Responsible = new("Company", classic.Client.Id));
            return bed.Item(list, "Done", classic.Ada, bed.Now, item => (item.Responsible, item.CompletedAt) = (new("Person", classic.Max.Id), bed.Now));
        });
        var asked = query.Replace("{max}", $"{classic.Max.Id}").Replace("{client}", $"{classic.Client.Id}");

        var lists = await classic.As(query.Length == 0 ? classic.Max : classic.Ada).Xml($"/todo_lists.xml{asked}");

        lists.Descendants("content").Select(at => at.Value).ShouldBe(expected is null ? [] : [query.Length == 0 ? "Max" : expected]);
    }

    [Fact]
    public async Task Messages_PageByOffsetNewestFirst()
    {
        await using var classic = await Classic.StartAsync();
        classic.Plant(bed => Enumerable.Range(0, 60).Select(n => bed.Post(classic.Project, $"{n}", "", classic.Ada, bed.Now.AddHours(n - 100))).ToList());
        var client = classic.As(classic.Ada);
        async Task<string[]> Titles(string query) => [.. (await client.Xml($"/projects/{classic.Project.Id}/posts{query}")).Elements().Select(post => post.Element("title")!.Value)];

        (await Titles(".xml")).ShouldBe(Enumerable.Range(35, 25).Reverse().Select(n => $"{n}"));
        (await Titles(".xml?n=50")).ShouldBe(Enumerable.Range(0, 10).Reverse().Select(n => $"{n}"));
        (await Titles(".xml?n=75")).ShouldBeEmpty();
        (await Titles("/archive.xml")).Length.ShouldBe(60);
    }

    [Fact]
    public async Task Notify_IsRecordedAsMailToThoseWhoMaySee()
    {
        await using var classic = await Classic.StartAsync();
        var client = classic.As(classic.Ada);
        var list = classic.Plant(bed => bed.List(classic.Project, "List"));

        await client.PostXml($"/projects/{classic.Project.Id}/posts.xml",
            $"<request><post><title>Secret</title><private>1</private></post><notify>{classic.Max.Id}</notify><notify>{classic.Carla.Id}</notify></request>").Made();
        foreach (var party in new[] { $"{classic.Carla.Id}", $"c{classic.Client.Id}" })
            await client.PostXml($"/todo_lists/{list.Id}/todo_items.xml", $"<todo-item><content>Call</content><responsible-party>{party}</responsible-party><notify>true</notify></todo-item>").Made();

        var mails = classic.Account.Work(account => account.Mails.All.Select(mail => (mail.PersonId, mail.Subject)).ToList());
        mails.ShouldBe([(classic.Max.Id, "[Site] Secret"), (classic.Carla.Id, "[Site] You are responsible for a to-do")]);
        (await classic.Control().GetStringAsync("mail", Classic.Token)).ShouldContain("List: Call");
    }

    [Fact]
    public async Task AMessagesReferences_AreClearedByEmptyOnesAndKeptByNone()
    {
        await using var classic = await Classic.StartAsync();
        var client = classic.As(classic.Ada);
        var milestone = classic.Plant(bed => bed.Milestone(classic.Project, "M", new DateOnly(2026, 5, 1), classic.Ada, bed.Now));
        var post = classic.Plant(bed => bed.Post(classic.Project, "T", "B", classic.Ada, bed.Now, made => made.MilestoneId = milestone.Id));

        (await client.PutXml($"/posts/{post.Id}.xml", "<post><title>U</title></post>").Status()).ShouldBe(200);
        (await client.Xml($"/posts/{post.Id}.xml")).Element("milestone-id")!.Value.ShouldBe($"{milestone.Id}");
        (await client.PutXml($"/posts/{post.Id}.xml", "<post><milestone-id></milestone-id><category-id></category-id></post>").Status()).ShouldBe(200);

        (await client.Xml($"/posts/{post.Id}.xml")).Element("milestone-id")!.Value.ShouldBe("0");
    }

    [Fact]
    public async Task Counts_LeaveOutAStatusWithoutProjects()
    {
        await using var classic = await Classic.StartAsync();
        classic.Plant(bed => bed.Project("Old", classic.Firm, bed.Now, [], "on_hold"));

        var count = await classic.As(classic.Ada).Xml("/projects/count.xml");

        count.ToString(SaveOptions.DisableFormatting).ShouldBe("<count><active type=\"integer\">1</active><on-hold type=\"integer\">1</on-hold></count>");
    }

    [Fact]
    public async Task Templates_SayWhereTheirDataGoes()
    {
        await using var classic = await Classic.StartAsync();
        var list = classic.Plant(bed => bed.List(classic.Project, "List"));

        using var fresh = await classic.As(classic.Ada).Ask($"/todo_lists/{list.Id}/todo_items/new.xml");
        using var edit = await classic.As(classic.Ada).Ask($"/todo_lists/{list.Id}/edit.xml");

        fresh.Headers.GetValues("X-Create-Action").Single().ShouldBe($"POST /todo_lists/{list.Id}/todo_items.xml");
        edit.Headers.GetValues("X-Update-Action").Single().ShouldBe($"PUT /todo_lists/{list.Id}.xml");
        (await edit.Content.ReadAsStringAsync(Classic.Token)).ShouldContain("<name>List</name>");
    }
}
