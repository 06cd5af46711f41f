using Automator.Host;
using Automator.Host.Journal;
using Automator.Host.Triggers;
using Automator.Host.Triggers.Watching;
using Automator.Sdk.Protocol;
using static Automator.Tests.Triggers.TriggerStage;

namespace Automator.Tests.Triggers.Watching;

/// <summary>Events that are the doing of our own runs: a rule does not go round in a circle.</summary>
public sealed class OwnDoingTests
{
    private const string Completing = "/todo_items/100/complete.xml";

    private static readonly LiveHandler Completed = On(Trigger.TodoItemCompleted);
    private static readonly LiveHandler Created = On(Trigger.ProjectCreated);
    private static readonly LiveHandler HearingOwn = Completed with { Definition = Completed.Definition with { Own = true } };

    private readonly ScriptedAccount _account = new();

    public OwnDoingTests()
    {
        _account.Project(1);
        _account.List(10, project: 1);
        _account.Item(100, list: 10);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task WhatTheRuleCompletedItself_DoesNotFireIt_AndIsListed(bool isAnswered)
    {
        await using var stage = await Open();
        var watch = stage.Watch(_account.Ask, null, Completed, On(Trigger.TodoItemCompleted, "other"));
        await watch.Poll(Cancellation);
        var run = await stage.Did("listener", "todo-item.complete", Completing, isAnswered: isAnswered);
        _account.Complete(100);

        await watch.Poll(Cancellation);

        stage.Pending().ShouldHaveSingleItem().Rule.Value.ShouldBe("other");
        stage.Pending()[0].Depth.ShouldBe(1);
        stage.Journal.DroppedDues(TriggerStage.Account, 10).ShouldHaveSingleItem().DropReason.ShouldBe(
            $"Run {run} of this rule did it itself. To hear of that too, register the handler with new() {{ Own = true }}.");
    }

    [Fact]
    public async Task RuleThatWantsToHearOfItsOwn_Does()
    {
        await using var stage = await Open();
        var watch = stage.Watch(_account.Ask, null, HearingOwn);
        await watch.Poll(Cancellation);
        await stage.Did("listener", "todo-item.complete", Completing, depth: Causes.Deepest - 2);
        _account.Complete(100);

        await watch.Poll(Cancellation);

        stage.Pending().ShouldHaveSingleItem().Depth.ShouldBe(Causes.Deepest - 1);
    }

    [Fact]
    public async Task RulesThatSetOffEachOther_ComeToAnEnd()
    {
        await using var stage = await Open();
        var watch = stage.Watch(_account.Ask, null, Completed);
        await watch.Poll(Cancellation);
        await stage.Did("other", "todo-item.complete", Completing, depth: Causes.Deepest - 1);
        _account.Complete(100);

        await watch.Poll(Cancellation);

        stage.Pending().ShouldBeEmpty();
        stage.Journal.DroppedDues(TriggerStage.Account, 10).ShouldHaveSingleItem().DropReason.ShouldNotBeNull().ShouldStartWith("5 runs have led to this one");
    }

    [Fact]
    public async Task WhatAPersonCompletesAtAnotherTime_FiresTheRule()
    {
        await using var stage = await Open();
        var watch = stage.Watch(_account.Ask, null, Completed);
        await watch.Poll(Cancellation);
        stage.Time.Advance(TimeSpan.FromMinutes(10));
        await stage.Did("listener", "todo-item.complete", Completing);
        _account.Complete(100);

        await watch.Poll(Cancellation);

        stage.Pending().ShouldHaveSingleItem().Depth.ShouldBe(0);
    }

    [Fact]
    public async Task RuleThatWantsToHearOfItsOwn_AndDoesNotBuildNow_StillDoes()
    {
        await using var stage = await Open();
        var watch = stage.Watch(_account.Ask, null, HearingOwn);
        await watch.Poll(Cancellation);
        await stage.Did("listener", "todo-item.complete", Completing);
        _account.Complete(100);
        watch.Listen(new LiveRules { Unbuilt = new HashSet<RuleName> { new("listener") } });

        await watch.Poll(Cancellation);

        stage.Pending().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task ProjectThatMayBeTheRulesOwn_IsLookedAtAgainWhenThatIsKnown()
    {
        await using var stage = await Open();
        var watch = stage.Watch(_account.Ask, null, Created);
        await watch.Poll(Cancellation);
        var run = await stage.Did("listener", "project.create", "/projects/create.xml", isAnswered: false);
        _account.Project(2);
        await watch.Poll(Cancellation);
        stage.Pending().ShouldBeEmpty();
        stage.Journal.DroppedDues(TriggerStage.Account, 10).ShouldBeEmpty();

        await stage.Commit(new JournalOperation.AnswerEffect(run, 1, EffectStatus.Done, "2", stage.Time.GetUtcNow(), "null"));
        await watch.Poll(Cancellation);

        stage.Pending().ShouldBeEmpty();
        stage.Journal.DroppedDues(TriggerStage.Account, 10).ShouldHaveSingleItem().Subject.ShouldBe(2);
    }

    /// <summary>A bug: whatever happened to what a rule had made counted as the rule's own doing.</summary>
    [Fact]
    public async Task PersonWhoChangesWhatTheRuleMade_FiresIt()
    {
        await using var stage = await Open();
        await stage.Did("listener", "todo-item.create", "/todo_lists/10/todo_items.xml", made: "100");
        var watch = stage.Watch(_account.Ask, null, On(Trigger.TodoItemChanged));
        await watch.Poll(Cancellation);
        _account.Change(_account.Items[100] with { Content = "Other" });

        await watch.Poll(Cancellation);
        await watch.Poll(Cancellation);

        stage.Pending().ShouldHaveSingleItem().Depth.ShouldBe(0);
    }

    [Fact]
    public async Task ProjectThatTheRuleMade_DoesNotFireIt()
    {
        await using var stage = await Open();
        var watch = stage.Watch(_account.Ask, null, Created);
        await watch.Poll(Cancellation);
        await stage.Did("listener", "project.create", "/projects/create.xml", made: "2");
        _account.Project(2);
        _account.Project(3);

        await watch.Poll(Cancellation);

        stage.Pending().ShouldHaveSingleItem().Subject.ShouldBe(3);
        stage.Journal.DroppedDues(TriggerStage.Account, 10).ShouldHaveSingleItem().Subject.ShouldBe(2);
    }
}
