using Automator.Host.Broker;
using Automator.Host.Journal;
using Automator.Sdk;
using Automator.Tests.Compiler;

namespace Automator.Tests.Runs;

/// <summary>What one rule leaves behind or takes for itself is not another's to pay for.</summary>
[Collection(nameof(RunsCollection))]
public sealed class LeftBehindTests(CompilerFixture compiler)
{
    private const string Good = "On.Demand(() => { Log.Info(\"good\"); return Task.CompletedTask; });";

    [Fact]
    public async Task LoopThatTheHandlerDidNotAwait_IsTheRunsOwn()
    {
        await using var bench = await RunsBench.Open(compiler, lanes: 1);
        await bench.Rule("loops", """
            Rule.Limit(processor: TimeSpan.FromMilliseconds(300));
            On.Demand(async () =>
            {
                var shared = Basecamp.Me();
                var inner = First(shared);
                var forgotten = Spin(shared);
                await inner;
            });
            async Task First(Task shared) { await shared; }
            async Task Spin(Task shared) { await shared; var x = 0u; while (true) unchecked { x++; } }
            """);
        await bench.Rule("good", Good);
        bench.Run();
        var following = bench.Fire(bench.Due("loops"));
        (await bench.Account.Next()).Answer(new Person { Id = 1 });

        var ended = (await bench.Looked(following))[^1].ShouldBeOfType<RunEvent.Ended>();

        ended.Status.ShouldBe(RunStatus.LimitReached, ended.Reason);
        ended.Reason.ShouldNotBeNull().ShouldContain("processor time, its limit");
        bench.Journal.Kills("main").ShouldHaveSingleItem().Rule.Value.ShouldBe("loops");
        var next = await bench.Looked(bench.Fire(bench.Due("good")));
        next[^1].ShouldBeOfType<RunEvent.Ended>().Status.ShouldBe(RunStatus.Succeeded);
    }

    [Theory]
    [InlineData("class E : Exception { public override string Message => null!; }", "throw new E();", "E: ")]
    [InlineData("class E : Exception { public override string Message => throw new InvalidOperationException(); }", "throw new E();", "E: (Its message could not be had")]
    [InlineData("class E<T> : Exception { } static Exception Deep<T>(int n) => n == 0 ? new E<T>() : Deep<(T, T)>(n - 1);", "throw Deep<int>(12);", "E`1: ")]
    public async Task ExceptionThatCannotBeTold_EndsTheRunAllTheSame(string type, string body, string reason)
    {
        await using var bench = await RunsBench.Open(compiler, lanes: 1);
        await bench.Rule("a", $"{type}\nOn.Demand(async () => {{ await Task.CompletedTask; {body} }});");
        bench.Run();

        var ended = (await bench.Fire(bench.Due("a")))[^1].ShouldBeOfType<RunEvent.Ended>();

        ended.Status.ShouldBe(RunStatus.Failed);
        ended.Reason.ShouldNotBeNull().ShouldContain(reason);
        ended.Reason.Length.ShouldBeLessThan(5_000);
    }

    [Fact]
    public async Task RuleWithManyHandlers_LeavesAWorkerForTheOthers()
    {
        await using var bench = await RunsBench.Open(compiler, lanes: 3);
        await bench.Rule("many", "for (var n = 0; n < 5; n++) On.Demand(async () => { await Basecamp.Me(); }, new() { Name = $\"h{n}\" });");
        await bench.Rule("good", Good);
        bench.Run();
        await bench.Add([.. Enumerable.Range(0, 5).Select(n => bench.Due("many", $"h{n}"))]);
        await bench.Account.Next();
        await bench.Account.Next();

        (await bench.Fire(bench.Due("good")))[^1].ShouldBeOfType<RunEvent.Ended>().Status.ShouldBe(RunStatus.Succeeded);
        bench.Dispatcher.Active.Count.ShouldBe(2);
    }

    [Fact]
    public async Task FloodOfLongLines_IsCutOff()
    {
        await using var bench = await RunsBench.Open(compiler, lanes: 1);
        await bench.Rule("a", "On.Demand(() => { var s = new string('x', 8000); for (var i = 0; i < 10000; i++) Log.Info(s); return Task.CompletedTask; });");
        bench.Run();

        await bench.Fire(bench.Due("a"));

        var lines = bench.Journal.Log(bench.Runs(RunStatus.Succeeded).ShouldHaveSingleItem().Id);
        lines.Sum(line => line.Text.Length).ShouldBeLessThan(1_100_000);
        lines[^1].Text.ShouldContain("the rest is left out");
    }

    [Fact]
    public async Task CallThatIsTooLarge_IsTheRulesErrorAndCostsNoWorker()
    {
        await using var bench = await RunsBench.Open(compiler, lanes: 1);
        await bench.Rule("a", """
            On.TodoItemCompleted(async item =>
            {
                try { await item.Comment(new string('x', 20_000_000)); }
                catch (ArgumentException e) { Log.Info(e.Message); }
            });
            """);
        bench.Run();

        var events = await bench.Fire(bench.Due("a", "todo-item-completed-1", Sdk.Protocol.Trigger.TodoItemCompleted) with { Payload = """{"id":1}""" });

        events[^1].ShouldBeOfType<RunEvent.Ended>().Status.ShouldBe(RunStatus.Succeeded);
        events.OfType<RunEvent.Line>().ShouldHaveSingleItem().Text.ShouldBe("This call (comment.create) would take 20,000,115 bytes; at most 16,777,216 can be sent at once. Send less at a time.");
        bench.Lanes.All.Count.ShouldBe(1);
    }
}
