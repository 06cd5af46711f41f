using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Automator.Tests.EndToEnd;

/// <summary>The built executable, used as a person uses it.</summary>
public sealed class HostTests
{
    private const string WriteEverySecond = """
        On.Schedule("* * * * * *", async () =>
        {
            var list = await Basecamp.Project("Templates").TodoList("Kickoff");
            var item = await list.CreateItem("WORD");
            Log.Info($"made {item.Id}");
        });
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SavedRule_GoesLiveRunsAndItsEffectsAreSeenOverHttp()
    {
        using var place = new Workplace();
        await using var host = await HostProcess.Serve(place);

        place.Rule("writer", WriteEverySecond.Replace("WORD", "from the first version"));
        await host.Line("Rule writer is live");
        await host.Line("writer run .* succeeded");

        using var account = Workplace.Client(host.EmulatorUrl, host.Token);
        (await KickoffItems(account)).ShouldContain("from the first version");
    }

    [Fact]
    public async Task EditedRule_ReplacesBrokenKeepsLastGoodDeletedStops()
    {
        using var place = new Workplace();
        place.Rule("writer", WriteEverySecond.Replace("WORD", "one"));
        await using var host = await HostProcess.Serve(place);
        await host.Line("writer run .* succeeded");
        using var account = Workplace.Client(host.EmulatorUrl, host.Token);

        place.Rule("writer", WriteEverySecond.Replace("WORD", "two"));
        await host.Line("Rule writer .*live");
        await host.Line("writer run .* succeeded");
        await host.Line("writer run .* succeeded");
        (await KickoffItems(account)).ShouldContain("two");

        place.Rule("writer", "On.Schedule(\"* * * * * *\", async () => { await Basecamp.Nothing(); });");
        (await host.Line(@"writer\.csx\(1,\d+,1,\d+\): error CS0117.*")).Value.ShouldContain("Nothing");
        var rules = await Command(place, "rules", "--json");
        rules.Code.ShouldBe(0);
        var writer = JsonDocument.Parse(rules.Output).RootElement.EnumerateArray().Single();
        writer.GetProperty("state").GetString().ShouldBe("Stale");
        writer.GetProperty("errors")[0].GetProperty("line").GetInt32().ShouldBe(1);
        (await Command(place, "check")).Code.ShouldBe(3);
        var before = (await KickoffItems(account)).Count(text => text == "two");
        host.SkipToNow();
        await host.Line("writer run .* succeeded");
        await host.Line("writer run .* succeeded");
        (await KickoffItems(account)).Count(text => text == "two").ShouldBeGreaterThan(before);

        File.Delete(place.At("rules/writer.csx"));
        await host.Line("Rule writer .*(gone|removed)");
        JsonDocument.Parse((await Command(place, "rules", "--json")).Output).RootElement.GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task NewProjectInTheAccount_RunsTheRuleThatWaitsForIt()
    {
        using var place = new Workplace();
        File.Copy(Repository.At("rules", "kickoff-checklist.csx"), place.At("rules/kickoff-checklist.csx"));
        await using var host = await HostProcess.Serve(place);
        using var account = Workplace.Client(host.EmulatorUrl, host.Token);
        await Baseline(place);

        var made = await account.PostAsync("projects.xml", Xml("<request><project><name>Brand new</name></project></request>"), Cancellation);

        made.StatusCode.ShouldBe(HttpStatusCode.Created);
        await host.Line("kickoff-checklist run .* succeeded");
        var id = Regex.Match(made.Headers.Location!.ToString(), @"\d+").Value;
        var lists = XDocument.Parse(await account.GetStringAsync($"projects/{id}/todo_lists.xml", Cancellation));
        lists.Descendants("name").Select(n => n.Value).ShouldBe(["Kickoff"]);
    }

    [Fact]
    public async Task DryRun_ListsItsEffectsAndTheAccountStaysAsItWas()
    {
        using var place = new Workplace();
        File.Copy(Repository.At("rules", "close-stale-todos.csx"), place.At("rules/close-stale-todos.csx"));
        await using var host = await HostProcess.Serve(place);
        using var account = Workplace.Client(host.EmulatorUrl, host.Token);
        var before = await Everything(account);

        var run = await Command(place, "run", "close-stale-todos", "--dry-run", "--json");
        var piped = await Command(place, ["console"], ":run close-stale-todos\n");

        run.Code.ShouldBe(0);
        var document = JsonDocument.Parse(run.Output).RootElement;
        document.GetProperty("effects").GetArrayLength().ShouldBeGreaterThan(10);
        document.GetProperty("effects").EnumerateArray().ShouldAllBe(e => e.GetProperty("status").GetString() == "Planned");
        piped.Output.ShouldContain("would complete to-do");
        piped.Error.ShouldContain("nothing was changed");
        (await Everything(account)).ShouldBe(before);
    }

    [Fact]
    public async Task HostKilledHard_LosesNoFinishedRunNoDueAndNothingOfTheAccount()
    {
        using var place = new Workplace();
        place.Rule("writer", WriteEverySecond.Replace("WORD", "kept"));
        IReadOnlyList<string> finished;
        List<string> items;
        await using (var host = await HostProcess.Serve(place))
        {
            await host.Line("writer run .* succeeded");
            await host.Line("writer run .* succeeded");
            finished = await RunIds(place);
            using var account = Workplace.Client(host.EmulatorUrl, host.Token);
            items = await KickoffItems(account);
            await host.KillHard();
        }

        await using var again = await HostProcess.Serve(place);
        await again.Line("writer run .* succeeded");

        finished.ShouldBeSubsetOf(await RunIds(place));
        using var after = Workplace.Client(again.EmulatorUrl, again.Token);
        items.ShouldBeSubsetOf(await KickoffItems(after));
    }

    [Fact]
    public async Task RunCutOffByAKill_GoesOnWhereItWas()
    {
        using var place = new Workplace();
        place.Rule("slow", """
            On.Demand(async () =>
            {
                await Basecamp.CreateProject("Only once");
                Log.Info("waiting");
                await Clock.Delay(TimeSpan.FromSeconds(5));
                Log.Info($"there is {(await Basecamp.Projects()).Count(project => project.Name == "Only once")}");
            });
            """);
        await using (var host = await HostProcess.Serve(place))
        {
            await using var run = HostProcess.Start(place, "run", "slow");
            await run.Line("waiting");
            await host.KillHard();
        }

        // Asked before the kill, the run may be over by then.
        var cut = (await RunIds(place)).Single();
        (await Command(place, "runs", "show", cut)).Output.ShouldContain("outcome  running");
        await using var again = await HostProcess.Serve(place);
        await again.Line("slow run .* succeeded");

        var shown = await Command(place, "runs", "show", cut);
        shown.Output.ShouldContain("succeeded");
        shown.Output.ShouldContain("there is 1");
        shown.Output.Split("waiting").Length.ShouldBe(2, "its lines are written once");
        (await RunIds(place)).ShouldHaveSingleItem().ShouldBe(cut);
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task AskedToStop_LetsRunsInFlightFinishAndExitsWithZero(string signal)
    {
        using var place = new Workplace();
        place.Rule("slow", """
            On.Demand(async () =>
            {
                Log.Info("begun");
                await Clock.Delay(TimeSpan.FromSeconds(1));
                Log.Info("done");
            });
            """);
        await using var host = await HostProcess.Serve(place);
        await using var run = HostProcess.Start(place, "run", "slow");
        await run.Line("begun");

        (await host.Signal(signal)).ShouldBe(0);

        host.Output.ShouldContain("slow run");
        host.Output.ShouldContain("succeeded");
        (await run.Exit()).ShouldBe(0);
    }

    [Fact]
    public async Task RunawayRule_IsKilledAtItsLimitAndTheHostGoesOn()
    {
        using var place = new Workplace();
        place.Rule("runaway", """
            Rule.Limit(time: TimeSpan.FromSeconds(1));
            On.Demand(() => { while (true) { } });
            """);
        place.Rule("fine", "On.Demand(async () => { Log.Info((await Basecamp.Account()).Name); });");
        await using var host = await HostProcess.Serve(place);

        var runaway = await Command(place, "run", "runaway");
        var fine = await Command(place, "run", "fine");

        runaway.Code.ShouldBe(1);
        runaway.Error.ShouldContain("timed out");
        fine.Code.ShouldBe(0);
        fine.Output.ShouldContain("Larkspur");
    }

    [Fact]
    public async Task NamedPipeAmongTheRules_HoldsNothingUp()
    {
        using var place = new Workplace();
        using (var make = Process.Start("mkfifo", place.At("rules/pipe.csx")))
            await make.WaitForExitAsync(Cancellation);
        await using var host = await HostProcess.Serve(place);

        place.Rule("after", "On.Demand(async () => { Log.Info((await Basecamp.Account()).Name); });");

        await host.Line("Rule after is live");
        (await host.Signal("TERM")).ShouldBe(0);
    }

    [Fact]
    public async Task HostKilledHard_LeavesNoWorkerBehind()
    {
        using var place = new Workplace();
        place.Rule("spin", "On.Demand(() => { while (true) { } });");
        await using var host = await HostProcess.Serve(place);
        await using var run = HostProcess.Start(place, "run", "spin");
        await host.Line("spin demand-1 started");
        var workers = Children(host.Id);
        workers.ShouldNotBeEmpty();

        await host.KillHard();

        (await run.Exit()).ShouldBe(1);
        foreach (var worker in workers)
        {
            for (var tries = 0; File.Exists($"/proc/{worker}/cmdline") && tries < 300; tries++)
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Cancellation);
            File.Exists($"/proc/{worker}/cmdline").ShouldBeFalse();
        }
    }

    private static List<string> Children(int parent) =>
        [.. Directory.EnumerateDirectories("/proc").Select(folder => Path.GetFileName(folder)).Where(id => int.TryParse(id, out _) && IsChild(id, parent))];

    private static bool IsChild(string process, int parent)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/stat").Split(") ")[^1].Split(' ')[1] == parent.ToString();
        }
        catch (IOException)
        {
            return false;
        }
    }

    [Fact]
    public async Task RunWithoutAHost_WorksOnTheFilesItself()
    {
        using var place = new Workplace();
        place.Rule("once", "On.Demand(async () => { var p = await Basecamp.CreateProject(\"By a command\"); Log.Info($\"made {p.Id}\"); });");

        var run = await Command(place, "run", "once");
        var runs = await Command(place, "runs", "--json");
        await using var host = await HostProcess.Serve(place);
        using var account = Workplace.Client(host.EmulatorUrl, host.Token);

        run.Code.ShouldBe(0);
        run.Output.ShouldContain("made ");
        JsonDocument.Parse(runs.Output).RootElement[0].GetProperty("status").GetString().ShouldBe("Succeeded");
        (await account.GetStringAsync("projects.xml", Cancellation)).ShouldContain("By a command");
    }

    /// <summary>Waits until the watch has looked at the account once: what is there then fires nothing.</summary>
    private static async Task Baseline(Workplace place)
    {
        for (var tries = 0; tries < 200; tries++)
        {
            var events = await Sqlite(place, "select count(*) from seen");
            if (events is not ("" or "0"))
                return;
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Cancellation);
        }

        throw new TimeoutException("The account watch made no baseline.");
    }

    private static async Task<string> Sqlite(Workplace place, string sql)
    {
        await using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={place.At("data/journal.db")};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync(Cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (await command.ExecuteScalarAsync(Cancellation))?.ToString() ?? "";
    }

    private static Task<(int Code, string Output, string Error)> Command(Workplace place, params string[] arguments) => HostCommand.Run(place, arguments);

    private static Task<(int Code, string Output, string Error)> Command(Workplace place, string[] arguments, string? input) => HostCommand.Run(place, arguments, input);

    private static async Task<IReadOnlyList<string>> RunIds(Workplace place)
    {
        var runs = await Command(place, "runs", "--json", "--most", "1000");
        runs.Code.ShouldBe(0, runs.Error);
        return [.. JsonDocument.Parse(runs.Output).RootElement.EnumerateArray().Select(run => run.GetProperty("run").GetString()!)];
    }

    private static async Task<List<string>> KickoffItems(HttpClient account)
    {
        var projects = XDocument.Parse(await account.GetStringAsync("projects.xml", Cancellation));
        var templates = projects.Descendants("project").Single(p => p.Element("name")!.Value == "Templates").Element("id")!.Value;
        var lists = XDocument.Parse(await account.GetStringAsync($"projects/{templates}/todo_lists.xml", Cancellation));
        var kickoff = lists.Descendants("todo-list").Single(l => l.Element("name")!.Value == "Kickoff").Element("id")!.Value;
        var items = XDocument.Parse(await account.GetStringAsync($"todo_lists/{kickoff}/todo_items.xml", Cancellation));
        return [.. items.Descendants("content").Select(c => c.Value)];
    }

    private static async Task<string> Everything(HttpClient account)
    {
        var text = new StringBuilder();
        var projects = XDocument.Parse(await account.GetStringAsync("projects.xml", Cancellation));
        foreach (var project in projects.Descendants("project").Select(p => p.Element("id")!.Value))
        {
            foreach (var list in XDocument.Parse(await account.GetStringAsync($"projects/{project}/todo_lists.xml", Cancellation)).Descendants("todo-list"))
                text.Append(await account.GetStringAsync($"todo_lists/{list.Element("id")!.Value}.xml", Cancellation));
        }

        return text.ToString();
    }

    private static StringContent Xml(string text) => new(text, Encoding.UTF8, "application/xml");
}
