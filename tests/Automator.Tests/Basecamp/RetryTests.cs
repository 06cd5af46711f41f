using System.Net;
using System.Net.Sockets;
using Automator.Host.Basecamp;
using Automator.Host.Budget;
using Automator.Sdk;
using Automator.Sdk.Protocol;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace Automator.Tests.Basecamp;

public sealed class RetryTests
{
    private static readonly ReadComment Query = new() { Id = 1 };
    private static readonly CompleteTodoItem Change = new() { Id = 7 };
    private static readonly CreateComment Creation = new() { On = Commentable.TodoItem(7), Body = "B" };
    private readonly RequestSource _rule = new("rule");

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(0)]
    public async Task Get_IsTriedAgain(int status)
    {
        await using var stub = await Scripted.Failing(times: 3, status, context => context.Xml(Scripted.Comment));
        (await stub.Client().Answer(Query, _rule, AccountStub.Cancellation)).ShouldBeOfType<Comment>().Id.ShouldBe(1);
        stub.Requests.Count.ShouldBe(4);
        _rule.Reads.ShouldBe(4);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(0)]
    public async Task Get_IsGivenUpAfterThreeRetries(int status)
    {
        await using var stub = await Scripted.Failing(times: 100, status, context => context.Xml(Scripted.Comment));
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
        await using var stub = await AccountStub.Answering(Scripted.Comment);
        var client = stub.Client(url: new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}"));
        await Should.ThrowAsync<CallFailedException>(client.Answer(Query, _rule, AccountStub.Cancellation));
        await Should.ThrowAsync<CallFailedException>(client.Send(client.Plan(Change), _rule, AccountStub.Cancellation));
        await Should.ThrowAsync<CallFailedException>(client.Send(client.Plan(Creation), _rule, AccountStub.Cancellation));
        asked.ShouldBe(6);
        (_rule.Reads, _rule.Writes).ShouldBe((4, 2));
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

    /// <summary>What is uploaded nobody sees before it is attached.</summary>
    [Theory]
    [InlineData(500)]
    [InlineData(0)]
    public async Task Upload_IsTriedAgain(int status)
    {
        await using var stub = await Scripted.Failing(times: 1, status, context => context.Xml("<upload><id>abc</id></upload>"));
        var client = stub.Client();
        (await client.Send(client.Plan(new UploadFile { Name = "a.txt", Bytes = [1] }), _rule, AccountStub.Cancellation)).UploadId.ShouldBe("abc");
        stub.Requests.Count.ShouldBe(2);
        _rule.Writes.ShouldBe(2);
    }

    [Fact]
    public async Task EffectThatMails_IsNotTriedAgain()
    {
        await using var stub = await Scripted.Failing(times: 1, 500, context => context.Status(200));
        var client = stub.Client();
        var plan = client.Plan(new UpdateTodoItem { Id = 7, Content = "C", Notify = true });
        await Should.ThrowAsync<CallFailedException>(client.Send(plan, _rule, AccountStub.Cancellation));
        stub.Requests.Count.ShouldBe(1);
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
            await Scripted.Reached(() => stub.Requests.Count == tries);
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
        await using var stub = await Scripted.Failing(times: 100, 500, context => context.Xml(Scripted.Comment));
        var spent = 0;
        var limited = new RequestSource("rule", _ =>
        {
            if (++spent > 2)
                throw new InvalidOperationException("limit reached");
        });
        (await Should.ThrowAsync<InvalidOperationException>(stub.Client().Answer(Query, limited, AccountStub.Cancellation))).Message.ShouldBe("limit reached");
        stub.Requests.Count.ShouldBe(2);
    }
}
