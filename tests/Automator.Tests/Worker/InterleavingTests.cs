using Automator.Sdk.Protocol;
using Automator.Tests.Compiler;

namespace Automator.Tests.Worker;

/// <summary>The order of the answers alone decides what a rule does.</summary>
[Collection(nameof(CompilerFixture))]
public sealed class InterleavingTests(CompilerFixture compiler)
{
    private const string TwoFlows = """
        async Task Flow(string name)
        {
            await Clock.Delay(TimeSpan.FromSeconds(1));
            Log.Info($"{name} 1");
            await Clock.Delay(TimeSpan.FromSeconds(1));
            Log.Info($"{name} 2");
        }
        await Task.WhenAll(Flow("a"), Flow("b"));
        Log.Info("both");
        """;

    [Fact]
    public async Task AnswersInTheOrderOfTheCalls_AreTakenInIt()
    {
        await using var bench = await WorkerBench.Demand(compiler, TwoFlows);
        bench.Begin();
        await bench.Next<RunStarted>();
        (await bench.Next<CallIssued>()).Sequence.ShouldBe(1);
        (await bench.Next<CallIssued>()).Sequence.ShouldBe(2);

        bench.Answer(1, Done.Value);
        bench.Answer(2, Done.Value);

        (await bench.Logged()).ShouldBe("a 1");
        (await bench.Next<CallIssued>()).Sequence.ShouldBe(3);
        (await bench.Logged()).ShouldBe("b 1");
        (await bench.Next<CallIssued>()).Sequence.ShouldBe(4);
    }

    [Fact]
    public async Task AnswersInAnotherOrder_TurnTheFlowsRound()
    {
        await using var bench = await WorkerBench.Demand(compiler, TwoFlows);
        bench.Begin();
        await bench.Next<RunStarted>();
        await bench.Next<CallIssued>();
        await bench.Next<CallIssued>();

        bench.Answer(2, Done.Value);
        (await bench.Logged()).ShouldBe("b 1");
        await bench.Next<CallIssued>();
        bench.Answer(3, Done.Value);
        (await bench.Logged()).ShouldBe("b 2");
        bench.Answer(1, Done.Value);
        (await bench.Logged()).ShouldBe("a 1");
        await bench.Next<CallIssued>();
        bench.Answer(4, Done.Value);

        (await bench.Logged()).ShouldBe("a 2");
        (await bench.Logged()).ShouldBe("both");
        (await bench.Next<RunEnded>()).Ending.ShouldBe(RunEnding.Completed);
    }

    [Fact]
    public async Task Clock_StandsStillBetweenAnswersAndFollowsTheirInstants()
    {
        await using var bench = await WorkerBench.Demand(compiler, """
            Log.Info($"{Clock.Now}");
            for (var i = 0; i < 1_000_000; i++) { }
            Log.Info($"{Clock.Now}");
            await State.Get<int>("a");
            Log.Info($"{Clock.Now:HH:mm:ss}");
            """);
        bench.Begin();
        await bench.Next<RunStarted>();
        (await bench.Logged()).ShouldBe("2026-03-02 09:00:00 +00:00");
        (await bench.Logged()).ShouldBe("2026-03-02 09:00:00 +00:00");
        await bench.Called<ReadState>();

        bench.Answer(1, new StateValue(), WorkerBench.Start.AddMinutes(7));

        (await bench.Logged()).ShouldBe("09:07:00");
    }

    [Fact]
    public async Task AnswersThatOvertakeEachOther_DoNotTurnTheClockBack()
    {
        await using var bench = await WorkerBench.Demand(compiler, """
            async Task Flow() { await Clock.Delay(TimeSpan.FromSeconds(1)); Log.Info($"{Clock.Now:HH:mm:ss}"); }
            await Task.WhenAll(Flow(), Flow());
            """);
        bench.Begin();
        await bench.Next<RunStarted>();
        await bench.Next<CallIssued>();
        await bench.Next<CallIssued>();

        bench.Answer(2, Done.Value, WorkerBench.Start.AddSeconds(5));
        bench.Answer(1, Done.Value, WorkerBench.Start.AddSeconds(4));

        (await bench.Logged()).ShouldBe("09:00:05");
        (await bench.Logged()).ShouldBe("09:00:05");
    }

    [Fact]
    public async Task IdsAndChance_AreTheRunsOwnAndTheSameWhenItIsRepeated()
    {
        const string Body = "Log.Info($\"{Run.Id} {Run.NewId()} {Run.NewId()} {Run.Random(1_000_000)} {Run.Random(1_000_000)}\"); await Task.CompletedTask;";
        await using var one = await WorkerBench.Demand(compiler, Body);
        await using var other = await WorkerBench.Demand(compiler, Body);

        var first = (await one.Whole("run1")).Lines.ShouldHaveSingleItem();
        var again = (await one.Whole("run1")).Lines.ShouldHaveSingleItem();
        var elsewhere = (await other.Whole("run1")).Lines.ShouldHaveSingleItem();
        var different = (await one.Whole("run2")).Lines.ShouldHaveSingleItem();

        again.ShouldBe(first);
        elsewhere.ShouldBe(first);
        var words = first.Split(' ');
        words[1].ShouldNotBe(words[2]);
        different.Split(' ').Intersect(words).ShouldBeEmpty();
    }

    [Fact]
    public async Task HandlerThatEndsWithCallsOutstanding_EndsWithTheirAnswers()
    {
        await using var bench = await WorkerBench.Demand(compiler, """
            async Task Forgotten() { await State.Set("a", 1); await State.Set("b", 2); Log.Info("late"); }
            var _ = Forgotten();
            var __ = State.Get<int>("x");
            Log.Info("end");
            await Task.CompletedTask;
            """);
        bench.Begin();
        await bench.Next<RunStarted>();
        await bench.Called<WriteState>();
        await bench.Called<ReadState>();
        (await bench.Logged()).ShouldBe("end");

        bench.Fail(2, CallFailureKind.Unavailable, "Gone.");
        bench.Answer(1, Done.Value);
        await bench.Called<WriteState>();
        bench.Answer(3, Done.Value);

        (await bench.Logged()).ShouldBe("late");
        (await bench.Next<RunEnded>()).Ending.ShouldBe(RunEnding.Completed);
    }
}
