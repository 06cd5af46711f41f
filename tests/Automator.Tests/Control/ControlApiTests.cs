using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Automator.Host.Broker;
using Automator.Host.Configuration;
using Automator.Host.Control;
using Automator.Host.Dashboard;
using Automator.Host.Journal;
using Automator.Host.RunLog;
using Automator.Sdk.Protocol;
using Automator.Tests.Compiler;
using Automator.Tests.Runs;
using Microsoft.Extensions.Logging.Abstractions;

namespace Automator.Tests.Control;

/// <summary>The control API and the page over real HTTP.</summary>
[Collection(nameof(CompilerFixture))]
public sealed class ControlApiTests(CompilerFixture compiler) : IAsyncLifetime
{
    private readonly StubAutomator _automator = new();
    private readonly HttpClient _http = new();
    private ControlServer _server = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static RunReport Report { get; } = new()
    {
        Run = "r1",
        Account = "main",
        Rule = "folder/a",
        Handler = "demand-1",
        Trigger = Trigger.Demand,
        Status = RunStatus.LimitReached,
        Reason = "A <limit>.",
        Image = "hash",
        StartedAt = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero),
        Effects = [],
        Log = [new LineReport { At = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero), Level = LogSeverity.Warning, Text = "ü \"x\"" }],
    };

    public async ValueTask InitializeAsync()
    {
        _server = await Serve(_automator);
        _http.BaseAddress = _server.Address.Url;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Budgets_CrossWhole()
    {
        var share = new BudgetKindReport
        {
            Used = 7,
            UnderWay = 1,
            Limit = 100,
            Reserve = 1,
            Others = 3,
            Mismatch = "They differ.",
            UsedBy = new Dictionary<string, int> { ["folder/a"] = 7 },
            WaitingBy = new Dictionary<string, int> { ["ü"] = 2 },
            WaitingUntil = Report.StartedAt,
        };
        _automator.BudgetReports = [new BudgetReport { Account = "acme", Running = true, At = Report.StartedAt!.Value, PausedUntil = Report.StartedAt, Reads = share, Writes = share }];
        await using var remote = new RemoteAutomator(_server.Address);

        var budget = (await remote.Budgets(Cancellation)).ShouldHaveSingleItem();

        JsonSerializer.Serialize(budget).ShouldBe(JsonSerializer.Serialize(_automator.BudgetReports[0]));
    }

    [Theory]
    [InlineData("api/budget", null)]
    [InlineData("api/rules", null)]
    [InlineData("api/runs", "")]
    [InlineData("api/runs/r1", "Bearer wrong")]
    [InlineData("api/rules", "Bearer")]
    public async Task WrongToken_IsRefusedAndToldWhereTheRightOneIs(string path, string? authorization)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);

        using var response = await _http.SendAsync(request, Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await response.Content.ReadAsStringAsync(Cancellation)).ShouldBe("""{"error":"The token is missing or wrong. It is in host.json in the data folder."}""");
    }

    [Theory]
    [InlineData("api/runs")]
    [InlineData("api/snippets")]
    public async Task OrderWithoutTheToken_IsNotCarriedOut(string path)
    {
        using var response = await _http.PostAsync(path, Body("""{"rule":"a","text":"1"}"""), Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        _automator.Request.ShouldBeNull();
        _automator.SnippetRequest.ShouldBeNull();
    }

    [Theory]
    [InlineData("api/runs", "", "RunRequest")]
    [InlineData("api/runs", "{", "RunRequest")]
    [InlineData("api/runs", "null", "RunRequest")]
    [InlineData("api/runs", "{}", "RunRequest")]
    [InlineData("api/runs", "[1]", "RunRequest")]
    [InlineData("api/snippets", "{\"dry\":true}", "SnippetRequest")]
    public async Task BodyThatIsNoOrder_IsABadRequest(string path, string body, string type)
    {
        Allow();

        using var response = await _http.PostAsync(path, Body(body), Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadAsStringAsync(Cancellation)).ShouldBe($$"""{"error":"The body is no {{type}} in JSON."}""");
    }

    [Fact]
    public async Task UnknownRun_IsNotFound()
    {
        Allow();

        using var response = await _http.GetAsync("api/runs/nope", Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await response.Content.ReadAsStringAsync(Cancellation)).ShouldBe("""{"error":"No run begins with \u0027nope\u0027."}""");
    }

    [Fact]
    public async Task Events_ComeAsOneDocumentALine()
    {
        Allow();
        _automator.Events = _ => new RunEvent[]
        {
            new RunEvent.Started("r1", "a", "demand-1", Dry: true),
            new RunEvent.Line(LogSeverity.Info, "two\nlines"),
            new RunEvent.Effect(1, "complete to-do 1", "PUT", "/x", EffectStatus.Planned, null),
            new RunEvent.Ended("r1", RunStatus.Succeeded, null, 1, 1, null),
        }.ToAsyncEnumerable();

        using var response = await _http.PostAsync("api/runs", Body("""{"rule":"a","dry":true}"""), Cancellation);

        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/x-ndjson");
        (await response.Content.ReadAsStringAsync(Cancellation)).ShouldBe(
            """
            {"event":"started","run":"r1","rule":"a","handler":"demand-1","dry":true}
            {"event":"line","level":"Info","text":"two\nlines"}
            {"event":"effect","sequence":1,"description":"complete to-do 1","method":"PUT","path":"/x","status":"Planned"}
            {"event":"ended","run":"r1","status":"Succeeded","reads":1,"writes":1}

            """);
    }

    [Fact]
    public async Task Remote_AsksAndHearsWhatTheHostSays()
    {
        await using var remote = new RemoteAutomator(_server.Address);
        _automator.RunReports = [Report];
        _automator.RuleReports = [Rule("a")];
        var ended = new RunEvent.Ended("r1", RunStatus.Failed, "No.", 1, 2, "v");
        _automator.Events = _ => new RunEvent[] { ended }.ToAsyncEnumerable();

        (await remote.Rules(Cancellation)).Single().Description.ShouldBe("<script>alert('a')</script>");
        var runs = await remote.Runs(new RunQuery { Account = "acme", Rule = "folder/a b&c", Status = RunStatus.TimedOut, AtMost = 3 }, Cancellation);
        var shown = await remote.ShowRun("r1", Cancellation);
        var events = await remote.Run(new RunRequest { Rule = "a", Handler = "h", Dry = true, Payload = JsonElement.Parse("""{"id":1}""") }, Cancellation).ToListAsync(Cancellation);
        await remote.RunSnippet(new SnippetRequest { Text = "1\n+ 1", Dry = false }, Cancellation).ToListAsync(Cancellation);

        _automator.Query.ShouldBe(new RunQuery { Account = "acme", Rule = "folder/a b&c", Status = RunStatus.TimedOut, AtMost = 3 });
        runs.Single().Status.ShouldBe(RunStatus.LimitReached);
        shown.Log!.Single().ShouldBe(Report.Log!.Single());
        events.ShouldBe([ended]);
        _automator.Request!.Handler.ShouldBe("h");
        _automator.Request.Payload!.Value.GetRawText().ShouldBe("""{"id":1}""");
        _automator.SnippetRequest.ShouldBe(new SnippetRequest { Text = "1\n+ 1", Dry = false });
        _automator.RunReports = [Report with { Run = "schedule:sales/chase:schedule-1:2026-03-02T09:00:00.0000000Z" }];
        (await remote.ShowRun(_automator.RunReports[0].Run, Cancellation)).Rule.ShouldBe("folder/a");
        (await Should.ThrowAsync<NoSuchRunException>(() => remote.ShowRun("a ?b", Cancellation))).Message.ShouldBe("No run begins with 'a ?b'.");
    }

    [Fact]
    public async Task RebuildOfTheLog_CrossesWhole()
    {
        var month = new LogMonthReport { Month = "2026-11", Runs = 7, Salvaged = 1, Over = 2, Lost = 3, OldFile = "/data/log/runs-2026-11.db.damaged-1" };
        _automator.Rebuilt = () => new LogRebuildReport { Months = [month] };
        await using var remote = new RemoteAutomator(_server.Address);

        (await remote.RebuildLog(new LogRebuildRequest { Month = "2026-11" }, Cancellation)).Months.ShouldBe([month]);
        _automator.RebuildRequest.ShouldBe(new LogRebuildRequest { Month = "2026-11" });
    }

    [Fact]
    public async Task LogThatCannotBeRead_IsSaidInItsOwnWords()
    {
        _automator.Rebuilt = () => throw new RunLogException("It is being rebuilt.");
        await using var remote = new RemoteAutomator(_server.Address);

        (await Should.ThrowAsync<StartupException>(() => remote.RebuildLog(new LogRebuildRequest(), Cancellation))).Message.ShouldEndWith("answered 503: It is being rebuilt.");
    }

    [Fact]
    public async Task RemoteWithAnotherToken_IsToldSo()
    {
        await using var remote = new RemoteAutomator(_server.Address with { Token = "another" });

        (await Should.ThrowAsync<StartupException>(() => remote.Rules(Cancellation))).Message.ShouldContain("answered 401: The token is missing or wrong.");
    }

    [Fact]
    public async Task JournalThatCannotBeWritten_IsSaidInItsWords()
    {
        await using var remote = new RemoteAutomator(_server.Address);
        _automator.Events = _ => throw new JournalException("The disk is full.");

        (await Should.ThrowAsync<StartupException>(async () => await remote.Run(new RunRequest { Rule = "a" }, Cancellation).ToListAsync(Cancellation)))
            .Message.ShouldEndWith("answered 503: The disk is full.");
    }

    [Fact]
    public async Task HostThatFailsWithoutWords_IsToldByItsStatus()
    {
        await using var remote = new RemoteAutomator(_server.Address);
        _automator.Events = _ => throw new InvalidOperationException("A fault.");

        (await Should.ThrowAsync<StartupException>(async () => await remote.Run(new RunRequest { Rule = "a" }, Cancellation).ToListAsync(Cancellation)))
            .Message.ShouldContain("answered 500");
    }

    [Fact]
    public async Task HostThatGoesAwayInTheMiddle_EndsTheEvents()
    {
        await using var remote = new RemoteAutomator(_server.Address);
        _automator.Events = Broken;

        var events = await remote.Run(new RunRequest { Rule = "a" }, Cancellation).ToListAsync(Cancellation);

        events.ShouldBe([new RunEvent.Line(LogSeverity.Info, "a")]);

        static async IAsyncEnumerable<RunEvent> Broken([EnumeratorCancellation] CancellationToken cancellation)
        {
            yield return new RunEvent.Line(LogSeverity.Info, "a");
            await Task.CompletedTask;
            throw new InvalidOperationException("The connection is cut here.");
        }
    }

    [Fact]
    public async Task HostThatDoesNotAnswer_IsToldSo()
    {
        var address = _server.Address;
        await _server.DisposeAsync();
        await using var remote = new RemoteAutomator(address);

        (await Should.ThrowAsync<StartupException>(() => remote.Rules(Cancellation))).Message.ShouldContain("holds the data folder and does not answer");
    }

    [Fact]
    public async Task FollowerThatGoesAway_DoesNotEndTheRun()
    {
        await using var bench = await RunsBench.Open(compiler);
        await bench.Rule("a", "On.Demand(async () => { Log.Info(\"on\"); await Basecamp.Me(); });");
        bench.Run();
        var due = bench.Due("a");
        var gone = new TaskCompletionSource();
        _automator.Events = Events;
        await using (var remote = new RemoteAutomator(_server.Address))
        {
            await foreach (var _ in remote.Run(new RunRequest { Rule = "a" }, Cancellation))
                break;
        }

        await gone.Task;
        (await bench.Account.Next()).Answer(new Sdk.Person { Id = 1 });
        await bench.Dispatcher.Drain(TimeSpan.FromMinutes(1));

        bench.Runs(RunStatus.Succeeded).ShouldHaveSingleItem().DueKey.ShouldBe(due.Key);

        async IAsyncEnumerable<RunEvent> Events([EnumeratorCancellation] CancellationToken cancellation)
        {
            try
            {
                await foreach (var happened in bench.Feed.Follow(due.Key, () => bench.Add(due), cancellation))
                    yield return happened;
            }
            finally
            {
                gone.SetResult();
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("?token=")]
    [InlineData("?token=wrong")]
    public async Task Page_NeedsTheToken(string query)
    {
        _automator.RuleReports = [Rule("a")];

        using var response = await _http.GetAsync(query, Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await response.Content.ReadAsStringAsync(Cancellation)).ShouldStartWith("This page needs the token");
    }

    [Fact]
    public async Task Page_EscapesWhatPeopleWrote()
    {
        _automator.RuleReports = [Rule("<b>a</b>")];
        _automator.RunReports = [Report];

        using var response = await _http.GetAsync($"?token={_server.Address.Token}", Cancellation);

        var html = await response.Content.ReadAsStringAsync(Cancellation);
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        html.ShouldNotContain("<script>");
        html.ShouldNotContain("<b>");
        html.ShouldNotContain("<limit>");
        html.ShouldContain("&lt;script&gt;alert(&#39;a&#39;)&lt;/script&gt;");
        html.ShouldContain("LimitReached A &lt;limit&gt;.");
    }

    private static RuleReport Rule(string name) => new()
    {
        Rule = name,
        File = "/rules/a.csx",
        State = RuleState.Stale,
        Description = "<script>alert('a')</script>",
        Does = ["<b>deletes</b>"],
        Handlers = [new HandlerReport { Handler = "<b>h", Trigger = Trigger.Demand, Cron = "<b>" }],
        Errors = [new SourceError { File = "<b>.csx", Code = "CS1", Message = "<script>" }],
    };

    private void Allow() => _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _server.Address.Token);

    private static StringContent Body(string json) => new(json, Encoding.UTF8, "application/json");

    private static Task<ControlServer> Serve(IAutomator automator) => ControlServer.Start(
        new IPEndPoint(IPAddress.Loopback, 0), automator, (routes, token) => StatusPage.Map(routes, automator, token), NullLoggerFactory.Instance, Cancellation);
}
