using Automator.Host;
using Automator.Host.Broker;
using Automator.Host.Journal;
using Automator.Tests.Compiler;

namespace Automator.Tests.Runs;

[Collection(nameof(RunsCollection))]
public sealed class StateAtEndTests(CompilerFixture compiler)
{
    [Theory]
    [InlineData("", "Log.Info(\"ok\");", RunStatus.Succeeded, "2")]
    [InlineData("", "throw new Exception();", RunStatus.Failed, "2")]
    [InlineData("Rule.StateAtEnd(); ", "Log.Info(\"ok\");", RunStatus.Succeeded, "2")]
    [InlineData("Rule.StateAtEnd(); ", "throw new Exception();", RunStatus.Failed, "0")]
    internal async Task Values_StickAsTheRuleAsks(string says, string end, RunStatus status, string kept)
    {
        await using var bench = await RunsBench.Open(compiler);
        await bench.Commit(new JournalOperation.SetState(new RuleName("a"), "n", "0", RunId.New(bench.Time)));
        await bench.Rule("a", $"{says}On.Demand(async () => {{ await State.Set(\"n\", 1); await State.Set(\"n\", 1 + await State.Get<int>(\"n\")); {end} }});");
        bench.Run();

        (await bench.Fire(bench.Due("a")))[^1].ShouldBeOfType<RunEvent.Ended>().Status.ShouldBe(status);

        bench.Journal.State("main", new RuleName("a"), "n").ShouldBe(kept);
    }
}
