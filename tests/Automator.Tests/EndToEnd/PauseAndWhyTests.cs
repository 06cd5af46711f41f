using System.Text.Json;

namespace Automator.Tests.EndToEnd;

/// <summary>Rules that follow each other, are paused, and of which a person asks why, over a restart of the host.</summary>
public sealed class PauseAndWhyTests
{
    [Fact]
    public async Task RuleThatIsPaused_StaysSoOverARestart_AndSaysWhy()
    {
        using var place = new Workplace("empty");
        place.Rule("tick", "On.Schedule(\"* * * * * *\", () => { Log.Info(\"tick\"); return Task.CompletedTask; }, new() { Misfire = Misfire.Skip });");
        place.Rule("follower", "On.After(\"tick\", run => { Log.Info($\"after {run.Rule}, {run.Succeeded}\"); return Task.CompletedTask; });");

        DateTimeOffset paused;
        await using (await HostProcess.Serve(place))
        {
            var followed = await Eventually(() => Runs("follower"), runs => runs > 0);
            followed.ShouldBeGreaterThan(0);
            (await Command("rules", "pause", "tick.csx")).ShouldBe((0, "'tick.csx' is paused on demo.\n", ""));
            paused = TimeProvider.System.GetUtcNow().AddSeconds(2);
            (await Command("rules", "pause", "tick")).Output.ShouldBe("'tick' is paused already; nothing has changed.\n");
            (await Command("rules", "pause", "tock")).ShouldBe((1, "", "There is no rule 'tock'. 'automator rules' lists what there is.\n"));
            (await Command("rules")).Output.ShouldContain("tick on demo: paused since ");
            (await Command("pause", "--all")).Output.ShouldBe("All rules are paused on demo.\n");
        }

        (await Command("why", "tick")).Output.ShouldContain("  It is paused since ");
        File.Move(place.At("rules/tick.csx"), place.At("tick.csx"));
        (await Command("rules")).Output.ShouldMatch("(?s)tick +gone, paused.*tick on demo: paused since ");
        JsonDocument.Parse((await Command("rules", "pause", "follower", "--json")).Output).RootElement.GetProperty("accounts")[0].GetString().ShouldBe("demo");
        JsonDocument.Parse((await Command("rules", "resume", "follower", "--json")).Output).RootElement.GetProperty("accounts")[0].GetString().ShouldBe("demo");
        File.Move(place.At("tick.csx"), place.At("rules/tick.csx"));
        await using (await HostProcess.Serve(place))
        {
            var before = await Runs("tick");
            (await Command("resume", "--all")).Output.ShouldBe(
                "All rules are free to be started again on demo.\nStill paused by themselves: tick on demo. 'automator rules resume RULE' lets one go on.\n");
            (await Command("rules")).Output.ShouldNotContain("follower on demo: paused");
            (await Runs("tick")).ShouldBe(before, "it is still paused by itself");

            (await Command("rules", "resume", "tick")).Output.ShouldBe("'tick' is free to be started again on demo.\n");
            await Eventually(() => Runs("tick"), runs => runs > before);
            var why = (await Command("why", "tick", "--at", $"{paused:O}")).Output;
            why.ShouldContain("did not run: Missed: ");
            why.ShouldContain("Its misfire policy is Skip: nothing makes up for it.");
            why.ShouldContain("  schedule-1 (* * * * * *) is due at ");
            why.ShouldNotContain("It is paused");
            JsonDocument.Parse((await Command("why", "tick", "--json")).Output).RootElement[0].GetProperty("dues").GetArrayLength().ShouldBeGreaterThan(0);
        }

        async Task<int> Runs(string rule) => JsonDocument.Parse((await Command("runs", "--rule", rule, "--status", "succeeded", "--json")).Output).RootElement.GetArrayLength();

        Task<(int Code, string Output, string Error)> Command(params string[] arguments) => HostCommand.Run(place, arguments);
    }

    [Fact]
    public async Task DemandWithAValue_IsGivenIt()
    {
        using var place = new Workplace("empty");
        place.Rule("greets", "On.Demand(async (Greeting greeting) => { Log.Info($\"{greeting.Word}, {string.Join(\" and \", greeting.Names)}\"); }); record Greeting(string Word, List<string> Names);");
        await File.WriteAllTextAsync(place.At("good.json"), """{"Word":"Hello","Names":["Ada","Grace"]}""", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(place.At("bad.json"), """{"Word":7}""", TestContext.Current.CancellationToken);

        (await HostCommand.Run(place, ["run", "greets", "--payload", place.At("good.json")])).Output.ShouldContain("Hello, Ada and Grace");
        (await HostCommand.Run(place, ["run", "greets", "--payload", place.At("bad.json")])).Code.ShouldBe(1);
        (await HostCommand.Run(place, ["run", "greets"])).Error.ShouldContain("The handler 'demand-1' receives a value of type Greeting. Give one with --payload FILE.");
    }

    private static async Task<T> Eventually<T>(Func<Task<T>> look, Func<T, bool> isThere)
    {
        while (true)
        {
            var seen = await look();
            if (isThere(seen))
                return seen;
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }
    }
}
