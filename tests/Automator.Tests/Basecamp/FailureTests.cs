using System.Net;
using System.Net.Sockets;
using Automator.Host.Basecamp;
using Automator.Host.Budget;
using Automator.Sdk;
using Automator.Sdk.Protocol;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;

namespace Automator.Tests.Basecamp;

public sealed class FailureTests
{
    private static readonly RequestSource Rule = new("rule");
    private static readonly ReadTodoItem Query = new() { Id = 7 };
    private static readonly CompleteTodoItem Effect = new() { Id = 7 };
    private static readonly CreateComment Creation = new() { On = Commentable.TodoItem(7), Body = "B" };

    [Theory]
    [InlineData(401, "Forbidden", "did not accept its token", false)]
    [InlineData(403, "Forbidden", "does not allow GET /todo_items/7.xml", false)]
    [InlineData(404, "NotFound", "no such record", false)]
    [InlineData(409, "Invalid", "still in use", false)]
    [InlineData(400, "Invalid", "refused it (status 400)", false)]
    [InlineData(500, "Unavailable", "cannot answer now (status 500)", true)]
    [InlineData(502, "Unavailable", "status 502", true)]
    [InlineData(503, "Unavailable", "status 503", true)]
    [InlineData(429, "Unavailable", "status 429", true)]
    public async Task Status_IsAFailureOfItsKind(int status, string kind, string words, bool mayRetry)
    {
        await using var stub = await AccountStub.Start(context => context.Status(status));
        var failed = await Failed(stub.Client().Answer(Query, Rule, AccountStub.Cancellation));
        failed.Status.ShouldBe(status);
        failed.IsInDoubt.ShouldBeFalse();
        failed.Failure.ShouldSatisfyAllConditions(
            f => f.Kind.ToString().ShouldBe(kind),
            f => f.Message.ShouldContain(words),
            f => f.MayRetry.ShouldBe(mayRetry),
            f => f.Account.ShouldBe("acme"),
            f => f.Method.ShouldBe("GET"),
            f => f.Path.ShouldBe("/todo_items/7.xml"));
    }

    [Fact]
    public async Task InvalidData_BringsTheAccountsErrors()
    {
        await using var stub = await AccountStub.Start(context => context.Xml(
            $"<errors><error>Content can't be blank</error><error>Token {AccountStub.Secret} seen</error></errors>", 422));
        var failed = await Sent(stub.Client(), Creation);
        failed.Failure.Kind.ShouldBe(CallFailureKind.Invalid);
        failed.Failure.Errors.ShouldBe(["Content can't be blank", "Token … seen"]);
        failed.Message.ShouldContain("Content can't be blank. Token … seen.");
        failed.IsInDoubt.ShouldBeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("<errors/>")]
    [InlineData("<errors><error>cut")]
    [InlineData("<html>no</html>")]
    public async Task InvalidDataWithoutReasons_IsInvalidAllTheSame(string body)
    {
        await using var stub = await AccountStub.Start(context => context.Xml(body, 422));
        var failed = await Sent(stub.Client(), Creation);
        failed.Failure.Kind.ShouldBe(CallFailureKind.Invalid);
        failed.Failure.Errors.ShouldBeEmpty();
        failed.Message.ShouldContain("no reason was given");
    }

    [Fact]
    public async Task Html_AsksWhetherTheUrlIsAnAccounts()
    {
        await using var stub = await AccountStub.Start(context => context.Html(200));
        var read = await Failed(stub.Client().Answer(Query, Rule, AccountStub.Cancellation));
        read.Failure.Kind.ShouldBe(CallFailureKind.Unreadable);
        read.Message.ShouldContain("answered HTML");
        read.Message.ShouldContain("is the url of 'acme' in automator.json an account's?");
        var written = await Sent(stub.Client(), Creation);
        written.Failure.Kind.ShouldBe(CallFailureKind.Unreadable);
        written.IsInDoubt.ShouldBeTrue();
    }

    [Fact]
    public async Task UnknownAccount_IsNoMissingRecord()
    {
        await using var stub = await AccountStub.Start(context => context.Status(404, ("Status", "404 The requested account could not be found")));
        var failed = await Failed(stub.Client().Answer(Query, Rule, AccountStub.Cancellation));
        failed.Failure.Kind.ShouldBe(CallFailureKind.Unavailable);
        failed.Message.ShouldContain("There is no account at http://127.0.0.1");
    }

    [Theory]
    [InlineData(302)]
    [InlineData(301)]
    [InlineData(307)]
    public async Task WrongScheme_NamesTheRightAddress_AndIsNeverFollowed(int status)
    {
        await using var stub = await AccountStub.Start(context =>
            context.Status(status, ("Location", $"https://acme.example.com/todo_items/7.xml?key={AccountStub.Secret}")));
        var read = await Failed(stub.Client().Answer(Query, Rule, AccountStub.Cancellation));
        read.Message.ShouldContain("the url of 'acme' in automator.json should be https://acme.example.com (");
        var written = await Sent(stub.Client(), Effect);
        written.Failure.Kind.ShouldBe(CallFailureKind.Unavailable);
        written.Failure.MayRetry.ShouldBeFalse();
        written.IsInDoubt.ShouldBeFalse();
        stub.Requests.Count.ShouldBe(2);
    }

    /// <summary>What automator.json refuses is no address to be named there.</summary>
    [Theory]
    [InlineData("https://acme.example.com", "http://acme.example.com/todo_items/7.xml",
        "https://acme.example.com answers over http alone, over which secrets would travel in clear. Switch SSL on for the account, in Basecamp's settings, and let the url of 'acme' in automator.json be https://acme.example.com (status 302).")]
    [InlineData("https://acme.example.com:8443", "http://acme.example.com:8080/",
        "https://acme.example.com:8443 answers over http alone, over which secrets would travel in clear. Switch SSL on for the account, in Basecamp's settings, and let the url of 'acme' in automator.json be https://acme.example.com (status 302).")]
    [InlineData("https://acme.example.com", "http://other.example.com/",
        "https://acme.example.com points on to http://other.example.com, over which secrets would travel in clear. Switch SSL on for the account, in Basecamp's settings, and let the url of 'acme' in automator.json be https://other.example.com (status 302).")]
    [InlineData("https://acme.example.com", "https://other.example.com/",
        "https://acme.example.com points on to https://other.example.com. If that is the account, the url of 'acme' in automator.json should be https://other.example.com (status 302).")]
    [InlineData("https://acme.example.com", "https://basecamp.com/123",
        "https://acme.example.com points on to https://basecamp.com, which is the newer Basecamp. Is the url of 'acme' in automator.json that of a Basecamp Classic account? (status 302).")]
    [InlineData("https://127.0.0.1:8443", "http://127.0.0.1:8080/",
        "https://127.0.0.1:8443 answers over http alone: the url of 'acme' in automator.json should be http://127.0.0.1:8080 (status 302).")]
    public async Task Redirection_NamesNoAddressThatIsRefused(string url, string location, string words)
    {
        using var budget = new RequestBudget(new BudgetOptions(), TimeProvider.System);
        using var client = new BasecampClient(
            AccountStub.Connection(new Uri(url)) with { Handler = new Redirecting(location) }, budget, TimeProvider.System, NullLogger.Instance);
        var failed = await Sent(client, Effect);
        failed.Message.ShouldBe($"PUT /todo_items/7/complete.xml: {words}");
        failed.IsConfiguration.ShouldBeTrue();
    }

    private sealed class Redirecting(string location) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.Found) { Headers = { Location = new Uri(location) } });
    }

    [Fact]
    public async Task BrokenXml_IsUnreadableWithItsPosition()
    {
        await using var stub = await AccountStub.Answering("<todo-item>\n  <id>7</id>\n  <position>x</position></todo-item>");
        var failed = await Failed(stub.Client().Answer(Query, Rule, AccountStub.Cancellation));
        failed.Failure.Kind.ShouldBe(CallFailureKind.Unreadable);
        failed.Message.ShouldContain("GET /todo_items/7.xml: the answer of the account 'acme' cannot be read: <position> is no whole number: 'x' (line 3, column");
        stub.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task AnotherRecord_IsUnreadable()
    {
        await using var stub = await AccountStub.Answering("<todo-list><id>7</id></todo-list>");
        (await Failed(stub.Client().Answer(Query, Rule, AccountStub.Cancellation))).Message.ShouldContain("a <todo-list> where a <todo-item> was asked for");
    }

    [Fact]
    public async Task EndlessAnswer_IsUnreadableAtTheLimit()
    {
        var chunk = new byte[1 << 20];
        await using var stub = await AccountStub.Start(async context =>
        {
            context.Response.ContentType = "application/xml";
            for (var sent = 0; sent < 100; sent++)
                await context.Response.Body.WriteAsync(chunk, context.RequestAborted);
        });
        var failed = await Failed(stub.Client().Answer(new ReadComment { Id = 1 }, Rule, AccountStub.Cancellation));
        failed.Failure.Kind.ShouldBe(CallFailureKind.Unreadable);
        failed.Message.ShouldContain("larger than 32 MB");
    }

    [Fact]
    public async Task NobodyListens_SaysSo_AndNothingIsInDoubt()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // Bound and not listening: taken, and refusing.
        var url = new Uri($"http://127.0.0.1:{((IPEndPoint)socket.LocalEndPoint!).Port}");
        await using var stub = await AccountStub.Answering("<a/>");
        var source = new RequestSource("rule");
        var client = stub.Client(url: url);
        var failed = await Should.ThrowAsync<CallFailedException>(client.Send(client.Plan(Creation), source, AccountStub.Cancellation));
        failed.Failure.Kind.ShouldBe(CallFailureKind.Unavailable);
        failed.Failure.MayRetry.ShouldBeTrue();
        failed.IsInDoubt.ShouldBeFalse();
        failed.Message.ShouldContain("the connection was refused");
        source.Writes.ShouldBe(4, "what never left may be sent again");
    }

    [Fact]
    public async Task Secrets_AreInNoText()
    {
        var connection = AccountStub.Connection(new Uri("https://acme.example.com"));
        $"{connection} {connection.Credentials}".ShouldNotContain(AccountStub.Secret);
        var header = await connection.Credentials.Authorize(AccountStub.Cancellation);
        connection.Credentials.Redact($"a {AccountStub.Secret} b {header.Parameter} c X").ShouldBe("a … b … c X");
    }

    private static Task<CallFailedException> Failed(Task<object> answer) => Should.ThrowAsync<CallFailedException>(answer);

    private static Task<CallFailedException> Sent(BasecampClient client, Operation effect) =>
        Should.ThrowAsync<CallFailedException>(client.Send(client.Plan(effect), Rule, AccountStub.Cancellation));
}
