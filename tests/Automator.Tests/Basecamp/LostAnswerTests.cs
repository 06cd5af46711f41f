using Automator.Host.Basecamp;
using Automator.Host.Budget;
using Automator.Sdk.Protocol;
using Microsoft.AspNetCore.Http;

namespace Automator.Tests.Basecamp;

/// <summary>What is known of an effect whose answer never came, or came broken.</summary>
public sealed class LostAnswerTests
{
    private static readonly CompleteTodoItem Idempotent = new() { Id = 7 };
    private static readonly CreateComment Creation = new() { On = Commentable.TodoItem(7), Body = "B" };
    private readonly RequestSource _rule = new("rule");

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(0)]
    public async Task Creation_WhoseAnswerWasLost_IsNeverSentTwice(int status)
    {
        await using var stub = await Scripted.Failing(times: 1, status, context => context.Status(201, ("Location", "/comments/5.xml")));
        var client = stub.Client();
        var failed = await Should.ThrowAsync<CallFailedException>(client.Send(client.Plan(Creation), _rule, AccountStub.Cancellation));
        failed.IsInDoubt.ShouldBeTrue();
        stub.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task DeletionFoundGone_AfterALostAnswer_IsDone()
    {
        await using var stub = await Scripted.Failing(times: 1, 0, context => context.Status(404));
        var client = stub.Client();
        (await client.Send(client.Plan(new DeleteComment { Id = 1 }), _rule, AccountStub.Cancellation)).Status.ShouldBe(404);
    }

    [Fact]
    public async Task DeletionFoundGone_WithAPauseInBetween_IsDone()
    {
        await using var stub = await Scripted.Answering(Scripted.Lost, context => context.Status(503, ("Retry-After", "0")), context => context.Status(404));
        var client = stub.Client();
        (await client.Send(client.Plan(new DeleteComment { Id = 1 }), _rule, AccountStub.Cancellation)).Status.ShouldBe(404);
    }

    [Fact]
    public async Task DeletionOfWhatNeverWas_IsNotFound()
    {
        await using var stub = await AccountStub.Start(context => context.Status(404));
        var client = stub.Client();
        (await Should.ThrowAsync<CallFailedException>(client.Send(client.Plan(new DeleteComment { Id = 1 }), _rule, AccountStub.Cancellation)))
            .Failure.Kind.ShouldBe(CallFailureKind.NotFound);
    }

    [Theory]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(422)]
    public async Task RefusalAfterALostAnswer_SettlesNothing(int status)
    {
        await using var stub = await Scripted.Answering(Scripted.Lost, context => context.Status(status));
        var client = stub.Client();
        var failed = await Should.ThrowAsync<CallFailedException>(client.Send(client.Plan(Idempotent), _rule, AccountStub.Cancellation));
        failed.IsInDoubt.ShouldBeTrue();
        failed.Status.ShouldBe(status);
        failed.Message.ShouldEndWith("An earlier try was sent and not answered: it may have been done.");
    }

    [Fact]
    public async Task StoppedInAPause_AfterALostAnswer_IsInDoubt()
    {
        await using var stub = await Scripted.Answering(Scripted.Lost, context => context.Status(503, ("Retry-After", "60")));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(AccountStub.Cancellation);
        using var budget = new RequestBudget(new BudgetOptions(), TimeProvider.System);
        var client = stub.Client(budget: budget);
        var sending = client.Send(client.Plan(Idempotent), _rule, stop.Token);
        await Scripted.Reached(() => budget.State.Writes.WaitingByRule.Count == 1);
        await stop.CancelAsync();
        (await Should.ThrowAsync<CallFailedException>(sending)).IsInDoubt.ShouldBeTrue();
    }

    [Theory]
    [InlineData("/comments/5.xml")]
    [InlineData("https://acme.example.com/comments/5")]
    public async Task Creation_AnswersWithItsId_WhateverBecomesOfTheBody(string location)
    {
        await using var stub = await AccountStub.Start(async context =>
        {
            await context.Status(201, ("Location", location), ("Content-Encoding", "gzip"));
            await context.Response.Body.WriteAsync("no gzip"u8.ToArray(), context.RequestAborted);
        });
        var client = stub.Client();
        (await client.Send(client.Plan(Creation), _rule, AccountStub.Cancellation)).CreatedId.ShouldBe(5);
        stub.Requests.Count.ShouldBe(1);
    }
}
