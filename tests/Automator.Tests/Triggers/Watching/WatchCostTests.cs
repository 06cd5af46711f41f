using System.Text.Json;
using Automator.Emulator;
using Automator.Host.Basecamp;
using Automator.Host.Budget;
using Automator.Host.Triggers.Watching;
using Automator.Sdk;
using Automator.Sdk.Protocol;
using Automator.Tests.Basecamp;
using Automator.Tests.Emulator;
using Microsoft.Extensions.Logging.Abstractions;
using static Automator.Tests.Triggers.TriggerStage;

namespace Automator.Tests.Triggers.Watching;

/// <summary>What the watch asks of an account of a thousand projects, by the account's own log of requests.</summary>
public sealed class WatchCostTests
{
    /// <summary>What counts and newest records tell of; the others read open lists in turn besides.</summary>
    private static readonly Trigger[] Counted =
    [
        Trigger.ProjectCreated, Trigger.ProjectArchived, Trigger.ProjectRenamed, Trigger.TodoListCreated, Trigger.TodoListCompleted,
        Trigger.TodoItemCreated, Trigger.TodoItemCompleted, Trigger.TodoItemReopened, Trigger.TodoItemMoved, Trigger.MessagePosted,
        Trigger.MilestoneCreated, Trigger.MilestoneCompleted, Trigger.MilestoneLate, Trigger.TimeEntryAdded, Trigger.FileAdded,
    ];

    [Fact]
    public async Task IdlePoll_CostsOneRequest_AndAChangedProjectOneForEachAreaThatIsListenedTo()
    {
        await using var stage = await TriggerStage.Open();
        await using var classic = await Classic.SeededAsync(new EmulatorOptions
        {
            Seed = "generated:projects=1000,lists=1200,items=3000",
            Limits = EmulatorLimits.Off,
            Time = stage.Time,
        });
        using var budget = new RequestBudget(new BudgetOptions { Reads = 1_000_000, Writes = 1_000_000 }, TimeProvider.System);
        using var client = new BasecampClient(AccountStub.Connection(classic.Server.Url, token: classic.Server.Token), budget, TimeProvider.System, NullLogger.Instance);
        var source = RequestSource.AccountWatch();
        var person = RequestSource.Person();
        var options = new AccountWatchOptions { SweepEvery = int.MaxValue };
        var watch = stage.Watch((query, cancellation) => client.Answer(query, source, cancellation), options, [.. Counted.Select(trigger => On(trigger))]);
        await Poll();

        (await Poll()).ShouldBe(["/projects.xml"]);

        var items = (TodoItem[])await client.Answer(new ListAssignedTodoItems(), person, Cancellation);
        var item = items.First(item => !item.IsCompleted);
        var list = (TodoList)await client.Answer(new ReadTodoList { Id = item.TodoListId }, person, Cancellation);
        await client.Send(client.Plan(new CompleteTodoItem { Id = item.Id }), person, Cancellation);
        (await Poll()).ShouldBe(
            [
                "/projects.xml", $"/projects/{list.ProjectId}/todo_lists.xml", $"/todo_lists/{list.Id}/todo_items.xml", $"/projects/{list.ProjectId}/posts.xml",
                $"/projects/{list.ProjectId}/calendar_entries.xml", $"/projects/{list.ProjectId}/time_entries.xml", $"/projects/{list.ProjectId}/attachments.xml",
            ]);
        stage.Pending().ShouldHaveSingleItem().Trigger.ShouldBe(Trigger.TodoItemCompleted);
        (await Poll()).ShouldBe(["/projects.xml"]);

        watch.Listen(Live(On(Trigger.TodoItemCompleted)));
        await Poll();
        await client.Send(client.Plan(new UncompleteTodoItem { Id = item.Id }), person, Cancellation);
        (await Poll()).ShouldBe(["/projects.xml", $"/projects/{list.ProjectId}/todo_lists.xml", $"/todo_lists/{list.Id}/todo_items.xml"]);

        watch.Listen(Live());
        (await Poll()).ShouldBeEmpty();

        async Task<IReadOnlyList<string>> Poll()
        {
            using var control = classic.Control();
            stage.Time.Advance(TimeSpan.FromSeconds(30));
            (await control.DeleteAsync("requests", Cancellation)).IsSuccessStatusCode.ShouldBeTrue();
            await watch.Poll(Cancellation);
            using var log = JsonDocument.Parse(await control.GetStringAsync("requests", Cancellation));
            return [.. log.RootElement.EnumerateArray().Select(entry => entry.GetProperty("path").GetString()!)];
        }
    }
}
