using System.Text.Json;

namespace Automator.Tests.Cli;

/// <summary>Runs by command where no host runs, on an embedded account.</summary>
public sealed class RunCommandsTests(CliBench bench) : IClassFixture<CliBench>
{
    [Fact]
    public async Task Run_ShowsWhatHappensAndIsInTheLog()
    {
        var said = await bench.Run("run", "good");

        said.Exit.ShouldBe(0);
        said.Out.ShouldBe("hello True\nwarning: careful\n");
        said.Error.ShouldMatch("^run [0-9a-z]{13}: 0 changes, 1 request read\n$");
        var id = said.Error[4..17];

        (await bench.Run("runs", "--rule", "good")).Out.ShouldMatch($"{id} +demo +good +demand-1 +.* +succeeded +1 +0");
        var shown = await bench.Run("runs", "show", id[..12]);
        shown.Exit.ShouldBe(0);
        shown.Out.ShouldMatch($"^run      {id}\nrule     good  demand-1\naccount  demo\ntrigger  demand, due .*Z\nimage    [0-9a-f]+\nstarted  .*Z\nended    .*Z\noutcome  succeeded\nspent    1 reads, 0 writes, 1 calls\ntime     waited .* s for the account's budget, slept 0 s, worked .* s\nlog      .* hello True\nlog      .* warning: careful\n$");
        var json = JsonElement.Parse((await bench.Run("runs", "show", id, "--json")).Out);
        json.GetProperty("status").GetString().ShouldBe("Succeeded");
        json.GetProperty("log").GetArrayLength().ShouldBe(2);
        JsonElement.Parse((await bench.Run("runs", "--json", "--rule", "good", "--status", "Succeeded")).Out).EnumerateArray()
            .Select(run => run.GetProperty("run").GetString()).ShouldContain(id);
    }

    [Fact]
    public async Task ControlCharactersOfARule_DoNotReachTheTerminal()
    {
        bench.Place.Rule("paints", """
            On.Demand(async () => { var me = await Basecamp.Me(); Log.Info("one\u001b[2J\r\ntwo\u202e"); throw new Exception("\u001b]0;t\u0007\nrun FORGED"); }, new() { Name = "h\u001b[31m\r\nx" });
            """);

        var said = await bench.Run("run", "paints");

        said.Out.ShouldBe("one\\u001b[2J\n    two\\u202e\n");
        said.Error.ShouldMatch(@"^run [0-9a-z]{13}: .*failed: System\.Exception: \\u001b]0;t\\u0007\n    run FORGED.*\n$");
        var id = said.Error[4..17];
        foreach (var shown in new[] { await bench.Run("runs", "--rule", "paints"), await bench.Run("runs", "show", id), await bench.Run("rules") })
        {
            shown.Exit.ShouldBe(0);
            shown.Out.Where(letter => char.IsControl(letter) && letter != '\n').ShouldBeEmpty();
            shown.Out.Split('\n').ShouldNotContain(line => line.StartsWith("run FORGED"));
        }

        (await bench.Run("runs", "show", id)).Out.ShouldContain(@"one\u001b[2J\r\ntwo\u202e");
        JsonElement.Parse((await bench.Run("runs", "show", id, "--json")).Out).GetProperty("handler").GetString().ShouldBe("h\u001b[31m\r\nx");
        File.Delete(bench.File("paints"));
    }

    [Fact]
    public async Task DryRun_AsJson_ListsWhatItWouldChange()
    {
        var said = await bench.Run("run", "creates", "--handler", "demand-1", "--dry-run", "--json");

        said.Exit.ShouldBe(0);
        said.Error.ShouldBeEmpty();
        var run = JsonElement.Parse(said.Out);
        run.GetProperty("dry").GetBoolean().ShouldBeTrue();
        run.GetProperty("status").GetString().ShouldBe("Succeeded");
        run.GetProperty("log").EnumerateArray().Single().GetProperty("text").GetString().ShouldBe("-1");
        var effect = run.GetProperty("effects").EnumerateArray().Single();
        effect.GetProperty("status").GetString().ShouldBe("Planned");
        effect.GetProperty("method").GetString().ShouldBe("POST");
        effect.GetProperty("answer").GetString().ShouldBe("-1");
    }

    [Fact]
    public async Task DryRun_InWords()
    {
        var said = await bench.Run("run", "creates", "--dry-run");

        said.Exit.ShouldBe(0);
        said.Out.ShouldMatch("^would create .*New.* \\(as -1\\)\n-1\n$");
        said.Error.ShouldMatch("^dry run [0-9a-z]{13}: 1 effect planned, nothing was changed, 0 requests read\n$");
    }

    [Fact]
    public async Task RunThatFails_IsExit1()
    {
        var said = await bench.Run("run", "throws");

        said.Exit.ShouldBe(1);
        said.Error.ShouldMatch($"^run [0-9a-z]{{13}}: 0 changes, 0 requests read; failed: System.InvalidOperationException: no — at {bench.File("throws")}\\(1\\)\n$");
    }

    [Fact]
    public async Task CommandThatIsStopped_CancelsItsRun()
    {
        bench.Place.Rule("waits", "On.Demand(async () => { Log.Info(\"waiting\"); await Clock.Delay(TimeSpan.FromMinutes(20)); });");

        var said = await bench.StoppedWhenItSays("waiting", "run", "waits");
        File.Delete(bench.File("waits"));

        said.ShouldBe(new Said(1, "waiting\n", "Stopped.\n"));
        var run = JsonElement.Parse((await bench.Run("runs", "--json", "--rule", "waits")).Out).EnumerateArray().ShouldHaveSingleItem();
        run.GetProperty("status").GetString().ShouldBe("Cancelled");
        run.GetProperty("reason").GetString().ShouldBe("The command that started it was stopped.");
    }

    [Fact]
    public async Task Again_ShowsWhatWasDone_AndStartsAfreshOnceThatIsSeen()
    {
        var payload = bench.Place.Write("again.json", """{ "id": 7, "name": "Given" }""");
        var first = IdOf(await bench.Run("run", "creates", "--handler", "demand-1"));
        var given = IdOf(await bench.Run("run", "creates", "--handler", "project-created-1", "--payload", payload));

        var refused = await bench.Run("runs", "again", first);
        var afresh = await bench.Run("runs", "again", first, "--yes");
        var changedNothing = await bench.Run("runs", "again", given);

        refused.Exit.ShouldBe(3);
        refused.Out.ShouldBeEmpty();
        refused.Error.ShouldMatch($@"^The run {first} had an effect on the account already:\n    did create project 'New' \(as [0-9]+\)\n    A new run begins from the start, and does all of it again\. To start it all the same: automator runs again {first} --yes\n$");
        afresh.Exit.ShouldBe(0);
        afresh.Out.ShouldMatch("^did create project 'New' \\(as [0-9]+\\)\n[0-9]+\n$");
        IdOf(afresh).ShouldNotBe(first);
        changedNothing.Exit.ShouldBe(0);
        changedNothing.Out.ShouldBe("Given\n");
        JsonElement.Parse((await bench.Run("runs", "show", IdOf(changedNothing), "--json")).Out).GetProperty("trigger").GetString().ShouldBe("Demand");
        (await bench.Run("runs", "again", "nope")).ShouldBe(new Said(1, "", "No run begins with 'nope'. 'automator runs' lists the last ones.\n"));

        static string IdOf(Said said) => said.Error[4..17];
    }

    [Fact]
    public async Task OrdersThatMakeNoSenseNow_AreToldSo()
    {
        var id = (await bench.Run("run", "good")).Error[4..17];

        (await bench.Run("runs", "cancel", id)).ShouldBe(new Said(1, "", $"The run {id} has ended already: succeeded.\n"));
        (await bench.Run("runs", "cancel", "--rule", "good")).ShouldBe(new Said(1, "", "No run of 'good' is under way, waits, or is queued.\n"));
        (await bench.Run("runs", "cancel", "--rule", "good", "--account", "nowhere")).ShouldBe(new Said(1, "", "There is no account 'nowhere' in automator.json. There is: demo.\n"));
        (await bench.Run("runs", "cancel", "demand:x")).ShouldBe(new Said(1, "", "Nothing is queued as 'demand:x'. 'automator runs --status queued' lists what is.\n"));
        (await bench.Run("runs", "resolve", id)).ShouldBe(new Said(1, "", $"The run {id} is not in doubt: it has ended.\n"));
        (await bench.Run("runs", "resolve", id, "--done", "5")).ShouldBe(new Said(1, "", $"The run {id} is not in doubt: it has ended.\n"));
        (await bench.Run("runs", "resolve", "nope", "--not-done")).ShouldBe(new Said(1, "", "No run begins with 'nope'. 'automator runs' lists the last ones.\n"));
    }

    [Theory]
    [InlineData("waiting")]
    [InlineData("in-doubt")]
    [InlineData("InDoubt")]
    [InlineData("interrupted")]
    [InlineData("queued")]
    public async Task EveryState_CanBeAskedFor(string status)
    {
        (await bench.Run("runs", "--status", status)).ShouldBe(new Said(0, "No runs.\n", ""));
        (await bench.Run("runs", "--help")).Out.ReplaceLineEndings(" ").ShouldContain("queued, running, waiting, interrupted");
        (await bench.Run("runs", "--status", "bogus")).Error.ShouldContain("'bogus' is no state of a run. There are: queued, running, waiting,");
    }

    [Fact]
    public async Task RuleThatDoesNotBuild_IsExit3()
    {
        var said = await bench.Run("run", "broken");

        said.ShouldBe(new Said(3, "", $"{bench.File("broken")}(3,5,3,9): error CS0103: The name 'Oops' does not exist in the current context\n"));
    }

    [Fact]
    public async Task UnknownRule_IsExit1AndToldWhatThereIs()
    {
        (await bench.Run("run", "nope")).ShouldBe(new Said(1, "", "There is no rule 'nope'. There are: broken, creates, good, throws.\n"));

        var json = await bench.Run("run", "nope", "--json");
        json.Exit.ShouldBe(1);
        JsonElement.Parse(json.Out).GetProperty("reason").GetString().ShouldBe("There is no rule 'nope'. There are: broken, creates, good, throws.");
    }

    [Fact]
    public async Task Payload_ReachesTheHandler()
    {
        var payload = bench.Place.Write("project.json", """{ "id": 7, "name": "Given" }""");

        var said = await bench.Run("run", "creates", "--handler", "project-created-1", "--payload", payload);

        said.Exit.ShouldBe(0);
        said.Out.ShouldBe("Given\n");
    }

    [Fact]
    public async Task Console_RunsWhatIsPipedAndKeepsTheFirstFailure()
    {
        var said = await bench.RunWith(
            """
            1 + 1
            var sum = 0;
            foreach (var n in new[] { 1, 2 }) {
                sum += n;
            }

            new[] {
                1,
                2
            }
            await Basecamp.CreateProject("Piped")
            Oops()
            throw new InvalidOperationException("second");
            :run creates demand-1
            :bogus
            :runs
            :quit
            "never"
            """,
            "console");

        said.Exit.ShouldBe(3);
        said.Out.ShouldStartWith("2\n1\n2\nwould create ");
        said.Out.ShouldContain("Project { Id = -1, Name = Piped");
        said.Out.ShouldContain(":console");
        said.Out.ShouldNotContain("never");
        said.Error.ShouldContain("console(1,1,1,5): error CS0103: The name 'Oops' does not exist in the current context\n");
        said.Error.ShouldContain("There is no command :bogus. :help lists those there are.\n");
        said.Error.ShouldContain("InvalidOperationException: second");
        JsonElement.Parse((await bench.Run("runs", "--json", "--rule", ":console")).Out).EnumerateArray().ShouldAllBe(run => run.GetProperty("dry").GetBoolean());
    }

    [Fact]
    public async Task Console_WithHelpAndRules()
    {
        var said = await bench.RunWith(":help\n:rules\n", "console");

        said.Exit.ShouldBe(0);
        said.Out.ShouldContain(":run RULE [HANDLER]");
        said.Out.ShouldMatch("good +live");
    }

    [Fact]
    public async Task Console_Live_ChangesTheAccount()
    {
        using var place = new CliBench();

        var said = await place.RunWith("await Basecamp.CreateProject(\"Live\")\n(await Basecamp.Projects()).Select(p => p.Name)\n:dry\nawait Basecamp.CreateProject(\"Dry\")\n", "console", "--live");

        said.Exit.ShouldBe(0);
        said.Out.ShouldMatch("^did create .*Live");
        said.Out.ShouldContain("\nLive\n");
        said.Out.ShouldMatch("would create .*Dry");
    }
}
