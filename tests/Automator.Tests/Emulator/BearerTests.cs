using System.Net;
using Automator.Emulator;
using Automator.Emulator.Authorization;
using Automator.Emulator.Seeds;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Automator.Tests.Emulator;

public sealed class BearerTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("automator-");

    public void Dispose() => _folder.Delete(recursive: true);

    private static HttpClient With(Classic classic, string header)
    {
        var client = classic.As((string?)null);
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", header);
        return client;
    }

    [Theory]
    [InlineData("Bearer {0}")]
    [InlineData("bearer  {0} ")]
    [InlineData("Token token=\"{0}\"")]
    public async Task ABearer_ActsAsThePersonWhoAllowedIt(string header)
    {
        await using var classic = await Classic.StartAsync(Launchpad.Options());
        using var launchpad = Launchpad.Of(classic);
        var (token, _) = await launchpad.Tokens();
        var client = With(classic, string.Format(header, token));

        (await client.Xml("/me.xml")).Element("first-name")!.Value.ShouldBe("Max");
        (await client.PutXml($"/projects/{classic.Project.Id}.xml", "<project><name>New</name></project>").Status()).ShouldBe(403);
        (await client.PostXml($"/projects/{classic.Project.Id}/posts.xml", "<post><title>By token</title></post>").Made()).ShouldBeGreaterThan(0);
        classic.Account.Work(account => account.Posts.All.Single().AuthorId).ShouldBe(classic.Max.Id);
    }

    [Fact]
    public async Task AfterTwoWeeks_TheAccountSaysThatTheTokenExpired()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 5, 1, 8, 0, 0, TimeSpan.Zero));
        await using var classic = await Classic.StartAsync(Launchpad.Options(time));
        using var launchpad = Launchpad.Of(classic);
        var (token, refresh) = await launchpad.Tokens();
        time.Advance(TimeSpan.FromDays(14) - TimeSpan.FromSeconds(1));
        (await With(classic, $"Bearer {token}").Ask("/me.xml").Status()).ShouldBe(200);
        time.Advance(TimeSpan.FromSeconds(1));

        using var answer = await With(classic, $"Bearer {token}").Ask("/me.xml");

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        answer.Headers.WwwAuthenticate.Single().ToString().ShouldStartWith("Bearer realm=\"Basecamp\", error=\"invalid_token\", error_description=\"OAuth token expired");
        var renewed = (await launchpad.Refresh(refresh)).Json.Word("access_token");
        (await With(classic, $"Bearer {renewed}").Ask("/me.xml").Status()).ShouldBe(200);
    }

    [Theory]
    [InlineData("Bearer nonsense", "Bearer")]
    [InlineData("Bearer", "Basic")]
    [InlineData("Bearer ", "Basic")]
    [InlineData("Token nonsense", "Basic")]
    [InlineData("Token token=", "Basic")]
    public async Task AnUnknownToken_Is401(string header, string challenge)
    {
        await using var classic = await Classic.StartAsync(Launchpad.Options());

        using var answer = await With(classic, header).Ask("/me.xml");

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        answer.Headers.WwwAuthenticate.Single().Scheme.ShouldBe(challenge);
    }

    [Fact]
    public async Task ThePersonsOwnKey_IsNoBearer()
    {
        await using var classic = await Classic.StartAsync(Launchpad.Options());

        (await With(classic, $"Bearer {classic.Max.Token}").Ask("/me.xml").Status()).ShouldBe(401);
    }

    [Fact]
    public async Task ADeletedPersonsToken_Is403UntilTheyAreBack()
    {
        await using var classic = await Classic.StartAsync(Launchpad.Options());
        using var launchpad = Launchpad.Of(classic);
        var (token, _) = await launchpad.Tokens();
        classic.Account.Work(_ => classic.Max.Deleted = true);
        (await With(classic, $"Bearer {token}").Ask("/me.xml").Status()).ShouldBe(403);

        classic.Account.Work(_ => classic.Max.Deleted = false);
        (await With(classic, $"Bearer {token}").Ask("/me.xml").Status()).ShouldBe(200);
    }

    [Fact]
    public async Task OneIdentity_IsThePeopleOfAllAccountsWithItsAddress()
    {
        await using var first = await Classic.StartAsync();
        await using var second = await Classic.StartAsync();
        first.Account.Work(account => account.Facts.Name = "First");
        second.Account.Work(account => account.Facts.Name = "Second");
        second.Plant(bed => bed.Person(second.Firm, "Mäx", "Elsewhere", person => person.EmailAddress = "MAX.MEMBER@example.com"));
        second.Account.Work(_ => second.Max.Deleted = true);
        var identities = new Identities(() => [new(first.Account, first.Server.Url), new(second.Account, second.Server.Url)]);

        identities.Named("max.member")!.Accounts.Select(account => account.Name).ShouldBe(["First", "Second"]);
        identities.Named("carla.client@EXAMPLE.com")!.Accounts.Count.ShouldBe(2);
        identities.All().Count.ShouldBe(3);
    }

    [Fact]
    public async Task Authorizations_OutliveTheServerWithoutAGoodbye()
    {
        EmulatorOptions In(string folder) => Launchpad.Options() with { DataDirectory = folder };
        await using var classic = await Classic.StartAsync(In(_folder.CreateSubdirectory("data").FullName));
        using var launchpad = Launchpad.Of(classic);
        var (token, refresh) = await launchpad.Tokens();
        var code = await launchpad.Code();
        var used = await launchpad.Code();
        await launchpad.Trade(used);
        var before = await (await launchpad.Get("/authorization.json", token)).Content.ReadAsStringAsync(Classic.Token);
        var copy = _folder.CreateSubdirectory("copy");
        foreach (var file in _folder.GetDirectories("data").Single().GetFiles()) file.CopyTo(Path.Combine(copy.FullName, file.Name));

        await using var again = await Classic.SeededAsync(In(copy.FullName));
        using var later = Launchpad.Of(again);

        var after = await (await later.Get("/authorization.json", token)).Content.ReadAsStringAsync(Classic.Token);
        after.Replace(again.Server.Url.Authority, "").ShouldBe(before.Replace(classic.Server.Url.Authority, ""));
        (await With(again, $"Bearer {token}").Ask("/me.xml").Status()).ShouldBe(200);
        (await later.Refresh(refresh)).Status.ShouldBe(200);
        (await later.Trade(used)).Status.ShouldBe(400);
        (await later.Trade(code)).Status.ShouldBe(200);
    }

    [Fact]
    public void TheStore_StaysBounded()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 5, 1, 8, 0, 0, TimeSpan.Zero));
        using var store = new AuthorizationStore(time);
        var kept = store.Allow("busy", "a@example.com");
        for (var n = 0; n < 3000; n++)
        {
            time.Advance(TimeSpan.FromMilliseconds(1));
            store.NewCode("c", "http://a.example/", "a@example.com");
            store.Allow($"client {n}", "a@example.com");
            if (n % 100 == 0) store.Renew(kept.RefreshToken, "busy");
        }

        // A thousand codes, and a thousand grants with a token each, but for the one that had ten.
        store.Count.ShouldBeInRange(2900, 3009);
        store.HolderOf(kept.RefreshToken, "busy").ShouldBe("a@example.com");
        time.Advance(TimeSpan.FromMinutes(11));
        store.NewCode("c", "http://a.example/", "a@example.com");
        store.Count.ShouldBeLessThan(2011);
    }

    [Fact]
    public async Task WithoutAnAuthorizationServer_ThereIsNoAddressOfOne()
    {
        await using var classic = await Classic.StartAsync();

        classic.Server.AuthorizationUrl.ShouldBeNull();
        (await classic.As(classic.Ada).Ask("/authorization.json").Status()).ShouldBe(404);
    }

    [Fact]
    public async Task APortInUse_IsNamed()
    {
        await using var first = await EmulatorServer.StartAsync(Launchpad.Options(), Classic.Token);
        var taken = first.AuthorizationUrl!.Port;

        (await Should.ThrowAsync<EmulatorException>(() => EmulatorServer.StartAsync(Launchpad.Options() with { AuthorizationPort = taken }, Classic.Token))).Message.ShouldContain($"Port {taken} ");
    }
}
