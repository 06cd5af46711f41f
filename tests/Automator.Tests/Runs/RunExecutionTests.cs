using System.Diagnostics;
using Automator.Host.Broker;
using Automator.Host.Journal;
using Automator.Host.Processes;
using Automator.Sdk;
using Automator.Sdk.Protocol;
using Automator.Tests.Compiler;

namespace Automator.Tests.Runs;

[Collection(nameof(RunsCollection))]
public sealed class RunExecutionTests(CompilerFixture compiler)
{
    private static Person Me { get; } = new() { Id = 1 };

    [Fact]
    public async Task EndlessLoop_IsKilledAtTheRunsTimeLimitAndTheNextRunWorks()
    {
        await using var bench = await RunsBench.Open(compiler, lanes: 1);
        await bench.Rule("a", "Rule.Limit(time: TimeSpan.FromSeconds(5)); On.Demand(async () => { await Basecamp.Me(); while (true) { } });");
        await bench.Rule("b", "On.Demand(() => Task.CompletedTask);");
        bench.Run();
        var following = bench.Fire(bench.Due("a"));
        (await bench.Account.Next()).Answer(Me);

        bench.Time.Advance(TimeSpan.FromSeconds(5));
        bench.Time.Advance(TimeSpan.FromSeconds(1));

        var ended = (await following)[^1].ShouldBeOfType<RunEvent.Ended>();
        ended.Status.ShouldBe(RunStatus.TimedOut);
        ended.Reason.ShouldBe("The run took longer than 00:00:05, its limit. Raise it with Rule.Limit(time: …), or do less.");
        (await bench.Fire(bench.Due("b")))[^1].ShouldBeOfType<RunEvent.Ended>().Status.ShouldBe(RunStatus.Succeeded);
    }

    [Fact]
    public async Task RuleThatHeedsTheStop_IsNotKilled()
    {
        await using var bench = await RunsBench.Open(compiler, lanes: 1);
        await bench.Rule("a", "Rule.Limit(time: TimeSpan.FromSeconds(5)); On.Demand(async () => { await Basecamp.Me(); });");
        bench.Run();
        var following = bench.Fire(bench.Due("a"));
        await bench.Account.Next();

        bench.Time.Advance(TimeSpan.FromSeconds(5));

        // The clock never reaches the second after which the worker would be killed.
        (await following)[^1].ShouldBeOfType<RunEvent.Ended>().Status.ShouldBe(RunStatus.TimedOut);
    }

    [Fact]
    public async Task TimeLimitBeyondAnyTimer_IsNone()
    {
        await using var bench = await RunsBench.Open(compiler);
        await bench.Rule("a", "Rule.Limit(time: TimeSpan.FromDays(10_000)); On.Demand(() => Task.CompletedTask);");
        bench.Run();

        (await bench.Fire(bench.Due("a")))[^1].ShouldBeOfType<RunEvent.Ended>().Status.ShouldBe(RunStatus.Succeeded);
    }

    [Fact]
    public async Task DelayBeyondAnyTimer_WaitsForTheLimit()
    {
        await using var bench = await RunsBench.Open(compiler);
        await bench.Rule("a", "On.Demand(async () => { await Basecamp.Me(); await Task.WhenAll(Clock.Delay(TimeSpan.FromDays(10_000)), Basecamp.Me()); });");
        bench.Run();
        var following = bench.Fire(bench.Due("a"));
        (await bench.Account.Next()).Answer(Me);
        (await bench.Account.Next()).Answer(Me);

        bench.Time.Advance(TimeSpan.FromMinutes(30));

        (await following)[^1].ShouldBeOfType<RunEvent.Ended>().Status.ShouldBe(RunStatus.TimedOut);
    }

    [Fact]
    public async Task WorkerThatDiesInTheMiddle_FailsItsRunAndIsReplaced()
    {
        await using var bench = await RunsBench.Open(compiler, lanes: 1);
        await bench.Rule("a", "On.Demand(async () => { await Basecamp.Me(); });");
        bench.Run();
        var following = bench.Fire(bench.Due("a"));
        var asked = await bench.Account.Next();
        using (var worker = Process.GetProcessById(bench.Lanes.All.Single().ProcessId))
            worker.Kill();
        asked.Answer(Me);

        var ended = (await following)[^1].ShouldBeOfType<RunEvent.Ended>();
        ended.Status.ShouldBe(RunStatus.Failed);
        ended.Reason.ShouldBe("The worker process ended by itself (exit code 137).");
        var again = bench.Fire(bench.Due("a"));
        (await bench.Account.Next()).Answer(Me);
        (await again)[^1].ShouldBeOfType<RunEvent.Ended>().Status.ShouldBe(RunStatus.Succeeded);
    }

    /// <summary>The clock stands still here: whoever waited for the pause would wait for good.</summary>
    [Fact]
    public async Task PauseOfAWorkerThatDied_IsNotWaitedFor()
    {
        await using var bench = await RunsBench.Open(compiler, lanes: 1);
        await bench.Rule("a", """
            On.Demand(async () => { _ = Clock.Delay(TimeSpan.FromHours(1)); await Basecamp.Me(); Deep(0); });
            static int Deep(int n) => Deep(n + 1) + 1;
            """);
        bench.Run();
        var following = bench.Fire(bench.Due("a"));
        (await bench.Account.Next()).Answer(Me);

        var ended = (await following)[^1].ShouldBeOfType<RunEvent.Ended>();

        ended.Status.ShouldBe(RunStatus.Failed);
        ended.Reason.ShouldNotBeNull().ShouldContain("ended by itself");
        bench.Lanes.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task EffectOfAWorkerThatDied_IsAnsweredInTheJournal()
    {
        await using var bench = await RunsBench.Open(compiler, lanes: 1);
        await bench.Rule("a", "On.TodoItemCompleted(async item => { await item.Complete(); });");
        bench.Run();
        var following = bench.Fire(bench.Due("a", "todo-item-completed-1", Trigger.TodoItemCompleted) with { Payload = """{"id":1}""" });
        var asked = await bench.Account.Next();
        using (var worker = Process.GetProcessById(bench.Lanes.All.Single().ProcessId))
        {
            worker.Kill();
            await worker.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        asked.Answer(Done.Value);
        await following;

        var run = bench.Runs(RunStatus.Failed).ShouldHaveSingleItem();
        bench.Journal.Effects(run.Id).ShouldHaveSingleItem().Status.ShouldBe(EffectStatus.Done);
        run.End!.Writes.ShouldBe(1);
    }

    [Fact]
    public async Task MissingWorker_FailsTheRunInWordsAndLeavesNothingActive()
    {
        await using var bench = await RunsBench.Open(compiler, worker: new ChildProgram { Path = "/nowhere/worker" });
        await bench.Rule("a", "On.Demand(() => Task.CompletedTask);");
        bench.Run();

        (await bench.Fire(bench.Due("a")))[^1].ShouldBeOfType<RunEvent.Ended>().Reason.ShouldBe(
            "A worker process could not be started: /nowhere/worker is missing: this installation is not complete. Build or publish Automator.Host again.");
        (await bench.Fire(bench.Due("a")))[^1].ShouldBeOfType<RunEvent.Ended>();
    }

    [Fact]
    public async Task HostThatStumblesOverACall_FailsThatRunAlone()
    {
        await using var bench = await RunsBench.Open(compiler);
        await bench.Rule("a", "On.Demand(async () => { try { await Basecamp.Me(); } catch (Exception) { } });");
        bench.Run();
        var following = bench.Fire(bench.Due("a"));

        (await bench.Account.Next()).Fail(new InvalidOperationException("Unheard of."));

        var ended = (await following)[^1].ShouldBeOfType<RunEvent.Ended>();
        ended.Status.ShouldBe(RunStatus.Failed);
        ended.Reason.ShouldBe("The host could not carry out ReadMe: InvalidOperationException: Unheard of. This is a fault of Automator, not of the rule.");
        bench.Running.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task Failure_NamesTheLine()
    {
        await using var bench = await RunsBench.Open(compiler);
        await bench.Rule("a", "On.Demand(() =>\n    throw new InvalidOperationException(\"no\"));");
        bench.Run();

        (await bench.Fire(bench.Due("a")))[^1].ShouldBeOfType<RunEvent.Ended>().Reason.ShouldBe(
            "System.InvalidOperationException: no — at /rules/rule.csx(2)");
    }

    [Fact]
    public async Task CaughtLimit_StandsAsTheOutcome()
    {
        await using var bench = await RunsBench.Open(compiler);
        await bench.Rule("a", "Rule.Limit(reads: 1); On.Demand(async () => { await Basecamp.Me(); try { await Basecamp.Me(); } catch (Exception) { } });");
        bench.Run();
        var following = bench.Fire(bench.Due("a"));
        (await bench.Account.Next()).Answer(Me);

        var ended = (await following)[^1].ShouldBeOfType<RunEvent.Ended>();
        ended.Status.ShouldBe(RunStatus.LimitReached);
        ended.Reads.ShouldBe(1);
    }

    [Fact]
    public async Task RunAndPayload_ReachTheHandler()
    {
        await using var bench = await RunsBench.Open(compiler);
        await bench.Rule("a", "On.ProjectCreated(p => { Log.Info($\"{p.Id} {Run.Id} {Run.IsDry}\"); return Task.CompletedTask; });");
        bench.Run();

        var events = await bench.Fire(bench.Due("a", "project-created-1", Trigger.ProjectCreated, dry: true) with { Payload = """{"id":7}""" });

        var run = bench.Runs(RunStatus.Succeeded).Single().Id;
        events[1].ShouldBe(new RunEvent.Line(LogSeverity.Info, $"7 {run} True"));
    }
}
