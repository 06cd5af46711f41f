using System.Reflection;
using System.Text.Json;
using Automator.Sdk;
using Automator.Tests.EndToEnd;

namespace Automator.Tests.Editors;

/// <summary>The real server as a process, over its standard input and output.</summary>
public sealed class LanguageServerTests : IDisposable
{
    private readonly Workplace _place = new("empty");

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Completion_ListsWhatARuleHas_AndNotWhatItDoesNot()
    {
        await using var editor = await LspClient.Initialized(_place);

        (await editor.Labels(Uri("one"), "On.Demand(async () => { await Basecamp.| });")).ShouldContain("Projects");
        Triggers().ShouldBeSubsetOf(await editor.Labels(Uri("two"), "On.|"));
        (await editor.Labels(Uri("three"), "Task.|")).ShouldNotContain("Run");
        (await editor.Labels(Uri("four"), "System.IO.|")).ShouldBeEmpty();
        (await editor.Labels(Uri("five"), "Console.|")).ShouldBeEmpty();
    }

    [Fact]
    public async Task AnItem_ReplacesWhatIsTyped_AndIsDescribedWhenAsked()
    {
        await using var editor = await LspClient.Initialized(_place);
        var text = "// two\nvar people = Basecamp.Peo|ple();";

        var item = (await editor.Items(Uri("rule"), text)).Single(item => (string)item!["label"]! == "People")!;
        item["textEdit"]!.ToJsonString().ShouldBe("""{"range":{"start":{"line":1,"character":22},"end":{"line":1,"character":28}},"newText":"People"}""");
        ((int)item["kind"]!).ShouldBe(2);

        var described = await editor.Ask("completionItem/resolve", JsonSerializer.SerializeToElement(item));
        ((string)described!["detail"]!).ShouldContain("Basecamp.People(");
        ((string)described["documentation"]!["value"]!).Length.ShouldBeGreaterThan(10);
        described["textEdit"]!.ToJsonString().ShouldBe(item["textEdit"]!.ToJsonString());
    }

    [Fact]
    public async Task HoverAndSignatures_AreInTheSdksWords()
    {
        await using var editor = await LspClient.Initialized(_place);
        var text = "On.Schedule(\"@daily\", |";
        await editor.Open(Uri("rule"), text.Replace("|", "", StringComparison.Ordinal));

        var hover = await editor.Ask("textDocument/hover", LspClient.Place(Uri("rule"), "On.Sch|edule"));
        var help = await editor.Ask("textDocument/signatureHelp", LspClient.Place(Uri("rule"), text));
        var nothing = await editor.Ask("textDocument/signatureHelp", LspClient.Place(Uri("rule"), "|"));

        ((string)hover!["contents"]!["value"]!).ShouldContain("cron");
        ((int)help!["activeParameter"]!).ShouldBe(1);
        ((string)help["signatures"]![0]!["label"]!).ShouldContain("Schedule(string cron");
        nothing.ShouldBeNull();
    }

    [Theory]
    [InlineData("Console.WriteLine(1);")]
    [InlineData("On.Demand(() =>\n{\n    Oops();\n    return Task.CompletedTask;\n});")]
    [InlineData("Rule.Describe(\"Registers nothing.\");")]
    [InlineData("On.Schedule(\"61 * * * *\", () => Task.CompletedTask);")]
    [InlineData("throw new InvalidOperationException(\"no\");")]
    [InlineData("On.Demand(() => { goto a; });")]
    public async Task Diagnostics_SayWhatCheckSays(string text)
    {
        _place.Rule("broken", text);
        var (_, json, _) = await HostCommand.Run(_place, ["check", "--json", _place.At("rules/broken.csx")]);
        var checks = JsonDocument.Parse(json).RootElement[0].GetProperty("errors").EnumerateArray()
            .Select(error => (error.GetProperty("line").GetInt32(), error.GetProperty("column").GetInt32(), error.GetProperty("code").GetString(), error.GetProperty("message").GetString())).ToList();
        await using var editor = await LspClient.Initialized(_place);

        await editor.Open(Uri("broken"), text);
        var diagnostics = await editor.Diagnostics(Uri("broken"), 1);

        checks.ShouldNotBeEmpty();
        diagnostics.Select(one => ((int)one["range"]!["start"]!["line"]! + 1, (int)one["range"]!["start"]!["character"]! + 1, (string?)one["code"], (string?)one["message"]))
            .ShouldBe(checks);
    }

    [Fact]
    public async Task WhatIsTyped_IsDiagnosed_WhateverIsOnTheDisk()
    {
        _place.Rule("rule", "On.Demand(() => Task.CompletedTask);");
        await using var editor = await LspClient.Initialized(_place);

        await editor.Open(Uri("rule"), "On.Demand(() => Oops());");
        (await editor.Diagnostics(Uri("rule"), 1)).ShouldHaveSingleItem()["code"]!.ToString().ShouldBe("CS0103");
        await editor.Change(Uri("rule"), 2, "On.Demand(() => Task.CompletedTask);");
        (await editor.Diagnostics(Uri("rule"), 2)).ShouldBeEmpty();
        await editor.Change(Uri("rule"), 3, "Oops();");
        (await editor.Diagnostics(Uri("rule"), 3)).ShouldNotBeEmpty();
        await editor.Tell("textDocument/didClose", new { textDocument = new { uri = Uri("rule") } });
        (await editor.Diagnostics(Uri("rule"), null)).ShouldBeEmpty();
    }

    [Fact]
    public async Task AHelperThatIsNotSaved_IsWhatItsRulesLoad()
    {
        var rule = "#load \"_words.csx\"\nOn.Demand(() => { Log.Info(Greeting()); return Task.CompletedTask; });";
        await using var editor = await LspClient.Initialized(_place);

        await editor.Open(Uri("rule"), rule);
        (await editor.Diagnostics(Uri("rule"), 1)).ShouldNotBeEmpty();
        await editor.Open(Uri("_words"), "string Greeting() => \"Hello\";");

        (await editor.Diagnostics(Uri("rule"), 1)).ShouldBeEmpty();
        (await editor.Diagnostics(Uri("_words"), 1)).ShouldBeEmpty();
        (await editor.Labels(Uri("other"), "#load \"_words.csx\"\nvar text = Gree|")).ShouldContain("Greeting");
    }

    /// <summary>A place that is no file's: nothing is above it.</summary>
    [Fact]
    public async Task AFileTheHostStumblesOver_IsThatFilesDiagnostic_AndTheOthersAreDiagnosedOnAndOn()
    {
        await using var editor = await LspClient.Initialized(_place);

        await editor.Open("file:///", "On.Demand(() => Task.CompletedTask);");
        var diagnostic = (await editor.Diagnostics("file:///", 1)).ShouldHaveSingleItem();
        ((string)diagnostic["code"]!).ShouldBe("RULE212");
        await editor.Open(Uri("rule"), "On.Demand(() => Oops());");

        (await editor.Diagnostics(Uri("rule"), 1)).ShouldHaveSingleItem()["code"]!.ToString().ShouldBe("CS0103");
        (await editor.Ask("shutdown", null)).ShouldBeNull();
        (await editor.Exit()).ShouldBe(0);
    }

    [Fact]
    public async Task WhyNothingCanBeCompleted_IsSaidOnce_UntilSomethingCanAgain()
    {
        await using var editor = await LspClient.Initialized(_place);
        var large = new string(' ', 70_000) + "On.|";

        (await editor.Labels(Uri("one"), large)).ShouldBeEmpty();
        (await editor.Labels(Uri("two"), large)).ShouldBeEmpty();
        (await editor.Labels(Uri("three"), "On.|")).ShouldNotBeEmpty();
        (await editor.Labels(Uri("four"), "\n" + large)).ShouldBeEmpty();

        var first = await editor.Said("window/logMessage");
        var second = await editor.Said("window/logMessage");
        ((int)first["type"]!).ShouldBe(2);
        ((string)first["message"]!).ShouldStartWith("A file of 70,003 bytes");
        ((string)second["message"]!).ShouldStartWith("A file of 70,004 bytes");
    }

    [Fact]
    public async Task ARuleElsewhere_AndABufferWithoutAFile_AreServedToo()
    {
        await using var editor = await LspClient.Initialized(_place);
        var elsewhere = new Uri(_place.Write("elsewhere.csx", "")).AbsoluteUri;

        (await editor.Labels(elsewhere, "On.|")).ShouldContain("Schedule");
        (await editor.Diagnostics(elsewhere, 1)).ShouldNotBeEmpty();
        (await editor.Labels("untitled:Untitled-1", "On.|")).ShouldContain("Schedule");
        (await editor.Diagnostics("untitled:Untitled-1", 1)).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Mistakes_AreErrorsOfTheirOwnMessage()
    {
        await using var editor = LspClient.Start("--config", _place.Config);

        Code(await editor.AskForAll("textDocument/completion", LspClient.Place(Uri("rule"), "|"))).ShouldBe(-32002);
        await editor.Ask("initialize", new { });
        Code(await editor.AskForAll("textDocument/completion", LspClient.Place(Uri("gone"), "|"))).ShouldBe(-32602);
        Code(await editor.AskForAll("textDocument/completion", new { position = "nowhere" })).ShouldBe(-32602);
        Code(await editor.AskForAll("textDocument/poetry", new { })).ShouldBe(-32601);
        await editor.Send("{ no json");
        Code(await editor.Until(message => message["error"] is not null)).ShouldBe(-32700);
        await editor.Send("[]");
        await editor.Tell("textDocument/didOpen", new { textDocument = 1 });
        await editor.Tell("textDocument/didOpen", new { textDocument = new { uri = "nowhere", version = 1, text = "" } });

        (await editor.Labels(Uri("rule"), "On.|")).ShouldContain("Schedule");
    }

    [Fact]
    public async Task AFileThatIsWrong_IsSaidWhereTheFolderIsOpened()
    {
        _place.Write("automator.json", """{ "workers": "many" }""");
        await using var editor = LspClient.Start();

        var answer = await editor.AskForAll("initialize", new { workspaceFolders = new[] { new { uri = new Uri(_place.Path).AbsoluteUri, name = "rules" } } });

        Code(answer).ShouldBe(-32002);
        ((string)answer["error"]!["message"]!).ShouldContain("workers");
    }

    [Fact]
    public async Task ShutdownAndExit_EndItInOrder()
    {
        await using var editor = await LspClient.Initialized(_place);

        (await editor.Ask("shutdown", null)).ShouldBeNull();
        Code(await editor.AskForAll("textDocument/hover", LspClient.Place(Uri("rule"), "|"))).ShouldBe(-32600);

        (await editor.Exit()).ShouldBe(0);
    }

    [Fact]
    public async Task AnEditorThatGoesAway_EndsIt()
    {
        await using var first = await LspClient.Initialized(_place);
        await using var second = await LspClient.Initialized(_place);

        (await first.Exit()).ShouldBe(1);
        (await second.HangUp()).ShouldBe(1);
    }

    [Fact]
    public async Task WhatIsBuiltForTheEditor_IsNotKept()
    {
        await using (var editor = await LspClient.Initialized(_place))
        {
            await editor.Open(Uri("rule"), "On.Demand(() => Task.CompletedTask);");
            (await editor.Diagnostics(Uri("rule"), 1)).ShouldBeEmpty();
        }

        Directory.Exists(Path.Combine(_place.Data, "images")).ShouldBeFalse();
    }

    private static int Code(System.Text.Json.Nodes.JsonNode answer) => (int)answer["error"]!["code"]!;

    private static IEnumerable<string> Triggers() =>
        typeof(On).GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly).Select(method => method.Name).Distinct();

    private string Uri(string rule) => new Uri(_place.At($"rules/{rule}.csx")).AbsoluteUri;
}
