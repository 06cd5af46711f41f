using Automator.Host.Basecamp;
using Automator.Host.Broker;
using Automator.Host.Journal;
using Automator.Sdk;
using Automator.Sdk.Protocol;
using Automator.Tests.Compiler;

namespace Automator.Tests.Runs;

/// <summary>Runs that a call's failure ended: they make that call again, and nothing else.</summary>
[Collection(nameof(RunsCollection))]
public sealed class RetryTests(CompilerFixture compiler)
{
    private const string Rule = "On.Demand(async () => { var item = await Basecamp.TodoItem(1); await item.Complete(); await Basecamp.Me(); Log.Info(\"done\"); });";

    private static Person Me { get; } = new() { Id = 1 };

    private static TodoItem Item { get; } = new() { Id = 1, Content = "a", TodoListId = 2 };

    private static CallFailedException Unavailable => new(
        new CallFailure { Kind = CallFailureKind.Unavailable, Message = "The account does not answer.", MayRetry = true });

    [Fact]
    public async Task CallThatFailed_IsMadeAgain_AndNothingElse()
    {
        await using var bench = await RunsBench.Open(compiler);
        await bench.Rule("a", Rule);
        bench.Run();
        var following = bench.Fire(bench.Due("a"));
        (await bench.Account.Next()).Answer(Item);
        (await bench.Account.Next()).Answer(new object());
        (await bench.Account.Next()).Fail(Unavailable);
        var run = await bench.Waiting();
        run.WakeAt.ShouldBe(RunsBench.Start.AddMinutes(1));

        bench.Time.Advance(TimeSpan.FromMinutes(1));
        var again = await bench.Account.Next();

        again.Asked.ShouldBeOfType<ReadMe>();
        again.Answer(Me);
        (await following)[^1].ShouldBeOfType<RunEvent.Ended>().Status.ShouldBe(RunStatus.Succeeded);
        bench.Journal.Effects(run.Id).ShouldHaveSingleItem().Status.ShouldBe(EffectStatus.Done);
        bench.Journal.Log(run.Id).Select(line => line.Text).ShouldBe(
        [
            "The call that failed is made again at 2026-03-02 09:01:00Z, for the 1. of 3 times: Automator.Sdk.UnavailableException: The account does not answer. — at Rule.csx(1)".Replace("Rule.csx", CompilerFixture.Path),
            "done",
        ]);
    }

    [Fact]
    public async Task EffectThatWasRefused_IsSentAgain()
    {
        await using var bench = await RunsBench.Open(compiler);
        await bench.Rule("a", Rule);
        bench.Run();
        var following = bench.Fire(bench.Due("a"));
        (await bench.Account.Next()).Answer(Item);
        (await bench.Account.Next()).Fail(Unavailable);
        var run = await bench.Waiting();
        bench.Journal.Effects(run.Id).ShouldBeEmpty();

        bench.Time.Advance(TimeSpan.FromMinutes(1));
        var again = await bench.Account.Next();
        again.Asked.ShouldBeOfType<EffectRequest>();
        again.Answer(new object());
        (await bench.Account.Next()).Answer(Me);

        (await following)[^1].ShouldBeOfType<RunEvent.Ended>().Status.ShouldBe(RunStatus.Succeeded);
        bench.Journal.Effects(run.Id).ShouldHaveSingleItem().Status.ShouldBe(EffectStatus.Done);
    }

    [Fact]
    public async Task CallThatFailsEachTime_EndsTheRunAfterThreeMore()
    {
        await using var bench = await RunsBench.Open(compiler);
        await bench.Rule("a", "On.Demand(async () => { await Basecamp.Me(); });");
        bench.Run();
        var following = bench.Fire(bench.Due("a"));
        (await bench.Account.Next()).Fail(Unavailable);
        foreach (var minutes in (int[])[1, 2, 4])
        {
            (await bench.Waiting()).WakeAt.ShouldBe(bench.Time.GetUtcNow().AddMinutes(minutes));
            bench.Time.Advance(TimeSpan.FromMinutes(minutes));
            (await bench.Account.Next()).Fail(Unavailable);
        }

        var ended = (await following)[^1].ShouldBeOfType<RunEvent.Ended>();
        ended.Status.ShouldBe(RunStatus.Failed);
        ended.Reason.ShouldNotBeNull().ShouldEndWith("A call that failed was made again 3 times.");
    }

    [Theory]
    [InlineData("Rule.Retry(0); On.Demand(async () => { await Basecamp.Me(); });")]
    [InlineData("Rule.Limit(time: TimeSpan.FromSeconds(59)); On.Demand(async () => { await Basecamp.Me(); });")]
    [InlineData("On.Demand(async () => { try { await Basecamp.Me(); } catch (Exception) { throw new InvalidOperationException(\"my own\"); } });")]
    public async Task RunThatIsNotTriedAgain_HasFailed(string rule)
    {
        await using var bench = await RunsBench.Open(compiler);
        await bench.Rule("a", rule);
        bench.Run();
        var following = bench.Fire(bench.Due("a"));

        (await bench.Account.Next()).Fail(Unavailable);

        (await following)[^1].ShouldBeOfType<RunEvent.Ended>().Status.ShouldBe(RunStatus.Failed);
    }

    [Fact]
    public async Task FailureThatIsNotGoneLater_EndsTheRun()
    {
        await using var bench = await RunsBench.Open(compiler);
        await bench.Rule("a", "On.Demand(async () => { await Basecamp.TodoItem(9); });");
        bench.Run();
        var following = bench.Fire(bench.Due("a"));

        (await bench.Account.Next()).Fail(new CallFailedException(new CallFailure { Kind = CallFailureKind.NotFound, Message = "There is no to-do 9." }));

        (await following)[^1].ShouldBeOfType<RunEvent.Ended>().Status.ShouldBe(RunStatus.Failed);
    }

    [Fact]
    public async Task RuleThatChangedSomethingOnItsWayOut_HasFailedForWhatItFailedOf()
    {
        await using var bench = await RunsBench.Open(compiler);
        await bench.Rule("a", "On.Demand(async () => { var item = await Basecamp.TodoItem(1); try { await Basecamp.Me(); } finally { await item.Complete(); } });");
        bench.Run();
        var following = bench.Fire(bench.Due("a"));
        (await bench.Account.Next()).Answer(Item);
        (await bench.Account.Next()).Fail(Unavailable);
        (await bench.Account.Next()).Answer(new object());
        await bench.Waiting();

        bench.Time.Advance(TimeSpan.FromMinutes(1));

        var ended = (await following)[^1].ShouldBeOfType<RunEvent.Ended>();
        ended.Status.ShouldBe(RunStatus.Failed);
        ended.Reason.ShouldNotBeNull().ShouldStartWith("Automator.Sdk.UnavailableException: The account does not answer.");
        ended.Reason.ShouldContain("That call could not be made again, since the rule does not come to it in the same way:");
        bench.Journal.Effects(bench.Runs(RunStatus.Failed).ShouldHaveSingleItem().Id).ShouldHaveSingleItem().Status.ShouldBe(EffectStatus.Done);
    }

    [Fact]
    public async Task BranchesThatWentOn_ArePassedAgainAndNotMadeAgain()
    {
        await using var bench = await RunsBench.Open(compiler);
        await bench.Rule("a", "On.Demand(async () => { var item = await Basecamp.TodoItem(1); await Task.WhenAll(Me(), item.Complete()); Log.Info(\"done\"); async Task Me() => await Basecamp.Me(); });");
        bench.Run();
        var following = bench.Fire(bench.Due("a"));
        (await bench.Account.Next()).Answer(Item);
        foreach (var call in (StagedAccount.Call[])[await bench.Account.Next(), await bench.Account.Next()])
        {
            if (call.Asked is ReadMe)
                call.Fail(Unavailable);
            else
                call.Answer(new object());
        }

        await bench.Waiting();
        bench.Time.Advance(TimeSpan.FromMinutes(1));
        (await bench.Account.Next()).Answer(Me);

        (await following)[^1].ShouldBeOfType<RunEvent.Ended>().Status.ShouldBe(RunStatus.Succeeded);
    }
}
