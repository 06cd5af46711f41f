using System.Xml.Linq;
using Shouldly;
using Xunit;

namespace Automator.Tests.Emulator;

public sealed class RecordTests
{
    private static string[] Names(XElement record) => [.. record.Elements().Select(element => element.Name.LocalName)];

    [Fact]
    public async Task F12_ATodoListHasItsElementsInOrder()
    {
        await using var classic = await Classic.StartAsync();
        var list = classic.Plant(bed => bed.List(classic.Project, "List"));
        var items = classic.Items(list, "One", "Two", "Three");
        await classic.As(classic.Ada).PutXml($"/todo_items/{items[1].Id}/complete.xml").Status();

        var lists = await classic.As(classic.Ada).Xml($"/projects/{classic.Project.Id}/todo_lists.xml");

        var record = lists.Elements().Single();
        Names(record).ShouldBe(["completed-count", "completed", "description", "id", "milestone-id", "name", "position", "private", "project-id", "tracked", "uncompleted-count", "complete"]);
        record.Element("completed-count")!.Value.ShouldBe("1");
        record.Element("uncompleted-count")!.Value.ShouldBe("2");
        record.Element("complete")!.ToString().ShouldBe("<complete>false</complete>");
    }

    [Fact]
    public async Task F13_ATodoItemHasItsElementsInOrder()
    {
        await using var classic = await Classic.StartAsync();
        var list = classic.Plant(bed => bed.List(classic.Project, "List"));
        var item = classic.Items(list, "One")[0];
        var client = classic.As(classic.Ada);

        var bare = await client.Xml($"/todo_items/{item.Id}.xml");
        await client.PutXml($"/todo_items/{item.Id}.xml", $"<todo-item><responsible-party>{classic.Max.Id}</responsible-party></todo-item>").Status();
        var assigned = await client.Xml($"/todo_items/{item.Id}.xml");

        Names(bare).ShouldBe(["commented-at", "comments-count", "completed", "content", "created-at", "creator-id", "due-at", "id", "position", "todo-list-id", "updated-at", "created-on", "creator-name"]);
        bare.Element("created-on")!.Attribute("deprecated")!.Value.ShouldBe("true");
        bare.Element("commented-at")!.Attribute("nil")!.Value.ShouldBe("true");
        Names(assigned).ShouldBe(["commented-at", "comments-count", "completed", "content", "created-at", "creator-id", "due-at", "id", "position", "responsible-party-id", "responsible-party-type", "todo-list-id", "updated-at", "responsible-party-name", "created-on", "creator-name"]);
        assigned.Element("responsible-party-name")!.Value.ShouldBe("Max Member");
    }

    [Fact]
    public async Task F14_AListReadAloneCarriesCompletedItemsAmongTheOpenOnes()
    {
        await using var classic = await Classic.StartAsync();
        var list = classic.Plant(bed => bed.List(classic.Project, "List"));
        var items = classic.Items(list, "One", "Two", "Three");
        await classic.As(classic.Max).PutXml($"/todo_items/{items[1].Id}/complete.xml").Status();

        var record = await classic.As(classic.Ada).Xml($"/todo_lists/{list.Id}.xml");

        record.Descendants("todo-item").Select(item => (item.Element("content")!.Value, item.Element("position")!.Value, item.Element("completed")!.Value))
            .ShouldBe([("One", "1", "false"), ("Two", "2", "true"), ("Three", "3", "false")]);
        record.Descendants("completer-name").Single().Value.ShouldBe("Max Member");
    }

    [Fact]
    public async Task F15_AProjectIsUntouchedAtFirstAndTellsAdministratorsMore()
    {
        await using var classic = await Classic.StartAsync();

        var seen = await classic.As(classic.Max).Xml($"/projects/{classic.Project.Id}.xml");
        var whole = await classic.As(classic.Ada).Xml($"/projects/{classic.Project.Id}.xml");
        await classic.As(classic.Ada).PutXml($"/projects/{classic.Project.Id}.xml", "<project><announcement>Hi</announcement><show-announcement>true</show-announcement></project>").Status();
        var shown = await classic.As(classic.Max).Xml($"/projects/{classic.Project.Id}.xml");

        Names(seen).ShouldBe(["created-on", "id", "last-changed-on", "name", "status", "company"]);
        seen.Element("last-changed-on")!.Attribute("nil")!.Value.ShouldBe("true");
        Names(whole).ShouldBe(["announcement", "created-on", "id", "last-changed-on", "name", "show-announcement", "show-writeboards", "start-page", "status", "company"]);
        Names(shown).ShouldBe(Names(seen));
        shown.Element("last-changed-on")!.Value.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task F16_PeopleCarryMoreThroughAProject()
    {
        await using var classic = await Classic.StartAsync();

        var all = await classic.As(classic.Max).Xml("/people.xml");
        var through = await classic.As(classic.Max).Xml($"/projects/{classic.Project.Id}/people.xml");

        Names(all.Elements().First()).ShouldBeSubsetOf(Names(through.Elements().First()));
        Names(all.Elements().First()).ShouldContain("uuid");
        through.Elements().ShouldAllBe(person => person.Element("can-post") != null && person.Element("person-id")!.Value == person.Element("id")!.Value);
        all.Elements().Select(person => person.Element("client-id")!.Value).ShouldBe(["0", "0", $"{classic.Client.Id}"]);
        all.Elements().Count(person => person.Element("user-name") != null).ShouldBe(1);
        all.Descendants("administrator").ShouldBeEmpty();
        (await classic.As(classic.Ada).Xml("/people.xml")).Descendants("administrator").Count().ShouldBe(3);
    }

    [Fact]
    public async Task F17_AMessageHasNoMilestoneAsZeroAndHtmlEscaped()
    {
        await using var classic = await Classic.StartAsync();
        var client = classic.As(classic.Ada);
        var category = await client.PostXml($"/projects/{classic.Project.Id}/categories.xml", "<category><type>post</type><name>Code</name></category>").Made();
        var id = await client.PostXml($"/projects/{classic.Project.Id}/posts.xml",
            $"<post><title>T</title><body>a &lt; b\nc</body><category-id>{category}</category-id></post>").Made();

        var post = await client.Xml($"/posts/{id}.xml");
        var row = (await client.Xml($"/projects/{classic.Project.Id}/posts/archive.xml")).Elements().Single();

        post.Element("milestone-id")!.Value.ShouldBe("0");
        post.Element("display-body")!.Value.ShouldBe("<p>a &lt; b<br />c</p>");
        post.Element("extended-body")!.Attribute("deprecated")!.Value.ShouldBe("true");
        Names(row).ShouldBe(["id", "title", "author-name", "posted-on", "commented-at", "attachments-count", "category"]);
        row.Element("category")!.Elements().Select(element => element.Value).ShouldBe([$"{category}", "Code", "PostCategory"]);
    }

    [Fact]
    public async Task F18_CommentsInAListLeaveTheirAttachmentsOut()
    {
        await using var classic = await Classic.StartAsync();
        var post = classic.Plant(bed => bed.Post(classic.Project, "T", "B", classic.Ada, bed.Now));
        var comments = classic.Plant(bed => Enumerable.Range(0, 120).Select(n => bed.Comment(post, $"{n}", classic.Ada, bed.Now.AddMinutes(n - 200))).ToList());
        var client = classic.As(classic.Ada);

        var text = await client.Raw($"/posts/{post.Id}/comments.xml");
        var page = XElement.Parse(text);
        var rest = await client.Xml(page.Attribute("continued-at")!.Value);
        var last = await client.Xml(rest.Attribute("continued-at")!.Value);

        text.ShouldContain("\n<comments type=\"array\" count=\"120\" continued-at=\"");
        page.Descendants("attachments").ShouldBeEmpty();
        (await client.Raw($"/comments/{comments[0].Id}.xml")).ShouldContain("  <attachments type=\"array\"/>\n");
        last.Elements().Concat(rest.Elements()).Concat(page.Elements()).Select(comment => comment.Element("body")!.Value)
            .ShouldBe(Enumerable.Range(0, 120).Select(n => $"{n}"));
        last.Attribute("continued-at").ShouldBeNull();
    }

    [Fact]
    public async Task F19_StorageNeedsSixtyFourBits()
    {
        await using var classic = await Classic.StartAsync();

        var subscription = (await classic.As(classic.Ada).Xml("/account.xml")).Element("subscription")!;

        long.Parse(subscription.Element("storage")!.Value).ShouldBeGreaterThan(int.MaxValue);
        subscription.Element("writeboards")!.ToString().ShouldBe("<writeboards type=\"float\">Infinity</writeboards>");
    }

    [Theory]
    [InlineData("Pacific Time (US & Canada)", "2026-01-15", "2026-01-15T08:00:00Z")]
    [InlineData("UTC", "2026-01-15", "2026-01-15T00:00:00Z")]
    [InlineData("Auckland", "2026-01-15", "2026-01-14T11:00:00Z")]
    [InlineData("Eastern Time (US & Canada)", "2011-07-27", "2011-07-27T04:00:00Z")]
    [InlineData("Eastern Time (US & Canada)", "2011-07-27T04:00:00Z", "2011-07-27T04:00:00Z")]
    [InlineData("Eastern Time (US & Canada)", "2011-07-27T02:00:00+02:00", "2011-07-26T04:00:00Z")]
    [InlineData("Auckland", "2026-01-14T23:30:00-08:00", "2026-01-14T11:00:00Z")]
    [InlineData("Auckland", "2026-1-5", "2026-01-04T11:00:00Z")]
    [InlineData("Santiago", "2025-09-07", "2025-09-07T04:00:00Z")]
    public async Task F21_DueAtIsLocalMidnightOfTheCompanysZone(string zone, string sent, string shown)
    {
        await using var classic = await Classic.StartAsync(zone: zone);
        var list = classic.Plant(bed => bed.List(classic.Project, "List"));
        var client = classic.As(classic.Ada);

        var id = await client.PostXml($"/todo_lists/{list.Id}/todo_items.xml", $"<todo-item><content>A</content><due-at>{sent}</due-at></todo-item>").Made();

        (await client.Xml($"/todo_items/{id}.xml")).Element("due-at")!.Value.ShouldBe(shown);
        (await client.PutXml($"/todo_items/{id}.xml", "<todo-item><due-at></due-at></todo-item>").Status()).ShouldBe(200);
        (await client.Xml($"/todo_items/{id}.xml")).Element("due-at")!.Attribute("nil")!.Value.ShouldBe("true");
    }

    [Fact]
    public async Task FR_TheUndocumentedRoutesAnswerLikeTheirDocumentedTwins()
    {
        await using var classic = await Classic.StartAsync();
        var client = classic.As(classic.Ada);
        var (project, list) = (classic.Project.Id, classic.Plant(bed => bed.List(classic.Project, "List")).Id);
        var item = classic.Items(classic.Account.Work(at => at.Lists.Find(list)!), "One")[0];
        var category = await client.PostXml($"/projects/{project}/categories.xml", "<category><type>post</type><name>Code</name></category>").Made();
        await client.PostXml($"/projects/{project}/posts.xml", $"<post><title>T</title><category-id>{category}</category-id></post>").Made();
        await client.PostXml($"/projects/{project}/posts.xml", "<post><title>U</title></post>").Made();
        async Task Same(string one, string other) => (await client.Raw(one)).ShouldBe(await client.Raw(other));

        await Same("/people/me.xml", "/me.xml");
        await Same($"/people.xml?project_id={project}", $"/projects/{project}/people.xml");
        await Same($"/projects/{project}/posts.xml?category_id={category}", $"/projects/{project}/cat/{category}/posts.xml");
        await Same($"/todo_lists.xml?project_id={project}&filter=finished", $"/projects/{project}/todo_lists.xml?filter=finished");
        await Same($"/todo_items.xml?todo_list_id={list}", $"/todo_lists/{list}/todo_items.xml");
        await Same($"/projects/{project}-site/todo_lists.xml", $"/projects/{project}/todo_lists.xml");
        var made = await client.PostXml($"/todo_lists.xml?project_id={project}", "<todo-list><name>A</name></todo-list>").Made();
        var two = await client.PostXml($"/todo_items.xml?todo_list_id={made}", "<todo-item><content>A</content></todo-item>").Made();
        (await client.PutXml($"/todo_items/{two}.xml?todo_list_id={made}", "<todo-item><content>B</content></todo-item>").Status()).ShouldBe(200);
        (await client.PutXml($"/todo_lists/{list}/todo_items/{item.Id}/complete.xml").Status()).ShouldBe(200);
        (await client.Xml($"/todo_items/{item.Id}.xml")).Element("completed")!.Value.ShouldBe("true");
        (await client.PutXml($"/todo_lists/{list}/todo_items/{item.Id}/uncomplete.xml").Status()).ShouldBe(200);
        (await client.Xml($"/todo_items/{item.Id}.xml")).Element("completed")!.Value.ShouldBe("false");
        (await client.Drop($"/todo_items/{two}.xml?todo_list_id={made}").Status()).ShouldBe(200);
        (await client.PutXml($"/todo_lists/{made}.xml?project_id={project}", "<todo-list><name>B</name></todo-list>").Status()).ShouldBe(200);
        (await client.Drop($"/todo_lists/{made}.xml?project_id={project}").Status()).ShouldBe(200);
    }
}
