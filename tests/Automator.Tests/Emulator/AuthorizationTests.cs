using System.Net;
using System.Net.Http.Headers;
using System.Web;
using System.Xml.Linq;
using Automator.Emulator.Authorization;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Automator.Tests.Emulator;

public sealed class AuthorizationTests
{
    private static FakeTimeProvider Clock() => new(new DateTimeOffset(2012, 3, 8, 21, 56, 48, TimeSpan.Zero));

    [Fact]
    public async Task TheWebServerFlow_EndsInATokenThatActsAsThePerson()
    {
        await using var classic = await Classic.StartAsync(Launchpad.Options(Clock()));
        using var launchpad = Launchpad.Of(classic);

        var back = new Uri(await launchpad.Decide(Launchpad.New(redirect: "http://app.example/oauth?tenant=7", state: "a b&c"), "allow", "max.member@example.com"));
        var query = HttpUtility.ParseQueryString(back.Query);
        (back.GetLeftPart(UriPartial.Path), query["tenant"], query["state"]).ShouldBe(("http://app.example/oauth", "7", "a b&c"));
        query["code"]!.Length.ShouldBe(8);
        var (status, json) = await launchpad.Trade(query["code"]!, redirect: "http://app.example/oauth?tenant=7");

        status.ShouldBe(200);
        json.GetProperty("expires_in").GetInt32().ShouldBe(1_209_600);
        json.Word("refresh_token").ShouldNotBe(json.Word("access_token"));
        var client = classic.As((string?)null);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", json.Word("access_token"));
        (await client.Xml("/me.xml")).Element("first-name")!.Value.ShouldBe("Max");
    }

    [Fact]
    public async Task TheUserAgentFlow_CarriesTheTokenInTheFragment()
    {
        await using var classic = await Classic.StartAsync(Launchpad.Options());
        using var launchpad = Launchpad.Of(classic);

        var back = await launchpad.Decide(Launchpad.New("type=user_agent", state: "s"), "allow", "ada.admin");

        back.ShouldStartWith($"{Launchpad.Return}#access_token=");
        var fragment = HttpUtility.ParseQueryString(back.Split('#')[1]);
        (fragment["expires_in"], fragment["state"]).ShouldBe(("1209600", "s"));
        using var document = await launchpad.Get("/authorization.json", fragment["access_token"]);
        (await Launchpad.Json(document)).GetProperty("identity").Word("email_address").ShouldBe("ada.admin@example.com");
        (await launchpad.Refresh(fragment["refresh_token"]!)).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData("type=web_server", "http://app.example/oauth?error=user_denied&state=s")]
    [InlineData("type=user_agent", "http://app.example/oauth#error=user_denied&state=s")]
    [InlineData("response_type=code", "http://app.example/oauth?error=access_denied&state=s")]
    [InlineData("response_type=token", "http://app.example/oauth#error=access_denied&state=s")]
    public async Task Denied_TheApplicationHearsSoInItsOwnWords(string type, string back)
    {
        await using var classic = await Classic.StartAsync(Launchpad.Options());
        using var launchpad = Launchpad.Of(classic);

        (await launchpad.Decide(Launchpad.New(type, state: "s"), "deny", "max.member@example.com")).ShouldBe(back);
    }

    [Fact]
    public async Task ACode_IsGoodOnce()
    {
        await using var classic = await Classic.StartAsync(Launchpad.Options());
        using var launchpad = Launchpad.Of(classic);
        var code = await launchpad.Code();

        (await launchpad.Trade(code)).Status.ShouldBe(200);
        var (status, json) = await launchpad.Trade(code);

        (status, json.Word("error")).ShouldBe((400, "expired_verification_code"));
        json.Word("error_description").ShouldContain("used already");
    }

    [Fact]
    public async Task ACode_LivesTenMinutes()
    {
        var time = Clock();
        await using var classic = await Classic.StartAsync(Launchpad.Options(time));
        using var launchpad = Launchpad.Of(classic);
        var (early, late) = (await launchpad.Code(), await launchpad.Code());

        time.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(1));
        (await launchpad.Trade(early)).Status.ShouldBe(200);
        time.Advance(TimeSpan.FromSeconds(1));

        (await launchpad.Trade(late)).Json.Word("error").ShouldBe("expired_verification_code");
    }

    [Theory]
    [InlineData("type=web_server", "app-2", Launchpad.Return, "bad_verification_code")]
    [InlineData("type=web_server", Launchpad.Client, "http://app.example/other", "redirect_uri_mismatch")]
    [InlineData("type=web_server", Launchpad.Client, "", "invalid_request")]
    [InlineData("type=web_server", "", Launchpad.Return, "incorrect_client_credentials")]
    [InlineData("type=device", Launchpad.Client, Launchpad.Return, "unsupported_grant_type")]
    [InlineData("grant_type=authorization_code", "app-2", Launchpad.Return, "invalid_grant")]
    [InlineData("grant_type=authorization_code", Launchpad.Client, "http://app.example/other", "invalid_grant")]
    public async Task ACode_IsGoodForItsClientAndItsRedirectOnly(string type, string client, string redirect, string error)
    {
        await using var classic = await Classic.StartAsync(Launchpad.Options());
        using var launchpad = Launchpad.Of(classic);
        var code = await launchpad.Code();

        var (status, json) = await launchpad.Trade(code, client, redirect, type: type);

        (status, json.Word("error")).ShouldBe((400, error));
        (await launchpad.Trade(code)).Status.ShouldBe(200, "its owner can still use it");
    }

    [Fact]
    public async Task ARefreshToken_GivesANewAccessTokenAndStaysTheSame()
    {
        var time = Clock();
        await using var classic = await Classic.StartAsync(Launchpad.Options(time));
        using var launchpad = Launchpad.Of(classic);
        var (access, refresh) = await launchpad.Tokens();
        time.Advance(TimeSpan.FromDays(100));

        var (status, json) = await launchpad.Refresh(refresh);

        (status, json.Word("refresh_token"), json.GetProperty("expires_in").GetInt32()).ShouldBe((200, refresh, 1_209_600));
        json.Word("access_token").ShouldNotBe(access);
        (await launchpad.Get("/authorization.json", json.Word("access_token")).Status()).ShouldBe(200);
        (await launchpad.Refresh(refresh, "app-2")).Json.Word("error").ShouldBe("authorization_expired");
        (await launchpad.Refresh("no-such-token")).Json.Word("error").ShouldBe("authorization_expired");
        (await launchpad.Refresh(refresh, secret: "")).Json.Word("error").ShouldBe("incorrect_client_credentials");
    }

    [Fact]
    public async Task WordsOfTheStandard_AreUnderstoodInAFormWithBasicCredentials()
    {
        await using var classic = await Classic.StartAsync(Launchpad.Options());
        using var launchpad = Launchpad.Of(classic);
        using var library = new HttpClient { BaseAddress = classic.Server.AuthorizationUrl };
        library.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String("app-1:shh"u8));
        async Task<(int, string)> Ask(string path, params (string Name, string Value)[] fields)
        {
            using var answer = await library.PostAsync(path, new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))), Classic.Token);
            return ((int)answer.StatusCode, (await Launchpad.Json(answer)).TryGetProperty("refresh_token", out var token) ? token.GetString()! : "");
        }

        var (status, refresh) = await Ask("/authorization/token", ("grant_type", "authorization_code"), ("redirect_uri", Launchpad.Return), ("code", await launchpad.Code()));
        status.ShouldBe(200);

        // What a library says in the form counts for more than what stands fixed in its address.
        (await Ask("/authorization/token?type=web_server", ("grant_type", "refresh_token"), ("refresh_token", refresh))).ShouldBe((200, refresh));
    }

    [Theory]
    [InlineData("form", "application/x-www-form-urlencoded", "access_token=", "&refresh_token=")]
    [InlineData("xml", "application/xml", "<OAuth>", "<expires_in>1209600</expires_in>")]
    public async Task ADraft5Format_IsHonoured(string format, string type, params string[] parts)
    {
        await using var classic = await Classic.StartAsync(Launchpad.Options());
        using var launchpad = Launchpad.Of(classic);
        var (_, refresh) = await launchpad.Tokens();

        using var answer = await launchpad.Post("/authorization/token", ("type", "refresh"), ("client_id", Launchpad.Client), ("client_secret", "s"), ("refresh_token", refresh), ("format", format));

        answer.Content.Headers.ContentType!.MediaType.ShouldBe(type);
        var text = await answer.Content.ReadAsStringAsync(Classic.Token);
        foreach (var part in parts) text.ShouldContain(part);
    }

    [Fact]
    public async Task RegisteredClients_AreHeldToTheirSecretsAndRedirects()
    {
        await using var classic = await Classic.StartAsync(Launchpad.Options() with
        {
            AuthorizationClients = [new RegisteredClient(Launchpad.Client, "right", Launchpad.Return), new RegisteredClient("app-2", "other")],
        });
        using var launchpad = Launchpad.Of(classic);
        (await launchpad.Get(Launchpad.New(client: "app-3")).Status()).ShouldBe(400);
        (await launchpad.Get(Launchpad.New(redirect: Launchpad.Return + "/more")).Status()).ShouldBe(400);
        (await launchpad.Get(Launchpad.New(client: "app-2", redirect: Launchpad.Return + "/more")).Status()).ShouldBe(200);
        var code = await launchpad.Code();

        (await launchpad.Trade(code, secret: "wrong")).Json.Word("error").ShouldBe("incorrect_client_credentials");
        var (status, json) = await launchpad.Trade(code, secret: "wrong", type: "grant_type=authorization_code");
        (status, json.Word("error")).ShouldBe((401, "invalid_client"));
        var (good, tokens) = await launchpad.Trade(code, secret: "right");

        good.ShouldBe(200);
        (await launchpad.Refresh(tokens.Word("refresh_token"), secret: "wrong")).Json.Word("error").ShouldBe("incorrect_client_credentials");
        (await launchpad.Refresh(tokens.Word("refresh_token"), secret: "right")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task TheDocument_NamesIdentityAndAccounts()
    {
        await using var classic = await Classic.StartAsync(Launchpad.Options(Clock()));
        using var launchpad = Launchpad.Of(classic);
        var (token, _) = await launchpad.Tokens();
        var (adas, _) = await launchpad.Tokens("ada.admin");

        using var answer = await launchpad.Get("/authorization.json", token);
        var json = await Launchpad.Json(answer);
        var xml = XDocument.Parse(await (await launchpad.Get($"/authorization.xml?access_token={token}")).Content.ReadAsStringAsync(Classic.Token)).Root!;

        json.Word("expires_at").ShouldBe("2012-03-22T21:56:48Z");
        var identity = json.GetProperty("identity");
        (identity.Word("first_name"), identity.Word("last_name"), identity.Word("email_address")).ShouldBe(("Max", "Member", "max.member@example.com"));
        var account = json.GetProperty("accounts").EnumerateArray().Single();
        (account.Word("product"), account.Word("name"), account.Word("href")).ShouldBe(("basecamp", "Your Company", classic.Server.Url.AbsoluteUri.TrimEnd('/')));
        account.GetProperty("id").GetInt32().ShouldBe(classic.Account.Work(at => at.Facts.Id));
        var id = identity.GetProperty("id").GetInt32();
        (xml.Element("identity")!.Attribute("id")!.Value, xml.Element("identity")!.Attribute("email_address")!.Value).ShouldBe(($"{id}", "max.member@example.com"));
        xml.Element("accounts")!.Elements("account").Single().Attribute("href")!.Value.ShouldBe(account.Word("href"));
        (await Launchpad.Json(await launchpad.Get("/authorization.json", adas))).GetProperty("identity").GetProperty("id").GetInt32().ShouldNotBe(id);
    }

    [Fact]
    public async Task AnExpiredToken_IsToldApartFromAnUnknownOne()
    {
        var time = Clock();
        await using var classic = await Classic.StartAsync(Launchpad.Options(time));
        using var launchpad = Launchpad.Of(classic);
        var (token, _) = await launchpad.Tokens();
        time.Advance(TimeSpan.FromDays(14) - TimeSpan.FromSeconds(1));
        (await launchpad.Get("/authorization.json", token).Status()).ShouldBe(200);
        time.Advance(TimeSpan.FromSeconds(1));

        using var expired = await launchpad.Get("/authorization.json", token);
        using var unknown = await launchpad.Get("/authorization.json", "nonsense");
        using var missing = await launchpad.Get("/authorization.json");

        new[] { expired, unknown, missing }.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.Unauthorized && answer.Headers.WwwAuthenticate.Single().Scheme == "Bearer");
        expired.Headers.WwwAuthenticate.Single().Parameter!.ShouldContain("expired");
        (await Launchpad.Json(expired)).Word("error").ShouldStartWith("OAuth token expired (old age).");
        unknown.Headers.WwwAuthenticate.Single().Parameter!.ShouldNotContain("expired");
        missing.Headers.WwwAuthenticate.Single().Parameter.ShouldBe("realm=\"Basecamp\"");
    }

    [Fact]
    public async Task WhoIsInNoAccountAnyMore_IsUnknown()
    {
        await using var classic = await Classic.StartAsync(Launchpad.Options());
        using var launchpad = Launchpad.Of(classic);
        var (token, refresh) = await launchpad.Tokens();
        classic.Account.Work(_ => classic.Max.Deleted = true);

        (await launchpad.Get("/authorization.json", token).Status()).ShouldBe(401);
        var (status, json) = await launchpad.Refresh(refresh);
        (status, json.Word("error_description")).ShouldBe((401, "Unknown Basecamp ID. The person is in no account any more."));
        (await launchpad.Post(Launchpad.New(), ("commit", "allow"), ("identity", "max.member@example.com")).Status()).ShouldBe(400);
    }
}
