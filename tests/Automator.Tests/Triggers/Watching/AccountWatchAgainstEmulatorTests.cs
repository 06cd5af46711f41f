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
using Shouldly;
using Xunit;
using static Automator.Tests.Triggers.TriggerStage;

namespace Automator.Tests.Triggers.Watching;

/// <summary>The watch over HTTP: client, budget and emulator as they are.</summary>
public sealed class AccountWatchAgainstEmulatorTests
{
    [Fact]
    public async Task EventsOfARealAccount_FireOnce_AndAnIdlePollIsOneRequest()
    {
        await using var stage = await TriggerStage.Open();
        await using var classic = await Classic.StartAsync(new EmulatorOptions { Seed = "empty", Limits = EmulatorLimits.Off, Time = stage.Time });
        using var budget = new RequestBudget(new BudgetOptions(), TimeProvider.System);
        using var client = new BasecampClient(AccountStub.Connection(classic.Server.Url, token: classic.Server.Token), budget, TimeProvider.System, NullLogger.Instance);
        var rule = new RequestSource("rule");
        var source = RequestSource.AccountWatch();
        var watch = stage.Watch(
            (query, cancellation) => client.Answer(query, source, cancellation),
            new AccountWatchOptions { SweepEvery = int.MaxValue },
            On(Trigger.ProjectCreated),
            On(Trigger.TodoItemCompleted));
        var project = await Send(new CreateProject { Name = "Site" });
        var list = await Send(new CreateTodoList { ProjectId = project, Name = "Kickoff" });
        var item = await Send(new CreateTodoItem { TodoListId = list, Content = "Say hello" });
        await Poll();
        stage.Pending().ShouldBeEmpty();

        await Send(new CompleteTodoItem { Id = item });
        var second = await Send(new CreateProject { Name = "Shop" });
        await Poll();
        await Poll();
        stage.Pending().Count.ShouldBe(2);
        Payload<Project>(Trigger.ProjectCreated).ShouldSatisfyAllConditions(p => p.Id.ShouldBe(second), p => p.Name.ShouldBe("Shop"));
        Payload<TodoItem>(Trigger.TodoItemCompleted).ShouldSatisfyAllConditions(i => i.Id.ShouldBe(item), i => i.Content.ShouldBe("Say hello"));

        await Send(new UncompleteTodoItem { Id = item });
        await Poll();
        await Send(new CompleteTodoItem { Id = item });
        await Poll();
        stage.Pending().Count.ShouldBe(3);

        await Send(new DeleteTodoItem { Id = item });
        await Send(new DeleteTodoList { Id = list });
        await Poll();
        await Poll();
        stage.Journal.Seen(TriggerStage.Account, "todo-item").ShouldBeEmpty();

        var before = source.Reads;
        await Poll();
        (source.Reads - before).ShouldBe(1);
        stage.Pending().Count.ShouldBe(3);

        async Task Poll()
        {
            stage.Time.Advance(TimeSpan.FromSeconds(30));
            await watch.Poll(Cancellation);
        }

        async Task<long> Send(Operation effect) => (await client.Send(client.Plan(effect), rule, Cancellation)).CreatedId ?? 0;

        T Payload<T>(Trigger trigger) => ProtocolJson.FromElement<T>(
            JsonDocument.Parse(stage.Pending().Single(due => due.Trigger == trigger).Payload!).RootElement);
    }

    [Fact]
    public async Task FileOfAMessage_IsHeardOfOnce()
    {
        await using var stage = await TriggerStage.Open();
        await using var classic = await Classic.StartAsync(new EmulatorOptions { Seed = "empty", Limits = EmulatorLimits.Off, Time = stage.Time });
        using var budget = new RequestBudget(new BudgetOptions(), TimeProvider.System);
        using var client = new BasecampClient(AccountStub.Connection(classic.Server.Url, token: classic.Server.Token), budget, TimeProvider.System, NullLogger.Instance);
        var source = RequestSource.AccountWatch();
        var watch = stage.Watch((query, cancellation) => client.Answer(query, source, cancellation), options: null, On(Trigger.FileAdded));
        var ada = classic.As(classic.Ada);
        await ada.PostWith((int)classic.Project.Id, Uploading.Attachments(await ada.Upload("old"), "old.txt"));
        await watch.Poll(Cancellation);

        await ada.PostWith((int)classic.Project.Id, Uploading.Attachments(await ada.Upload("new"), "new.txt"));
        stage.Time.Advance(TimeSpan.FromSeconds(30));
        await watch.Poll(Cancellation);
        await watch.Poll(Cancellation);

        ProtocolJson.FromElement<Attachment>(JsonElement.Parse(stage.Pending().ShouldHaveSingleItem().Payload!)).Name.ShouldBe("new.txt");
    }
}
