using System.Net;
using System.Text;
using System.Xml.Linq;
using Automator.Emulator;
using Shouldly;
using Xunit;

namespace Automator.Tests.Emulator;

public sealed class AnswerTests
{
    [Fact]
    public async Task F1_EveryAnswerRepeatsItsStatusAndCounts()
    {
        await using var classic = await Classic.StartAsync(new EmulatorOptions { Seed = "empty" });

        using var answer = await classic.As(classic.Ada).Ask("/account.xml");
        using var missing = await classic.As(classic.Ada).Ask("/posts/1.xml");

        answer.Headers.GetValues("Status").Single().ShouldBe("200 OK");
        missing.Headers.GetValues("Status").Single().ShouldBe("404 Not Found");
        answer.Content.Headers.ContentType!.ToString().ShouldBe("application/xml; charset=utf-8");
        answer.Headers.ETag!.Tag.ShouldStartWith("\"");
        answer.Headers.CacheControl!.ToString().ShouldBe("must-revalidate, max-age=0, private");
        answer.Headers.GetValues("X-Throttle-Max").Single().ShouldBe("500");
        missing.Headers.GetValues("X-Throttle-Count").Single().ShouldBe("2");
        DateTimeOffset.Parse(answer.Headers.GetValues("X-Throttle-Horizon").Single()).Second.ShouldBeOneOf(0, 10, 20, 30, 40, 50);
        answer.Headers.GetValues("X-Emulator-Incarnation").Single().ShouldBe($"{classic.Server.Incarnation}");
    }

    [Fact]
    public async Task F1_WhatAClientHasAlready_IsNotSentAgain()
    {
        await using var classic = await Classic.StartAsync();
        var client = classic.As(classic.Ada);
        using var first = await client.Ask("/projects.xml");
        client.DefaultRequestHeaders.IfNoneMatch.Add(first.Headers.ETag!);

        using var second = await client.Ask("/projects.xml");
        await client.PostXml("/projects.xml", "<project><name>New</name></project>").Made();
        using var third = await client.Ask("/projects.xml");

        (second.StatusCode, second.Headers.GetValues("Status").Single()).ShouldBe((HttpStatusCode.NotModified, "304 Not Modified"));
        (await second.Content.ReadAsStringAsync(Classic.Token)).ShouldBeEmpty();
        third.StatusCode.ShouldBe(HttpStatusCode.OK);
        third.Headers.ETag.ShouldNotBe(first.Headers.ETag);
    }

    [Fact]
    public async Task F2_XmlIsIndentedByTwoSpacesAndEmptyCollectionsCloseThemselves()
    {
        await using var classic = await Classic.StartAsync();

        var text = await classic.As(classic.Ada).Raw($"/projects/{classic.Project.Id}/todo_lists.xml");
        var project = await classic.As(classic.Ada).Raw($"/projects/{classic.Project.Id}.xml");

        text.ShouldBe("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<todo-lists type=\"array\"/>\n");
        project.ShouldStartWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<project>\n  <announcement></announcement>\n  <created-on type=\"datetime\">");
        project.ShouldEndWith($"  <company>\n    <id type=\"integer\">{classic.Firm.Id}</id>\n    <name>Your Company</name>\n  </company>\n</project>\n");
    }

    [Fact]
    public async Task F3_NilKeepsItsTypeAndEmptyTextIsTwoTags()
    {
        await using var classic = await Classic.StartAsync();
        var list = classic.Plant(bed => bed.List(classic.Project, "List"));
        var item = classic.Items(list, "One")[0];

        (await classic.As(classic.Ada).Raw($"/todo_items/{item.Id}.xml")).ShouldContain("\n  <due-at type=\"datetime\" nil=\"true\"></due-at>\n");
        (await classic.As(classic.Ada).Raw($"/todo_lists/{list.Id}.xml")).ShouldContain("\n  <description></description>\n");
    }

    [Theory]
    [InlineData("/projects.xml", "*/*", 200)]
    [InlineData("/projects.xml", null, 200)]
    [InlineData("/projects.xml", "text/html", 200)]
    [InlineData("/projects", "application/xml", 200)]
    [InlineData("/projects", "*/*", 406)]
    [InlineData("//projects.xml", "*/*", 200)]
    [InlineData("/people//me.xml", "*/*", 200)]
    public async Task F4_TheSuffixOrAcceptDecides(string path, string? accept, int status)
    {
        await using var classic = await Classic.StartAsync();
        var client = classic.As(classic.Ada);
        if (accept is not null) client.DefaultRequestHeaders.Accept.ParseAdd(accept);

        (await client.GetAsync(new Uri(classic.Server.Url.ToString().TrimEnd('/') + path), Classic.Token).Status()).ShouldBe(status);
    }

    [Fact]
    public async Task F4_CompletingWorksWithoutASuffix()
    {
        await using var classic = await Classic.StartAsync();
        var item = classic.Items(classic.Plant(bed => bed.List(classic.Project, "List")), "One")[0];

        (await classic.As(classic.Ada).PutAsync($"/todo_items/{item.Id}/complete", null, Classic.Token).Status()).ShouldBe(200);

        classic.Account.Work(_ => item.Completed()).ShouldBeTrue();
    }

    [Fact]
    public async Task F5_BodiesNobodyNeedsAreIgnored()
    {
        await using var classic = await Classic.StartAsync();
        var item = classic.Items(classic.Plant(bed => bed.List(classic.Project, "List")), "One")[0];
        var client = classic.As(classic.Ada);
        Task<HttpResponseMessage> Send(HttpMethod method, string path) =>
            client.SendAsync(new HttpRequestMessage(method, path) { Content = new StringContent("<not xml") }, Classic.Token);

        (await Send(HttpMethod.Get, "/projects.xml?unknown=1&x").Status()).ShouldBe(200);
        (await Send(HttpMethod.Put, $"/todo_items/{item.Id}/complete.xml").Status()).ShouldBe(200);
        (await Send(HttpMethod.Delete, $"/todo_items/{item.Id}.xml").Status()).ShouldBe(200);
    }

    [Fact]
    public async Task F5_OddHeadersAreTolerated()
    {
        await using var classic = await Classic.StartAsync();
        var list = classic.Plant(bed => bed.List(classic.Project, "List"));
        var packed = new MemoryStream();
        using (var gzip = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionMode.Compress, leaveOpen: true))
            gzip.Write("<todo-item><content>Packed</content></todo-item>"u8);
        var form = new HttpRequestMessage(HttpMethod.Post, $"/todo_lists/{list.Id}/todo_items.xml")
        {
            Content = new StringContent("<todo-item><content>Form</content></todo-item>", Encoding.UTF8, "application/x-www-form-urlencoded"),
        };
        form.Headers.ExpectContinue = true;
        form.Headers.AcceptEncoding.ParseAdd("gzip, deflate");
        var zipped = new HttpRequestMessage(HttpMethod.Post, $"/todo_lists/{list.Id}/todo_items.xml") { Content = new ByteArrayContent(packed.ToArray()) };
        zipped.Content.Headers.ContentEncoding.Add("gzip");

        await classic.As(classic.Ada).SendAsync(form, Classic.Token).Made();
        await classic.As(classic.Ada).SendAsync(zipped, Classic.Token).Made();

        (await classic.As(classic.Ada).Xml($"/todo_lists/{list.Id}.xml")).Descendants("content").Select(at => at.Value).ShouldBe(["Form", "Packed"]);
    }

    [Fact(Timeout = 30_000)]
    public async Task F6_ANewlineInsideTheCredentialsIsABadRequest()
    {
        await using var classic = await Classic.StartAsync();
        var client = classic.As(classic.Ada);
        client.DefaultRequestHeaders.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{classic.Ada.Token}:\nX")));

        (await client.Ask("/me.xml").Status()).ShouldBe(400);
        (await Raw.AskAsync(classic.Server.Url, "GET /me.xml HTTP/1.1\r\nHost: x\r\nAuthorization: Basic YWJj\nZGVm\r\n\r\n", TestContext.Current.CancellationToken)).ShouldStartWith("HTTP/1.1 400");
    }

    [Fact]
    public async Task F7_AnUnknownAccountSaysSoInItsStatus()
    {
        await using var classic = await Classic.StartAsync(new EmulatorOptions { Seed = "empty", HostNames = ["larkspur.example"] });
        var client = classic.As(classic.Ada);

        using var answer = await client.Ask("/projects.xml");
        client.DefaultRequestHeaders.Host = "larkspur.example";

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        answer.Headers.GetValues("Status").Single().ShouldBe("404 The requested account could not be found");
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        (await client.Ask("/projects.xml").Status()).ShouldBe(200);
    }

    [Fact]
    public async Task Text_SurvivesTheRoundTrip()
    {
        await using var classic = await Classic.StartAsync();
        var list = classic.Plant(bed => bed.List(classic.Project, "List"));
        const string words = " Tom & \"Jerry\" <b>ünïcode</b> 🍺 ";

        var id = await classic.As(classic.Ada).PostXml($"/todo_lists/{list.Id}/todo_items.xml", new XElement("todo-item", new XElement("content", words)).ToString()).Made();

        (await classic.As(classic.Ada).Xml($"/todo_items/{id}.xml")).Element("content")!.Value.ShouldBe(words);
    }
}
