using System.Xml.Linq;
using Automator.Emulator.Store;
using Shouldly;
using Xunit;

namespace Automator.Tests.Emulator;

/// <summary>What hangs on a calendar entry: comments, to-do lists and messages, also when it is converted or goes.</summary>
public sealed class MilestoneReferenceTests
{
    private static readonly DateOnly Day = new(2026, 3, 4);

    private static string Path(CalendarEntry entry) => $"/projects/{entry.ProjectId}/calendar_entries/{entry.Id}.xml";

    private static Task<int> Convert(HttpClient client, CalendarEntry entry, string type) =>
        client.PutXml(Path(entry), $"<calendar-entry><type>{type}</type></calendar-entry>").Status();

    private static CalendarEntry Milestone(Classic classic) =>
        classic.Plant(bed => bed.Milestone(classic.Project, "Launch", Day, classic.Ada, bed.Now, entry =>
            (entry.Responsible, entry.CompletedOn, entry.CompleterId) = (new("Person", classic.Max.Id), bed.Now, classic.Ada.Id)));

    private static async Task<(int List, int Post)> Named(Classic classic, CalendarEntry milestone)
    {
        var client = classic.As(classic.Ada);
        var list = await client.PostXml($"/projects/{classic.Project.Id}/todo_lists.xml", $"<todo-list><name>A</name><milestone-id>{milestone.Id}</milestone-id></todo-list>").Made();
        var post = await client.PostXml($"/projects/{classic.Project.Id}/posts.xml", $"<post><title>A</title><milestone-id>{milestone.Id}</milestone-id></post>").Made();
        (await client.Xml($"/todo_lists/{list}.xml")).Element("milestone-id")!.Value.ShouldBe($"{milestone.Id}");
        (await client.Xml($"/posts/{post}.xml")).Element("milestone-id")!.Value.ShouldBe($"{milestone.Id}");
        return (list, post);
    }

    private static async Task ShouldNameNone(HttpClient client, (int List, int Post) named)
    {
        (await client.Xml($"/todo_lists/{named.List}.xml")).Element("milestone-id")!.Attribute("nil")!.Value.ShouldBe("true");
        (await client.Xml($"/posts/{named.Post}.xml")).Element("milestone-id")!.Value.ShouldBe("0");
    }

    [Fact]
    public async Task Comments_FollowAConvertedEntry()
    {
        await using var classic = await Classic.StartAsync();
        var client = classic.As(classic.Ada);
        var entry = Milestone(classic);
        var comment = await client.PostXml($"/milestones/{entry.Id}/comments.xml", "<comment><body>First</body></comment>").Made();

        (await client.Xml($"/comments/{comment}.xml")).Element("commentable-type")!.Value.ShouldBe("Milestone");
        (await Convert(client, entry, "CalendarEvent")).ShouldBe(200);

        (await client.Xml($"/comments/{comment}.xml")).Element("commentable-type")!.Value.ShouldBe("CalendarEvent");
        var second = await client.PostXml($"/milestones/{entry.Id}/comments.xml", "<comment><body>Second</body></comment>").Made();
        (await client.Xml($"/comments/{second}.xml")).Element("commentable-type")!.Value.ShouldBe("CalendarEvent");
        foreach (var path in new[] { "milestones", "calendar_events" })
            (await client.Xml($"/{path}/{entry.Id}/comments.xml")).Elements().Select(at => at.Element("body")!.Value).ShouldBe(["First", "Second"], path);
        var shown = await client.Xml(Path(entry));
        shown.Element("comments-count")!.Value.ShouldBe("2");
        shown.Element("commented-at")!.Value.ShouldBe((await client.Xml($"/comments/{second}.xml")).Element("created-at")!.Value);
    }

    [Fact]
    public async Task AnEventMadeOfAMilestone_IsNeitherDoneNorAnybodys()
    {
        await using var classic = await Classic.StartAsync();
        var client = classic.As(classic.Ada);
        var entry = Milestone(classic);
        var named = await Named(classic, entry);

        (await Convert(client, entry, "CalendarEvent")).ShouldBe(200);
        var fair = await client.Xml(Path(entry));
        (await Convert(client, entry, "Milestone")).ShouldBe(200);
        var back = await client.Xml(Path(entry));

        fair.Elements().Select(at => at.Name.LocalName).ShouldNotContain(name => name.StartsWith("complete") || name.StartsWith("responsible") || name == "wants-notification");
        fair.Element("type")!.Value.ShouldBe("CalendarEvent");
        (back.Element("completed")!.Value, back.Element("responsible-party-id")!.Attribute("nil")!.Value).ShouldBe(("false", "true"));
        await ShouldNameNone(client, named);
    }

    [Fact]
    public async Task ADeletedMilestone_TakesItsCommentsAndIsNoLongerNamed()
    {
        await using var classic = await Classic.StartAsync();
        var client = classic.As(classic.Ada);
        var entry = Milestone(classic);
        var named = await Named(classic, entry);
        var comment = classic.Plant(bed => bed.Comment(entry, "C", classic.Ada, bed.Now));

        using var answer = await client.Drop(Path(entry));

        (await answer.Content.ReadAsStringAsync(Classic.Token)).Trim().ShouldBeEmpty();
        (await client.Ask(Path(entry)).Status()).ShouldBe(404);
        (await client.Ask($"/comments/{comment.Id}.xml").Status()).ShouldBe(404);
        (await client.Ask($"/milestones/{entry.Id}/comments.xml").Status()).ShouldBe(404);
        classic.Account.Work(account => account.Comments.Count).ShouldBe(0);
        await ShouldNameNone(client, named);
    }

    [Fact]
    public async Task ListsAndMessages_NameMilestonesOfTheirOwnProject()
    {
        await using var classic = await Classic.StartAsync();
        var client = classic.As(classic.Ada);
        var milestone = Milestone(classic);
        var fair = classic.Plant(bed => bed.Event(classic.Project, "Fair", Day, classic.Ada, bed.Now));
        var far = classic.Plant(bed => bed.Milestone(bed.Project("Far", classic.Firm, bed.Now, [classic.Ada]), "Far", Day, classic.Ada, bed.Now));
        var (list, post) = await Named(classic, milestone);

        foreach (var wrong in new[] { $"{fair.Id}", $"{far.Id}", $"{list}", "999999", "-1", "soon", "99999999999999" })
        {
            var field = $"<milestone-id>{wrong}</milestone-id>";
            using var answer = await client.PostXml($"/projects/{classic.Project.Id}/todo_lists.xml", $"<todo-list><name>A</name>{field}</todo-list>");
            ((int)answer.StatusCode).ShouldBe(422, wrong);
            XElement.Parse(await answer.Content.ReadAsStringAsync(Classic.Token)).Value.Trim().ShouldBe("Milestone does not exist");
            (await client.PutXml($"/todo_lists/{list}.xml", $"<todo-list>{field}</todo-list>").Status()).ShouldBe(422, wrong);
            (await client.PostXml($"/projects/{classic.Project.Id}/posts.xml", $"<post><title>A</title>{field}</post>").Status()).ShouldBe(422, wrong);
            (await client.PutXml($"/posts/{post}.xml", $"<post>{field}</post>").Status()).ShouldBe(422, wrong);
        }

        (await client.PutXml($"/todo_lists/{list}.xml", "<todo-list><milestone-id>0</milestone-id></todo-list>").Status()).ShouldBe(200);
        (await client.PutXml($"/posts/{post}.xml", "<post><milestone-id>0</milestone-id></post>").Status()).ShouldBe(200);
        await ShouldNameNone(client, (list, post));
    }
}
