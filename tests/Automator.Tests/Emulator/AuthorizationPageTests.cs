using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Shouldly;
using Xunit;

namespace Automator.Tests.Emulator;

public sealed partial class AuthorizationPageTests
{
    private const string Attack = "\"'><script>alert(1)</script>&amp;";

    [GeneratedRegex("<!DOCTYPE html>|<meta [^>]*>")]
    private static partial Regex NotXml();

    /// <summary>The page as XML, which it is but for these: nothing from outside has opened a tag or an attribute.</summary>
    private static async Task<XElement> Page(HttpResponseMessage answer) =>
        XElement.Parse(NotXml().Replace(await answer.Content.ReadAsStringAsync(Classic.Token), ""));

    [Fact]
    public async Task ThePage_AsksWhoOneIsAndWhatOneSays()
    {
        await using var classic = await Classic.StartAsync(Launchpad.Options());
        using var launchpad = Launchpad.Of(classic);
        classic.Account.Work(_ => classic.Max.Deleted = true);

        using var answer = await launchpad.Get(Launchpad.New());

        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        answer.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("default-src 'none'");
        var page = await Page(answer);
        page.Descendants("h1").Single().Value.ShouldBe("Allow app-1 in?");
        page.Descendants("label").Single().Attribute("for")!.Value.ShouldBe(page.Descendants("select").Single().Attribute("id")!.Value);
        page.Descendants("option").Select(option => option.Attribute("value")!.Value).ShouldBe(["ada.admin@example.com", "carla.client@example.com"]);
        page.Descendants("button").Select(button => $"{button.Attribute("name")!.Value}={button.Attribute("value")!.Value}").ShouldBe(["commit=allow", "commit=deny"]);
    }

    [Fact]
    public async Task WordsFromOutside_AreOnlyWords()
    {
        await using var classic = await Classic.StartAsync(Launchpad.Options());
        using var launchpad = Launchpad.Of(classic);
        classic.Account.Work(_ => classic.Max.LastName = Attack);

        using var answer = await launchpad.Get(Launchpad.New(client: Attack, redirect: "http://app.example/?a=\"'><script>", state: Attack));
        var page = await Page(answer);
        var back = await launchpad.Decide(Launchpad.New(state: Attack + "\r\nSet-Cookie: a=b"), "allow", "ada.admin");

        page.Descendants("h1").Single().Value.ShouldBe($"Allow {Attack} in?");
        page.Descendants("option").ShouldContain(option => option.Value.Contains(Attack));
        page.Descendants("script").ShouldBeEmpty();
        back.ShouldEndWith("&state=" + Uri.EscapeDataString(Attack + "\r\nSet-Cookie: a=b"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("type=web_server")]
    [InlineData("type=web_server&client_id=a")]
    [InlineData("type=web_server&redirect_uri=http://a.example/")]
    [InlineData("type=web_server&client_id=&redirect_uri=http://a.example/")]
    [InlineData("type=device&client_id=a&redirect_uri=http://a.example/")]
    [InlineData("type=web_server&type=user_agent&client_id=a&redirect_uri=http://a.example/")]
    [InlineData("type[]=web_server&client_id[]=a&redirect_uri[]=http://a.example/")]
    [InlineData("type=web_server&client_id=a&redirect_uri=/relative")]
    [InlineData("type=web_server&client_id=a&redirect_uri=//a.example/")]
    [InlineData("type=web_server&client_id=a&redirect_uri=http://")]
    [InlineData("type=web_server&client_id=a&redirect_uri=http:%5C%5Ca.example")]
    [InlineData("type=web_server&client_id=a&redirect_uri=http://a.example/%0d%0aSet-Cookie:a=b")]
    [InlineData("type=web_server&client_id=a&redirect_uri=http://a.example/%23here")]
    [InlineData("type=web_server&client_id=a&redirect_uri=http://%C3%A4.example/")]
    [InlineData("type=web_server&client_id=a&redirect_uri=javascript:alert(1)")]
    [InlineData("type=web_server&client_id=a&redirect_uri=JavaScript:alert(1)")]
    [InlineData("type=web_server&client_id=a&redirect_uri=data:text/html,hi")]
    public async Task ARequestThatMakesNoSense_IsExplainedAndNeverRedirected(string query)
    {
        await using var classic = await Classic.StartAsync(Launchpad.Options());
        using var launchpad = Launchpad.Of(classic);

        using var asked = await launchpad.Get($"/authorization/new?{query}");
        using var decided = await launchpad.Post($"/authorization/new?{query}", ("commit", "allow"), ("identity", "ada.admin"));

        ((int)asked.StatusCode, (int)decided.StatusCode).ShouldBe((400, 400));
        (await Page(asked)).Descendants("p").Single().Value.Length.ShouldBeGreaterThan(10);
        decided.Headers.Location.ShouldBeNull();
    }

    [Fact]
    public async Task ACustomScheme_IsAPlaceToReturnTo()
    {
        await using var classic = await Classic.StartAsync(Launchpad.Options());
        using var launchpad = Launchpad.Of(classic);

        (await launchpad.Decide(Launchpad.New(redirect: "moist://oauth"), "allow", "ada.admin")).ShouldStartWith("moist://oauth?code=");
    }

    [Theory]
    [InlineData("allow", "nobody@example.com")]
    [InlineData("allow", "")]
    [InlineData("", "ada.admin")]
    [InlineData("maybe", "ada.admin")]
    public async Task AnAnswerThatIsNone_IsExplained(string commit, string identity)
    {
        await using var classic = await Classic.StartAsync(Launchpad.Options());
        using var launchpad = Launchpad.Of(classic);

        (await launchpad.Post(Launchpad.New(), ("commit", commit), ("identity", identity)).Status()).ShouldBe(400);
    }

    [Fact]
    public async Task AForm_MayComeInPartsButNotWithoutEnd()
    {
        await using var classic = await Classic.StartAsync(Launchpad.Options());
        using var launchpad = Launchpad.Of(classic);
        using var client = new HttpClient { BaseAddress = classic.Server.AuthorizationUrl };
        async Task<(int, string?)> Send(HttpContent content)
        {
            using var answer = await client.PostAsync("/authorization/token", content, Classic.Token);
            return ((int)answer.StatusCode, (await Launchpad.Json(answer)).TryGetProperty("error", out var error) ? error.GetString() : null);
        }

        var parts = new MultipartFormDataContent();
        foreach (var (name, value) in new[] { ("type", "web_server"), ("client_id", Launchpad.Client), ("client_secret", "s"), ("redirect_uri", Launchpad.Return), ("code", await launchpad.Code()) })
            parts.Add(new StringContent(value), name);
        (await Send(parts)).ShouldBe((200, null));

        ByteArrayContent Form(string text, string type = "application/x-www-form-urlencoded") =>
            new(Encoding.Latin1.GetBytes(text)) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } };
        (await Send(Form($"type=refresh&refresh_token={new string('a', 10_000)}"))).ShouldBe((400, "invalid_request"));
        (await Send(Form(new string('a', 1 << 20)))).ShouldBe((400, "invalid_request"));
        (await Send(Form(string.Join('&', Enumerable.Range(0, 1000).Select(n => $"a{n}=b"))))).ShouldBe((400, "invalid_request"));
        (await Send(Form("no parts", "multipart/form-data; boundary=x"))).ShouldBe((400, "invalid_request"));
        (await Send(Form("no boundary", "multipart/form-data"))).ShouldBe((400, "invalid_request"));
        (await Send(Form("type=refresh&type=web_server"))).ShouldBe((400, "invalid_request"));
        (await Send(Form("%zz=%&\xff\0=\xc3("))).ShouldBe((400, "unsupported_grant_type"));
        (await Send(Form("{\"type\":\"refresh\"}", "application/json"))).ShouldBe((400, "unsupported_grant_type"));
    }

    [Theory]
    [InlineData("GET", "/", 404)]
    [InlineData("GET", "/projects.xml", 404)]
    [InlineData("GET", "/_emulator/", 404)]
    [InlineData("GET", "/authorization/token", 405)]
    [InlineData("PUT", "/authorization/new", 405)]
    [InlineData("DELETE", "/authorization.json", 405)]
    [InlineData("HEAD", "/authorization.xml", 401)]
    public async Task OtherAddresses_AreNotHere(string method, string path, int status)
    {
        await using var classic = await Classic.StartAsync(Launchpad.Options());
        using var client = new HttpClient { BaseAddress = classic.Server.AuthorizationUrl };

        using var answer = await client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path), Classic.Token);

        ((int)answer.StatusCode).ShouldBe(status);
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }
}
