using System.Text.Json;
using Automator.Host;
using Automator.Host.Basecamp;
using Automator.Host.Journal;
using Automator.Host.Triggers;
using Automator.Host.Triggers.Watching;
using Automator.Sdk;
using Automator.Sdk.Protocol;
using Shouldly;
using Xunit;
using static Automator.Tests.Triggers.TriggerStage;

namespace Automator.Tests.Triggers.Watching;

/// <summary>Who hears of what the watch finds: since when, of which, and how much.</summary>
public sealed class WatchListenerTests
{
    private static readonly LiveHandler Created = On(Trigger.ProjectCreated);
    private static readonly LiveHandler Completed = On(Trigger.TodoItemCompleted);
    private static readonly AccountWatchOptions NoSweeps = new() { SweepEvery = int.MaxValue };

    private readonly ScriptedAccount _account = ScriptedAccount.WithOneList();

    [Fact]
    public async Task HandlerAddedLater_HearsOnlyOfWhatComesAfter()
    {
        await using var stage = await TriggerStage.Open();
        var late = On(Trigger.ProjectCreated, "late");
        var watch = stage.Watch(_account.Ask, NoSweeps, Created);
        await watch.Poll(Cancellation);
        _account.Project(2);
        watch.Listen(Live(Created, late));
        await watch.Poll(Cancellation);
        _account.Project(3);
        await watch.Poll(Cancellation);
        stage.Pending("listener").Count.ShouldBe(2);
        stage.Pending("late").ShouldHaveSingleItem().Key.ShouldStartWith("project-created:3:");

        watch.Listen(Live(late));
        await watch.Poll(Cancellation);
        _account.Project(4);
        watch.Listen(Live(Created, late));
        await watch.Poll(Cancellation);
        stage.Pending("listener").Count.ShouldBe(2);
        stage.Pending("late").Count.ShouldBe(2);
    }

    [Fact]
    public async Task RuleThatIsNotBuiltNow_StillHears()
    {
        await using var stage = await TriggerStage.Open();
        await stage.Watch(_account.Ask, NoSweeps, Created).Poll(Cancellation);
        await stage.Restart();
        var watch = stage.Watch(_account.Ask, NoSweeps);
        watch.Listen(new LiveRules { Unbuilt = new HashSet<RuleName> { Created.Rule } });
        _account.Project(2);
        await watch.Poll(Cancellation);
        stage.Pending().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task OldCompletionThatComesIntoView_DoesNotFire()
    {
        await using var stage = await TriggerStage.Open();
        var watch = stage.Watch(_account.Ask, NoSweeps, Completed);
        await watch.Poll(Cancellation);
        _account.Project(2);
        _account.List(20, project: 2);
        _account.Item(200, list: 20);
        _account.Items[200] = _account.Items[200] with { IsCompleted = true, CompletedAt = stage.Time.GetUtcNow().AddDays(-1) };
        await watch.Poll(Cancellation);
        stage.Pending().ShouldBeEmpty();
    }

    [Fact]
    public async Task WhatIsFoundAfterDaysOfAbsence_IsRunUpToACap_AndListedPastIt()
    {
        await using var stage = await TriggerStage.Open();
        var watch = stage.Watch(_account.Ask, NoSweeps with { MostAfterAbsence = 2 }, Created);
        await watch.Poll(Cancellation);
        for (var project = 2; project < 6; project++)
            _account.Project(project);
        stage.Time.Advance(TimeSpan.FromDays(3));
        await watch.Poll(Cancellation);

        stage.Pending().Select(due => due.Subject).ShouldBe([2L, 3]);
        var dropped = stage.Journal.DroppedDues(TriggerStage.Account, 10);
        dropped.Select(due => due.Subject).ShouldBe([4L, 5], ignoreOrder: true);
        dropped[0].DropReason.ShouldNotBeNull().ShouldStartWith("Nobody had looked at the account since 2027-01-01, and 2 events");

        _account.Project(6);
        await watch.Poll(Cancellation);
        stage.Pending().Count.ShouldBe(3);
    }

    [Theory]
    [InlineData("Project 1", true)]
    [InlineData("Project 2", false)]
    public async Task WhatIsOutsideOfTheFilter_IsListed_AndNotRun(string project, bool isRun)
    {
        await using var stage = await TriggerStage.Open();
        var only = Completed with { Definition = Completed.Definition with { Filter = new EventFilter { Projects = [project] } } };
        var watch = stage.Watch(_account.Ask, NoSweeps, only);
        await watch.Poll(Cancellation);
        _account.Complete(100);
        await watch.Poll(Cancellation);

        stage.Pending().Count.ShouldBe(isRun ? 1 : 0);
        stage.Journal.DroppedDues(TriggerStage.Account, 10).Select(due => due.DropReason).ShouldBe(
            isRun ? [] : ["It is outside the handler's Projects: the project is 'Project 1'."]);
    }

    [Fact]
    public async Task ListOfAProjectThatComesIntoView_IsNotCreatedByThat()
    {
        await using var stage = await TriggerStage.Open();
        var watch = stage.Watch(_account.Ask, NoSweeps, On(Trigger.TodoListCreated));
        await watch.Poll(Cancellation);
        _account.Projects[2] = new Project { Id = 2, Name = "Old", CreatedOn = new DateOnly(2026, 1, 1) };
        _account.List(20, project: 2);
        _account.Projects[3] = new Project { Id = 3, Name = "New", CreatedOn = new DateOnly(2027, 1, 1) };
        _account.List(30, project: 3);
        await watch.Poll(Cancellation);

        stage.Pending().ShouldHaveSingleItem().Subject.ShouldBe(30);
    }

    [Fact]
    public async Task WhatHappensWhileNobodyListens_IsNotHeardOfLater()
    {
        await using var stage = await TriggerStage.Open();
        var changed = On(Trigger.TodoItemChanged);
        var options = NoSweeps with { OwedLists = 1 };
        for (var list = 11; list < 20; list++)
        {
            _account.List(list, project: 1);
            _account.Item(list * 10, list);
        }

        var watch = stage.Watch(_account.Ask, options, changed, Created);
        await watch.Poll(Cancellation);
        watch.Listen(Live(Created));
        await watch.Poll(Cancellation);
        foreach (var item in _account.Items.Values.ToList())
            _account.Change(item with { Content = "Other" });
        await watch.Poll(Cancellation);
        watch.Listen(Live(Created, changed));
        for (var poll = 0; poll < 20; poll++)
            await watch.Poll(Cancellation);

        stage.Pending().ShouldBeEmpty();
    }
}
