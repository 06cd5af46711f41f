using Automator.Host.Broker;
using Automator.Host.Journal;
using Automator.Host.Runs;
using Automator.Tests.Compiler;

namespace Automator.Tests.Runs;

/// <summary>Rules that run away: each ends at its limit, its worker is replaced, and the others go on.</summary>
[Collection(nameof(RunsCollection))]
public sealed class WatchdogTests(CompilerFixture compiler)
{
    private const string Endless = "Rule.Limit(processor: TimeSpan.FromMilliseconds(200)); On.Demand(async () => { await Task.CompletedTask; while (true) { } });";

    [Fact]
    public async Task LoopWithoutEnd_EndsAtItsProcessorTime()
    {
        await using var bench = await RunsBench.Open(compiler, lanes: 1);
        await bench.Rule("a", Endless);
        bench.Run();
        var ended = await Ended(bench, "a");
        ended.Status.ShouldBe(RunStatus.LimitReached);
        ended.Reason.ShouldBe("The run used more than 00:00:00.2000000 of processor time, its limit. Look for a loop that does not end; raise it with Rule.Limit(processor: …).");
        await Works(bench);
    }

    [Fact]
    public async Task TypesWithoutEnd_WhichNoHeapLimitSees_EndAtTheWorkersMemory()
    {
        await using var bench = await RunsBench.Open(compiler, lanes: 1, watchdog: new WatchdogOptions { Memory = 120 << 20 });
        await bench.Rule("a", """
            On.Demand(async () => { await Task.CompletedTask; Grow<int>(0); });
            static int Grow<T>(int depth) => depth > 3000 ? 0 : Grow<(T, List<T>)>(depth + 1) + new List<T>().Count;
            """);
        bench.Run();
        var ended = await Ended(bench, "a");
        ended.Status.ShouldBe(RunStatus.LimitReached);
        ended.Reason.ShouldStartWith("The run's worker took more than 120 MB of memory, the limit.");
        await Works(bench);
    }

    [Theory]
    [InlineData("var all = new List<byte[]>(); while (true) all.Add(new byte[1_000_000]);")]
    [InlineData("var text = \"x\"; while (true) text += text;")]
    public async Task MemoryWithoutEnd_FailsTheRunAndReplacesTheWorker(string bomb)
    {
        await using var bench = await RunsBench.Open(compiler, lanes: 1);
        await bench.Rule("a", $"On.Demand(async () => {{ await Task.CompletedTask; {bomb} }});");
        bench.Run();
        var ended = await Ended(bench, "a");
        ended.Status.ShouldBe(RunStatus.Failed);
        ended.Reason.ShouldNotBeNull().ShouldContain("OutOfMemoryException");
        bench.Lanes.All.ShouldBeEmpty("what ran out of memory is not used again");
        await Works(bench);
    }

    [Fact]
    public async Task RuleKilledThreeTimes_IsInQuarantineUntilItIsReleasedOrChanged()
    {
        await using var bench = await RunsBench.Open(compiler, lanes: 1);
        await bench.Rule("a", Endless);
        bench.Run();
        for (var i = 0; i < Quarantine.KillsInARow; i++)
            (await Ended(bench, "a")).Status.ShouldBe(RunStatus.LimitReached);
        const string Reason = "In quarantine: its last 3 runs had to be killed, the last one because: The run used more than 00:00:00.2000000 of processor time, its limit.";
        (await Events(bench, "a"))[^1].ShouldBeOfType<RunEvent.NotStarted>().Reason.ShouldStartWith(Reason);
        bench.Journal.DroppedDues("main", 9).ShouldHaveSingleItem().DropReason.ShouldNotBeNull().ShouldStartWith(Reason);

        await bench.Journal.Commit(bench.Fence, [new JournalOperation.ForgetKills(new("a"), null)], TestContext.Current.CancellationToken);
        (await Ended(bench, "a")).Status.ShouldBe(RunStatus.LimitReached, "released, it runs");
        (await Ended(bench, "a")).Status.ShouldBe(RunStatus.LimitReached);
        (await Ended(bench, "a")).Status.ShouldBe(RunStatus.LimitReached);
        (await Events(bench, "a"))[^1].ShouldBeOfType<RunEvent.NotStarted>();
        await bench.Rule("a", "On.Demand(() => Task.CompletedTask);");
        (await Ended(bench, "a")).Status.ShouldBe(RunStatus.Succeeded, "the file was changed");
    }

    [Fact]
    public async Task RecursionWithoutEnd_CountsAsAKillAndALimitThatIsHeededDoesNot()
    {
        await using var bench = await RunsBench.Open(compiler, lanes: 1);
        await bench.Rule("deep", "On.Demand(async () => { await Task.CompletedTask; Down(0); }); static int Down(int n) => Down(n + 1) + 1;");
        await bench.Rule("polite", "Rule.Limit(calls: 1); On.Demand(async () => { await State.Get<int>(\"a\"); await State.Get<int>(\"b\"); });");
        bench.Run();
        var ended = await Ended(bench, "deep");
        ended.Status.ShouldBe(RunStatus.Failed);
        ended.Reason.ShouldNotBeNull().ShouldContain("The worker process ended by itself");
        (await Ended(bench, "polite")).Status.ShouldBe(RunStatus.LimitReached);
        bench.Journal.Kills("main").ShouldHaveSingleItem().Rule.Value.ShouldBe("deep");

        await bench.Rule("deaf", "Rule.Limit(calls: 1); On.Demand(async () => { while (true) { try { await State.Get<int>(\"a\"); } catch (Exception) { } } });");
        (await Ended(bench, "deaf")).Status.ShouldBe(RunStatus.LimitReached);
        bench.Journal.Kills("main").Select(kill => kill.Rule.Value).ShouldBe(["deaf", "deep"], "it had to be killed");
    }

    private static async Task Works(RunsBench bench)
    {
        await bench.Rule("good", "On.Demand(() => Task.CompletedTask);");
        (await Ended(bench, "good")).Status.ShouldBe(RunStatus.Succeeded);
    }

    private static async Task<RunEvent.Ended> Ended(RunsBench bench, string rule) => (await Events(bench, rule))[^1].ShouldBeOfType<RunEvent.Ended>();

    /// <summary>Lets the watchdog look while the worker really works.</summary>
    private static async Task<IReadOnlyList<RunEvent>> Events(RunsBench bench, string rule)
    {
        var following = bench.Fire(bench.Due(rule));
        while (!following.IsCompleted)
        {
            await Task.WhenAny(following, Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, TestContext.Current.CancellationToken));
            bench.Time.Advance(TimeSpan.FromMilliseconds(50));
        }

        return await following;
    }
}
