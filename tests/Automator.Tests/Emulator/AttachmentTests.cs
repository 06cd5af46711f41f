using System.Xml.Linq;
using Automator.Emulator;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Automator.Tests.Emulator;

public sealed class AttachmentTests
{
    private const string Beside = "<attachments><name>Plan</name><file><file>UPLOAD</file><content-type>text/plain</content-type><original-filename>plan.txt</original-filename></file></attachments>";
    private const string Array = "<attachments type=\"array\"><attachment><file><file>UPLOAD</file><original-filename>plan.txt</original-filename></file><category-id nil=\"true\"></category-id></attachment></attachments>";

    // One client in Ruby sends the array inside the record, without names; one in PHP, and the documentation, elements beside it.
    public static TheoryData<string, string> Forms() => new()
    {
        { $"<request><ROOT>WORDS</ROOT>{Beside}</request>", "Plan" },
        { $"<request><ROOT>WORDS</ROOT>{Array}</request>", "plan.txt" },
        { $"<ROOT>WORDS{Array}</ROOT>", "plan.txt" },
        { $"<ROOT>WORDS{Beside}</ROOT>", "Plan" },
        { $"<request><ROOT>WORDS{Array}</ROOT></request>", "plan.txt" },
        { "<ROOT>WORDS<attachments><file><file>UPLOAD</file><original_filename>C:\\docs\\plan.txt</original_filename></file></attachments></ROOT>", "plan.txt" },
        { "<ROOT>WORDS<attachments><file>UPLOAD</file><original-filename>plan.txt</original-filename></attachments></ROOT>", "plan.txt" },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task F10_EveryFormIsTakenByMessages(string form, string name)
    {
        await using var classic = await Classic.StartAsync();
        var client = classic.As(classic.Ada);
        string Body(string upload) => form.Replace("ROOT", "post").Replace("WORDS", "<title>T</title>").Replace("UPLOAD", upload);

        var id = await client.PostXml($"/projects/{classic.Project.Id}/posts.xml", Body(await client.Upload("one"))).Made();
        var created = await client.Xml($"/posts/{id}.xml");
        (await client.PutXml($"/posts/{id}.xml", Body(await client.Upload("two"))).Status()).ShouldBe(200);

        Check(created, "one", name);
        (await client.Xml($"/posts/{id}.xml")).Element("attachments-count")!.Value.ShouldBe("2");
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task F10_EveryFormIsTakenByComments(string form, string name)
    {
        await using var classic = await Classic.StartAsync();
        var item = classic.Items(classic.Plant(bed => bed.List(classic.Project, "List")), "A")[0];
        var client = classic.As(classic.Ada);
        string Body(string upload) => form.Replace("ROOT", "comment").Replace("WORDS", "<body>B</body>").Replace("UPLOAD", upload);

        var id = await client.PostXml($"/todo_items/{item.Id}/comments.xml", Body(await client.Upload("one"))).Made();
        var created = await client.Xml($"/comments/{id}.xml");
        (await client.PutXml($"/comments/{id}.xml", Body(await client.Upload("two"))).Status()).ShouldBe(200);

        Check(created, "one", name);
        (await client.Xml($"/comments/{id}.xml")).Element("attachments-count")!.Value.ShouldBe("2");
    }

    [Fact]
    public async Task F10_SeveralFilesAreTakenInTheirOrder()
    {
        await using var classic = await Classic.StartAsync();
        var client = classic.As(classic.Ada);
        var (first, second) = (await client.Upload("1"), await client.Upload("22"));

        var id = await client.PostWith(classic.Project.Id, Uploading.Attachments(first, "b") + Uploading.Attachments(second, "a"));

        (await client.Xml($"/posts/{id}.xml")).Descendants("attachment").Select(file => $"{file.Element("name")!.Value} {file.Element("byte-size")!.Value}")
            .ShouldBe(["b 1", "a 2"]);
    }

    [Fact]
    public async Task F10_OneUnknownUploadAndNothingIsDone()
    {
        await using var classic = await Classic.StartAsync();
        var client = classic.As(classic.Ada);
        var good = await client.Upload("bytes");
        var post = classic.Plant(bed => bed.Post(classic.Project, "T", "", classic.Ada, bed.Now));
        var comment = classic.Plant(bed => bed.Comment(post, "C", classic.Ada, bed.Now));
        var files = Uploading.Attachments(good) + Uploading.Attachments("441b2cec.eve.21267");

        (await client.PostXml($"/projects/{classic.Project.Id}/posts.xml", $"<request><post><title>New</title></post>{files}</request>").Status()).ShouldBe(422);
        (await client.PutXml($"/posts/{post.Id}.xml", $"<request><post><title>New</title></post>{files}</request>").Status()).ShouldBe(422);
        (await client.PostXml($"/posts/{post.Id}/comments.xml", $"<request><comment><body>New</body></comment>{files}</request>").Status()).ShouldBe(422);
        (await client.PutXml($"/comments/{comment.Id}.xml", $"<request><comment><body>New</body></comment>{files}</request>").Status()).ShouldBe(422);

        classic.Account.Work(account => (account.Posts.Count, account.Comments.Count, account.Attachments.Count, post.Title, comment.Body)).ShouldBe((1, 1, 0, "T", "C"));
        await client.PostWith(classic.Project.Id, Uploading.Attachments(good));
    }

    [Fact]
    public async Task F8_ARecordPutBackWholeKeepsItsAttachmentsAsTheyAre()
    {
        await using var classic = await Classic.StartAsync();
        var client = classic.As(classic.Ada);
        var id = await client.PostWith(classic.Project.Id, Uploading.Attachments(await client.Upload("bytes")));
        var before = await client.Raw($"/posts/{id}.xml");

        (await client.PutXml($"/posts/{id}.xml", before).Status()).ShouldBe(200);

        (await client.Raw($"/posts/{id}.xml")).ShouldBe(before);
    }

    [Fact]
    public async Task F8_AttachmentsPutBackInsideTheirName_StayAsTheyAre()
    {
        await using var classic = await Classic.StartAsync();
        var client = classic.As(classic.Ada);
        var id = await client.PostWith(classic.Project.Id, Uploading.Attachments(await client.Upload("bytes")));
        var carried = (await client.Xml($"/posts/{id}.xml")).Descendants("attachment").Single();

        (await client.PutXml($"/posts/{id}.xml",
            $"<post><title>New</title><attachments type=\"array\"><attachment><file><file nil=\"true\"/><original-filename>{string.Concat(carried.Elements())}</original-filename></file></attachment></attachments></post>")
            .Status()).ShouldBe(200);

        (await client.Xml($"/posts/{id}.xml")).Descendants("attachment").Single().ToString().ShouldBe(carried.ToString());
    }

    [Theory]
    [InlineData("<attachments><name>Plan</name></attachments>", "has no file")]
    [InlineData("<attachments>441b2cec.eve.21267</attachments>", "has no file")]
    [InlineData("<attachments><name>Plan</name><file><file></file></file></attachments>", "has no file")]
    [InlineData("<attachments><file><file>UPLOAD</file></file><category-id>1</category-id></attachments>", "Attachment category does not exist")]
    [InlineData("<attachments><file><file>UPLOAD</file></file><category-id>POSTCATEGORY</category-id></attachments>", "Attachment category does not exist")]
    [InlineData("<attachments><file><file>UPLOAD</file></file><collection>1</collection></attachments>", "Collection does not exist")]
    [InlineData("<attachments><file><file>UPLOAD</file></file><collection>none</collection></attachments>", "Collection does not exist")]
    [InlineData("<attachments><file><file>UPLOAD</file><original-filename>LONG</original-filename></file></attachments>", "Name is too long")]
    public async Task WhatCannotBeAttached_IsSaid(string attachments, string error)
    {
        await using var classic = await Classic.StartAsync();
        var client = classic.As(classic.Ada);
        var category = classic.Plant(bed => bed.Account.Add(bed.Account.Categories, new() { ProjectId = classic.Project.Id, Name = "Words" }));
        var body = attachments.Replace("UPLOAD", await client.Upload("bytes")).Replace("POSTCATEGORY", $"{category.Id}").Replace("LONG", new string('x', 256));

        using var answer = await client.PostXml($"/projects/{classic.Project.Id}/posts.xml", $"<request><post><title>T</title></post>{body}</request>");

        ((int)answer.StatusCode).ShouldBe(422);
        (await answer.Content.ReadAsStringAsync(Classic.Token)).ShouldContain(error);
        classic.Account.Work(account => (account.Posts.Count, account.Attachments.Count, account.Uploads.Count)).ShouldBe((0, 0, 1));
    }

    [Theory]
    [InlineData("<attachments/>")]
    [InlineData("<attachments type=\"array\"></attachments>")]
    [InlineData("<attachments><name></name><file><file></file></file></attachments>")]
    [InlineData("<attachments nil=\"true\"></attachments>")]
    public async Task EmptyElements_AreNoFiles(string attachments)
    {
        await using var classic = await Classic.StartAsync();

        await classic.As(classic.Ada).PostWith(classic.Project.Id, attachments);

        classic.Account.Work(account => account.Attachments.Count).ShouldBe(0);
    }

    [Fact]
    public async Task AnUpdateWithFilesAlone_LeavesTheWords()
    {
        await using var classic = await Classic.StartAsync();
        var client = classic.As(classic.Ada);
        var post = classic.Plant(bed => bed.Post(classic.Project, "T", "Words", classic.Ada, bed.Now));
        var comment = classic.Plant(bed => bed.Comment(post, "C", classic.Ada, bed.Now));

        (await client.PutXml($"/posts/{post.Id}.xml", $"<request>{Uploading.Attachments(await client.Upload("1"))}</request>").Status()).ShouldBe(200);
        (await client.PutXml($"/comments/{comment.Id}.xml", $"<comment>{Uploading.Attachments(await client.Upload("2"))}</comment>").Status()).ShouldBe(200);

        (await client.Xml($"/posts/{post.Id}.xml")).Element("body")!.Value.ShouldBe("Words");
        (await client.Xml($"/comments/{comment.Id}.xml")).Element("body")!.Value.ShouldBe("C");
        (await client.Files(classic.Project.Id)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task OthersRecords_TakeNoFilesFromStrangers()
    {
        await using var classic = await Classic.StartAsync();
        var post = classic.Plant(bed => bed.Post(classic.Project, "T", "", classic.Max, bed.Now));
        var upload = await classic.As(classic.Carla).Upload("bytes");

        (await classic.As(classic.Carla).PutXml($"/posts/{post.Id}.xml", $"<request>{Uploading.Attachments(upload)}</request>").Status()).ShouldBe(403);

        classic.Account.Work(account => (account.Attachments.Count, account.Uploads.Count)).ShouldBe((0, 1));
    }

    [Fact]
    public async Task F18_ListsOfCommentsCountTheirFilesAndLeaveThemOut()
    {
        await using var classic = await Classic.StartAsync();
        var client = classic.As(classic.Ada);
        var post = await client.PostWith(classic.Project.Id, Uploading.Attachments(await client.Upload("1")));
        await client.PostXml($"/posts/{post}/comments.xml", $"<comment><body>C</body>{Uploading.Attachments(await client.Upload("2"))}</comment>").Made();

        var comment = (await client.Xml($"/posts/{post}/comments.xml")).Elements("comment").Single();
        var listed = (await client.Xml($"/projects/{classic.Project.Id}/posts.xml")).Elements("post").Single();
        var row = (await client.Xml($"/projects/{classic.Project.Id}/posts/archive.xml")).Elements("post").Single();

        (comment.Element("attachments-count")!.Value, comment.Element("attachments")).ShouldBe(("1", null));
        (listed.Element("attachments-count")!.Value, listed.Element("attachments")!.Elements().Count()).ShouldBe(("1", 1));
        (row.Element("attachments-count")!.Value, row.Element("attachments")).ShouldBe(("1", null));
    }

    [Fact]
    public async Task DeletingAComment_TakesItsFilesAndTheirBytes()
    {
        await using var classic = await Classic.StartAsync();
        var client = classic.As(classic.Ada);
        var post = await client.PostWith(classic.Project.Id, Uploading.Attachments(await client.Upload("of the message")));
        var comment = await client.PostXml($"/posts/{post}/comments.xml", $"<comment><body>C</body>{Uploading.Attachments(await client.Upload("of the comment"))}</comment>").Made();
        var bytes = classic.Account.Work(account => account.Attachments.All.Single(file => file.OwnerId == comment).File);

        (await client.Drop($"/comments/{comment}.xml").Status()).ShouldBe(200);

        classic.Account.Files.Open(bytes).ShouldBeNull();
        (await client.Files(classic.Project.Id)).Single().Element("owner-id")!.Value.ShouldBe($"{post}");
    }

    [Theory]
    [InlineData("/posts/POST.xml")]
    [InlineData("/todo_items/ITEM.xml")]
    [InlineData("/todo_lists/LIST.xml")]
    public async Task DeletingWhatIsCommented_TakesTheFilesOfAllItsComments(string path)
    {
        await using var classic = await Classic.StartAsync();
        var client = classic.As(classic.Ada);
        var list = classic.Plant(bed => bed.List(classic.Project, "List"));
        var item = classic.Items(list, "A")[0];
        var post = await client.PostWith(classic.Project.Id, Uploading.Attachments(await client.Upload("message")));
        foreach (var about in new[] { $"/posts/{post}", $"/todo_items/{item.Id}" })
            await client.PostXml($"{about}/comments.xml", $"<comment><body>C</body>{Uploading.Attachments(await client.Upload("comment"))}</comment>").Made();

        (await client.Drop(path.Replace("POST", $"{post}").Replace("ITEM", $"{item.Id}").Replace("LIST", $"{list.Id}")).Status()).ShouldBe(200);

        var left = classic.Account.Work(account => account.Attachments.All.Select(file => file.OwnerType).ToList());
        left.ShouldBe(path.StartsWith("/posts") ? ["Comment"] : ["Post", "Comment"]);
    }

    [Fact]
    public async Task AChangeOfTheFiles_IsAChangeOfTheProject()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 5, 1, 8, 0, 0, TimeSpan.Zero));
        await using var classic = await Classic.StartAsync(new EmulatorOptions { Seed = "empty", Limits = EmulatorLimits.Off, Time = time });
        var client = classic.As(classic.Ada);
        var post = await client.PostWith(classic.Project.Id, "");
        time.Advance(TimeSpan.FromMinutes(1));

        await client.PutXml($"/posts/{post}.xml", $"<request>{Uploading.Attachments(await client.Upload("bytes"))}</request>").Status();

        (await client.Xml($"/projects/{classic.Project.Id}.xml")).Element("last-changed-on")!.Value.ShouldBe("2026-05-01T08:01:00Z");
    }

    private static void Check(XElement record, string bytes, string name)
    {
        var file = record.Element("attachments")!.Elements("attachment").Single();
        (file.Element("name")!.Value, file.Element("original-filename")!.Value, file.Element("byte-size")!.Value).ShouldBe((name, "plan.txt", $"{bytes.Length}"));
        record.Element("attachments-count")!.Value.ShouldBe("1");
    }
}
