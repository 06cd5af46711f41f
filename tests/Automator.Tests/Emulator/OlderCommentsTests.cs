using Automator.Emulator.Store;
using Shouldly;
using Xunit;

namespace Automator.Tests.Emulator;

public sealed class OlderCommentsTests
{
    private static Post Post(Classic classic, bool hidden = false) =>
        classic.Plant(bed => bed.Post(classic.Project, "Title", "Body", classic.Ada, bed.Now, post => post.Private = hidden));

    [Fact]
    public async Task AComment_IsCreatedAndGivenBack()
    {
        await using var classic = await Classic.StartAsync();
        var client = classic.As(classic.Carla);
        var post = Post(classic);

        var made = await client.Say("/msg/create_comment", $"<request><comment><post-id>{post.Id}</post-id><body>Hello</body></comment></request>");
        var read = await client.Say($"/msg/comment/{made.Id}", method: "GET");

        (made.Status, made.Root, made.Location).ShouldBe((201, "comment", $"/comments/{made.Id}.xml"));
        made.Xml.Elements().Select(element => element.Name.LocalName).ShouldBe(["attachments-count", "author-id", "body", "commentable-id", "commentable-type", "created-at", "emailed-from", "id", "author-name", "post-id", "posted-on"]);
        (made["post-id"], made["author-id"], made["body"], made["posted-on"]).ShouldBe(($"{post.Id}", $"{classic.Carla.Id}", "Hello", made["created-at"]));
        read.Xml.ToString().ShouldBe(made.Xml.ToString());
        (await client.Xml($"/posts/{post.Id}/comments.xml")).Descendants("body").Single().Value.ShouldBe("Hello");
    }

    [Fact]
    public async Task AComment_CarriesFiles()
    {
        await using var classic = await Classic.StartAsync();
        var client = classic.As(classic.Ada);
        var post = Post(classic);

        var made = await client.Say("/msg/create_comment", $"<request><comment><post_id>{post.Id}</post_id><body>B</body></comment>{Uploading.Attachments(await client.Upload("1"))}</request>");

        made["attachments-count"].ShouldBe("1");
        (await client.Say($"/msg/comments/{post.Id}")).Each("attachments-count").ShouldBe(["1"]);
    }

    [Fact]
    public async Task AllComments_StandAsTheyWereSaid()
    {
        await using var classic = await Classic.StartAsync();
        var post = Post(classic);
        for (var n = 0; n < 60; n++) classic.Plant(bed => bed.Comment(post, $"{n}", classic.Max, bed.Now.AddMinutes(n)));

        var comments = await classic.As(classic.Max).Say($"/msg/comments/{post.Id}", "<request />");

        (comments.Root, comments.Xml.Attribute("type")?.Value).ShouldBe(("comments", "array"));
        comments.Each("body").ShouldBe(Enumerable.Range(0, 60).Select(n => $"{n}"));
    }

    [Theory]
    [InlineData("<request><comment_id>{0}</comment_id><comment><body>New</body></comment></request>")]
    [InlineData("<request><comment-id>{0}</comment-id><body>New</body></request>")]
    public async Task AnUpdate_NamesItsCommentInTheBody(string body)
    {
        await using var classic = await Classic.StartAsync();
        var client = classic.As(classic.Max);
        var comment = classic.Plant(bed => bed.Comment(Post(classic), "Old", classic.Max, bed.Now));

        var changed = await client.Say("/msg/update_comment", string.Format(body, comment.Id));

        (changed.Status, changed["id"], changed["body"]).ShouldBe((200, $"{comment.Id}", "New"));
        (await client.Xml($"/comments/{comment.Id}.xml")).Element("body")!.Value.ShouldBe("New");
    }

    [Fact]
    public async Task ADeletedComment_IsGivenBackOnce()
    {
        await using var classic = await Classic.StartAsync();
        var client = classic.As(classic.Max);
        var comment = classic.Plant(bed => bed.Comment(Post(classic), "Old", classic.Max, bed.Now));

        (await client.Say($"/msg/delete_comment/{comment.Id}", method: "DELETE"))["body"].ShouldBe("Old");
        (await client.Say($"/msg/delete_comment/{comment.Id}", method: "DELETE")).Status.ShouldBe(404);
        classic.Account.Work(account => account.Comments.Count).ShouldBe(0);
    }

    [Fact]
    public async Task ACommentOnAToDo_NamesNoMessage()
    {
        await using var classic = await Classic.StartAsync();
        var item = classic.Items(classic.Plant(bed => bed.List(classic.Project, "List")), "One")[0];
        var comment = classic.Plant(bed => bed.Comment(item, "About it", classic.Max, bed.Now));

        var read = await classic.As(classic.Max).Say($"/msg/comment/{comment.Id}");

        (read["body"], read["post-id"]).ShouldBe(("About it", null));
        (await classic.As(classic.Max).Say($"/msg/comments/{item.Id}")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Comments_KeepTheRulesOfToday()
    {
        await using var classic = await Classic.StartAsync();
        var (ada, carla) = (classic.As(classic.Ada), classic.As(classic.Carla));
        var (post, hidden) = (Post(classic), Post(classic, hidden: true));
        var (open, closed) = classic.Plant(bed => (bed.Comment(post, "A", classic.Max, bed.Now), bed.Comment(hidden, "B", classic.Max, bed.Now)));
        static string Update(int id, string body) => $"<request><comment_id>{id}</comment_id><comment><body>{body}</body></comment></request>";

        (await carla.Say("/msg/update_comment", Update(open.Id, "C"))).Status.ShouldBe(403);
        (await carla.Say($"/msg/delete_comment/{open.Id}")).Status.ShouldBe(403);
        foreach (var path in new[] { $"/msg/comment/{closed.Id}", $"/msg/comments/{hidden.Id}", $"/msg/delete_comment/{closed.Id}" }) (await carla.Say(path)).Status.ShouldBe(404, path);
        (await carla.Say("/msg/update_comment", Update(closed.Id, "C"))).Status.ShouldBe(404);
        (await carla.Say("/msg/create_comment", $"<comment><post-id>{hidden.Id}</post-id><body>C</body></comment>")).Status.ShouldBe(404);
        (await carla.Say("/msg/create_comment", $"<comment><post-id>{post.Id}</post-id><body> </body></comment>")).Status.ShouldBe(422);
        (await ada.Say("/msg/update_comment", Update(open.Id, ""))).Status.ShouldBe(422);
        (await ada.Say("/msg/update_comment", Update(open.Id, "C"))).Status.ShouldBe(200);
    }
}
