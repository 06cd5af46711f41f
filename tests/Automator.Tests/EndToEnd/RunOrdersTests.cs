using System.Text.Json;
using System.Text.RegularExpressions;
using Automator.Emulator.Control;
using Automator.Emulator.Store;
using Automator.Tests.Emulator;

namespace Automator.Tests.EndToEnd;

/// <summary>What a person does about runs, with the built executable: settles a doubt, ends them, starts them afresh.</summary>
public sealed class RunOrdersTests : IDisposable
{
    private const string Twin = """
        On.Demand(async () =>
        {
            var list = await (await Basecamp.Project("Site")).TodoList("List");
            var item = await list.CreateItem("Twin");
            Log.Info($"made {item.Id}");
            await item.Complete();
        });
        """;

    private const string Sleeps = "On.Demand(async () => { await Clock.Delay(TimeSpan.FromDays(3)); });";

    private readonly Workplace _place = new("empty");

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task RunInDoubt_IsShown_AndGoesOnWithTheRecordThatIsNamed()
    {
        await using var classic = await Classic.StartAsync();
        var list = Configure(classic);
        var theirs = classic.Items(list, "Twin").Single().Id; // By our own login: it may be what the rule makes.
        classic.Server.Sites[0].Faults.Add([new Fault("cut-after", "POST", "/todo_lists/*/todo_items.xml")]);
        await using var host = HostProcess.Start(_place, "serve");
        await host.Line("Automator is ready");

        var run = await Command("run", "twin");

        var ours = Twins(classic).Single(item => item.Id != theirs).Id;
        run.Code.ShouldBe(1);
        var id = Regex.Match(run.Error, "^run ([0-9a-z]{13}): ", RegexOptions.Multiline).Groups[1].Value;
        run.Error.ShouldContain($"in doubt: Nobody can tell whether 'create to-do 'Twin' in list {list.Id}' was done. There are 2 that may be it: {theirs}, {ours}.");
        (await Command("runs", "--status", "in-doubt")).Output.ShouldContain(id);
        (await Command("runs", "show", id)).Output.ShouldContain($"\nnext     automator runs resolve {id}\n");

        var shown = await Command("runs", "resolve", id);
        shown.Code.ShouldBe(0);
        shown.Output.ShouldMatch($@"^effect   [0-9]+\. create to-do 'Twin' in list {list.Id}\nsent     .*Z  POST /todo_lists/{list.Id}/todo_items\.xml\nbody     .*Twin.*\ndoubt    There are 2 that may be it: {theirs}, {ours}\.\nmay be   {theirs}, {ours}\n");
        shown.Output.ShouldContain($"automator runs resolve {id} --done ID\n");
        (await Command("runs", "resolve", id, "--done")).ShouldBe((1, "", $"'create to-do 'Twin' in list {list.Id}' makes a record: say which one it is, with --done ID. It may be {theirs} or {ours}.\n"));
        (await Command("runs", "resolve", id, "--done", "999999")).ShouldBe((1, "", $"The account has no record 999999 of the kind that 'create to-do 'Twin' in list {list.Id}' makes.\n"));

        var settled = await Command("runs", "resolve", id, "--done", $"{ours}");
        settled.Code.ShouldBe(0, settled.Error);
        settled.Output.ShouldMatch($"^By a person, at .*Z: 'create to-do 'Twin' in list {list.Id}' was done, as {ours}\\. The run goes on\\.\n$");
        await host.Line($"twin run {id} succeeded");
        Twins(classic).Single(item => item.Completed()).Id.ShouldBe(ours);
        Twins(classic).Count.ShouldBe(2);
        var after = (await Command("runs", "show", id)).Output;
        after.ShouldMatch($@"\neffect   [0-9]+\. did create to-do .*→ {ours}  \(by a person, at .*Z\)\n");
        after.ShouldContain($" made {ours}\n");
        (await Command("runs", "resolve", id, "--give-up")).ShouldBe((1, "", $"The run {id} is not in doubt: it has ended.\n"));
    }

    [Fact]
    public async Task WordThatIsSaidWhereNoHostRuns_SendsItAgainWithTheNext()
    {
        await using var classic = await Classic.StartAsync();
        var list = Configure(classic);
        classic.Items(list, "Twin", "Twin");
        classic.Server.Sites[0].Faults.Add([new Fault("cut-before", "POST", "/todo_lists/*/todo_items.xml")]);
        string id;
        await using (var host = HostProcess.Start(_place, "serve"))
        {
            await host.Line("Automator is ready");
            id = Regex.Match((await Command("run", "twin", "--json")).Output, "\"run\":\"([0-9a-z]{13})\"").Groups[1].Value;
            (await host.Signal("TERM")).ShouldBe(0);
        }

        var asked = classic.Server.Sites[0].Log.Since(0).Count;
        (await Command("runs", "resolve", id, "--done")).Error.ShouldContain("say which one it is, with --done ID");
        var said = await Command("runs", "resolve", id, "--not-done", "--json");
        said.Code.ShouldBe(0, said.Error);
        JsonElement.Parse(said.Output).GetProperty("did").GetString().ShouldNotBeNull().ShouldEndWith("was not done. The run goes on when a host starts.");
        JsonElement.Parse(said.Output).GetProperty("run").GetProperty("status").GetString().ShouldBe("Running");
        classic.Server.Sites[0].Log.Since(0).Count.ShouldBe(asked, "it is the journal's matter alone");

        await using var next = HostProcess.Start(_place, "serve");
        await next.Line($"twin run {id} succeeded");
        Twins(classic).Count.ShouldBe(3);
        Twins(classic).Count(item => item.Completed()).ShouldBe(1);
    }

    [Fact]
    public async Task RunsOfARule_AreCancelledWhereverTheyAre()
    {
        _place.Rule("sleeps", Sleeps);
        _place.Rule("busy", "On.Demand(async () => { Log.Info(\"on\"); await Clock.Delay(TimeSpan.FromSeconds(25)); });");
        await using var host = await HostProcess.Serve(_place);
        await using var parked = HostProcess.Start(_place, "run", "sleeps");
        await host.Line("sleeps run .* gives its worker back");
        await using var queued = HostProcess.Start(_place, "run", "sleeps");
        await using var busy = HostProcess.Start(_place, "run", "busy");
        await busy.Line("on");
        while (JsonElement.Parse((await Command("runs", "--status", "queued", "--json")).Output).GetArrayLength() == 0)
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, TestContext.Current.CancellationToken);
        var waiting = JsonElement.Parse((await Command("runs", "--status", "waiting", "--json")).Output)[0].GetProperty("run").GetString();
        var key = JsonElement.Parse((await Command("runs", "--status", "queued", "--json")).Output)[0].GetProperty("run").GetString();
        var running = JsonElement.Parse((await Command("runs", "--status", "running", "--json")).Output)[0].GetProperty("run").GetString();

        var cancelled = await Command("runs", "cancel", running!, key!, "nope");
        cancelled.ShouldBe((1, $"{running}  busy on demo: cancelled\n{key}  sleeps on demo: cancelled before it began\n", "No run begins with 'nope'. 'automator runs' lists the last ones.\n"));
        (await Command("runs", "cancel", "--rule", "sleeps")).ShouldBe((0, $"{waiting}  sleeps on demo: cancelled while it waited\n", ""));

        foreach (var run in new[] { parked, queued, busy })
        {
            (await run.Exit()).ShouldBe(1);
            run.Output.ShouldContain("Cancelled by a person.");
        }

        (await Command("runs", "--status", "queued")).Output.ShouldBe("No runs.\n");
        JsonElement.Parse((await Command("runs", "--status", "cancelled", "--json")).Output).GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task RunsOfADeletedRule_AreEndedWhereNoHostRuns()
    {
        await using var classic = await Classic.StartAsync();
        Configure(classic);
        var file = _place.Rule("sleeps", Sleeps);
        await using (var host = HostProcess.Start(_place, "serve"))
        {
            await host.Line("Automator is ready");
            await using var run = HostProcess.Start(_place, "run", "sleeps");
            await host.Line("sleeps run .* gives its worker back");
            (await host.Signal("TERM")).ShouldBe(0);
        }

        File.Delete(file);
        var asked = classic.Server.Sites[0].Log.Since(0).Count;
        var cancelled = await Command("runs", "cancel", "--rule", "sleeps", "--json");

        cancelled.Code.ShouldBe(0, cancelled.Error);
        var one = JsonElement.Parse(cancelled.Output).GetProperty("runs").EnumerateArray().ShouldHaveSingleItem();
        (one.GetProperty("was").GetString(), one.GetProperty("status").GetString()).ShouldBe(("Waiting", "Cancelled"));
        classic.Server.Sites[0].Log.Since(0).Count.ShouldBe(asked, "it is the journal's matter alone");
        var shown = await Command("runs", "show", one.GetProperty("run").GetString()!);
        shown.Output.ShouldContain("outcome  cancelled: Cancelled by a person.");
        (await Command("runs", "cancel", "--rule", "sleeps")).ShouldBe((1, "", "No run of 'sleeps' is under way, waits, or is queued.\n"));
        await using var next = HostProcess.Start(_place, "serve");
        await next.Line("Automator is ready");
        (await Command("runs", "--status", "waiting")).Output.ShouldBe("No runs.\n");
    }

    /// <summary>As an account elsewhere, with a list 'List' in its project 'Site'.</summary>
    private TodoList Configure(Classic classic)
    {
        _place.Write("token", classic.Server.Token);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_place.At("token"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        _place.Write("automator.json", $$"""
            { "listen": "127.0.0.1:0", "accounts": { "demo": {
                "url": "{{classic.Server.Url}}", "token": "file:token", "userAgent": "orders (test@example.com)", "poll": "1h", "timeout": "1s" } } }
            """);
        _place.Rule("twin", Twin);
        return classic.Plant(bed => bed.List(classic.Project, "List"));
    }

    private static List<TodoItem> Twins(Classic classic) => classic.Account.Work(account => account.Items.All.Where(item => item.Content == "Twin").ToList());

    private Task<(int Code, string Output, string Error)> Command(params string[] arguments) => HostCommand.Run(_place, arguments);
}
