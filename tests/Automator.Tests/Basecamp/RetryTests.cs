using System.Net;
using System.Net.Sockets;
using Automator.Host.Basecamp;
using Automator.Host.Budget;
using Automator.Sdk;
using Automator.Sdk.Protocol;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Automator.Tests.Basecamp;

public sealed class RetryTests
{
    private const string Comment = "<comment><id>1</id><created-at>2011-07-01T10:00:00Z</created-at></comment>";
    private static readonly ReadComment Query = new() { Id = 1 };
    private static readonly CompleteTodoItem Idempotent = new() { Id = 7 };
    private static readonly CreateComment Creation = new() { On = Commentable.TodoItem(7), Body = "B" };
    private readonly RequestSource _rule = new("rule");

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(0)]
    public async Task Get_IsTriedAgain(int status)
    {
        await using var stub = await Failing(times: 3, status, context => context.Xml(Comment));
        (await stub.Client().Answer(Query, _rule, AccountStub.Cancellation)).ShouldBeOfType<Comment>().Id.ShouldBe(1);
        stub.Requests.Count.ShouldBe(4);
        _rule.Reads.ShouldBe(4);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(0)]
    public async Task Get_IsGivenUpAfterThreeRetries(int status)
    {
        await using var stub = await Failing(times: 100, status, context => context.Xml(Comment));
        await Should.ThrowAsync<CallFailedException>(stub.Client().Answer(Query, _rule, AccountStub.Cancellation));
        stub.Requests.Count.ShouldBe(4, "the handler's own tries would be seen by no budget");
        _rule.Reads.ShouldBe(4);
    }

    /// <summary>Where a server closes without a word, the runtime's handler would try again by itself.</summary>
    [Fact]
    public async Task ClosedWithoutAWord_EveryTryIsCounted()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(AccountStub.Cancellation);
        var asked = 0;
        var serving = Serve();
        await using var stub = await AccountStub.Answering(Comment);
        var client = stub.Client(url: new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}"));
        await Should.ThrowAsync<CallFailedException>(client.Answer(Query, _rule, AccountStub.Cancellation));
        await Should.ThrowAsync<CallFailedException>(client.Send(client.Plan(Idempotent), _rule, AccountStub.Cancellation));
        await Should.ThrowAsync<CallFailedException>(client.Send(client.Plan(Creation), _rule, AccountStub.Cancellation));
        asked.ShouldBe(9);
        (_rule.Reads, _rule.Writes).ShouldBe((4, 5));
        await stop.CancelAsync();
        await serving.ShouldThrowAsync<OperationCanceledException>();

        async Task Serve()
        {
            while (true)
            {
                using var connection = await listener.AcceptTcpClientAsync(stop.Token);
                var read = await connection.GetStream().ReadAsync(new byte[64 << 10], stop.Token);
                if (read > 0)
                    asked++;
            }
        }
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(0)]
    public async Task Creation_WhoseAnswerWasLost_IsNeverSentTwice(int status)
    {
        await using var stub = await Failing(times: 1, status, context => context.Status(201, ("Location", "/comments/5.xml")));
        var client = stub.Client();
        var failed = await Should.ThrowAsync<CallFailedException>(client.Send(client.Plan(Creation), _rule, AccountStub.Cancellation));
        failed.IsInDoubt.ShouldBeTrue();
        stub.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(0)]
    public async Task IdempotentEffect_IsTriedAgain(int status)
    {
        await using var stub = await Failing(times: 1, status, context => context.Status(200));
        var client = stub.Client();
        (await client.Send(client.Plan(Idempotent), _rule, AccountStub.Cancellation)).Status.ShouldBe(200);
        stub.Requests.Count.ShouldBe(2);
        _rule.Writes.ShouldBe(2);
    }

    [Fact]
    public async Task EffectThatMails_IsNotTriedAgain()
    {
        await using var stub = await Failing(times: 1, 500, context => context.Status(200));
        var client = stub.Client();
        var plan = client.Plan(new UpdateTodoItem { Id = 7, Content = "C", Notify = true });
        await Should.ThrowAsync<CallFailedException>(client.Send(plan, _rule, AccountStub.Cancellation));
        stub.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task DeletionFoundGone_AfterALostAnswer_IsDone()
    {
        await using var stub = await Failing(times: 1, 0, context => context.Status(404));
        var client = stub.Client();
        (await client.Send(client.Plan(new DeleteComment { Id = 1 }), _rule, AccountStub.Cancellation)).Status.ShouldBe(404);
    }

    [Fact]
    public async Task DeletionFoundGone_WithAPauseInBetween_IsDone()
    {
        await using var stub = await Answering(Lost, context => context.Status(503, ("Retry-After", "0")), context => context.Status(404));
        var client = stub.Client();
        (await client.Send(client.Plan(new DeleteComment { Id = 1 }), _rule, AccountStub.Cancellation)).Status.ShouldBe(404);
    }

    [Theory]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(422)]
    public async Task RefusalAfterALostAnswer_SettlesNothing(int status)
    {
        await using var stub = await Answering(Lost, context => context.Status(status));
        var client = stub.Client();
        var failed = await Should.ThrowAsync<CallFailedException>(client.Send(client.Plan(Idempotent), _rule, AccountStub.Cancellation));
        failed.IsInDoubt.ShouldBeTrue();
        failed.Status.ShouldBe(status);
        failed.Message.ShouldEndWith("An earlier try was sent and not answered: it may have been done.");
    }

    [Fact]
    public async Task StoppedInAPause_AfterALostAnswer_IsInDoubt()
    {
        await using var stub = await Answering(Lost, context => context.Status(503, ("Retry-After", "60")));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(AccountStub.Cancellation);
        using var budget = new RequestBudget(new BudgetOptions(), TimeProvider.System);
        var client = stub.Client(budget: budget);
        var sending = client.Send(client.Plan(Idempotent), _rule, stop.Token);
        await Reached(() => budget.State.Writes.WaitingByRule.Count == 1);
        await stop.CancelAsync();
        (await Should.ThrowAsync<CallFailedException>(sending)).IsInDoubt.ShouldBeTrue();
    }

    [Fact]
    public async Task RetryAfterOfNothing_IsNoReasonToHurry()
    {
        await using var stub = await AccountStub.Start(context => context.Status(503, ("Retry-After", "0")));
        var time = new FakeTimeProvider();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(AccountStub.Cancellation);
        var answer = stub.Client(time, new Resilience { FirstDelay = TimeSpan.FromSeconds(1) }).Answer(Query, _rule, stop.Token);
        await Reached(() => stub.Requests.Count == 1 && _rule.Reads == 1);
        for (var i = 0; i < 1000; i++)
            await Task.Yield();
        stub.Requests.Count.ShouldBe(1);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(answer);
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
        await Reached(() => stub.Requests.Count == Exchange.Doors);
        refuse.SetResult();
        await Reached(() => budget.State.Reads.WaitingByRule.Values.Sum() == asking.Count);
        stub.Requests.Count.ShouldBe(Exchange.Doors);
        budget.State.Reads.Used.ShouldBe(Exchange.Doors, "the others never left");
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(Task.WhenAll(asking));
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

    [Theory]
    [InlineData(429, false)]
    [InlineData(503, false)]
    [InlineData(429, true)]
    [InlineData(503, true)]
    public async Task RetryAfter_StopsTheWholeAccountUntilThen_AndNoLonger(int status, bool asDate)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2024, 5, 6, 7, 8, 9, TimeSpan.Zero));
        var wait = TimeSpan.FromSeconds(7);
        await using var stub = await Failing(times: 1, context => context.Status(status,
            ("Date", time.GetUtcNow().AddHours(1).ToString("R")), // A clock of its own.
            ("Retry-After", asDate ? (time.GetUtcNow().AddHours(1) + wait).ToString("R") : "7")), context => context.Status(201));
        using var budget = new RequestBudget(new BudgetOptions(), time);
        var client = stub.Client(time, budget: budget);
        var sending = client.Send(client.Plan(Creation), _rule, AccountStub.Cancellation);
        await Reached(() => budget.State.Writes.WaitingByRule.Count == 1);
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

    [Fact]
    public async Task NoAnswer_TimesOutEachTryAndInAll()
    {
        await using var stub = await AccountStub.Start(context => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted));
        var time = new FakeTimeProvider();
        var client = stub.Client(time, new Resilience { FirstDelay = TimeSpan.Zero });
        var answer = client.Answer(Query, _rule, AccountStub.Cancellation);
        foreach (var (tries, seconds) in ((int, int)[])[(1, 30), (2, 30), (3, 30), (4, 10)])
        {
            await Reached(() => stub.Requests.Count == tries);
            answer.IsCompleted.ShouldBeFalse();
            time.Advance(TimeSpan.FromSeconds(seconds));
        }

        var failed = await Should.ThrowAsync<CallFailedException>(answer);
        failed.Failure.Kind.ShouldBe(CallFailureKind.Unavailable);
        failed.Message.ShouldContain("did not answer in time");
    }

    [Fact]
    public async Task LimitOfTheRun_StopsBeforeTheRequest()
    {
        await using var stub = await Failing(times: 100, 500, context => context.Xml(Comment));
        var spent = 0;
        var limited = new RequestSource("rule", _ =>
        {
            if (++spent > 2)
                throw new InvalidOperationException("limit reached");
        });
        (await Should.ThrowAsync<InvalidOperationException>(stub.Client().Answer(Query, limited, AccountStub.Cancellation))).Message.ShouldBe("limit reached");
        stub.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task CancelledWhileWaiting_SendsNothing()
    {
        await using var stub = await AccountStub.Answering(Comment);
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

    private static Task Lost(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }

    /// <summary>One answer after the other; the last goes on.</summary>
    private static Task<AccountStub> Answering(params Func<HttpContext, Task>[] answers)
    {
        var asked = -1;
        return AccountStub.Start(context => answers[Math.Min(Interlocked.Increment(ref asked), answers.Length - 1)](context));
    }

    /// <param name="status">0 breaks the connection off without an answer.</param>
    private static Task<AccountStub> Failing(int times, int status, Func<HttpContext, Task> then) => Failing(times, context =>
    {
        if (status != 0)
            return context.Status(status);
        context.Abort();
        return Task.CompletedTask;
    }, then);

    private static Task<AccountStub> Failing(int times, Func<HttpContext, Task> fail, Func<HttpContext, Task> then)
    {
        var asked = 0;
        return AccountStub.Start(context => Interlocked.Increment(ref asked) <= times ? fail(context) : then(context));
    }

    private static async Task Reached(Func<bool> state)
    {
        while (!state())
        {
            AccountStub.Cancellation.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
