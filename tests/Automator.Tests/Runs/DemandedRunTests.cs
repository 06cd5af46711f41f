using System.Text.Json;
using Automator.Host;
using Automator.Host.Basecamp;
using Automator.Host.Journal;
using Automator.Host.Rules;
using Automator.Host.Runs;
using Automator.Sdk;
using Automator.Sdk.Protocol;
using Automator.Tests.Broker;
using Microsoft.Extensions.Time.Testing;

namespace Automator.Tests.Runs;

public sealed class DemandedRunTests
{
    private static HandlerDefinition Schedule { get; } = new() { Key = "schedule-1", Trigger = Trigger.Schedule };

    private static HandlerDefinition Demand { get; } = new() { Key = "demand-1", Trigger = Trigger.Demand };

    private static HandlerDefinition Created { get; } = new() { Key = "project-created-1", Trigger = Trigger.ProjectCreated };

    private static HandlerDefinition Completed { get; } = new() { Key = "done", Trigger = Trigger.TodoItemCompleted };

    private static HandlerDefinition Many { get; } = Completed with { Gathering = new() { ManyAtOnce = true, Quiet = TimeSpan.FromMinutes(1), Longest = TimeSpan.FromMinutes(10) } };

    [Fact]
    public async Task OnlyHandler_IsTaken() => (await Of([Schedule])).Due!.Handler.ShouldBe("schedule-1");

    [Fact]
    public async Task OnlyHandlerOnDemand_IsTaken() => (await Of([Schedule, Demand])).Due!.Handler.ShouldBe("demand-1");

    [Fact]
    public async Task NamedHandler_IsTaken() => (await Of([Schedule, Demand], "schedule-1")).Due!.Handler.ShouldBe("schedule-1");

    [Fact]
    public async Task Due_IsOfAPersonNow()
    {
        var due = (await Of([Schedule], dry: true)).Due!;

        due.Trigger.ShouldBe(Trigger.Demand);
        due.At.ShouldBe(Time.GetUtcNow());
        due.Dry.ShouldBeTrue();
        due.Key.ShouldStartWith("demand:");
        due.Payload.ShouldBeNull();
    }

    [Fact]
    public async Task SeveralHandlers_AreNamedForTheChoice() =>
        (await Of([Schedule, Created])).Refusal.ShouldBe("The rule 'a' has 2 handlers: schedule-1, project-created-1. Say which one, with --handler NAME.");

    [Fact]
    public async Task UnknownHandler_IsToldWhatThereIs() =>
        (await Of([Schedule, Demand], "demand-2")).Refusal.ShouldBe("The rule 'a' has no handler 'demand-2'. It has: schedule-1, demand-1.");

    [Fact]
    public async Task EventWithoutAPayload_IsToldHowToGiveOne() =>
        (await Of([Created])).Refusal.ShouldBe("The handler 'project-created-1' receives a project. Give one with --payload FILE; a file with {\"id\": 123} is enough.");

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"id\": 1}")]
    [InlineData("5")]
    public async Task PayloadForAHandlerThatReceivesNone_IsRefused(string payload) =>
        (await Of([Schedule], payload: payload)).Refusal.ShouldBe("The handler 'schedule-1' receives nothing, and a payload was given.");

    [Fact]
    public async Task Id_IsReadFromTheAccount()
    {
        var account = new FakeAccount { Query = query => new Project { Id = ((ReadProject)query).Id, Name = "Seven" } };

        var due = (await Of([Created], payload: "{\"id\": 7}", account: account)).Due!;

        ProtocolJson.FromElement<Project>(JsonElement.Parse(due.Payload!)).ShouldBe(new Project { Id = 7, Name = "Seven" });
    }

    [Fact]
    public async Task IdThatIsNotThere_IsRefusedInTheAccountsWords()
    {
        var account = new FakeAccount { Query = _ => throw new CallFailedException(new CallFailure { Kind = CallFailureKind.NotFound, Message = "There is no to-do 7." }) };

        (await Of([Completed], payload: "{\"id\": 7}", account: account)).Refusal.ShouldBe("The payload could not be read from the account: There is no to-do 7.");
    }

    [Fact]
    public async Task WholeRecord_IsTakenAsItIs() =>
        (await Of([Completed], payload: """{"id":7,"content":"x"}""")).Due!.Payload.ShouldBe("""{"id":7,"content":"x"}""");

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("5")]
    [InlineData("{\"id\": \"7\"}")]
    [InlineData("{\"id\": 1.5}")]
    [InlineData("{\"id\": null}")]
    [InlineData("{\"id\": 99999999999999999999}")]
    public async Task PayloadThatIsNoRecord_IsRefused(string payload) =>
        (await Of([Created], payload: payload)).Refusal.ShouldNotBeNull().ShouldStartWith("The payload is no project: ");

    [Theory]
    [InlineData("""{"id":7,"content":"x"}""", """[{"id":7,"content":"x"}]""")]
    [InlineData("""[{"id":7,"content":"x"},{"id":8,"content":"y"}]""", """[{"id":7,"content":"x"},{"id":8,"content":"y"}]""")]
    public async Task HandlerOfMany_IsGivenAList(string payload, string given)
    {
        var due = (await Of([Many], payload: payload)).Due!;

        due.Payload.ShouldBe(given);
        due.Subject.ShouldBeNull();
    }

    [Fact]
    public async Task HandlerOfMany_IsNotGivenNothing() =>
        (await Of([Many], payload: "[]")).Refusal.ShouldBe("The payload is no to-do item: The list is empty.");

    [Fact]
    public async Task HandlerOfMany_IsGivenNothingThatIsNoRecord() =>
        (await Of([Many], payload: """[{"id":7,"content":"x"},5]""")).Refusal.ShouldNotBeNull().ShouldStartWith("The payload is no to-do item: ");

    [Fact]
    public void RunOfOneEvent_IsAListOfOneWhereTheHandlerTakesManyNow()
    {
        var run = new RunRecord
        {
            Id = new("r"),
            Account = "main",
            Rule = new RuleName("a"),
            Handler = "done",
            Trigger = Trigger.TodoItemCompleted,
            DueKey = "k",
            DueAt = Time.GetUtcNow(),
            Payload = """{"id":7,"content":"x"}""",
            ImageHash = "",
            StartedAt = Time.GetUtcNow(),
        };

        DemandedRun.Again(run, Entry([Many]), Time).Due!.Payload.ShouldBe($"[{run.Payload}]");
        foreach (var other in new[] { null, """{"word":7}""", "7" })
            DemandedRun.Again(run with { Payload = other }, Entry([Many]), Time).Refusal.ShouldBe("The handler 'done' receives many of a to-do item at once now, and that run was given none.");
        DemandedRun.Again(run with { Payload = $"[{run.Payload}]" }, Entry([Completed]), Time).Refusal.ShouldBe(
            "The handler 'done' takes one event now, and that run was given many at once. Run it for each: automator run a --handler done --payload FILE");
        DemandedRun.Again(run with { Payload = $"[{run.Payload}]" }, Entry([Many]), Time).Due!.Payload.ShouldBe($"[{run.Payload}]");
    }

    private static FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));

    private static Task<DemandedRun> Of(
        HandlerDefinition[] handlers, string? key = null, bool dry = false, string? payload = null, IAccountClient? account = null)
    {
        return DemandedRun.Of(
            "main", Entry(handlers), key, dry, payload is null ? null : JsonElement.Parse(payload), account ?? new FakeAccount(), Time, TestContext.Current.CancellationToken);
    }

    private static CatalogEntry Entry(HandlerDefinition[] handlers) => new()
    {
        Name = new RuleName("a"),
        File = "/rules/a.csx",
        Live = new RuleImage
        {
            Hash = "hash",
            Dll = [],
            Pdb = [],
            Manifest = new RuleManifest { Rule = new RuleDefinition { Handlers = handlers }, Operations = [], Does = [], Files = [] },
        },
        ChangedAt = Time.GetUtcNow(),
    };
}
