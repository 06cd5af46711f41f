using Automator.Host.Broker;
using Automator.Host.Journal;
using Automator.Sdk;
using Automator.Sdk.Protocol;
using Automator.Tests.Compiler;

namespace Automator.Tests.Runs;

/// <summary>Rules that ask for much at once.</summary>
[Collection(nameof(RunsCollection))]
public sealed class ManyCallsTests(CompilerFixture compiler)
{
    /// <summary>Read on only as answers were delivered, and delivered only to a run that says it is idle, the 64th would have waited for ever.</summary>
    [Fact]
    public async Task TwoHundredQueriesAtOnce_AreAllAnswered()
    {
        await using var bench = await RunsBench.Open(compiler);
        await bench.Rule("a", "On.Demand(async () => { var all = await Task.WhenAll(Enumerable.Range(1, 200).Select(n => Basecamp.TodoItem(n))); Log.Info($\"{all.Length}\"); });");
        bench.Run();

        var following = bench.Fire(bench.Due("a"));
        for (var n = 0; n < 200; n++)
        {
            var call = await bench.Account.Next();
            call.Answer(new TodoItem { Id = ((ReadTodoItem)call.Asked).Id, Content = "a", TodoListId = 2 });
        }

        (await following).OfType<RunEvent.Line>().ShouldHaveSingleItem().Text.ShouldBe("200");
    }

    [Fact]
    public async Task QueriesBehindLongDelays_DoNotWaitForThem()
    {
        await using var bench = await RunsBench.Open(compiler);
        await bench.Rule("a", "On.Demand(async () => { var delays = Enumerable.Range(1, 100).Select(n => Clock.Delay(TimeSpan.FromSeconds(20))).ToArray(); await Basecamp.Me(); Log.Info(\"asked\"); });");
        bench.Run();

        var following = bench.Fire(bench.Due("a"));
        (await bench.Account.Next()).Answer(new Person { Id = 1 });
        while (!following.IsCompleted)
        {
            bench.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(following, Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken));
        }

        (await following)[^1].ShouldBeOfType<RunEvent.Ended>().Status.ShouldBe(RunStatus.Succeeded);
    }

    [Fact]
    public async Task AnswerThatIsTooLargeForAWorker_EndsTheRunInWords_AndCountsAsNoKill()
    {
        await using var bench = await RunsBench.Open(compiler);
        await bench.Rule("a", "On.Demand(async () => { await Basecamp.TodoItem(1); });");
        bench.Run();

        var following = bench.Fire(bench.Due("a"));
        (await bench.Account.Next()).Answer(new TodoItem { Id = 1, Content = new string('a', 17_000_000), TodoListId = 2 });

        var ended = (await bench.Looked(following))[^1].ShouldBeOfType<RunEvent.Ended>();
        ended.Status.ShouldBe(RunStatus.LimitReached);
        ended.Reason.ShouldNotBeNull().ShouldMatch("^The answer of call 1 has 17,000,\\d+ bytes; at most 16,777,216 are handed to a rule at once\\.");
        bench.Journal.Kills("main").ShouldBeEmpty();
    }
}
