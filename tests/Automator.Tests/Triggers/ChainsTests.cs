using System.Text.Json;
using Automator.Host;
using Automator.Host.Journal;
using Automator.Host.Triggers;
using Automator.Sdk;
using Automator.Sdk.Protocol;
using static Automator.Tests.Triggers.TriggerStage;

namespace Automator.Tests.Triggers;

public sealed class ChainsTests
{
    [Fact]
    public async Task RunThatSucceeded_IsFollowedOnce_ByWhoRunsAfterIt()
    {
        await using var stage = await Open();
        var chains = stage.Chains(After("nightly"), After("other", rule: "elsewhere"));
        await chains.Step(Cancellation);
        var run = await End(stage, RunStatus.Succeeded);

        await chains.Step(Cancellation);
        await chains.Step(Cancellation);

        var due = stage.Pending().ShouldHaveSingleItem();
        due.Key.ShouldBe($"after:{run}:over:follower:after-1");
        due.Trigger.ShouldBe(Trigger.After);
        due.Depth.ShouldBe(1);
        due.At.ShouldBe(stage.Time.GetUtcNow());
        var told = JsonSerializer.Deserialize(due.Payload!, ProtocolJson.Default.EndedRun)!;
        told.ShouldBe(new EndedRun { Id = run.Value, Rule = "nightly", Handler = "schedule-1", Status = "Succeeded", StartedAt = told.StartedAt, EndedAt = due.At, Writes = 7 });
    }

    [Theory]
    [InlineData(AfterRuns.Succeeded, "Succeeded")]
    [InlineData(AfterRuns.Failed, "Failed TimedOut InDoubt")]
    [InlineData(AfterRuns.Either, "Succeeded Failed TimedOut InDoubt")]
    public async Task End_IsHeardByWhoWantsIt(AfterRuns when, string heard)
    {
        await using var stage = await Open();
        var chains = stage.Chains(After("nightly", when));
        await chains.Step(Cancellation);
        foreach (var status in (RunStatus[])[RunStatus.Succeeded, RunStatus.Failed, RunStatus.TimedOut, RunStatus.InDoubt])
            await End(stage, status);

        await chains.Step(Cancellation);

        string.Join(' ', stage.Pending().Select(due => JsonDocument.Parse(due.Payload!).RootElement.GetProperty("status").GetString())).ShouldBe(heard);
    }

    [Fact]
    public async Task RunThatHasNotEnded_OrWasDry_IsFollowedByNothing()
    {
        await using var stage = await Open();
        var chains = stage.Chains(After("nightly", AfterRuns.Either));
        await chains.Step(Cancellation);
        await stage.Begin("nightly");
        await End(stage, RunStatus.Succeeded, dry: true);

        await chains.Step(Cancellation);

        stage.Pending().ShouldBeEmpty();
    }

    [Fact]
    public async Task WhatEndedBeforeAHandlerWasLive_IsNotItsOwn()
    {
        await using var stage = await Open();
        await End(stage, RunStatus.Succeeded);
        var chains = stage.Chains(After("nightly"));
        await chains.Step(Cancellation);
        await End(stage, RunStatus.Succeeded);
        chains.Listen(Live(After("nightly"), After("nightly", rule: "late")));
        await chains.Step(Cancellation);

        stage.Pending("follower").Count.ShouldBe(1);
        stage.Pending("late").ShouldBeEmpty();
        await End(stage, RunStatus.Succeeded);
        await chains.Step(Cancellation);

        stage.Pending("follower").Count.ShouldBe(2);
        stage.Pending("late").Count.ShouldBe(1);
    }

    [Fact]
    public async Task WhatEndsWhileTheHostIsDown_IsFollowedWhenItIsBack()
    {
        await using var stage = await Open();
        await stage.Chains(After("nightly")).Step(Cancellation);
        await stage.Restart();
        await End(stage, RunStatus.Succeeded);
        await stage.Restart();

        await stage.Chains(After("nightly")).Step(Cancellation);
        await stage.Restart();
        await stage.Chains(After("nightly")).Step(Cancellation);

        stage.Pending().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task RuleThatDoesNotBuildNow_StillHears()
    {
        await using var stage = await Open();
        await stage.Chains(After("nightly")).Step(Cancellation);
        await stage.Restart();
        await End(stage, RunStatus.Succeeded);
        var chains = stage.Chains();
        chains.Listen(new LiveRules { Unbuilt = new HashSet<RuleName> { new("follower") } });

        await chains.Step(Cancellation);

        stage.Pending().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task HandlerThatRunsAfterAnotherRuleNow_StartsAfresh()
    {
        await using var stage = await Open();
        var chains = stage.Chains(After("nightly"));
        await chains.Step(Cancellation);
        await End(stage, RunStatus.Succeeded);
        chains.Listen(Live(After("weekly")));

        await chains.Step(Cancellation);

        stage.Pending().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(nameof(FlakyJournal.Failure.BeforeWriting))]
    [InlineData(nameof(FlakyJournal.Failure.AfterWriting))]
    public async Task CommitThatFails_IsMadeAgain_AndFiresOnce(string failure)
    {
        await using var stage = await Open();
        var chains = stage.Chains(After("nightly"));
        await chains.Step(Cancellation);
        await End(stage, RunStatus.Succeeded);
        stage.Flaky.Next = Enum.Parse<FlakyJournal.Failure>(failure);
        await Should.ThrowAsync<JournalException>(() => chains.Step(Cancellation));

        await chains.Step(Cancellation);

        stage.Pending().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task ChainThatIsTooLong_Ends_AndSaysSo()
    {
        await using var stage = await Open();
        var chains = stage.Chains(After("nightly"));
        await chains.Step(Cancellation);
        await End(stage, RunStatus.Succeeded, depth: Causes.Deepest - 2);
        await End(stage, RunStatus.Succeeded, depth: Causes.Deepest - 1);

        await chains.Step(Cancellation);

        stage.Pending().ShouldHaveSingleItem().Depth.ShouldBe(4, "it is the fifth of its chain");
        stage.Journal.DroppedDues(TriggerStage.Account, 10).ShouldHaveSingleItem().DropReason.ShouldBe(
            "5 runs have led to this one, each after the other: the chain ends here. Look for rules that set off each other.");
    }

    [Fact]
    public async Task RunThatIsSettledLater_IsToldOfTwice()
    {
        await using var stage = await Open();
        var chains = stage.Chains(After("nightly", AfterRuns.Either));
        await chains.Step(Cancellation);
        var run = await End(stage, RunStatus.InDoubt);
        await chains.Step(Cancellation);
        await stage.Commit(new JournalOperation.MoveRun(run, RunStatus.InDoubt, new RunEnd { Status = RunStatus.Running, At = stage.Time.GetUtcNow() }));
        await chains.Step(Cancellation);
        await stage.Commit(new JournalOperation.MoveRun(run, RunStatus.Running, new RunEnd { Status = RunStatus.Succeeded, At = stage.Time.GetUtcNow() }));
        await chains.Step(Cancellation);

        stage.Pending().Select(due => due.Key).ShouldBe([$"after:{run}:unsettled:follower:after-1", $"after:{run}:over:follower:after-1"]);
    }

    [Fact]
    public async Task RuleThatWouldRunAfterItself_DoesNot()
    {
        await using var stage = await Open();
        var chains = stage.Chains(After("nightly", rule: "nightly"));
        await chains.Step(Cancellation);
        await End(stage, RunStatus.Succeeded);

        await chains.Step(Cancellation);

        stage.Pending().ShouldBeEmpty();
        stage.Journal.DroppedDues(TriggerStage.Account, 10).ShouldHaveSingleItem().DropReason.ShouldBe("A rule does not run after itself.");
    }

    private static LiveHandler After(string other, AfterRuns when = AfterRuns.Succeeded, string rule = "follower") => new(
        new RuleName(rule), new HandlerDefinition { Key = "after-1", Trigger = Trigger.After, AfterRule = other, AfterRuns = when });

    private static async Task<RunId> End(TriggerStage stage, RunStatus status, int depth = 0, bool dry = false)
    {
        var run = await stage.Begin("nightly", depth, dry);
        await stage.Commit(new JournalOperation.MoveRun(run, RunStatus.Running, new RunEnd { Status = status, At = stage.Time.GetUtcNow(), Writes = 7 }));
        return run;
    }
}
