using System.Net.Http.Headers;
using Automator.Emulator;
using Automator.Host.Basecamp;
using Automator.Host.Budget;
using Automator.Sdk;
using Automator.Sdk.Protocol;
using Automator.Tests.Emulator;
using Automator.Tests.Rules;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Automator.Tests.Basecamp;

/// <summary>A login over its life, against the emulator's authorization server.</summary>
public sealed class OAuthTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("automator-");
    private readonly FakeTimeProvider _time = new(Start);
    private readonly RequestSource _rule = new("rule");

    private string LoginFile => Path.Combine(_folder.FullName, "login-acme.json");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Login_LetsInAsThePerson()
    {
        await using var classic = await LoggedIn();
        using var client = Client(classic);
        (await client.Answer(new ReadMe(), _rule, Classic.Token)).ShouldBeOfType<Person>().Id.ShouldBe(classic.Max.Id);
    }

    [Theory]
    [InlineData("13.23:56:00", true)]
    [InlineData("13.23:54:00", false)]
    public async Task Login_IsRenewedAheadOfItsEnd(string later, bool renewed)
    {
        await using var classic = await LoggedIn();
        var before = Kept();
        _time.Advance(TimeSpan.Parse(later));
        using var client = Client(classic);
        await client.Answer(new ReadMe(), _rule, Classic.Token);
        (Kept().Access != before.Access).ShouldBe(renewed);
        Kept().Refresh.ShouldBe(before.Refresh);
        if (renewed)
            Kept().ExpiresAt.ShouldBe(_time.GetUtcNow().AddDays(14));
    }

    [Fact]
    public async Task LoginThatTheAccountRefuses_IsRenewedOnce_AndTheRequestGoesOn_AWriteToo()
    {
        await using var classic = await LoggedIn();
        File(classic).Write(new OAuthTokens("no-such-access-token", Kept().Refresh, Start.AddDays(7)));
        using var client = Client(classic);
        var list = classic.Plant(bed => bed.List(classic.Project, "List"));
        var sent = await client.Send(client.Plan(new CreateTodoItem { TodoListId = list.Id, Content = "C" }), _rule, Classic.Token);
        classic.Account.Work(account => account.Items.All.Where(item => item.TodoListId == list.Id).Select(item => (long)item.Id).ToList()).ShouldBe([sent.CreatedId!.Value]);
        _rule.Writes.ShouldBe(2);
        Kept().Access.ShouldNotBe("no-such-access-token");
    }

    [Fact]
    public async Task ManyRequestsAtOnce_WaitForOneRenewal()
    {
        var renewals = 0;
        var answer = new TaskCompletionSource();
        await using var server = await AccountStub.Start(async context =>
        {
            Interlocked.Increment(ref renewals);
            await answer.Task.WaitAsync(context.RequestAborted);
            await Token(context, "new");
        });
        await using var account = await AccountStub.Start(context =>
            context.Request.Headers.Authorization == "Bearer new" ? context.Xml("<person><id>1</id></person>") : context.Status(401));
        var application = Application(server.Url);
        new TokenFile(LoginFile, application).Write(new OAuthTokens("old", "refresh", Start.AddDays(7)));
        using var client = Client(account.Url, application);
        var asking = Enumerable.Range(1, 20).Select(id => client.Answer(new ReadPerson { Id = id }, _rule, Classic.Token)).ToList();
        while (account.Requests.Count < 20)
            await Task.Yield();
        answer.SetResult();
        await Task.WhenAll(asking);
        renewals.ShouldBe(1);
        server.Requests.Single().Body.ShouldBe("type=refresh&refresh_token=refresh&client_id=app-1&client_secret=the-client-secret");
        account.Requests.Count.ShouldBe(40);
    }

    [Fact]
    public async Task CancelledWaiter_LeavesTheOthersTheRenewal()
    {
        var answer = new TaskCompletionSource();
        await using var server = await AccountStub.Start(async context =>
        {
            await answer.Task.WaitAsync(context.RequestAborted);
            await Token(context, "new");
        });
        using var credentials = Credentials(server.Url, expiresAt: Start);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Classic.Token);
        var first = credentials.Authorize(stop.Token).AsTask();
        var second = credentials.Authorize(Classic.Token).AsTask();
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(first);
        answer.SetResult();
        (await second).Parameter.ShouldBe("new");
        server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task RefusedRenewal_SaysToLogInAgain_AndIsNotAskedAgain_UntilSomebodyDoes()
    {
        await using var classic = await LoggedIn();
        var good = Kept();
        File(classic).Write(new OAuthTokens("no-such-access-token", "no-such-refresh-token", Start.AddDays(7)));
        using var client = Client(classic);
        for (var i = 0; i < 3; i++)
        {
            var failed = await Should.ThrowAsync<CallFailedException>(client.Answer(new ReadMe(), _rule, Classic.Token));
            failed.Failure.Kind.ShouldBe(CallFailureKind.Forbidden);
            failed.Failure.MayRetry.ShouldBeFalse();
            failed.Message.ShouldEndWith("refused the login of the account 'acme' (status 400, authorization_expired). Log in again: automator login acme");
            failed.ToString().ShouldNotContain("no-such-");
        }

        File(classic).Write(new OAuthTokens(good.Access, good.Refresh, good.ExpiresAt));
        (await client.Answer(new ReadMe(), _rule, Classic.Token)).ShouldBeOfType<Person>();
    }

    [Fact]
    public async Task WrongClientSecret_IsSaidAsThat()
    {
        await using var classic = await Classic.StartAsync(Launchpad.Options(_time) with { AuthorizationClients = [new("app-1", "another", [Launchpad.Return])] });
        File(classic).Write(new OAuthTokens("old", "refresh", Start));
        using var client = Client(classic);
        (await Should.ThrowAsync<CallFailedException>(client.Answer(new ReadMe(), _rule, Classic.Token)))
            .Message.ShouldEndWith("does not know this clientId with this clientSecret. They are set under \"oauth\" of the account 'acme' in automator.json.");
    }

    [Fact]
    public async Task NobodyLoggedIn_SaysHow_AndSendsNothing()
    {
        await using var account = await AccountStub.Answering("<person/>");
        using var client = Client(account.Url, Application(account.Url));
        (await Should.ThrowAsync<CallFailedException>(client.Answer(new ReadMe(), _rule, Classic.Token)))
            .Message.ShouldBe("GET /me.xml: Nobody has logged in for the account 'acme'. Log in: automator login acme");
        account.Requests.ShouldBeEmpty();
        _rule.Reads.ShouldBe(0);
    }

    [Fact]
    public async Task ServerThatIsDown_IsNoReasonToStop_WhileTheLoginHolds()
    {
        await using var server = await AccountStub.Start(context => context.Status(503));
        using var good = Credentials(server.Url, expiresAt: Start.AddMinutes(1));
        (await good.Authorize(Classic.Token)).Parameter.ShouldBe("old");
        using var over = Credentials(server.Url, expiresAt: Start);
        var failed = await Should.ThrowAsync<LoginFailedException>(over.Authorize(Classic.Token).AsTask());
        failed.MayRetry.ShouldBeTrue();
        failed.Message.ShouldContain("cannot answer now (status 503)");
    }

    [Fact]
    public void File_IsItsOwnersOnly_WholeAndForThisApplication()
    {
        var application = Application(new Uri("https://launchpad.example.com"));
        var file = new TokenFile(LoginFile, application);
        file.Read().ShouldBeNull();
        file.Write(new OAuthTokens("a", "b", Start));
        file.Write(new OAuthTokens("c", "d", Start));
        file.Read().ShouldNotBeNull().Refresh.ShouldBe("d");
        if (!OperatingSystem.IsWindows())
            System.IO.File.GetUnixFileMode(LoginFile).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        _folder.GetFiles().ShouldHaveSingleItem();
        new TokenFile(LoginFile, new OAuthApplication("acme", application.Server, "app-2", "s")).Read().ShouldBeNull();
        System.IO.File.WriteAllText(LoginFile, "{ \"accessToken\": ");
        file.Read().ShouldBeNull();
    }

    [Fact]
    public async Task Tokens_AreInNoText()
    {
        using var credentials = Credentials(new Uri("https://launchpad.example.com"), Start.AddDays(1), "access-token");
        await credentials.Authorize(Classic.Token);
        $"{credentials} {new OAuthTokens("access-token", "refresh-token", Start)} {Application(new Uri("https://a.example"))}"
            .ShouldBe("OAuth 2 login Automator.Host.Basecamp.OAuthTokens Automator.Host.Basecamp.OAuthApplication");
        credentials.Redact("a access-token b refresh-token c the-client-secret").ShouldBe("a … b … c …");
    }

    private async Task<Classic> LoggedIn()
    {
        var classic = await Classic.StartAsync(Launchpad.Options(_time));
        using var launchpad = Launchpad.Of(classic);
        var (access, refresh) = await launchpad.Tokens();
        File(classic).Write(new OAuthTokens(access, refresh, Start.AddDays(14)));
        return classic;
    }

    private TokenFile File(Classic classic) => new(LoginFile, Application(classic.Server.AuthorizationUrl!));

    private (string Access, string Refresh, DateTimeOffset ExpiresAt) Kept()
    {
        var kept = System.Text.Json.JsonSerializer.Deserialize(System.IO.File.ReadAllBytes(LoginFile), TokenJson.Default.Kept)!;
        return (kept.AccessToken, kept.RefreshToken, kept.ExpiresAt);
    }

    private static OAuthApplication Application(Uri server) => new("acme", server, Launchpad.Client, "the-client-secret");

    private OAuthCredentials Credentials(Uri server, DateTimeOffset expiresAt, string access = "old")
    {
        var file = new TokenFile(LoginFile, Application(server));
        file.Write(new OAuthTokens(access, "refresh-token", expiresAt));
        return Credentials(Application(server));
    }

    private OAuthCredentials Credentials(OAuthApplication application) => new(
        application, new TokenFile(LoginFile, application), new OAuthServer(application, "Automator/1.0 (https://example.com)", _time), _time, NullLogger.Instance);

    private BasecampClient Client(Classic classic) => Client(classic.Server.Url, Application(classic.Server.AuthorizationUrl!));

    private BasecampClient Client(Uri url, OAuthApplication application) => new(
        AccountStub.Connection(url, zone: "UTC") with { Credentials = Credentials(application) },
        new RequestBudget(new BudgetOptions(), _time), _time, NullLogger.Instance, new Resilience { FirstDelay = TimeSpan.Zero });

    private static Task Token(HttpContext context, string access)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync($$"""{"access_token":"{{access}}","expires_in":1209600}""", context.RequestAborted);
    }
}
