using System.Text.Json;
using Automator.Host.Cli;
using Automator.Tests.Emulator;
using Automator.Tests.EndToEnd;

namespace Automator.Tests.Cli;

/// <summary>Logging in and asking who the accounts are, the whole command in this process against the emulator.</summary>
public sealed class AccountCommandsTests
{
    private const string ClientSecret = "the-client-secret-of-acme";

    [Fact]
    public async Task Login_StoresWhatTheBrowserBroughtBack_AndAccountsSaysWhoItIs()
    {
        await using var classic = await Classic.StartAsync(Launchpad.Options());
        using var place = Acme(classic);
        (await Run(place, "accounts")).ShouldSatisfyAllConditions(
            said => said.Exit.ShouldBe(1),
            said => said.Out.ShouldContain("acme  does not answer"),
            said => said.Out.ShouldContain("Nobody has logged in for the account 'acme'. Log in: automator login acme"));

        var login = await LogIn(classic, place, (address, http) => Decide(address, http, "allow"));

        login.Exit.ShouldBe(0, login.Error);
        login.Error.ShouldBeEmpty();
        login.Out.ShouldEndWith("Logged in to 'acme' as Max Member (max.member@example.com). A running host takes it up by itself.\n");
        var kept = File.ReadAllText(Path.Combine(place.Data, "login-acme.json"));
        using var json = JsonDocument.Parse(kept);
        foreach (var secret in (string[])[json.RootElement.Word("accessToken"), json.RootElement.Word("refreshToken"), ClientSecret])
            (login.Out + login.Error).ShouldNotContain(secret);
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(Path.Combine(place.Data, "login-acme.json")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);

        var accounts = await Run(place, "accounts", "--json");
        accounts.Exit.ShouldBe(0, accounts.Out);
        using var report = JsonDocument.Parse(accounts.Out);
        var acme = report.RootElement.EnumerateArray().ShouldHaveSingleItem();
        acme.Word("account").ShouldBe("acme");
        acme.Word("login").ShouldBe("oauth");
        acme.Word("person").ShouldBe("Max Member");
        acme.Word("zone").ShouldBe("Eastern Time (US & Canada)");
        acme.GetProperty("answers").GetBoolean().ShouldBeTrue();
        acme.GetProperty("loginExpiresAt").GetDateTimeOffset().ShouldBe(json.RootElement.GetProperty("expiresAt").GetDateTimeOffset());
    }

    [Fact]
    public async Task AnswerWithAnotherState_IsNotHeard()
    {
        await using var classic = await Classic.StartAsync(Launchpad.Options());
        using var place = Acme(classic);
        var login = await LogIn(classic, place, async (address, http) =>
        {
            var redirect = new Uri(System.Web.HttpUtility.ParseQueryString(address.Query)["redirect_uri"]!);
            foreach (var forged in (string[])["?code=abc", "?code=abc&state=guess", "?error=user_denied&state="])
            {
                using var answer = await http.GetAsync(new Uri(redirect, forged), TestContext.Current.CancellationToken);
                ((int)answer.StatusCode).ShouldBe(400);
            }

            await Decide(address, http, "allow");
        });
        login.Exit.ShouldBe(0, login.Error);
    }

    [Fact]
    public async Task RefusedInTheBrowser_IsAFailure_AndNothingIsStored()
    {
        await using var classic = await Classic.StartAsync(Launchpad.Options());
        using var place = Acme(classic);
        var login = await LogIn(classic, place, (address, http) => Decide(address, http, "deny"));
        login.Exit.ShouldBe(1);
        login.Error.ShouldBe("The login was refused in the browser.\n");
        Directory.Exists(place.Data).ShouldBeFalse();
    }

    [Theory]
    [InlineData("nobody", "There is no account 'nobody' in automator.json. There is: demo.")]
    [InlineData("demo", "The account 'demo' is played by this machine, and lets automator in by itself.")]
    public async Task AccountWithoutOAuth_HasNothingToLogInFor(string account, string words)
    {
        using var place = new Workplace("empty");
        var said = await Run(place, "login", account);
        said.Exit.ShouldBe(1);
        said.Error.ShouldBe(words + "\n");
    }

    [Fact]
    public async Task AccountWithAToken_Answers_AndWithAWrongOneSaysSo()
    {
        await using var classic = await Classic.StartAsync(Launchpad.Options());
        using var place = new Workplace("empty");
        place.Write("token", classic.Ada.Token);
        Configure(place, classic, "\"token\": \"file:token\"");
        var good = await Run(place, "accounts");
        good.Exit.ShouldBe(0);
        good.Out.ShouldContain("  login    token\n");
        place.Write("token", "0123456789abcdef");
        var bad = await Run(place, "accounts");
        bad.Exit.ShouldBe(1);
        bad.Out.ShouldContain("  problem  The account 'acme' did not accept its token.");
    }

    private static Workplace Acme(Classic classic)
    {
        var place = new Workplace("empty");
        place.Write("secret", ClientSecret);
        Configure(place, classic, $$"""
            "oauth": { "clientId": "app-1", "clientSecret": "file:secret", "server": "{{classic.Server.AuthorizationUrl!.GetLeftPart(UriPartial.Authority)}}", "redirectPort": 0 }
            """);
        return place;
    }

    private static void Configure(Workplace place, Classic classic, string login)
    {
        place.Write("automator.json", $$"""
            { "listen": "127.0.0.1:0", "accounts": { "acme": { "url": "{{classic.Server.Url.GetLeftPart(UriPartial.Authority)}}", "userAgent": "Acme (ops@acme.example)", {{login}} } } }
            """);
        if (OperatingSystem.IsWindows())
            return;
        foreach (var secret in Directory.EnumerateFiles(place.Path).Where(file => !file.EndsWith(".json", StringComparison.Ordinal)))
            File.SetUnixFileMode(secret, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    /// <summary>A person with a browser that starts as soon as the address is printed.</summary>
    private static async Task<Said> LogIn(Classic classic, Workplace place, Func<Uri, HttpClient, Task> browse)
    {
        var address = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var output = new ListeningWriter(text =>
        {
            if (text.IndexOf("http", StringComparison.Ordinal) is >= 0 and var at)
                address.TrySetResult(new Uri(text[at..].Trim()));
        });
        using var error = new StringWriter();
        var running = CommandLine.Run(
            ["login", "acme", "--config", place.Config], new Terminal { In = TextReader.Null, Out = output, Error = error }, TestContext.Current.CancellationToken);
        await Task.WhenAny(running, address.Task);
        address.Task.IsCompleted.ShouldBeTrue(error.ToString());
        using var http = new HttpClient();
        var printed = await address.Task;
        printed.GetLeftPart(UriPartial.Authority).ShouldBe(classic.Server.AuthorizationUrl!.GetLeftPart(UriPartial.Authority));
        await browse(printed, http);
        return new Said(await running, output.ToString().ReplaceLineEndings("\n"), error.ToString().ReplaceLineEndings("\n"));
    }

    /// <summary>Follows the redirect to the command, as a browser does.</summary>
    private static async Task Decide(Uri address, HttpClient http, string commit)
    {
        using var form = new FormUrlEncodedContent([new("commit", commit), new("identity", "max.member@example.com")]);
        using var answer = await http.PostAsync(address, form, TestContext.Current.CancellationToken);
        ((int)answer.StatusCode).ShouldBe(200);
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldEndWith("You can close this page.");
    }

    private static async Task<Said> Run(Workplace place, params string[] words)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exit = await CommandLine.Run(
            [.. words, "--config", place.Config], new Terminal { In = TextReader.Null, Out = output, Error = error }, TestContext.Current.CancellationToken);
        return new Said(exit, output.ToString().ReplaceLineEndings("\n"), error.ToString().ReplaceLineEndings("\n"));
    }

    private sealed class ListeningWriter(Action<string> heard) : StringWriter
    {
        public override async Task WriteLineAsync(string? value)
        {
            await base.WriteLineAsync(value);
            heard(value ?? "");
        }
    }
}
