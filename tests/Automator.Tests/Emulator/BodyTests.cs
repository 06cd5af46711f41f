using System.Net;
using System.Xml.Linq;
using Automator.Emulator.Store;
using Shouldly;
using Xunit;

namespace Automator.Tests.Emulator;

public sealed class BodyTests
{
    [Theory]
    [InlineData("<todo-item><content>A</content></todo-item>")]
    [InlineData("<request><todo-item><content>A</content></todo-item></request>")]
    [InlineData("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><todo_item><content type=\"string\">A</content><unknown/><id>7</id></todo_item>")]
    public async Task F8_BodiesComeBareOrWrapped(string body)
    {
        await using var classic = await Classic.StartAsync();
        var list = classic.Plant(bed => bed.List(classic.Project, "List"));

        var id = await classic.As(classic.Ada).PostXml($"/todo_lists/{list.Id}/todo_items.xml", body).Made();

        (await classic.As(classic.Ada).Xml($"/todo_items/{id}.xml")).Element("content")!.Value.ShouldBe("A");
    }

    [Theory]
    [InlineData("<post><title>A</title><body>B</body></post>")]
    [InlineData("<request><post><title>A</title><body>B</body></post></request>")]
    [InlineData("<request><title>A</title><body>B</body></request>")]
    public async Task F8_AMessageComesAlsoWithoutAnElementOfItsOwn(string body)
    {
        await using var classic = await Classic.StartAsync();
        var client = classic.As(classic.Ada);

        var id = await client.PostXml($"/projects/{classic.Project.Id}/posts.xml", body).Made();
        (await client.PutXml($"/posts/{id}.xml", body.Replace(">B<", ">C<")).Status()).ShouldBe(200);

        var post = await client.Xml($"/posts/{id}.xml");
        (post.Element("title")!.Value, post.Element("body")!.Value).ShouldBe(("A", "C"));
        (await client.PutXml($"/posts/{id}.xml", "<request/>").Status()).ShouldBe(422);
    }

    [Fact]
    public async Task F8_EmptyOptionalElementsMeanAbsent()
    {
        await using var classic = await Classic.StartAsync();
        var client = classic.As(classic.Ada);

        var id = await client.PostXml($"/projects/{classic.Project.Id}/todo_lists.xml",
            "<todo-list><name>A</name><milestone-id></milestone-id><private></private><tracked/><todo-list-template-id/></todo-list>").Made();
        var list = await client.Xml($"/todo_lists/{id}.xml");

        list.Element("milestone-id")!.Attribute("nil")!.Value.ShouldBe("true");
        list.Element("private")!.Value.ShouldBe("false");
        (await client.PutXml($"/todo_lists/{id}.xml", "<todo-list><private>true</private></todo-list>").Status()).ShouldBe(200);
        (await client.PutXml($"/todo_lists/{id}.xml", "<todo-list><private></private></todo-list>").Status()).ShouldBe(200);
        (await client.Xml($"/todo_lists/{id}.xml")).Element("private")!.Value.ShouldBe("true");
    }

    [Fact]
    public async Task F8_AWholeRecordCanBePutBack()
    {
        await using var classic = await Classic.StartAsync();
        var list = classic.Plant(bed => bed.List(classic.Project, "List"));
        var item = classic.Plant(bed => bed.Item(list, "One", classic.Ada, bed.Now, made =>
            (made.DueOn, made.Responsible) = (new DateOnly(2026, 3, 4), new ResponsibleParty("Company", classic.Client.Id))));
        var client = classic.As(classic.Ada);
        var before = await client.Xml($"/todo_items/{item.Id}.xml");
        var record = before.ToString().Replace("type=\"datetime\"", "type=\"dateTime\"");

        (await client.PutXml($"/todo_items/{item.Id}.xml", record).Status()).ShouldBe(200);

        var after = await client.Xml($"/todo_items/{item.Id}.xml");
        foreach (var record2 in new[] { before, after }) record2.Element("updated-at")!.Remove();
        after.ToString().ShouldBe(before.ToString());
    }

    [Theory]
    [InlineData("<responsible_party>c{0}</responsible_party>", "Company")]
    [InlineData("<responsible-party>c{0}</responsible-party>", "Company")]
    [InlineData("<responsible-party-id>c{0}</responsible-party-id>", "Company")]
    [InlineData("<responsible_party>{1}</responsible_party>", "Person")]
    [InlineData("<responsible-party-id type=\"integer\">{1}</responsible-party-id>", "Person")]
    public async Task F9_UnderscoresAreDashes(string element, string type)
    {
        await using var classic = await Classic.StartAsync();
        var list = classic.Plant(bed => bed.List(classic.Project, "List"));
        var body = $"<todo-item><content>A</content>{string.Format(element, classic.Client.Id, classic.Max.Id)}</todo-item>";

        var id = await classic.As(classic.Ada).PostXml($"/todo_lists/{list.Id}/todo_items.xml", body).Made();

        (await classic.As(classic.Ada).Xml($"/todo_items/{id}.xml")).Element("responsible-party-type")!.Value.ShouldBe(type);
    }

    [Fact]
    public async Task F11_InvalidDataIs422WithErrors()
    {
        await using var classic = await Classic.StartAsync();
        var list = classic.Plant(bed => bed.List(classic.Project, "List"));
        var client = classic.As(classic.Ada);

        using var answer = await client.PostXml($"/todo_lists/{list.Id}/todo_items.xml",
            "<todo-item><content> </content><due-at>someday</due-at><responsible-party>424242</responsible-party></todo-item>");

        ((int)answer.StatusCode).ShouldBe(422);
        var errors = XElement.Parse(await answer.Content.ReadAsStringAsync(Classic.Token));
        errors.Name.LocalName.ShouldBe("errors");
        errors.Elements("error").Select(at => at.Value).ShouldBe(["Content can't be blank", "Due at is not a date", "Responsible party does not exist"]);
        (await client.PutXml($"/projects/{classic.Project.Id}.xml", "<project><status>lost</status></project>").Status()).ShouldBe(422);
        (await client.PutXml($"/projects/{classic.Project.Id}.xml", "<project><name/></project>").Status()).ShouldBe(422);
        (await client.PostXml($"/projects/{classic.Project.Id}/categories.xml", "<category><name>A</name></category>").Status()).ShouldBe(422);
        (await client.PostXml("/projects.xml", "").Status()).ShouldBe(422);
    }

    [Fact]
    public async Task FL_LocationsAreRelativeAndTheirSuffixDiffersByKind()
    {
        await using var classic = await Classic.StartAsync();
        var client = classic.As(classic.Ada);
        var list = classic.Plant(bed => bed.List(classic.Project, "List"));
        var item = classic.Items(list, "One")[0];
        async Task<string> Location(string path, string body)
        {
            using var answer = await client.PostXml(path, body);
            answer.StatusCode.ShouldBe(HttpStatusCode.Created);
            (await answer.Content.ReadAsStringAsync(Classic.Token)).Trim().ShouldBeEmpty();
            return answer.Headers.Location!.OriginalString;
        }

        (await Location("/projects.xml", "<project><name>A</name></project>")).ShouldMatch(@"^/projects/\d+\.xml$");
        (await Location($"/projects/{classic.Project.Id}/categories.xml", "<category><type>attachment</type><name>A</name></category>")).ShouldMatch(@"^/categories/\d+\.xml$");
        (await Location($"/projects/{classic.Project.Id}/posts.xml", "<post><title>A</title></post>")).ShouldMatch(@"^/posts/\d+\.xml$");
        (await Location($"/todo_items/{item.Id}/comments.xml", "<comment><body>A</body></comment>")).ShouldMatch(@"^/comments/\d+\.xml$");
        (await Location($"/projects/{classic.Project.Id}/todo_lists.xml", "<todo-list><name>A</name></todo-list>")).ShouldMatch(@"^/todo_lists/\d+$");
        (await Location($"/todo_lists/{list.Id}/todo_items.xml", "<todo-item><content>A</content></todo-item>")).ShouldMatch(@"^/todo_items/\d+$");
    }
}
