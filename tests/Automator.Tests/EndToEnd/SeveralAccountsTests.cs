using System.Net.Http.Json;
using System.Text.Json;
using System.Xml.Linq;
using Automator.Emulator;
using Automator.Tests.Emulator;

namespace Automator.Tests.EndToEnd;

/// <summary>One host for several accounts: each with its own budget, zone, rules and settings.</summary>
public sealed class SeveralAccountsTests : IDisposable
{
    private const string Rule = """
        On.Schedule("* * * * * *", async () =>
        {
            var seen = await State.Get<int>("seen");
            await State.Set("seen", seen + 1);
            Log.Info($"{Run.Account} {Settings.Get("word", "none")} {seen}");
        });
        On.Demand(async () =>
        {
            var account = await Basecamp.Account();
            await Basecamp.CreateProject($"{Run.Account} {account.Name} {Settings.Get("word", "none")}");
        });
        """;

    private readonly Workplace _place = new("empty");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Accounts_HaveTheirOwnRulesSettingsZonesBudgetsAndValues()
    {
        Configure("""
            "north": { "url": "emulator", "zone": "Europe/Berlin", "emulator": { "port": 0, "seed": "empty" }, "rules": { "both": { "settings": { "word": "moin" } } } },
            "south": { "url": "emulator", "zone": "Asia/Tokyo", "emulator": { "port": 0, "seed": "empty" }, "except": ["north-only", "nowhere/*"], "limits": { "reads": 40 }, "rules": { "nobody": {} } }
            """);
        _place.Rule("both", Rule);
        _place.Rule("north-only", "On.Demand(() => Task.CompletedTask);");
        await using var host = HostProcess.Start(_place, "serve");
        await host.Line("says something of the rule 'nobody' on the account 'south', and there is no such rule");
        await host.Line("says something of the rule 'nowhere/\\*' on the account 'south', and there is no such rule");
        await host.Line(@"2 rules \(0 broken\) on the accounts 'north' \(.*, Europe/Berlin\), 'south' \(.*, Asia/Tokyo\)");
        var north = await host.Line("curl -u (?<token>[^:]+):X (?<url>http://[^/]+/)");
        var south = await host.Line("curl -u (?<token>[^:]+):X (?<url>http://[^/]+/)");
        for (var i = 0; i < 4; i++)
            await host.Line("both run .* succeeded");

        // Which one is not said.
        var unsaid = await Command("run", "both", "--handler", "demand-1");
        unsaid.Code.ShouldBe(1);
        unsaid.Error.ShouldContain("The rule 'both' runs on 2 accounts: north, south. Say on which one with --account.");
        (await Command("run", "both", "--handler", "demand-1", "--account", "south")).Code.ShouldBe(0);
        var spent = await Budgets();
        (await Command("run", "north-only")).Code.ShouldBe(0, "there is one it can be");
        (await Command("run", "north-only", "--account", "south")).Error.ShouldContain("does not run on the account 'south'");
        (await Projects(north)).ShouldBeEmpty();
        (await Projects(south)).ShouldHaveSingleItem().ShouldMatch("^south .+ none$");

        // The rules and when they fire, each account in its zone.
        var rules = JsonDocument.Parse((await Command("rules", "--json")).Output).RootElement.EnumerateArray().ToList();
        rules.ConvertAll(rule => string.Join(',', rule.GetProperty("accounts").EnumerateArray())).ShouldBe(["north,south", "north"]);
        var next = rules[0].GetProperty("handlers").EnumerateArray().First(handler => handler.GetProperty("trigger").GetString() == "Schedule").GetProperty("nextOn");
        next.GetProperty("north").GetDateTimeOffset().Offset.ShouldBeInRange(TimeSpan.FromHours(1), TimeSpan.FromHours(2));
        next.GetProperty("south").GetDateTimeOffset().Offset.ShouldBe(TimeSpan.FromHours(9));
        (await Command("rules")).Output.ShouldContain("+09:00 south");

        // Each counts for itself.
        foreach (var (account, word) in new[] { ("north", "moin"), ("south", "none") })
        {
            var run = JsonDocument.Parse((await Command("runs", "--json", "--account", account, "--rule", "both", "--status", "Succeeded", "--most", "1000")).Output).RootElement
                .EnumerateArray().Last(run => run.GetProperty("trigger").GetString() == "Schedule");
            run.GetProperty("account").GetString().ShouldBe(account);
            (await Command("runs", "show", run.GetProperty("run").GetString()!)).Output.ShouldContain($"{account} {word} 0");
        }

        spent.ShouldBe(["north True 500 0", "south True 40 1"]);
        var accounts = JsonDocument.Parse((await Command("accounts", "--json")).Output).RootElement.EnumerateArray().ToList();
        accounts.ConvertAll(account => $"{account.GetProperty("account")} {account.GetProperty("answers")} {account.GetProperty("zone")}")
            .ShouldBe(["north True Europe/Berlin", "south True Asia/Tokyo"]);

        (await Console("Run.Account\n")).Error.ShouldContain("This runs on 2 accounts: north, south. Say on which one with --account.");
        (await Console(":account south\nRun.Account\n")).Output.ShouldContain("south");
        (await Console("Run.Account\n", "--account", "north")).Output.ShouldContain("north");
        (await host.Signal("TERM")).ShouldBe(0);
    }

    [Fact]
    public async Task AccountOutOfReachAtTheStart_JoinsWhenItAnswersAndTheOtherDoesNotWait()
    {
        await using var classic = await Classic.StartAsync(new EmulatorOptions { Seed = "empty" });
        var control = classic.Control();
        _place.Write("token", classic.Server.Token);
        Configure($$"""
            "acme": { "url": "{{classic.Server.Url}}", "token": "file:token", "userAgent": "Test (test@example.com)" },
            "demo": { "url": "emulator", "emulator": { "port": 0, "seed": "empty" } }
            """);
        _place.Rule("both", Rule);
        (await control.PostAsJsonAsync("faults", new[] { new { kind = "500", path = "/account.xml", share = 1 } }, Cancellation)).EnsureSuccessStatusCode();
        await using var host = HostProcess.Start(_place, "serve");
        const string Either = "ready: .* on the account 'demo'|The account 'acme' is not served, and is tried again in 00:00:05: .*status 500";
        (await host.Line(Either)).Value.ShouldNotBe((await host.Line(Either)).Value);
        var accounts = await Command("accounts");
        accounts.Code.ShouldBe(1);
        accounts.Output.ShouldContain("acme  does not answer");
        (await Command("run", "both", "--handler", "demand-1", "--account", "acme")).Error.ShouldContain("The account 'acme' is not served now.");
        (await Command("run", "both", "--handler", "demand-1", "--account", "demo")).Code.ShouldBe(0);
        (await control.DeleteAsync("faults", Cancellation)).EnsureSuccessStatusCode();
        await host.Line("The account 'acme' answers now and is served");
        (await Command("run", "both", "--handler", "demand-1", "--account", "acme")).Code.ShouldBe(0);
        await host.Line("both schedule-1 started on acme");
        (await Command("accounts")).Code.ShouldBe(0);
    }

    /// <summary>Slower than a start waits for it, quicker than the start is over: it once was served twice.</summary>
    [Fact]
    public async Task AccountThatAnswersWhileTheHostStarts_IsServedOnce()
    {
        await using var classic = await Classic.StartAsync(new EmulatorOptions { Seed = "empty" });
        _place.Write("token", classic.Server.Token);
        Configure($$"""
            "acme": { "url": "{{classic.Server.Url}}", "token": "file:token", "userAgent": "Test (test@example.com)", "poll": "1d" },
            "demo": { "url": "emulator", "emulator": { "port": 0, "seed": "empty" }, "except": ["**"] }
            """);
        for (var i = 0; i < 12; i++)
            _place.Rule($"rule-{i}", "On.Demand(() => Task.CompletedTask);");
        _place.Rule("both", Rule);
        var slow = new { kind = "slow", path = "/account.xml", seconds = 2.4 };
        (await classic.Control().PostAsJsonAsync("faults", new[] { slow }, Cancellation)).EnsureSuccessStatusCode();
        await using var host = HostProcess.Start(_place, "serve");
        await host.Line("The account 'acme' answers now and is served|ready: .*'acme'"); // As quick as the machine is.
        for (var i = 0; i < 4; i++)
            await host.Line("both schedule-1 started on acme");
        (await host.Signal("TERM")).ShouldBe(0);
        var starts = host.Output.Split('\n').Where(line => line.Contains("both schedule-1 started on acme")).Select(line => line[..19]).ToList();
        starts.ShouldBeUnique("each second is one");
        host.Output.ShouldNotContain("conflict");
    }

    [Fact]
    public async Task OnlyAccountThatWantsToBeLeftAlone_IsServedWhenThatIsOver()
    {
        await using var classic = await Classic.StartAsync(new EmulatorOptions { Seed = "empty" });
        _place.Write("token", classic.Server.Token);
        Configure($$"""
            "acme": { "url": "{{classic.Server.Url}}", "token": "file:token", "userAgent": "Test (test@example.com)" }
            """);
        _place.Rule("both", Rule);
        var alone = new { kind = "503", path = "/account.xml", seconds = 20 };
        (await classic.Control().PostAsJsonAsync("faults", new[] { alone }, Cancellation)).EnsureSuccessStatusCode();
        await using var host = HostProcess.Start(_place, "serve");
        await host.Line("ready: .* on no account yet");
        (await Command("accounts")).Output.ShouldContain("It wants to be left alone until");
        (await Command("budget")).Output.ShouldContain("acme is not served now: It wants to be left alone until");
        classic.Server.Sites[0].Log.Since(0).Count.ShouldBe(1);
        await host.Line("The account 'acme' answers now and is served");
        await host.Line("both schedule-1 started on acme");
    }

    private async Task<List<string>> Budgets() => JsonDocument.Parse((await Command("budget", "--json")).Output).RootElement.EnumerateArray().Select(budget =>
        $"{budget.GetProperty("account")} {budget.GetProperty("running")} {budget.GetProperty("reads").GetProperty("limit")} {budget.GetProperty("writes").GetProperty("used")}").ToList();

    private void Configure(string accounts) => _place.Write("automator.json", $$"""
        { "listen": "127.0.0.1:0", "accounts": { {{accounts}} } }
        """);

    private Task<(int Code, string Output, string Error)> Command(params string[] arguments) => HostCommand.Run(_place, arguments);

    private Task<(int Code, string Output, string Error)> Console(string input, params string[] arguments) => HostCommand.Run(_place, ["console", .. arguments], input);

    private static async Task<IReadOnlyList<string>> Projects(System.Text.RegularExpressions.Match account)
    {
        using var client = Workplace.Client(new Uri(account.Groups["url"].Value), account.Groups["token"].Value);
        return [.. XDocument.Parse(await client.GetStringAsync("projects.xml", Cancellation)).Root!.Elements("project").Select(project => project.Element("name")!.Value)];
    }
}
