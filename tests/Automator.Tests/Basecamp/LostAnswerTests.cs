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

    public static MatrixTheoryData<string, int> Changes { get; } = new(["PUT", "DELETE"], [500, 502, 503, 0]);

    /// <summary>A bug: what does no harm twice was sent again at once, over what a person had changed in between.</summary>
    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Change_WhoseAnswerWasLost_IsNotSentAgainUnseen(string method, int status)
    {
        await using var stub = await Scripted.Failing(times: 1, status, context => context.Status(200));
        var client = stub.Client();
        Operation change = method == "PUT" ? Idempotent : new DeleteComment { Id = 1 };
        var failed = await Should.ThrowAsync<CallFailedException>(client.Send(client.Plan(change), _rule, AccountStub.Cancellation));
        failed.IsInDoubt.ShouldBeTrue();
        stub.Requests.Count.ShouldBe(1);
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
