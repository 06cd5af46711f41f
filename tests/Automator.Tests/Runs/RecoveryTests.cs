using Automator.Host.Broker;
using Automator.Host.Journal;
using Automator.Host.Runs;
using Automator.Sdk;
using Automator.Tests.Compiler;

namespace Automator.Tests.Runs;

/// <summary>What becomes of runs that were cut off: by a crash, or by a stop that they did not make in time.</summary>
[Collection(nameof(RunsCollection))]
public sealed class RecoveryTests(CompilerFixture compiler)
{
    private const string Asks = "On.Demand(async () => { await Basecamp.Me(); });";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData]
    [InlineData(EffectStatus.Failed)]
    internal async Task RunThatHadChangedNothing_RunsOnceMore(params EffectStatus[] effects)
    {
        await using var bench = await RunsBench.Open(compiler);
        await bench.Rule("a", Asks);
        var due = bench.Due("a");
        var cut = await bench.LeftRunning(due, effects);

        await bench.Dispatcher.Recover(Cancellation);
        bench.Run();
        (await bench.Account.Next()).Answer(new Person { Id = 1 });
        await bench.Dispatcher.Drain(TimeSpan.FromMinutes(1));

        bench.Journal.Run(cut.Id)!.End!.Reason.ShouldBe("The host ended while the run was under way. It had changed nothing and was queued again.");
        bench.Runs(RunStatus.Interrupted).ShouldHaveSingleItem().Id.ShouldBe(cut.Id);
        bench.Runs(RunStatus.Succeeded).ShouldHaveSingleItem().DueKey.ShouldBe(due.Key);
        bench.Pending.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(EffectStatus.Done, "1 effect")]
    [InlineData(EffectStatus.InDoubt, "1 effect")]
    [InlineData(EffectStatus.Intended, "1 effect")]
    internal async Task RunThatHadChangedSomething_IsKeptForAPerson(EffectStatus effect, string count)
    {
        await using var bench = await RunsBench.Open(compiler);
        var cut = await bench.LeftRunning(bench.Due("a"), effect, EffectStatus.Failed);

        await bench.Dispatcher.Recover(Cancellation);

        bench.Pending.ShouldBeEmpty();
        bench.Runs(RunStatus.Interrupted).ShouldHaveSingleItem().End!.Reason.ShouldBe(
            $"The host ended while the run was under way. It had sent {count}; 'automator runs show {cut.Id}' lists them. Look at the account, then run the rule again or leave it.");
    }

    [Fact]
    public async Task DryRun_IsNotQueuedAgain()
    {
        await using var bench = await RunsBench.Open(compiler);
        await bench.LeftRunning(bench.Due("a", dry: true), EffectStatus.Planned);

        await bench.Dispatcher.Recover(Cancellation);

        bench.Pending.ShouldBeEmpty();
        bench.Runs(RunStatus.Interrupted).ShouldHaveSingleItem().End!.Reason.ShouldBe(
            "The host ended while the run was under way. It had changed nothing and was not queued again: the person who started it can do so.");
    }

    [Fact]
    public async Task Snippet_IsNotQueuedAgain()
    {
        await using var bench = await RunsBench.Open(compiler);
        await bench.LeftRunning(bench.Due(ConsoleSnippet.Rule.Value, ConsoleSnippet.Handler));

        await bench.Dispatcher.Recover(Cancellation);

        bench.Pending.ShouldBeEmpty();
        bench.Runs(RunStatus.Interrupted).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task DrainWithinTheGrace_LetsTheRunFinish()
    {
        await using var bench = await RunsBench.Open(compiler);
        await bench.Rule("a", Asks);
        bench.Run();
        var following = bench.Fire(bench.Due("a"));
        var asked = await bench.Account.Next();
        bench.StopStarting();
        await bench.Running;
        var waiting = bench.Due("a");
        await bench.Add(waiting);

        var drained = bench.Dispatcher.Drain(TimeSpan.FromSeconds(10));
        bench.Time.Advance(TimeSpan.FromSeconds(9));
        drained.IsCompleted.ShouldBeFalse();
        asked.Answer(new Person { Id = 1 });
        await drained;

        (await following)[^1].ShouldBeOfType<RunEvent.Ended>().Status.ShouldBe(RunStatus.Succeeded);
        bench.Pending.ShouldHaveSingleItem().Key.ShouldBe(waiting.Key);
    }

    [Fact]
    public async Task DrainPastTheGrace_LeavesTheRunForTheNextHost()
    {
        await using var bench = await RunsBench.Open(compiler);
        await bench.Rule("a", Asks);
        bench.Run();
        var following = bench.Fire(bench.Due("a"));
        await bench.Account.Next();
        bench.StopStarting();

        var drained = bench.Dispatcher.Drain(TimeSpan.FromSeconds(10));
        bench.Time.Advance(TimeSpan.FromSeconds(10));
        await drained;

        var ended = (await following)[^1].ShouldBeOfType<RunEvent.Ended>();
        (ended.Status, ended.Reason).ShouldBe((RunStatus.Interrupted, "The host was stopped and the run was not done within 10 s. It goes on when a host starts again."));
        bench.Runs(RunStatus.Running).ShouldHaveSingleItem();
        bench.Pending.ShouldBeEmpty();
    }

    [Fact]
    public async Task DrainPastTheGrace_WaitsForTheAnswerOfAnEffectUnderWay()
    {
        await using var bench = await RunsBench.Open(compiler);
        await bench.Rule("a", "On.TodoItemCompleted(async item => { await item.Complete(); });");
        bench.Run();
        var following = bench.Fire(bench.Due("a", "todo-item-completed-1", Sdk.Protocol.Trigger.TodoItemCompleted) with { Payload = """{"id":1}""" });
        var underWay = await bench.Account.Next();

        var drained = bench.Dispatcher.Drain(TimeSpan.Zero);
        underWay.Answer("done");
        await drained;

        await following;
        var run = bench.Runs(RunStatus.Running).ShouldHaveSingleItem();
        bench.Journal.Effects(run.Id).Single().Status.ShouldBe(EffectStatus.Done);
        bench.Pending.ShouldBeEmpty();
    }

    [Fact]
    public async Task HungRunPastTheGrace_IsKilled()
    {
        await using var bench = await RunsBench.Open(compiler);
        await bench.Rule("a", "On.Demand(async () => { await Basecamp.Me(); while (true) { } });");
        bench.Run();
        var following = bench.Fire(bench.Due("a"));
        (await bench.Account.Next()).Answer(new Person { Id = 1 });

        var drained = bench.Dispatcher.Drain(TimeSpan.Zero);
        bench.Time.Advance(TimeSpan.FromSeconds(1));
        await drained;

        (await following)[^1].ShouldBeOfType<RunEvent.Ended>().Status.ShouldBe(RunStatus.Interrupted);
    }
}
