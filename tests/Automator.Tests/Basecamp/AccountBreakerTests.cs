using Automator.Host.Basecamp;
using Automator.Host.Budget;
using Automator.Sdk.Protocol;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Automator.Tests.Basecamp;

public sealed class AccountBreakerTests
{
    private static readonly Resilience Sensitive = new() { FirstDelay = TimeSpan.Zero, Retries = 1, BreakerTries = 4 };
    private static readonly ReadMe Query = new();
    private readonly RequestSource _rule = new("rule");
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2024, 5, 6, 7, 8, 0, TimeSpan.Zero));
    private int _status = 500;

    [Fact]
    public async Task AccountThatAlwaysFails_IsLeftAlone_AndSaysUntilWhen()
    {
        await using var stub = await AccountStub.Start(context => context.Status(_status));
        var client = await Broken(stub);
        var (asked, spent) = (stub.Requests.Count, _rule.Reads);

        var read = await Failed(client.Answer(Query, _rule, AccountStub.Cancellation));
        read.Failure.Kind.ShouldBe(CallFailureKind.Unavailable);
        read.Failure.MayRetry.ShouldBeTrue();
        read.Message.ShouldBe("GET /me.xml was not sent: the account 'acme' failed again and again, and is left alone until 07:08:15Z.");
        var written = await Failed(client.Send(client.Plan(new CreateProject { Name = "P" }), _rule, AccountStub.Cancellation));
        written.IsInDoubt.ShouldBeFalse("it never left");
        stub.Requests.Count.ShouldBe(asked);
        (_rule.Reads, _rule.Writes).ShouldBe((spent, 0));
    }

    [Fact]
    public async Task AfterThePause_OneRequestLooks_AndItsAnswerOpensTheAccountAgain()
    {
        await using var stub = await AccountStub.Start(context => _status == 200 ? context.Xml("<person><id>1</id></person>") : context.Status(_status));
        var client = await Broken(stub);
        _time.Advance(Sensitive.BreakerPause);
        var asked = stub.Requests.Count;
        await Failed(client.Answer(Query, _rule, AccountStub.Cancellation));
        stub.Requests.Count.ShouldBe(asked + 1, "one looked, and its second try was not sent");

        _status = 200;
        _time.Advance(Sensitive.BreakerPause);
        for (var i = 0; i < 3; i++)
            await client.Answer(Query, _rule, AccountStub.Cancellation);
        stub.Requests.Count.ShouldBe(asked + 4);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(422)]
    [InlineData(403)]
    public async Task RefusedRequests_SayNothingOfTheAccount(int status)
    {
        await using var stub = await AccountStub.Start(context => context.Status(status));
        var client = stub.Client(_time, Sensitive);
        for (var i = 0; i < 10; i++)
            await Failed(client.Answer(Query, _rule, AccountStub.Cancellation));
        stub.Requests.Count.ShouldBe(10);
    }

    private async Task<BasecampClient> Broken(AccountStub stub)
    {
        var client = stub.Client(_time, Sensitive);
        for (var i = 0; i < 2; i++)
            await Failed(client.Answer(Query, _rule, AccountStub.Cancellation));
        stub.Requests.Count.ShouldBe(Sensitive.BreakerTries);
        return client;
    }

    private static Task<CallFailedException> Failed(Task call) => Should.ThrowAsync<CallFailedException>(call);
}
