using System.Net.Http.Headers;
using System.Text;
using Shouldly;
using Xunit;

namespace Automator.Tests.Emulator;

public sealed class DownloadTests
{
    [Theory]
    [InlineData("plan.txt", "text/plain; charset=utf-8", "text/plain; charset=utf-8", "attachment; filename=plan.txt; filename*=UTF-8''plan.txt")]
    [InlineData("page.html", "text/html", "text/html", "attachment; filename=page.html; filename*=UTF-8''page.html")]
    [InlineData("photo.png", "", "image/png", "attachment; filename=photo.png; filename*=UTF-8''photo.png")]
    [InlineData("what", "", "application/octet-stream", "attachment; filename=what; filename*=UTF-8''what")]
    [InlineData("what", "no type at all", "application/octet-stream", "attachment; filename=what; filename*=UTF-8''what")]
    [InlineData("what", "text/plain; a=&quot;b&#13;&#10;Evil: c&quot;", "application/octet-stream", "attachment; filename=what; filename*=UTF-8''what")]
    [InlineData("report.xml", "text/xml", "text/xml", "attachment; filename=report.xml; filename*=UTF-8''report.xml")]
    [InlineData("/etc/na&quot;me", "", "application/octet-stream", "attachment; filename=\"na\\\"me\"; filename*=UTF-8''na%22me")]
    [InlineData("Größe&#13;&#10;Evil: x.pdf", "", "application/pdf", "attachment; filename=\"Gr__e__Evil: x.pdf\"; filename*=UTF-8''Gr%C3%B6%C3%9Fe%0D%0AEvil%3A%20x.pdf")]
    [InlineData("..", "", "application/octet-stream", "attachment; filename=..; filename*=UTF-8''..")]
    public async Task ADownload_GivesTheBytesUnderTheirNameAndType(string filename, string said, string type, string disposition)
    {
        await using var classic = await Classic.StartAsync();
        var client = classic.As(classic.Ada);
        var attachments = $"<attachments><file><file>{await client.Upload("<b>bytes</b>")}</file><content-type>{said}</content-type><original-filename>{filename}</original-filename></file></attachments>";
        await client.PostWith(classic.Project.Id, attachments);
        var address = (await client.Files(classic.Project.Id)).Single().Element("download-url")!.Value;

        using var answer = await client.Ask(address);

        ((int)answer.StatusCode).ShouldBe(200);
        address.ShouldMatch(@"^http://127\.0\.0\.1:\d+/projects/\d+/file/\d+/[A-Za-z0-9._-]+$");
        (await answer.Content.ReadAsStringAsync(Classic.Token)).ShouldBe("<b>bytes</b>");
        answer.Content.Headers.GetValues("Content-Type").Single().ShouldBe(type);
        answer.Content.Headers.GetValues("Content-Disposition").Single().ShouldBe(disposition);
        answer.Headers.GetValues("X-Content-Type-Options").Single().ShouldBe("nosniff");
        answer.Headers.Contains("Evil").ShouldBeFalse();
    }

    [Fact]
    public async Task ADownload_NeedsCredentialsAndNoAccept()
    {
        await using var classic = await Classic.StartAsync();
        var file = classic.Plant(bed => bed.File(classic.Project, "a.txt", "1"u8, classic.Ada, bed.Now));
        var address = $"/projects/{classic.Project.Id}-site/file/{file.Id}/anything";

        (await classic.As((string?)null).Ask(address).Status()).ShouldBe(401);
        var browser = classic.As(classic.Ada);
        browser.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        (await browser.Ask(address).Status()).ShouldBe(200);
        using var head = await browser.SendAsync(new HttpRequestMessage(HttpMethod.Head, address), Classic.Token);
        (head.Content.Headers.ContentLength, await head.Content.ReadAsStringAsync(Classic.Token)).ShouldBe((1, ""));
    }

    [Fact]
    public async Task TwoFiles_HaveTwoETags()
    {
        await using var classic = await Classic.StartAsync();
        var files = classic.Plant(bed => new[] { "a", "b" }.Select(name => bed.File(classic.Project, name, "1"u8, classic.Ada, bed.Now)).ToList());
        var tags = new List<EntityTagHeaderValue?>();
        foreach (var file in files)
        {
            using var answer = await classic.As(classic.Ada).Ask($"/projects/{classic.Project.Id}/file/{file.Id}/a");
            tags.Add(answer.Headers.ETag);
        }

        tags.Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public async Task AFileWhoseBytesAreLost_Is404()
    {
        await using var classic = await Classic.StartAsync();
        var file = classic.Plant(bed => bed.File(classic.Project, "a.txt", "1"u8, classic.Ada, bed.Now));
        classic.Account.Files.Drop(file.File);

        (await classic.As(classic.Ada).Ask($"/projects/{classic.Project.Id}/file/{file.Id}/a.txt").Status()).ShouldBe(404);
    }

    [Fact]
    public async Task ATruncatedDownload_BreaksOffInTheMiddle()
    {
        await using var classic = await Classic.StartAsync();
        var file = classic.Plant(bed => bed.File(classic.Project, "a.txt", new byte[200_000], classic.Ada, bed.Now));
        var address = $"/projects/{classic.Project.Id}/file/{file.Id}/a.txt";
        await classic.Control().PostAsync("faults", new StringContent("""[{"kind":"truncate"}]"""), Classic.Token);
        using var answer = await classic.As(classic.Ada).GetAsync(address, HttpCompletionOption.ResponseHeadersRead, Classic.Token);
        await using var body = await answer.Content.ReadAsStreamAsync(Classic.Token);
        var bytes = new MemoryStream();

        await Should.ThrowAsync<IOException>(() => body.CopyToAsync(bytes, Classic.Token));

        answer.Content.Headers.ContentLength.ShouldBe(200_000);
        bytes.Length.ShouldBe(100_000);
        (await classic.As(classic.Ada).Raw(address)).Length.ShouldBe(200_000);
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: classic.example:8080", "http://classic.example:8080/")]
    [InlineData("GET / HTTP/1.1\r\nHost: [::1]:80", "http://[::1]/")]
    [InlineData("GET / HTTP/1.0", "http://127.0.0.1:PORT/")]
    [InlineData("GET / HTTP/1.1\r\nHost: a&b'c", "http://127.0.0.1:PORT/")]
    public async Task AddressesInAnswers_NameTheHostTheClientAsked(string request, string expected)
    {
        await using var classic = await Classic.StartAsync();
        var file = classic.Plant(bed => bed.File(classic.Project, "a.txt", "1"u8, classic.Ada, bed.Now));
        var credentials = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{classic.Ada.Token}:X"));
        var path = $"/projects/{classic.Project.Id}/attachments.xml";

        var answer = await Raw.AskAsync(classic.Server.Url,
            $"{request.Replace("GET / ", $"GET {path} ")}\r\nAuthorization: Basic {credentials}\r\nConnection: close\r\n\r\n", Classic.Token);

        answer.ShouldContain($"<download-url>{expected.Replace("PORT", $"{classic.Server.Url.Port}")}projects/{classic.Project.Id}/file/{file.Id}/a.txt</download-url>");
    }

    [Theory]
    [InlineData("Host: evil/<x>")]
    [InlineData("Host: a b")]
    [InlineData("Host: a\"b")]
    [InlineData("Host: user@host")]
    [InlineData("Host: a\r\nHost: b")]
    public async Task AHostThatIsNone_IsRefused(string header)
    {
        await using var classic = await Classic.StartAsync();

        (await Raw.AskAsync(classic.Server.Url, $"GET /projects.xml HTTP/1.1\r\n{header}\r\nConnection: close\r\n\r\n", Classic.Token)).ShouldStartWith("HTTP/1.1 400");
    }
}
