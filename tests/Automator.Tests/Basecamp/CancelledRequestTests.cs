using Automator.Host.Budget;
using Automator.Sdk.Protocol;

namespace Automator.Tests.Basecamp;

/// <summary>Who stops waiting leaves nothing half done.</summary>
public sealed class CancelledRequestTests
{
    private static readonly CreateComment Creation = new() { On = Commentable.TodoItem(7), Body = "B" };
    private readonly RequestSource _rule = new("rule");

    [Fact]
    public async Task CancelledWhileWaiting_SendsNothing()
    {
        await using var stub = await AccountStub.Answering(Scripted.Comment);
        using var budget = new RequestBudget(new BudgetOptions(), TimeProvider.System);
        budget.PauseUntil(TimeProvider.System.GetUtcNow().AddHours(1));
        using var source = CancellationTokenSource.CreateLinkedTokenSource(AccountStub.Cancellation);
        var client = stub.Client(budget: budget);
        var sending = client.Send(client.Plan(Creation), _rule, source.Token);
        await source.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(sending);
        stub.Requests.ShouldBeEmpty();
        budget.State.Writes.Used.ShouldBe(0);
    }

    [Fact]
    public async Task CancelledOnItsWay_AnEffectStillLearnsItsAnswer()
    {
        using var source = CancellationTokenSource.CreateLinkedTokenSource(AccountStub.Cancellation);
        await using var stub = await AccountStub.Start(async context =>
        {
            await source.CancelAsync();
            await context.Status(201, ("Location", "/comments/5"));
        });
        var client = stub.Client();
        (await client.Send(client.Plan(Creation), _rule, source.Token)).CreatedId.ShouldBe(5);
    }
}
