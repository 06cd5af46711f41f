using System.Net;
using Automator.Host.Journal;
using Automator.Tests.Triggers;
using static Automator.Tests.Control.WebhooksTests;

namespace Automator.Tests.Control;

/// <summary>Calls of webhooks that are sent again: because the caller was not answered, or does not know.</summary>
[Collection(nameof(HookedHost))]
public sealed class WebhookKeysTests(HookedHost host)
{
    [Theory]
    [InlineData("Idempotency-Key", "twice")]
    [InlineData("X-GitHub-Delivery", "github")]
    public async Task SameKeyAgain_IsAcceptedAndDueOnce(string header, string hook)
    {
        using var first = await host.Call(hook, HookedHost.Deploy, (header, "72d3162e"));
        var run = await host.Ended(hook);
        using var again = await host.Call(hook, HookedHost.Deploy, (header, "72d3162e"));
        using var changed = await host.Call(hook, """{ "number": 8 }""", (header, "72d3162e"));

        foreach (var answer in (HttpResponseMessage[])[first, again, changed])
            (await Told(answer)).ShouldBe((HttpStatusCode.Accepted, """{"accepted":1}"""));
        var outcome = host.Dues(hook).ShouldHaveSingleItem();
        outcome.Run.ShouldBe(run.Id);
        outcome.Due.Payload.ShouldBe(HookedHost.Deploy, "the first counts");
        outcome.Due.Key.ShouldNotContain("72d3162e");

        using var another = await host.Call(hook, HookedHost.Deploy, (header, "72d3162f"));
        host.Dues(hook).Count.ShouldBe(2);
    }

    [Fact]
    public async Task WithoutAKey_EachCallIsItsOwn()
    {
        using var first = await host.Call("keyless");
        using var second = await host.Call("keyless");

        host.Dues("keyless").Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(0, HttpStatusCode.BadRequest)]
    [InlineData(1, HttpStatusCode.Accepted)]
    [InlineData(255, HttpStatusCode.Accepted)]
    [InlineData(256, HttpStatusCode.BadRequest)]
    public async Task KeyOfAnOddLength_IsNotCutToFit(int length, HttpStatusCode status)
    {
        var before = host.Dues("keys").Count;

        using var answer = await host.Call("keys", HookedHost.Deploy, ("Idempotency-Key", new string('k', length)));

        answer.StatusCode.ShouldBe(status);
        host.Dues("keys").Count.ShouldBe(before + (status == HttpStatusCode.Accepted ? 1 : 0));
        if (status == HttpStatusCode.BadRequest)
            (await Words(answer)).ShouldBe("The key by which a call is known again has 1 to 255 characters.");
    }

    [Fact]
    public async Task SameKeyAtOnce_IsDueOnce()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => host.Call("together", HookedHost.Deploy, ("Idempotency-Key", "one"))));

        answers.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.Accepted);
        host.Dues("together").Count.ShouldBe(1);
        (await host.Ended("together")).Status.ShouldBe(RunStatus.Succeeded);
        foreach (var answer in answers)
            answer.Dispose();
    }

    [Fact]
    public async Task JournalThatDoesNotWrite_AcceptsNothing_UntilItDoes()
    {
        host.Journal.Next = FlakyJournal.Failure.BeforeWriting;
        using var refused = await host.Call("unwritten", HookedHost.Deploy, ("Idempotency-Key", "one"));

        refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await Words(refused)).ShouldBe("The call could not be written down. Call again later.");
        host.Said.ShouldContain("A call of the webhook 'unwritten' on the account 'demo' was refused with 503: The disk is full.");
        host.Dues("unwritten").ShouldBeEmpty();

        using var answer = await host.Call("unwritten", HookedHost.Deploy, ("Idempotency-Key", "one"));
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await host.Ended("unwritten")).Status.ShouldBe(RunStatus.Succeeded);
    }

    [Fact]
    public async Task JournalThatWroteWithoutSayingSo_HasItDueOnceAllTheSame()
    {
        host.Journal.Next = FlakyJournal.Failure.AfterWriting;
        using var refused = await host.Call("unsure", HookedHost.Deploy, ("Idempotency-Key", "one"));
        using var answer = await host.Call("unsure", HookedHost.Deploy, ("Idempotency-Key", "one"));

        refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await host.Ended("unsure")).Status.ShouldBe(RunStatus.Succeeded);
    }
}
