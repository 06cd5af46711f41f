using Automator.Host;
using Automator.Host.Broker;
using Automator.Host.Journal;
using Automator.Host.Processes;
using Automator.Host.Rules;
using Automator.Host.Runs;
using Automator.Sdk.Protocol;
using Automator.Tests.Compiler;
using Automator.Tests.Runs;
using Microsoft.Extensions.Time.Testing;

namespace Automator.Tests.Hostile;

/// <summary>Workers that say nothing, or take nothing of what they are told.</summary>
[Collection(nameof(CompilerFixture))]
public sealed class SilentWorkerTests(CompilerFixture compiler)
{
    private const string Good = "On.Demand(() => { Log.Info(\"good\"); return Task.CompletedTask; });";

    private const string Read = """{"call":{"sequence":N,"operation":{"me.read":{}}}}""";

    private static readonly WatchdogOptions Watchdog = new() { Begin = TimeSpan.FromSeconds(3) };

    private static RunStarted Started { get; } = new() { Turn = 1 };

    [Fact]
    public async Task SilenceInTheNextRunsTurn_CostsTheWorkerAndNotTheRun()
    {
        using var worker = new FakeWorker().Says(Started, new RunEnded { Turn = 1, Ending = RunEnding.Completed });
        await using var bench = await RunsBench.Open(compiler, lanes: 1, worker: worker.Program, watchdog: Watchdog);
        await bench.Rule("good", Good);
        bench.Run();
        (await bench.Fire(bench.Due("good")))[^1].ShouldBeOfType<RunEvent.Ended>().Status.ShouldBe(RunStatus.Succeeded);

        var events = await bench.Looked(bench.Fire(bench.Due("good")));

        events[^1].ShouldBeOfType<RunEvent.Ended>().Status.ShouldBe(RunStatus.Succeeded);
        events.OfType<RunEvent.Line>().Select(line => line.Text).ShouldBe(["good"]);
        bench.Journal.Kills("main").ShouldBeEmpty();
    }

    [Fact]
    public async Task SilenceInTheFirstTurn_IsTheRunsOwn()
    {
        using var worker = new FakeWorker().Says(Array.Empty<WorkerFrame>());
        await using var bench = await RunsBench.Open(compiler, lanes: 1, worker: worker.Program, watchdog: Watchdog);
        await bench.Rule("good", Good);
        bench.Run();

        var ended = (await bench.Looked(bench.Fire(bench.Due("good"))))[^1].ShouldBeOfType<RunEvent.Ended>();

        ended.Status.ShouldBe(RunStatus.Failed);
        ended.Reason.ShouldBe("The worker did not come to the handler within 3 s. Look for a loop in the rule's top level that does not end.");
    }

    [Fact]
    public async Task SilenceInTheNextRulesRegistration_CostsTheWorkerAndNotTheRule()
    {
        var time = new FakeTimeProvider();
        using var worker = new FakeWorker().Says(new RuleRegistered { Turn = 1, Rule = new RuleDefinition { Description = "first" } });
        await using var lanes = new Lanes(worker.Program, 1, TimeProvider.System);
        var registrar = new RuleRegistrar(lanes, time);
        var image = await compiler.Compile(CompilerFixture.Request("Rule.Describe(\"its own\"); On.Demand(() => Task.CompletedTask);"));
        (await Register("a")).Rule!.Description.ShouldBe("first");

        var registering = Register("b");
        time.Advance(RuleRegistrar.Deadline);

        (await registering).Rule!.Description.ShouldBe("its own");

        Task<Registration> Register(string hash) => registrar.Register(CompilerFixture.Path, hash, image.Dll!, image.Pdb!, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task WorkerThatTakesNoAnswers_IsAnsweredNoFurtherThanSixtyFourCallsAndEndsAtItsTime()
    {
        var calls = Enumerable.Range(1, 5_000).Select(n => FakeWorker.Raw(Read.Replace("N", $"{n}", StringComparison.Ordinal)));
        using var worker = new FakeWorker(reads: false).Says([FakeWorker.Frame(Started), .. calls]);
        await using var bench = await RunsBench.Open(compiler, lanes: 1, worker: worker.Program);
        await bench.Rule("hostile", "Rule.Limit(time: TimeSpan.FromSeconds(2)); On.Demand(async () => { await Basecamp.Me(); });");
        await bench.Rule("good", Good);
        bench.Run();
        _ = AnswerAll(bench.Account);

        var ended = (await bench.Looked(bench.Fire(bench.Due("hostile"))))[^1].ShouldBeOfType<RunEvent.Ended>();

        ended.Status.ShouldBe(RunStatus.TimedOut);
        bench.Runs(RunStatus.TimedOut).ShouldHaveSingleItem().End!.Reads.ShouldBeInRange(1, 64);
        (await bench.Fire(bench.Due("good")))[^1].ShouldBeOfType<RunEvent.Ended>().Status.ShouldBe(RunStatus.Succeeded);
    }

    private static async Task AnswerAll(StagedAccount account)
    {
        while (true)
            (await account.Next()).Answer(new Sdk.Person { Id = 1 });
    }
}
