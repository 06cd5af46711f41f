using System.Text;
using System.Text.Json;
using Automator.Host.Broker;
using Automator.Host.Journal;
using Automator.Sdk.Protocol;
using Automator.Tests.Compiler;
using Automator.Tests.Runs;

namespace Automator.Tests.Hostile;

/// <summary>A worker that rules have taken over: what it says ends its own run, in words, and touches nothing else.</summary>
[Collection(nameof(CompilerFixture))]
public sealed class HostileWorkerTests(CompilerFixture compiler)
{
    private const string Rule = "On.Demand(async () => { await Basecamp.Me(); await State.Get<int>(\"a\"); });";
    private const string Good = "On.Demand(() => { Log.Info(\"good\"); return Task.CompletedTask; });";

    private static RunStarted Started { get; } = new() { Turn = 1 };

    private static RunEnded Ended { get; } = new() { Turn = 1, Ending = RunEnding.Completed };

    private static string Read(long sequence) => """{"call":{"sequence":N,"operation":{"state.read":{"key":"a"}}}}""".Replace("N", $"{sequence}", StringComparison.Ordinal);

    public static TheoryData<string, string, string> Broken { get; } = new()
    {
        { "repeated sequence", Read(1) + "\n" + Read(1), "The worker broke the protocol: call 1 came where 2 was due." },
        { "skipped sequence", Read(2), "call 2 came where 1 was due" },
        { "zero", Read(0), "call 0 came where 1 was due" },
        { "negative sequence", Read(-1), "call -1 came where 1 was due" },
        { "largest sequence", Read(long.MaxValue), "call 9223372036854775807 came where 1 was due" },
        { "sequence that is no long", """{"call":{"sequence":9223372036854775808,"operation":{"state.read":{"key":"a"}}}}""", "A frame that is no WorkerFrame" },
        { "started twice", """{"started":{"turn":1}}""", "RunStarted came out of its turn" },
        { "started of another turn", """{"started":{"turn":2}}""", "RunStarted came out of its turn" },
        { "ready in a run", """{"ready":{"protocol":1,"runtime":""}}""", "WorkerReady came out of its turn" },
        { "registered in a run", """{"registered":{"rule":{},"turn":1}}""", "RuleRegistered came out of its turn" },
        { "end while calls are open", """{"call":{"sequence":1,"operation":{"me.read":{}}}}""", "the run ended while 1 of its calls were not answered" },
        { "idle of another turn", """{"idle":{"turn":2}}""", "RunIdle came out of its turn" },
        { "abandoned without being told", """{"abandoned":{"turn":1}}""", "RunAbandoned came out of its turn" },
        { "end of another turn", """{"ended":{"ending":"Completed","turn":2}}""", "RunEnded came out of its turn" },
        { "operation the image does not show", """{"call":{"sequence":1,"operation":{"todo-item.complete":{"id":1}}}}""", "The rule asked for todo-item.complete, which its image does not show" },
        { "operation nobody knows", """{"call":{"sequence":1,"operation":{"shell.run":{}}}}""", "There is no Operation named 'shell.run'" },
        { "no operation", """{"call":{"sequence":1,"operation":null}}""", "A frame that is no WorkerFrame" },
        { "two operations in one", """{"call":{"sequence":1,"operation":{"state.read":{"key":"a"},"me.read":{}}}}""", "Something follows 'state.read'" },
        { "host's own frame", """{"answer":{"sequence":1}}""", "There is no WorkerFrame named 'answer'" },
        { "null in the place of text", """{"log":{"level":"Info","text":null}}""", "A frame that is no WorkerFrame" },
        { "lone surrogate in a key", """{"call":{"sequence":1,"operation":{"state.read":{"key":"\ud800"}}}}""", "A frame that is no WorkerFrame" },
        { "lone surrogate in a line", """{"log":{"level":"Info","text":"\udfff"}}""", "A frame that is no WorkerFrame" },
        { "lone surrogate as a name", """{"\ud800":{}}""", "A frame that is no WorkerFrame" },
        { "date out of range", """{"call":{"sequence":1,"operation":{"todo-item.create":{"todoListId":1,"content":"a","dueOn":"9999-99-99"}}}}""", "A frame that is no WorkerFrame" },
        { "nesting", "{\"call\":{\"sequence\":1,\"operation\":{\"state.write\":{\"key\":\"a\",\"value\":" + new string('[', 10_000) + new string(']', 10_000) + "}}}}", "A frame that is no WorkerFrame" },
        { "key of a megabyte", "{\"call\":{\"sequence\":1,\"operation\":{\"state.read\":{\"key\":\"" + new string('k', 1_000_000) + "\"}}}}", "a key of 1000000 characters" },
        { "value of a megabyte", "{\"call\":{\"sequence\":1,\"operation\":{\"state.write\":{\"key\":\"a\",\"value\":\"" + new string('k', 1_000_000) + "\"}}}}", "would be larger than 64 KB" },
        { "delay without sense", """{"call":{"sequence":1,"operation":{"clock.delay":{"time":"-10.00:00:00"}}}}""", "Delay" },
        { "two values", "{\"started\":{}} {}", "A frame that is no WorkerFrame" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task FrameThatIsWrong_EndsItsRunInWordsAndTheNextIsUntouched(string name, string frames, string reason)
    {
        using var worker = new FakeWorker().Says([FakeWorker.Frame(Started), .. frames.Split('\n').Select(FakeWorker.Raw), FakeWorker.Frame(Ended)]);
        await using var bench = await Open(worker);

        var ended = await Run(bench, "hostile");

        ended.Status.ShouldBeOneOf(RunStatus.Failed, RunStatus.Refused);
        ended.Reason.ShouldNotBeNull(name).ShouldContain(reason);
        ended.Writes.ShouldBe(0);
        await GoodRuns(bench);
    }

    [Fact]
    public async Task InvalidUtf8_EndsTheRun()
    {
        byte[] bad = [.. "{\"log\":{\"level\":\"Info\",\"text\":\""u8, 0xC3, 0x28, .. "\"}}"u8];
        byte[] value = [.. "{\"call\":{\"sequence\":1,\"operation\":{\"state.write\":{\"key\":\"a\",\"value\":\""u8, 0xC3, 0x28, .. "\"}}}}"u8];
        foreach (var frame in new[] { bad, value })
        {
            using var worker = new FakeWorker().Says([FakeWorker.Frame(Started), FakeWorker.Raw(frame), FakeWorker.Frame(Ended)]);
            await using var bench = await Open(worker);

            (await Run(bench, "hostile")).Status.ShouldBe(RunStatus.Failed);

            bench.Journal.State("main", new("hostile"), "a").ShouldBeNull();
            await GoodRuns(bench);
        }
    }

    public static TheoryData<string, string> Late { get; } = new()
    {
        { "call", Read(1) },
        { "call of what the next one may", """{"call":{"sequence":1,"operation":{"me.read":{}}}}""" },
        { "line", """{"log":{"level":"Error","text":"forged"}}""" },
        { "second end", """{"ended":{"ending":"Completed","turn":1}}""" },
        { "start", """{"started":{"turn":1}}""" },
        { "no frame at all", "[]" },
    };

    [Theory]
    [MemberData(nameof(Late))]
    public async Task FrameAfterTheEnd_CostsTheWorkerAndNotTheNextRun(string name, string late)
    {
        using var worker = new FakeWorker().Says([FakeWorker.Frame(Started), FakeWorker.Frame(Ended), FakeWorker.Raw(late)]);
        await using var bench = await Open(worker);
        (await Run(bench, "hostile")).Status.ShouldBe(RunStatus.Succeeded);
        var before = bench.Lanes.All.ShouldHaveSingleItem();

        var events = await bench.Fire(bench.Due("good"));

        events.OfType<RunEvent.Line>().Select(line => line.Text).ShouldBe(["good"], name);
        events[^1].ShouldBeOfType<RunEvent.Ended>().Status.ShouldBe(RunStatus.Succeeded);
        bench.Lanes.All.ShouldHaveSingleItem().ShouldNotBeSameAs(before);
        bench.Journal.Kills("main").ShouldBeEmpty();
    }

    [Fact]
    public async Task EndWithoutABeginning_CannotSayThatTheRunSucceeded()
    {
        using var worker = new FakeWorker().Says(Ended);
        await using var bench = await Open(worker);

        var ended = await Run(bench, "hostile");

        ended.Status.ShouldBe(RunStatus.Failed);
    }

    [Fact]
    public async Task FloodOfLines_IsCutOffAndTheRunEnds()
    {
        var line = FakeWorker.Frame(new LogWritten { Level = LogSeverity.Info, Text = "x" });
        using var worker = new FakeWorker().Says([FakeWorker.Frame(Started), .. Enumerable.Repeat(line, 100_000), FakeWorker.Frame(Ended)]);
        await using var bench = await Open(worker);

        (await Run(bench, "hostile")).Status.ShouldBe(RunStatus.Succeeded);

        var lines = bench.Journal.Log(bench.Runs(RunStatus.Succeeded).ShouldHaveSingleItem().Id);
        lines.Count.ShouldBe(10_001);
    }

    [Fact]
    public async Task FloodOfCalls_EndsAtTheRunsLimitOfCalls()
    {
        using var worker = new FakeWorker().Says([FakeWorker.Frame(Started), .. Enumerable.Range(1, 30_000).Select(n => FakeWorker.Raw(Read(n))), FakeWorker.Frame(Ended)]);
        await using var bench = await Open(worker);

        var ended = await Run(bench, "hostile");

        ended.Status.ShouldBe(RunStatus.LimitReached);
        ended.Reason.ShouldNotBeNull().ShouldStartWith("The run made 10000 calls, its limit.");
        await GoodRuns(bench);
    }

    private async Task<RunsBench> Open(FakeWorker worker)
    {
        var bench = await RunsBench.Open(compiler, lanes: 1, worker: worker.Program);
        await bench.Rule("hostile", Rule);
        await bench.Rule("good", Good);
        bench.Run();
        return bench;
    }

    private static async Task<RunEvent.Ended> Run(RunsBench bench, string rule) =>
        (await bench.Fire(bench.Due(rule)))[^1].ShouldBeOfType<RunEvent.Ended>();

    private static async Task GoodRuns(RunsBench bench)
    {
        var events = await bench.Fire(bench.Due("good"));
        events.OfType<RunEvent.Line>().Select(line => line.Text).ShouldBe(["good"]);
        events[^1].ShouldBeOfType<RunEvent.Ended>().Status.ShouldBe(RunStatus.Succeeded);
    }
}
