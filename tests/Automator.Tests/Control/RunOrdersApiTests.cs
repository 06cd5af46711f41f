using System.Net;
using System.Text.Json;
using Automator.Host.Broker;
using Automator.Host.Control;
using Automator.Host.Journal;
using Automator.Host.Runs;
using Automator.Sdk.Protocol;
using Microsoft.Extensions.Logging.Abstractions;

namespace Automator.Tests.Control;

/// <summary>What a person orders of runs, over the control API.</summary>
public sealed class RunOrdersApiTests : IAsyncLifetime
{
    private readonly StubAutomator _automator = new();
    private ControlServer _server = null!;
    private RemoteAutomator _remote = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static RunReport Report { get; } = new()
    {
        Run = "r1",
        Account = "main",
        Rule = "a",
        Handler = "demand-1",
        Trigger = Trigger.Demand,
        Status = RunStatus.InDoubt,
        Effects =
        [
            new EffectReport
            {
                Sequence = 2,
                Operation = "todo-item.create",
                Description = "create to-do",
                Method = "POST",
                Path = "/x.xml",
                Status = EffectStatus.InDoubt,
                At = DateTimeOffset.UnixEpoch,
                Sent = "<x/>",
                Doubt = "Two.",
                Candidates = [501, 502],
                SettledAt = DateTimeOffset.UnixEpoch,
            },
        ],
    };

    public async ValueTask InitializeAsync()
    {
        _server = await ControlServer.Start(new IPEndPoint(IPAddress.Loopback, 0), _automator, (_, _) => { }, NullLoggerFactory.Instance, Cancellation);
        _remote = new RemoteAutomator(_server.Address);
    }

    public async ValueTask DisposeAsync()
    {
        await _remote.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Cancel_CrossesWhole()
    {
        var request = new CancelRequest { Runs = ["r1", "demand:ü"], Rule = "folder/a", Account = "acme" };
        _automator.CancelReports = new CancelReport
        {
            Runs = [new CancelledRun { Run = "r1", Account = "acme", Rule = "a", Was = RunStatus.Waiting, Status = RunStatus.Cancelled }],
            Problems = ["The other is gone."],
        };

        var report = await _remote.Cancel(request, Cancellation);

        JsonSerializer.Serialize(_automator.CancelRequest).ShouldBe(JsonSerializer.Serialize(request));
        JsonSerializer.Serialize(report).ShouldBe(JsonSerializer.Serialize(_automator.CancelReports));
    }

    [Fact]
    public async Task Resolve_CrossesWhole_AndAnUnknownRunIsToldSo()
    {
        _automator.RunReports = [Report];
        var request = new ResolveRequest { Run = "r1", Word = DoubtWord.Done, Effect = 2, Id = 501 };

        var report = await _remote.Resolve(request, Cancellation);

        _automator.ResolveRequest.ShouldBe(request);
        (report.Did, report.Problem).ShouldBe(("It is settled.", "Not whole."));
        JsonSerializer.Serialize(report.Run).ShouldBe(JsonSerializer.Serialize(Report));
        (await Should.ThrowAsync<NoSuchRunException>(() => _remote.Resolve(request with { Run = "nope" }, Cancellation))).Message.ShouldBe("No run begins with 'nope'.");
    }

    [Fact]
    public async Task Again_IsFollowed()
    {
        RunEvent[] events = [new RunEvent.Started("r2", "a", "demand-1", Dry: false), new RunEvent.Ended("r2", RunStatus.Succeeded, null, 1, 0, null)];
        _automator.Events = _ => events.ToAsyncEnumerable();

        (await _remote.RunAgain(new AgainRequest { Run = "r1", IsConfirmed = true }, Cancellation).ToListAsync(Cancellation)).ShouldBe(events);

        _automator.AgainRequest.ShouldBe(new AgainRequest { Run = "r1", IsConfirmed = true });
    }

    [Theory]
    [InlineData("cancel", "[]", "CancelRequest")]
    [InlineData("resolve", "{\"run\":\"r1\"}", "ResolveRequest")]
    [InlineData("resolve", "{\"run\":\"r1\",\"word\":\"perhaps\"}", "ResolveRequest")]
    [InlineData("again", "{}", "AgainRequest")]
    public async Task BodyThatIsNoOrder_IsABadRequest(string order, string body, string type)
    {
        using var http = new HttpClient { BaseAddress = _server.Address.Url };
        using var unasked = await http.PostAsync($"api/runs/{order}", new StringContent(body), Cancellation);
        unasked.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        http.DefaultRequestHeaders.Authorization = new("Bearer", _server.Address.Token);

        using var response = await http.PostAsync($"api/runs/{order}", new StringContent(body), Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadAsStringAsync(Cancellation)).ShouldBe($$"""{"error":"The body is no {{type}} in JSON."}""");
    }
}
