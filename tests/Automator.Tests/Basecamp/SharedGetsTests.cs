using Automator.Host.Basecamp;
using Automator.Host.Budget;
using Automator.Sdk;
using Automator.Sdk.Protocol;
using Microsoft.AspNetCore.Http;
using Shouldly;
using Xunit;

namespace Automator.Tests.Basecamp;

public sealed class SharedGetsTests
{
    private static readonly ReadComment Query = new() { Id = 1 };
    private readonly TaskCompletionSource _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly RequestSource _first = new("first");
    private readonly RequestSource _second = new("second");

    [Fact]
    public async Task SameGetUnderWay_IsOneRequest_AndTheFirstAskerPays()
    {
        await using var stub = await Waiting();
        var client = stub.Client();
        var asking = Enumerable.Range(0, 10).Select(i => client.Answer(Query, i == 0 ? _first : _second, AccountStub.Cancellation)).ToList();
        await Arrived(stub, 1);
        _answer.SetResult();
        (await Task.WhenAll(asking)).ShouldAllBe(answer => ((Comment)answer).Body == "1");
        stub.Requests.Count.ShouldBe(1);
        (_first.Reads, _second.Reads).ShouldBe((1, 0));

        await client.Answer(Query, _second, AccountStub.Cancellation);
        stub.Requests.Count.ShouldBe(2, "an answer that is there is not shared any more");
    }

    [Fact]
    public async Task FirstAskerCancelled_LeavesTheOthersTheirAnswer()
    {
        await using var stub = await Waiting();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(AccountStub.Cancellation);
        var client = stub.Client();
        var first = client.Answer(Query, _first, stop.Token);
        var second = client.Answer(Query, _second, AccountStub.Cancellation);
        await Arrived(stub, 1);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(first);
        _answer.SetResult();
        (await second).ShouldBeOfType<Comment>();
        stub.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task AllCancelled_EndsTheRequest_AndTheNextAskerAsksAnew()
    {
        await using var stub = await Waiting();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(AccountStub.Cancellation);
        using var budget = new RequestBudget(new BudgetOptions(), TimeProvider.System);
        var client = stub.Client(budget: budget);
        budget.PauseUntil(TimeProvider.System.GetUtcNow().AddHours(1));
        Task<object>[] asking = [client.Answer(Query, _first, stop.Token), client.Answer(Query, _second, stop.Token)];
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(asking[0]);
        await Should.ThrowAsync<OperationCanceledException>(asking[1]);
        budget.State.Reads.ShouldSatisfyAllConditions(r => r.Used.ShouldBe(0), r => r.WaitingByRule.ShouldBeEmpty());
        stub.Requests.ShouldBeEmpty();
        var again = client.Answer(Query, _second, AccountStub.Cancellation);
        budget.State.Reads.WaitingByRule.ShouldBe(new Dictionary<string, int> { ["second"] = 1 });
        again.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task LimitOfTheFirstAsker_IsNotTheOthers()
    {
        await using var stub = await Waiting();
        _answer.SetResult();
        var entered = new TaskCompletionSource();
        using var reached = new ManualResetEventSlim();
        var limited = new RequestSource("limited", _ =>
        {
            entered.SetResult();
            reached.Wait(AccountStub.Cancellation);
            throw new InvalidOperationException("limit reached");
        });
        var client = stub.Client();
        var first = Task.Run(() => client.Answer(Query, limited, AccountStub.Cancellation), AccountStub.Cancellation);
        await entered.Task;
        var second = client.Answer(Query, _second, AccountStub.Cancellation);
        reached.Set();
        (await Should.ThrowAsync<InvalidOperationException>(first)).Message.ShouldBe("limit reached");
        (await second).ShouldBeOfType<Comment>();
        (limited.Reads, _second.Reads).ShouldBe((0, 1));
    }

    [Fact]
    public async Task FailureOfTheAccount_IsEverybodys()
    {
        await using var stub = await AccountStub.Start(async context =>
        {
            await _answer.Task.WaitAsync(context.RequestAborted);
            await context.Status(404);
        });
        var client = stub.Client();
        Task<object>[] asking = [client.Answer(Query, _first, AccountStub.Cancellation), client.Answer(Query, _second, AccountStub.Cancellation)];
        _answer.SetResult();
        foreach (var asked in asking)
            (await Should.ThrowAsync<CallFailedException>(asked)).Failure.Kind.ShouldBe(CallFailureKind.NotFound);
        stub.Requests.Count.ShouldBe(1);
    }

    /// <summary>Its answer may have been made before the change.</summary>
    [Fact]
    public async Task AfterAChange_NobodyJoinsWhatWasAskedBefore()
    {
        var reads = 0;
        await using var stub = await AccountStub.Start(async context =>
        {
            if (context.Request.Method != "GET")
                return;
            var number = Interlocked.Increment(ref reads);
            if (number == 1)
                await _answer.Task.WaitAsync(context.RequestAborted);
            await context.Xml(Xml(number));
        });
        var client = stub.Client();
        var before = client.Answer(Query, _first, AccountStub.Cancellation);
        await Arrived(stub, 1);
        await client.Send(client.Plan(new UpdateComment { Id = 1, Body = "new" }), _second, AccountStub.Cancellation);
        (await client.Answer(Query, _second, AccountStub.Cancellation)).ShouldBeOfType<Comment>().Body.ShouldNotBe("1");
        _answer.SetResult();
        (await before).ShouldBeOfType<Comment>().Body.ShouldBe("1");
    }

    [Fact]
    public async Task Person_NeverWaitsInARulesPlace()
    {
        await using var stub = await Waiting();
        var client = stub.Client();
        Task<object>[] asking =
        [
            client.Answer(Query, _first, AccountStub.Cancellation),
            client.Answer(Query, RequestSource.Person(), AccountStub.Cancellation),
            client.Answer(Query, RequestSource.Person(), AccountStub.Cancellation),
        ];
        await Arrived(stub, 2);
        _answer.SetResult();
        await Task.WhenAll(asking);
        stub.Requests.Count.ShouldBe(2);
    }

    private Task<AccountStub> Waiting()
    {
        var number = 0;
        return AccountStub.Start(async context =>
        {
            var mine = Interlocked.Increment(ref number);
            await _answer.Task.WaitAsync(context.RequestAborted);
            await context.Xml(Xml(mine));
        });
    }

    private static string Xml(int body) => $"<comment><id>1</id><body>{body}</body><created-at>2011-07-01T10:00:00Z</created-at></comment>";

    private static async Task Arrived(AccountStub stub, int count)
    {
        while (stub.Requests.Count < count)
        {
            AccountStub.Cancellation.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
