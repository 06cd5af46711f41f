using System.Text.Json;
using Automator.Host.Broker;
using Automator.Host.Journal;
using Automator.Tests.Compiler;

namespace Automator.Tests.Runs;

/// <summary>What automator.json gives a rule, as the rule reads it.</summary>
[Collection(nameof(RunsCollection))]
public sealed class SettingsTests(CompilerFixture compiler)
{
    private const string Given = """
        {
          "seven": "7", "ages": "99999999999d", "days": 30, "share": 0.5, "on": true, "name": "Büro", "untouchedFor": "60d", "pause": "00:30:00", "first": "2026-12-01", "at": "09:30",
          "instant": "2026-12-01T09:30:00Z", "kind": "warn", "lists": ["Kickoff", "Wrap-up"], "byProject": { "Acme": 3 }, "mail": { "to": "Ada", "copies": 2 }
        }
        """;

    [Theory]
    [InlineData("Settings.Get<int>(\"days\")", "30")]
    [InlineData("Settings.Get(\"days\", 7)", "30")]
    [InlineData("Settings.Get(\"weeks\", 7)", "7")]
    [InlineData("Settings.Get<decimal>(\"share\")", "0.5")]
    [InlineData("Settings.Get<bool>(\"on\")", "True")]
    [InlineData("Settings.Get<string>(\"name\")", "Büro")]
    [InlineData("Settings.Get(\"untouchedFor\", TimeSpan.FromDays(30)).TotalDays", "60")]
    [InlineData("Settings.Get<TimeSpan>(\"pause\").TotalMinutes", "30")]
    [InlineData("Settings.Get<DateOnly>(\"first\").Year", "2026")]
    [InlineData("Settings.Get<TimeOnly>(\"at\").Minute", "30")]
    [InlineData("Settings.Get<DateTimeOffset>(\"instant\").Hour", "9")]
    [InlineData("Settings.Get<Kind>(\"kind\")", "Warn")]
    [InlineData("string.Join('+', Settings.Get<List<string>>(\"lists\"))", "Kickoff+Wrap-up")]
    [InlineData("Settings.Get<Dictionary<string, int>>(\"byProject\")[\"Acme\"]", "3")]
    [InlineData("Settings.Get<Mail>(\"mail\").To + Settings.Get<Mail>(\"mail\").Copies", "Ada2")]
    [InlineData("Settings.Has(\"days\")", "True")]
    [InlineData("Settings.Has(\"Days\")", "False")]
    [InlineData("Run.Account", "main")]
    public async Task Value_IsReadAsTheTypeThatIsAskedFor(string expression, string expected)
    {
        var (ended, lines) = await Run($"Log.Info($\"{{{expression}}}\");".Replace("$\"{", "$\"\"\"{").Replace("}\");", "}\"\"\");"));
        ended.Status.ShouldBe(RunStatus.Succeeded, ended.Reason);
        lines.ShouldBe([expected]);
    }

    [Theory]
    [InlineData("Settings.Get<int>(\"weeks\");", "The setting 'weeks' is missing. Write it in automator.json at accounts.main.rules[\"a\"].settings[\"weeks\"].")]
    [InlineData("Settings.Get<int>(\"name\");", "The setting 'name' cannot be read as Int32: \"Büro\". It is in automator.json at accounts.main.rules[\"a\"].settings[\"name\"].")]
    [InlineData("Settings.Get<int>(\"share\");", "The setting 'share' cannot be read as Int32: 0.5.")]
    [InlineData("Settings.Get<Kind>(\"name\");", "The setting 'name' cannot be read as Kind: \"Büro\".")]
    [InlineData("Settings.Get<TimeSpan>(\"days\");", "The setting 'days' cannot be read as TimeSpan: 30.")]
    [InlineData("Settings.Get<TimeSpan>(\"seven\");", "The setting 'seven' cannot be read as TimeSpan: \"7\".")]
    [InlineData("Settings.Get<TimeSpan>(\"at\");", "The setting 'at' cannot be read as TimeSpan: \"09:30\".")]
    [InlineData("Settings.Get<TimeSpan>(\"ages\");", "The setting 'ages' cannot be read as TimeSpan: \"99999999999d\".")]
    [InlineData("Settings.Get<DateTimeOffset>(\"at\");", "The setting 'at' cannot be read as DateTimeOffset: \"09:30\".")]
    [InlineData("Settings.Get<(int, int)>(\"lists\");", "The setting 'lists' cannot be read as ValueTuple`2")]
    [InlineData("Settings.Get<DateOnly>(\"at\");", "The setting 'at' cannot be read as DateOnly: \"09:30\".")]
    public async Task ValueThatIsMissingOrOfAnotherType_SaysWhereToWriteIt(string statement, string expected)
    {
        var (ended, _) = await Run(statement);
        ended.Status.ShouldBe(RunStatus.Failed);
        ended.Reason.ShouldNotBeNull().ShouldContain(expected);
    }

    [Fact]
    public async Task TopLevel_HasNoSettings()
    {
        await using var bench = await RunsBench.Open(compiler);
        var refused = await Assert.ThrowsAsync<ShouldAssertException>(() => bench.Rule("a", "var days = Settings.Get<int>(\"days\"); On.Demand(() => Task.CompletedTask);"));
        refused.Message.ShouldContain("InvalidOperationException: Settings cannot be used at the top level of a rule");
    }

    [Fact]
    public async Task OtherRule_HasNoneOfThem()
    {
        await using var bench = await RunsBench.Open(compiler);
        bench.Settings["other"] = new() { ["days"] = JsonElement.Parse("30") };
        await bench.Rule("a", "On.Demand(async () => { await Task.CompletedTask; Log.Info(Settings.Has(\"days\") ? \"has\" : \"has none\"); });");
        bench.Run();
        (await bench.Fire(bench.Due("a"))).OfType<RunEvent.Line>().ShouldHaveSingleItem().Text.ShouldBe("has none");
    }

    private async Task<(RunEvent.Ended Ended, IReadOnlyList<string> Lines)> Run(string statement)
    {
        await using var bench = await RunsBench.Open(compiler);
        bench.Settings["a"] = JsonElement.Parse(Given).EnumerateObject().ToDictionary(property => property.Name, property => property.Value.Clone());
        await bench.Rule("a", $$"""
            On.Demand(async () => { await Task.CompletedTask; {{statement}} });
            enum Kind { Info, Warn }
            record Mail(string To, int Copies);
            """);
        bench.Run();
        var events = await bench.Fire(bench.Due("a"));
        return (events[^1].ShouldBeOfType<RunEvent.Ended>(), [.. events.OfType<RunEvent.Line>().Select(line => line.Text)]);
    }
}
