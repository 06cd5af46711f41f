using Automator.Emulator.Store;
using Shouldly;
using Xunit;

namespace Automator.Tests.Emulator;

public sealed class OlderMessagesTests
{
    private static Post Post(Classic classic, string title, Person? author = null, Action<Post>? more = null) =>
        classic.Plant(bed => bed.Post(classic.Project, title, "Body", author ?? classic.Ada, bed.Now, more));

    [Theory]
    [InlineData("<request><post><category-id>{0}</category-id><title>T</title><body>B</body><extended-body>E</extended-body><private>1</private></post><notify>{1}</notify></request>")]
    [InlineData("<request><category-id>{0}</category-id><title>T</title><body>B</body><extended-body>E</extended-body><private>1</private><notify>{1}</notify></request>")]
    [InlineData("<post><category_id>{0}</category_id><title>T</title><body>B</body><extended_body>E</extended_body><private>1</private><notify>{1}</notify></post>")]
    public async Task AMessage_IsCreatedAndGivenBack(string body)
    {
        await using var classic = await Classic.StartAsync();
        var client = classic.As(classic.Ada);
        var category = classic.Account.Work(account => account.Add(account.Categories, new() { ProjectId = classic.Project.Id, Name = "Free" }));

        var made = await client.Say($"/projects/{classic.Project.Id}/msg/create", string.Format(body, category.Id, classic.Max.Id));

        (made.Status, made.Root, made.Location).ShouldBe((201, "post", $"/posts/{made.Id}.xml"));
        (made["title"], made["body"], made["extended-body"], made["private"], made["category-id"]).ShouldBe(("T", "B", "E", "true", $"{category.Id}"));
        made["author-id"].ShouldBe($"{classic.Ada.Id}");
        made.Xml.ToString().ShouldBe((await client.Xml($"/posts/{made.Id}.xml")).ToString());
        classic.Account.Work(account => account.Mails.All.Single().PersonId).ShouldBe(classic.Max.Id);
    }

    [Fact]
    public async Task AMessage_CarriesFiles()
    {
        await using var classic = await Classic.StartAsync();
        var client = classic.As(classic.Ada);
        var (first, second) = (await client.Upload("1"), await client.Upload("2"));

        var made = await client.Say($"/projects/{classic.Project.Id}/msg/create", $"<request><post><title>T</title></post>{Uploading.Attachments(first)}{Uploading.Attachments(second, "b.txt")}</request>");

        made["attachments-count"].ShouldBe("2");
        (await client.Say($"/projects/{classic.Project.Id}/msg/archive")).Each("attachments-count").ShouldBe(["2"]);
    }

    [Fact]
    public async Task Messages_AreGotByTheirNumbersAllOrNone()
    {
        await using var classic = await Classic.StartAsync();
        var client = classic.As(classic.Carla);
        var (a, b) = (Post(classic, "A"), Post(classic, "B"));
        var hidden = Post(classic, "C", more: post => post.Private = true);

        var one = await client.Say($"/msg/get/{a.Id}", method: "GET");
        (one.Root, one.Xml.Attribute("type")?.Value).ShouldBe(("posts", "array"));
        one.Each("title").ShouldBe(["A"]);
        (await client.Say($"/msg/get/{b.Id},{a.Id}")).Each("title").ShouldBe(["B", "A"]);
        (await client.Say($"/msg/get/{b.Id}%2C{a.Id}.xml")).Each("title").ShouldBe(["B", "A"]);
        (await client.Say($"/msg/get/{a.Id},{hidden.Id}")).Status.ShouldBe(404);
        (await classic.As(classic.Max).Say($"/msg/get/{a.Id},{hidden.Id}")).Each("title").ShouldBe(["A", "C"]);
        foreach (var wrong in new[] { $"{a.Id},", ",", "abc", $"{a.Id},-1", $"{a.Id}, {b.Id}" }) (await client.Say($"/msg/get/{wrong}")).Status.ShouldBe(404, wrong);
    }

    [Fact]
    public async Task Messages_AreGotTwentyFiveAtMost()
    {
        await using var classic = await Classic.StartAsync();
        var post = Post(classic, "A");

        (await classic.As(classic.Ada).Say($"/msg/get/{string.Join(',', Enumerable.Repeat(post.Id, 25))}")).Each("title").Count.ShouldBe(25);
        (await classic.As(classic.Ada).Say($"/msg/get/{string.Join(',', Enumerable.Repeat(post.Id, 26))}")).Status.ShouldBe(422);
    }

    [Theory]
    [InlineData("POST", "archive", "<request><project-id>1</project-id></request>", "B A")]
    [InlineData("GET", "archive", null, "B A")]
    [InlineData("POST", "archive", "<request><category-id>{0}</category-id></request>", "B")]
    [InlineData("POST", "archive", "<request><category_id>0</category_id></request>", "B A")]
    [InlineData("POST", "archive", "<request><post><category-id>{0}</category-id></post></request>", "B")]
    [InlineData("POST", "archive", "---\ncategory-id: {0}\n", "B A")]
    [InlineData("GET", "archive?category_id={0}", null, "B")]
    [InlineData("GET", "cat/{0}/archive", null, "B")]
    public async Task TheArchive_IsAskedForInEveryWay(string method, string path, string? body, string expected)
    {
        await using var classic = await Classic.StartAsync();
        var category = classic.Account.Work(account => account.Add(account.Categories, new() { ProjectId = classic.Project.Id, Name = "Free" }));
        Post(classic, "A", more: post => post.PostedOn = post.PostedOn.AddDays(-1));
        Post(classic, "B", more: post => post.CategoryId = category.Id);

        var archive = await classic.As(classic.Carla).Say($"/projects/{classic.Project.Id}/msg/{string.Format(path, category.Id)}", body is null ? null : string.Format(body, category.Id), method);

        archive.Root.ShouldBe("posts");
        string.Join(' ', archive.Each("title")).ShouldBe(expected);
    }

    [Fact]
    public async Task FR_TheArchiveOfAProjectIsAlsoAskedForByItsNumberInTheQuery()
    {
        await using var classic = await Classic.StartAsync();
        Post(classic, "A");
        var far = classic.Plant(bed => bed.Project("Far", classic.Firm, bed.Now, [classic.Ada]));

        (await classic.As(classic.Max).Xml($"/posts/archive.xml?project_id={classic.Project.Id}")).Descendants("title").Single().Value.ShouldBe("A");
        (await classic.As(classic.Max).Ask($"/posts/archive.xml?project_id={far.Id}").Status()).ShouldBe(404);
        (await classic.As(classic.Max).Ask("/posts/archive.xml").Status()).ShouldBe(404);
    }

    [Fact]
    public async Task AnUpdate_TellsWhoeverItNames()
    {
        await using var classic = await Classic.StartAsync();
        var post = Post(classic, "A");

        var changed = await classic.As(classic.Ada).Say($"/msg/update/{post.Id}", $"<request><post><title>B</title><use-textile>0</use-textile></post><notify>{classic.Max.Id}</notify></request>");

        (changed.Status, changed.Root, changed["title"], changed["body"], changed["use-textile"]).ShouldBe((200, "post", "B", "Body", "false"));
        classic.Account.Work(account => account.Mails.All.Select(mail => (mail.PersonId, mail.Subject)).Single()).ShouldBe((classic.Max.Id, "[Site] Changed: B"));
        (await classic.As(classic.Max).Xml($"/posts/{post.Id}.xml")).Element("title")!.Value.ShouldBe("B");
    }

    [Fact]
    public async Task ADeletedMessage_IsGivenBackOnce()
    {
        await using var classic = await Classic.StartAsync();
        var client = classic.As(classic.Ada);
        var post = Post(classic, "A");
        classic.Plant(bed => bed.Comment(post, "C", classic.Max, bed.Now));

        var gone = await client.Say($"/msg/delete/{post.Id}", "<request><post>delete</post></request>");

        (gone.Status, gone.Root, gone["title"], gone["comments-count"]).ShouldBe((200, "post", "A", "1"));
        (await client.Say($"/msg/delete/{post.Id}")).Status.ShouldBe(404);
        (await client.Ask($"/posts/{post.Id}.xml").Status()).ShouldBe(404);
        classic.Account.Work(account => account.Comments.Count).ShouldBe(0);
    }

    [Fact]
    public async Task Messages_AreChangedByTheirAuthorsAndAdministratorsOnly()
    {
        await using var classic = await Classic.StartAsync();
        var (max, carla) = (classic.As(classic.Max), classic.As(classic.Carla));
        var (post, hidden) = (Post(classic, "A", classic.Carla), Post(classic, "B", more: made => made.Private = true));

        foreach (var call in new[] { "update", "delete" })
        {
            (await max.Say($"/msg/{call}/{post.Id}", "<post><title>B</title></post>")).Status.ShouldBe(403);
            (await carla.Say($"/msg/{call}/{hidden.Id}", "<post><title>B</title></post>")).Status.ShouldBe(404);
        }

        (await carla.Say($"/msg/update/{post.Id}", "<post><title>B</title></post>")).Status.ShouldBe(200);
        (await carla.Say($"/msg/update/{post.Id}", "<post><title/></post>")).Status.ShouldBe(422);
        (await max.Say($"/projects/{classic.Project.Id}/msg/create", "<post><body>B</body></post>")).Status.ShouldBe(422);
        (await max.Say($"/projects/{classic.Project.Id}/msg/create", "<post><title>B</title><category-id>1</category-id></post>")).Status.ShouldBe(422);
    }
}
