using Automator.Emulator;
using Automator.Emulator.Store;
using Automator.Host.Basecamp;
using Automator.Host.Broker;
using Automator.Host.Budget;
using Automator.Host.Journal;
using Automator.Sdk.Protocol;
using Automator.Tests.Basecamp;
using Automator.Tests.Compiler;
using Automator.Tests.Emulator;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Automator.Tests.Runs;

/// <summary>The rules of <c>rules/</c> on the account that everybody sees first, on a Monday morning.</summary>
[Collection(nameof(RunsCollection))]
public sealed class ShippedRulesOnTheDemoTests(CompilerFixture compiler) : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(RunsBench.Start);
    private readonly RequestBudget _budget = new(new BudgetOptions(), TimeProvider.System);
    private Classic _classic = null!;
    private BasecampClient _client = null!;
    private RunsBench _bench = null!;

    private Account Account => _classic.Account;

    public async ValueTask InitializeAsync()
    {
        _classic = await Classic.SeededAsync(new EmulatorOptions { Limits = EmulatorLimits.Off, Time = _clock });
        _client = new BasecampClient(AccountStub.Connection(_classic.Server.Url, token: _classic.Server.Token), _budget, _clock, NullLogger.Instance);
        _bench = await RunsBench.Open(compiler, account: _client);
        _bench.Run();
    }

    public async ValueTask DisposeAsync()
    {
        await _bench.DisposeAsync();
        _client.Dispose();
        _budget.Dispose();
        await _classic.DisposeAsync();
    }

    [Theory]
    [InlineData("chase-overdue-milestones", 5)]
    [InlineData("complete-reached-milestones", 0)]
    [InlineData("nobodys-todos", 1)]
    [InlineData("weekly-hours", 1)]
    public async Task DryRun_PlansAFewChanges_AndMakesNone(string rule, int changes)
    {
        await Rule(rule);
        var (comments, posts, open) = Counts();
        var run = await Fire(rule, dry: true);
        run.OfType<RunEvent.Effect>().Count().ShouldBe(changes);
        run.OfType<RunEvent.Effect>().ShouldAllBe(effect => effect.Status == EffectStatus.Planned);
        Counts().ShouldBe((comments, posts, open));
    }

    [Fact]
    public async Task LateMilestones_AreAskedAboutOnceAWeek()
    {
        await Rule("chase-overdue-milestones");
        var late = Account.Projects.All.Where(p => p.IsActive()).SelectMany(p => Account.Calendar.Under(p.Id))
            .Where(e => e.IsMilestone() && e.CompletedOn is null && e.Deadline < DateOnly.FromDateTime(RunsBench.Start.Date)).ToList();
        late.Count.ShouldBe(6, "so that one is left for the next day");

        (await Fire("chase-overdue-milestones")).OfType<RunEvent.Line>().ShouldHaveSingleItem().Text.ShouldStartWith("More are late");
        Asked().Length.ShouldBe(5);
        Asked().ShouldAllBe(c => c.Body.EndsWith("What is the new date?"));
        NextDay();
        await Fire("chase-overdue-milestones");
        Asked().Select(c => c.CommentableId).ShouldBe(late.Select(m => m.Id), ignoreOrder: true);
        NextDay();
        await Fire("chase-overdue-milestones");
        Asked().Length.ShouldBe(6);
        for (var i = 0; i < 5; i++)
            NextDay();
        await Fire("chase-overdue-milestones");
        Asked().Length.ShouldBe(11, "a week is over for five of them");

        Comment[] Asked() => [.. Account.Comments.All.Where(c => c.Body.Contains("What is the new date?"))];
    }

    [Fact]
    public async Task Milestone_WhoseListsAreDone_IsCompleted()
    {
        await Rule("complete-reached-milestones");
        await Fire("complete-reached-milestones");
        Account.Comments.All.ShouldNotContain(c => c.Body.StartsWith("Completed automatically"), "the demo has none that is reached");

        var project = Account.Projects.All.Single(p => p.Name == "Harbor seasonal labels");
        var list = Account.Lists.Under(project.Id).Single(l => l.Name == "Print");
        Account.Work(account =>
        {
            foreach (var item in account.Items.Under(list.Id).Where(i => !i.Completed()).ToList())
            {
                (item.CompletedAt, item.CompleterId) = (account.Now, item.CreatorId);
                account.Changed(account.Items, item);
            }

            return 0;
        });
        await Fire("complete-reached-milestones");
        var milestone = Account.Calendar.Find(list.MilestoneId!.Value)!;
        milestone.CompletedOn.ShouldNotBeNull();
        Account.Comments.Under(milestone.Id).ShouldContain(c => c.Body == "Completed automatically: everything in 'Print' is done.");
        await Fire("complete-reached-milestones");
        Account.Comments.All.Count(c => c.Body.StartsWith("Completed automatically")).ShouldBe(1);
    }

    [Fact]
    public async Task OverdueTodosOfNobody_AreListed()
    {
        await Rule("nobodys-todos");
        var overdue = Account.Projects.All.Where(p => p.IsActive()).SelectMany(p => Account.Lists.Under(p.Id)).SelectMany(l => Account.Items.Under(l.Id))
            .Where(i => !i.Completed() && i.Responsible is null && i.DueOn < DateOnly.FromDateTime(RunsBench.Start.Date)).ToList();
        overdue.ShouldNotBeEmpty();
        await Fire("nobodys-todos");
        var message = Account.Posts.All.MaxBy(p => p.Id)!;
        message.Title.ShouldBe($"{overdue.Count} overdue to-dos are nobody's (2026-03-02)");
        message.Private.ShouldBeTrue();
        overdue.OrderBy(i => i.DueOn).Take(50).ShouldAllBe(i => message.Body.Contains(i.Content));
    }

    [Fact]
    public async Task HoursOfLastWeek_ArePostedOnce()
    {
        await Rule("weekly-hours");
        var week = Account.Hours.All.Where(h => h.Date >= new DateOnly(2026, 2, 23) && h.Date <= new DateOnly(2026, 3, 1)).ToList();
        week.ShouldNotBeEmpty();
        await Fire("weekly-hours");
        var message = Account.Posts.All.MaxBy(p => p.Id)!;
        message.Title.ShouldBe("Hours of the week from 2026-02-23");
        message.Body.ShouldStartWith($"{week.Sum(h => h.Hours):0.##} hours in all.");
        foreach (var person in week.GroupBy(h => h.PersonId))
            message.Body.ShouldContain($"* {Account.NameOf(person.Key)}: {person.Sum(h => h.Hours):0.##} (");
        message.Body.ShouldNotContain("a project that is gone");

        NextDay();
        (await Fire("weekly-hours")).OfType<RunEvent.Effect>().ShouldBeEmpty("the week is told already");
    }

    /// <summary>What is named after the demo's project says so elsewhere, and changes nothing.</summary>
    [Theory]
    [InlineData("nobodys-todos")]
    [InlineData("weekly-hours")]
    public async Task PlaceThatIsNotThere_IsNamed(string rule)
    {
        Account.Work(account =>
        {
            var place = account.Projects.All.Single(p => p.Name == "Studio operations");
            place.Name = "Another name";
            account.Changed(account.Projects, place);
            return 0;
        });
        await Rule(rule);
        var run = await Fire(rule);
        run.OfType<RunEvent.Effect>().ShouldBeEmpty();
        run.OfType<RunEvent.Line>().ShouldHaveSingleItem().Text.ShouldContain("There is no project 'Studio operations'");
    }

    /// <summary>The examples of docs/triggers.md.</summary>
    [Fact]
    public async Task WhatWasDone_IsToldInOneMessage()
    {
        await Example("what-was-done");
        var list = Account.Lists.All.First(l => Account.Items.Under(l.Id).Count > 1);
        var (first, second) = (Account.Items.Under(list.Id)[0], Account.Items.Under(list.Id)[1]);
        var told = _bench.Fire(Event("what-was-done", Trigger.TodoItemCompleted, first));
        await _bench.Add(Event("what-was-done", Trigger.TodoItemCompleted, second));

        _bench.Time.Advance(TimeSpan.FromMinutes(10));

        (await told)[^1].ShouldBeOfType<RunEvent.Ended>().Status.ShouldBe(RunStatus.Succeeded);
        var message = Account.Posts.All.MaxBy(p => p.Id)!;
        message.Title.ShouldBe($"{list.Name}: 2 done");
        message.Body.ShouldBe($"{first.Content} (Ann)\n{second.Content} (Ann)");
    }

    [Fact]
    public async Task TodoThatCameToRest_IsAskedAboutOnce()
    {
        await Example("when-at-rest");
        var item = Account.Items.All.First(i => i.DueOn is null && !i.Completed());
        var asked = _bench.Fire(Event("when-at-rest", Trigger.TodoItemChanged, item));
        await _bench.Add(Event("when-at-rest", Trigger.TodoItemChanged, item));

        _bench.Time.Advance(TimeSpan.FromMinutes(5));

        (await asked)[^1].ShouldBeOfType<RunEvent.Ended>().Status.ShouldBe(RunStatus.Succeeded);
        Account.Comments.Under(item.Id).Count(c => c.Body == "Until when is this to be done?").ShouldBe(1);
    }

    private async Task Rule(string name) =>
        await _bench.Rule(name, await File.ReadAllTextAsync(Repository.At("rules", name + ".csx"), Classic.Token));

    private async Task Example(string name) =>
        await _bench.Rule(name, await File.ReadAllTextAsync(Repository.At("tests", "Automator.Tests", "Triggers", "Examples", name + ".csx"), Classic.Token));

    private Due Event(string rule, Trigger trigger, TodoItem item) => _bench.Due(rule, $"{trigger.ToName()}-1", trigger) with
    {
        Subject = item.Id,
        Payload = $$"""{"id":{{item.Id}},"todoListId":{{item.TodoListId}},"content":"{{item.Content}}","completerName":"Ann"}""",
    };

    private async Task<List<RunEvent>> Fire(string rule, bool dry = false)
    {
        var run = await _bench.Fire(_bench.Due(rule, "schedule-1", Trigger.Schedule, dry));
        run[^1].ShouldBeOfType<RunEvent.Ended>().ShouldSatisfyAllConditions(e => e.Status.ShouldBe(RunStatus.Succeeded, e.Reason));
        return run;
    }

    private void NextDay()
    {
        _bench.Time.Advance(TimeSpan.FromDays(1));
        _clock.Advance(TimeSpan.FromDays(1));
    }

    private (int Comments, int Posts, int Open) Counts() =>
        (Account.Comments.All.Count, Account.Posts.All.Count, Account.Calendar.All.Count(e => e.CompletedOn is null));
}
