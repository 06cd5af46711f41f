using Automator.Host.Basecamp;
using Automator.Host.Budget;
using Automator.Sdk.Protocol;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace Automator.Tests.Basecamp;

/// <summary>An account that asks to be left alone is left alone.</summary>
public sealed class PauseTests
{
    private static readonly ReadComment Query = new() { Id = 1 };
    private static readonly CreateComment Creation = new() { On = Commentable.TodoItem(7), Body = "B" };
    private readonly RequestSource _rule = new("rule");

    [Fact]
    public async Task RetryAfterOfNothing_IsNoReasonToHurry()
    {
        await using var stub = await AccountStub.Start(context => context.Status(503, ("Retry-After", "0")));
        var time = new FakeTimeProvider();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(AccountStub.Cancellation);
        var answer = stub.Client(time, new Resilience { FirstDelay = TimeSpan.FromSeconds(1) }).Answer(Query, _rule, stop.Token);
        await Scripted.Reached(() => stub.Requests.Count == 1 && _rule.Reads == 1);
        for (var i = 0; i < 1000; i++)
            await Task.Yield();
        stub.Requests.Count.ShouldBe(1);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(answer);
    }

    [Fact]
    public async Task WaitForASlot_IsCountedAndNoOther()
    {
        await using var stub = await AccountStub.Start(context => context.Status(404));
        var time = new FakeTimeProvider();
        var waiting = new WaitingTime(time);
        var rule = new RequestSource("rule", waiting: waiting);
        using var budget = new RequestBudget(new BudgetOptions { Reads = 1, Margin = TimeSpan.Zero }, time);
        var client = stub.Client(time, budget: budget);
        await Should.ThrowAsync<CallFailedException>(client.Answer(Query, rule, AccountStub.Cancellation));
        waiting.Total.ShouldBe(TimeSpan.Zero, "there was a slot");

        var second = client.Answer(Query, rule, AccountStub.Cancellation);
        await Scripted.Reached(() => budget.State.Reads.WaitingByRule.Values.Sum() == 1);
        time.Advance(TimeSpan.FromSeconds(10));
        await Should.ThrowAsync<CallFailedException>(second);
        time.Advance(TimeSpan.FromSeconds(10));

        waiting.Total.ShouldBe(TimeSpan.FromSeconds(10));
    }

    /// <summary>More wait than there are connections: none of those may leave once the account asked to be left alone.</summary>
    [Fact]
    public async Task WaitingForAConnection_NoRequestLeavesIntoAPause()
    {
        var refuse = new TaskCompletionSource();
        await using var stub = await AccountStub.Start(async context =>
        {
            await refuse.Task.WaitAsync(context.RequestAborted);
            await context.Status(503, ("Retry-After", "60"));
        });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(AccountStub.Cancellation);
        var time = new FakeTimeProvider();
        using var budget = new RequestBudget(new BudgetOptions(), time);
        var client = stub.Client(time, budget: budget);
        var asking = Enumerable.Range(1, 3 * Exchange.Doors).Select(id => client.Answer(new ReadComment { Id = id }, _rule, stop.Token)).ToList();
        await Scripted.Reached(() => stub.Requests.Count == Exchange.Doors);
        refuse.SetResult();
        await Scripted.Reached(() => budget.State.Reads.WaitingByRule.Values.Sum() == asking.Count);
        stub.Requests.Count.ShouldBe(Exchange.Doors);
        budget.State.Reads.Used.ShouldBe(Exchange.Doors, "the others never left");
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(Task.WhenAll(asking));
    }

    [Theory]
    [InlineData(429, false)]
    [InlineData(503, false)]
    [InlineData(429, true)]
    [InlineData(503, true)]
    public async Task RetryAfter_StopsTheWholeAccountUntilThen_AndNoLonger(int status, bool asDate)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2024, 5, 6, 7, 8, 9, TimeSpan.Zero));
        var wait = TimeSpan.FromSeconds(7);
        await using var stub = await Scripted.Failing(times: 1, context => context.Status(status,
            ("Date", time.GetUtcNow().AddHours(1).ToString("R")), // A clock of its own.
            ("Retry-After", asDate ? (time.GetUtcNow().AddHours(1) + wait).ToString("R") : "7")), context => context.Status(201));
        using var budget = new RequestBudget(new BudgetOptions(), time);
        var client = stub.Client(time, budget: budget);
        var sending = client.Send(client.Plan(Creation), _rule, AccountStub.Cancellation);
        await Scripted.Reached(() => budget.State.Writes.WaitingByRule.Count == 1);
        budget.State.PausedUntil.ShouldBe(time.GetUtcNow() + wait);
        var other = budget.Acquire(RequestKind.Read, RequestSource.Person(), AccountStub.Cancellation).AsTask();
        time.Advance(wait - TimeSpan.FromMilliseconds(1));
        other.IsCompleted.ShouldBeFalse();
        stub.Requests.Count.ShouldBe(1);
        time.Advance(TimeSpan.FromMilliseconds(1));
        (await sending).Status.ShouldBe(201);
        await other;
        stub.Requests.Count.ShouldBe(2);
    }
}
