using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Automator.Host.Journal;
using Automator.Sdk.Protocol;
using static Automator.Tests.Control.HookedHost;

namespace Automator.Tests.Control;

/// <summary>Calls of webhooks over real HTTP, to a whole host with a real journal: what is let in, and what becomes due.</summary>
[Collection(nameof(HookedHost))]
public sealed class WebhooksTests(HookedHost host)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CallWithTheSecret_IsDueWhenItIsAnswered_AndRunsWithWhatWasSent()
    {
        var before = TimeProvider.System.GetUtcNow();

        using var answer = await host.Call("bearer");

        (await Told(answer)).ShouldBe((HttpStatusCode.Accepted, """{"accepted":1}"""));
        var due = host.Dues("bearer").ShouldHaveSingleItem().Due;
        due.ShouldBe(new Due
        {
            Key = due.Key,
            Account = "demo",
            Rule = due.Rule,
            Handler = "webhook-bearer",
            Trigger = Trigger.Webhook,
            Payload = Deploy,
            At = due.At,
            CreatedAt = due.At,
        });
        due.At.ShouldBeInRange(before.AddSeconds(-1), TimeProvider.System.GetUtcNow());
        var run = await host.Ended("bearer");
        run.Status.ShouldBe(RunStatus.Succeeded);
        host.Journal.Log(run.Id).ShouldHaveSingleItem().Text.ShouldBe("site 7");
    }

    [Theory]
    [InlineData("sha256=")]
    [InlineData("SHA256=")]
    public async Task CallThatIsSigned_IsLetIn(string prefix)
    {
        var before = host.Dues("signed").Count;

        using var answer = await host.Call("signed", Deploy, ("Authorization", "Basic x"), ("X-Hub-Signature-256", prefix + Signature()));

        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        host.Dues("signed").Count.ShouldBe(before + 1);
    }

    [Theory]
    [InlineData("X-Nothing", "")]
    [InlineData("Authorization", "Bearer wrong")]
    [InlineData("Authorization", "Bearer ")]
    [InlineData("Authorization", "Bearer {token}")]
    [InlineData("Authorization", "Bearer {other}")]
    [InlineData("Authorization", "Bearer {secret}x")]
    [InlineData("Authorization", "{secret}")]
    [InlineData("Authorization", "Basic {secret}")]
    [InlineData("X-Hub-Signature-256", "{signature}")]
    [InlineData("X-Hub-Signature-256", "sha1={signature}")]
    [InlineData("X-Hub-Signature-256", "sha256=")]
    [InlineData("X-Hub-Signature-256", "sha256={signature}00")]
    [InlineData("X-Hub-Signature-256", "sha256={of another body}")]
    [InlineData("X-Hub-Signature-256", "sha256={by another}")]
    [InlineData("X-Hub-Signature-256", "sha256=zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz")]
    public async Task Stranger_IsToldNothing_AndNothingIsDue(string header, string value)
    {
        value = value.Replace("{token}", host.Token).Replace("{other}", OtherSecret).Replace("{secret}", Secret).Replace("{signature}", Signature())
            .Replace("{of another body}", Signature("{}")).Replace("{by another}", Signature(Deploy, OtherSecret));

        using var answer = await host.Send("hooks/demo/stranger", new StringContent(Deploy), (header, value));

        (await Told(answer)).ShouldBe((HttpStatusCode.Unauthorized, ""));
        answer.Headers.WwwAuthenticate.ShouldHaveSingleItem().ShouldBe(new AuthenticationHeaderValue("Bearer"));
        host.Dues("stranger").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("{")]
    [InlineData("much")]
    public async Task WhatAStrangerSends_IsNotLookedAt(string body)
    {
        using var answer = await host.Send("hooks/demo/stranger", new StringContent(body == "much" ? new string('x', MaxBytes + 1) : body));

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task SecretOfAWebhook_OpensNothingElse()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/rules");
        using var answer = await host.Send(request, ("Authorization", $"Bearer {Secret}"));

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("hooks/demo/nowhere")]
    [InlineData("hooks/demo/Bearer")]
    [InlineData("hooks/nobody/bearer")]
    [InlineData("hooks/Demo/bearer")]
    public async Task WebhookThatIsNotConfigured_DoesNotExist(string path)
    {
        using var answer = await host.Send(path, new StringContent(Deploy), ("Authorization", $"Bearer {Secret}"));

        (await Told(answer)).ShouldBe((HttpStatusCode.NotFound, """{"error":"There is no such webhook."}"""));
        host.Dues("nowhere", "too").ShouldBeEmpty();
    }

    [Fact]
    public async Task WebhookNobodyListensTo_AcceptsNothing()
    {
        using var answer = await host.Call("quiet");

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await Words(answer)).ShouldBe("No rule listens to the webhook 'quiet' on 'demo'.");
        host.Said.ShouldContain("A call of the webhook 'quiet' on the account 'demo' was refused with 404: No rule listens to the webhook 'quiet' on 'demo'.");
        host.Said.ShouldContain("automator.json has the webhook 'quiet' on the account 'demo', and no rule listens to it: its calls are refused");
        host.Said.ShouldContain("The rule 'too' listens to the webhook 'nowhere', which automator.json does not have on the account 'demo': nobody can call it");
    }

    [Fact]
    public async Task OtherMethods_AreNotAllowed()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "hooks/demo/bearer");
        using var answer = await host.Send(request, ("Authorization", $"Bearer {Secret}"));

        answer.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
    }

    [Fact]
    public async Task EachWhoListens_IsDue()
    {
        using var answer = await host.Call("both");

        (await Told(answer)).ShouldBe((HttpStatusCode.Accepted, """{"accepted":2}"""));
        host.Dues("both").ShouldHaveSingleItem().Due.Payload.ShouldBe(Deploy);
        host.Dues("both", "too").ShouldHaveSingleItem().Due.Payload.ShouldBeNull("it asks for nothing");
    }

    [Theory]
    [InlineData("")]
    [InlineData("a=b&c=d")]
    public async Task HandlerThatTakesNothing_IsDueWhateverIsSent(string body)
    {
        var before = host.Dues("plain").Count;

        using var answer = await host.Call("plain", body);

        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        host.Dues("plain").Count.ShouldBe(before + 1);
    }

    [Fact]
    public async Task BodyThatSaysItIsTooLarge_IsRefusedBeforeItIsSent()
    {
        using var body = new WatchedBody(MaxBytes + 1);
        using var request = new HttpRequestMessage(HttpMethod.Post, "hooks/demo/declared") { Content = body };
        request.Headers.ExpectContinue = true;

        using var answer = await host.Send(request, ("Authorization", $"Bearer {Secret}"));

        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await Words(answer)).ShouldBe("The body is larger than 2,000 bytes.");
        body.WasSent.ShouldBeFalse();
        host.Dues("declared").ShouldBeEmpty();
    }

    [Fact]
    public async Task BodyThatTurnsOutTooLarge_IsRefused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "hooks/demo/chunked") { Content = new StringContent($"\"{new string('x', MaxBytes)}\"") };
        request.Headers.TransferEncodingChunked = true;

        using var answer = await host.Send(request, ("X-Hub-Signature-256", "sha256=" + Signature()));

        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        host.Dues("chunked").ShouldBeEmpty();
    }

    [Fact]
    public async Task BodyOfJustTheLargestSize_IsTaken()
    {
        using var answer = await host.Call("exact", Deploy.PadRight(MaxBytes));

        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        host.Dues("exact").Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("payload=%7B%7D")]
    [InlineData("{} {}")]
    [InlineData("\u00ff", true)]
    public async Task BodyThatIsNoJson_IsRefusedInWords(string body, bool isLatin = false)
    {
        using var content = new ByteArrayContent((isLatin ? Encoding.Latin1 : Encoding.UTF8).GetBytes(body));
        using var answer = await host.Send("hooks/demo/json", content, ("Authorization", $"Bearer {Secret}"));

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await Words(answer)).ShouldStartWith("The body is no JSON, which hears takes: ");
        host.Dues("json").ShouldBeEmpty();
    }

    [Fact]
    public async Task WebhookOfAnotherAccount_IsItsOwn()
    {
        using var refused = await host.Send("hooks/other/apart", new StringContent(Deploy), ("Authorization", $"Bearer {Secret}"));
        refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        using var answer = await host.Send("hooks/other/apart", new StringContent(Deploy), ("Authorization", $"Bearer {OtherSecret}"));

        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await host.Ended("apart", account: "other")).Account.ShouldBe("other");
        host.Dues("apart").ShouldBeEmpty();
    }

    [Fact]
    public async Task AccountThatIsNotServed_AcceptsNothing()
    {
        using var answer = await host.Send("hooks/away/absent", new StringContent(Deploy), ("Authorization", $"Bearer {Secret}"));

        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await Words(answer)).ShouldBe("The account 'away' is not served now. Call again later.");
    }

    [Fact]
    public async Task Secrets_AreNotSaid()
    {
        using var refused = await host.Call("said", "{");
        using var strange = await host.Call("said", Deploy, ("Authorization", "Bearer what-a-stranger-sent"));

        host.Said.ShouldContain("A call of the webhook 'said' on the account 'demo' was refused with 400");
        host.Said.ShouldContain("A call of the webhook 'said' on the account 'demo' was refused with 401: Its secret or signature is missing or wrong.");
        foreach (var secret in (string[])[Secret, OtherSecret, "what-a-stranger-sent"])
            host.Said.ShouldNotContain(secret);
    }

    internal static async Task<(HttpStatusCode Status, string Body)> Told(HttpResponseMessage answer) => (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancellation));

    internal static async Task<string> Words(HttpResponseMessage answer) =>
        System.Text.Json.JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancellation)).RootElement.GetProperty("error").GetString()!;

    /// <summary>Knows whether anybody wanted it.</summary>
    private sealed class WatchedBody(int length) : HttpContent
    {
        internal bool WasSent { get; private set; }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            WasSent = true;
            return stream.WriteAsync(new byte[length], Cancellation).AsTask();
        }

        protected override bool TryComputeLength(out long computed)
        {
            computed = length;
            return true;
        }
    }
}
