using System.Text;
using Shouldly;
using Xunit;

namespace Automator.Tests.Emulator;

public sealed class BadRequestTests
{
    private static async Task<(int Status, string Text)> Post(Classic classic, byte[] body, string? encoding = null)
    {
        var list = classic.Plant(bed => bed.List(classic.Project, "List"));
        var request = new HttpRequestMessage(HttpMethod.Post, $"/todo_lists/{list.Id}/todo_items.xml") { Content = new ByteArrayContent(body) };
        if (encoding is not null) request.Content.Headers.ContentEncoding.Add(encoding);
        using var answer = await classic.As(classic.Ada).SendAsync(request, Classic.Token);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Classic.Token));
    }

    [Theory]
    [InlineData("<todo-item><content>A</todo-item>")]
    [InlineData("<todo-item>")]
    [InlineData("content=A")]
    [InlineData("{\"content\":\"A\"}")]
    [InlineData("<a/><b/>")]
    [InlineData("<?xml version=\"1.0\" encoding=\"no-such\"?><todo-item><content>A</content></todo-item>")]
    [InlineData("<?xml version=\"1.0\" encoding=\"utf-16\"?><todo-item><content>A</content></todo-item>")]
    [InlineData("<todo-item><content>&nbsp;&#0;</content></todo-item>")]
    [InlineData("<!DOCTYPE a [<!ENTITY b \"b\">]><todo-item><content>&b;</content></todo-item>")]
    [InlineData("<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><todo-item><content>A</content></todo-item>")]
    [InlineData("<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><todo-item><content>&x;</content></todo-item>")]
    public async Task WhatIsNoXmlOrDeclaresADocumentType_Is400(string body)
    {
        await using var classic = await Classic.StartAsync();

        var (status, text) = await Post(classic, Encoding.UTF8.GetBytes(body));

        status.ShouldBe(400, text);
        text.ShouldNotContain("   at ");
        classic.Account.Work(account => account.Items.Count).ShouldBe(0);
    }

    [Fact]
    public async Task AnEntityBomb_IsRefused()
    {
        await using var classic = await Classic.StartAsync();
        var bomb = new StringBuilder("<!DOCTYPE z [<!ENTITY a0 \"ha\">");
        for (var n = 1; n < 30; n++) bomb.Append($"<!ENTITY a{n} \"&a{n - 1};&a{n - 1};\">");
        bomb.Append("]><todo-item><content>&a29;</content></todo-item>");

        (await Post(classic, Encoding.UTF8.GetBytes(bomb.ToString()))).Status.ShouldBe(400);
    }

    [Fact]
    public async Task NestingWithoutEnd_Is400()
    {
        await using var classic = await Classic.StartAsync();

        (await Post(classic, Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("<a>", 100_000))))).Status.ShouldBe(400);
    }

    [Fact]
    public async Task AHugeBody_Is413PackedOrNot()
    {
        await using var classic = await Classic.StartAsync();
        var huge = Encoding.UTF8.GetBytes($"<todo-item><content>{new string('a', 3 << 20)}</content></todo-item>");
        var packed = new MemoryStream();
        using (var gzip = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionMode.Compress, leaveOpen: true)) gzip.Write(huge);

        (await Post(classic, huge)).Status.ShouldBe(413);
        (await Post(classic, packed.ToArray(), "gzip")).Status.ShouldBe(413);
        (await Post(classic, "no gzip at all"u8.ToArray(), "gzip")).Status.ShouldBe(400);
    }

    [Fact]
    public async Task WrongBytes_Are400()
    {
        await using var classic = await Classic.StartAsync();

        (await Post(classic, [.. "<todo-item><content>"u8, 0xC3, 0x28, 0xFF, .. "</content></todo-item>"u8])).Status.ShouldBe(400);
    }

    [Fact]
    public async Task MutatedBodies_AlwaysGetAStatusBelow500()
    {
        await using var classic = await Classic.StartAsync();
        var random = new Random(7);
        var list = classic.Plant(bed => bed.List(classic.Project, "List"));
        var item = classic.Items(list, "A")[0];
        var client = classic.As(classic.Ada);
        string[] paths = [$"/todo_lists/{list.Id}/todo_items.xml", $"/projects/{classic.Project.Id}/posts.xml", $"/todo_lists/{list.Id}/todo_items/reorder.xml", "/projects.xml", $"/todo_items/{item.Id}/comments.xml", $"/projects/{classic.Project.Id}/calendar_entries.xml", $"/projects/{classic.Project.Id}/milestones/create"];
        var whole = Encoding.UTF8.GetBytes($"<request><todo-item><content>A</content><due-at type=\"date\">2026-01-01</due-at><id>{item.Id}</id></todo-item><post><title>T</title><category-id>1</category-id></post>"
            + "<calendar-entry><title>T</title><deadline type=\"datetime\">2026-01-01T10:00:00Z</deadline></calendar-entry><milestone><title>T</title><deadline>20260101</deadline></milestone></request>");

        for (var n = 0; n < 600; n++)
        {
            var body = whole.ToArray();
            for (var change = random.Next(6); change >= 0; change--) body[random.Next(body.Length)] = (byte)random.Next(256);
            if (n % 5 == 0) random.NextBytes(body);
            using var answer = await client.PostAsync(paths[n % paths.Length], new ByteArrayContent(body), Classic.Token);
            ((int)answer.StatusCode).ShouldBeLessThan(500, Encoding.Latin1.GetString(body));
        }
    }

    [Theory(Timeout = 30_000)]
    [InlineData("GET /%00.xml HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")]
    [InlineData("GET /projects/99999999999999999999.xml HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")]
    [InlineData("nonsense\r\n\r\n")]
    [InlineData("BREW /projects.xml HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")]
    [InlineData("POST /projects.xml HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n")]
    [InlineData("POST /projects.xml HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Basic BASIC\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nab")]
    [InlineData("POST /upload HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Basic BASIC\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nab")]
    public async Task OddRequests_GetA4xx(string request)
    {
        await using var classic = await Classic.StartAsync();

        request = request.Replace("BASIC", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{classic.Ada.Token}:X")));
        (await Raw.AskAsync(classic.Server.Url, request, TestContext.Current.CancellationToken)).ShouldStartWith("HTTP/1.1 4");
    }

    [Theory]
    [InlineData("/nothing.xml", 404)]
    [InlineData("/projects/abc.xml", 404)]
    [InlineData("/projects/-1.xml", 404)]
    [InlineData("/projects/99999999999999999999.xml", 404)]
    [InlineData("/todo_items/1/complete.xml", 405)]
    public async Task UnknownPaths_AreNotFound(string path, int status)
    {
        await using var classic = await Classic.StartAsync();

        (await classic.As(classic.Ada).Ask(path).Status()).ShouldBe(status);
    }

    [Theory]
    [InlineData("/projects/{0}abc.xml", 200)]
    [InlineData("/projects/{0}%7D.xml", 200)]
    [InlineData("/projects/{0}-site.xml", 200)]
    [InlineData("/projects/{0}}}/todo_lists.xml", 200)]
    [InlineData("/projects/-{0}.xml", 404)]
    [InlineData("/projects/+{0}.xml", 404)]
    [InlineData("/projects/p{0}.xml", 404)]
    [InlineData("/projects/%20{0}.xml", 404)]
    [InlineData("/projects/{0}9.xml", 404)]
    public async Task WhatBeginsWithDigits_IsTheirNumber(string path, int status)
    {
        await using var classic = await Classic.StartAsync();

        (await classic.As(classic.Ada).Ask(string.Format(path, classic.Project.Id)).Status()).ShouldBe(status);
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("-5")]
    [InlineData("99999999999999")]
    public async Task ACategoryThatIsNoNumber_IsNoCategory(string id)
    {
        await using var classic = await Classic.StartAsync();

        (await classic.As(classic.Ada).PostXml($"/projects/{classic.Project.Id}/posts.xml", $"<post><title>T</title><category-id>{id}</category-id></post>").Status()).ShouldBe(422);
    }

    [Fact]
    public async Task ABodyOfNothingButTags_Is400()
    {
        await using var classic = await Classic.StartAsync();

        (await Post(classic, Encoding.UTF8.GetBytes($"<project>{string.Concat(Enumerable.Repeat("<a/>", 240_000))}</project>"))).Status.ShouldBe(400);
    }
}
