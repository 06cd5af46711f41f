using System.Net;
using Automator.Emulator;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Automator.Tests.Emulator;

public sealed class ControlTests
{
    private static async Task Fault(Classic classic, string json) =>
        (await classic.Control().PostAsync("faults", new StringContent(json), Classic.Token).Status()).ShouldBe(200);

    [Fact]
    public async Task TheControlSurface_WantsItsOwnToken()
    {
        await using var classic = await Classic.StartAsync();

        (await classic.As(classic.Ada).Ask("/_emulator/").Status()).ShouldBe(401);
        (await classic.Control().Ask("").Status()).ShouldBe(200);
        (await classic.Control().Ask("nothing").Status()).ShouldBe(404);
    }

    [Fact]
    public async Task TheLog_KnowsEveryRequest()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 5, 1, 8, 0, 0, TimeSpan.Zero));
        await using var classic = await Classic.StartAsync(new EmulatorOptions { Seed = "empty", Time = time });
        await classic.As(classic.Max).Ask("/me.xml?a=b").Status();
        time.Advance(TimeSpan.FromSeconds(2));
        await classic.As((string?)null).Ask("/projects.xml").Status();

        var all = System.Text.Json.JsonDocument.Parse(await classic.Control().GetStringAsync("requests", Classic.Token)).RootElement;
        var later = System.Text.Json.JsonDocument.Parse(await classic.Control().GetStringAsync("requests?since=1", Classic.Token)).RootElement;

        var first = all[0];
        (first.GetProperty("number").GetInt64(), first.GetProperty("method").GetString(), first.GetProperty("path").GetString()).ShouldBe((1, "GET", "/me.xml?a=b"));
        (first.GetProperty("status").GetInt32(), first.GetProperty("person").GetString(), first.GetProperty("userAgent").GetString()).ShouldBe((200, "Max Member", "Tests/1.0"));
        later.GetArrayLength().ShouldBe(1);
        (later[0].GetProperty("status").GetInt32(), later[0].GetProperty("at").GetDateTimeOffset()).ShouldBe((401, time.GetUtcNow()));
    }

    [Fact]
    public async Task AReset_MakesAnotherIncarnationAndKeepsTokens()
    {
        await using var classic = await Classic.StartAsync();
        var (before, token) = (classic.Server.Incarnation, classic.Server.Token);

        (await classic.Control().PostAsync("reset", null, Classic.Token).Status()).ShouldBe(200);

        classic.Server.Incarnation.ShouldNotBe(before);
        using var answer = await classic.As(token).Ask("/projects.xml");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.GetValues("X-Emulator-Incarnation").Single().ShouldBe($"{classic.Server.Incarnation}");
        (await answer.Content.ReadAsStringAsync(Classic.Token)).ShouldContain("<projects type=\"array\"/>");
    }

    [Fact]
    public async Task Statuses_AreMetInOrderForTheirPathAndCount()
    {
        await using var classic = await Classic.StartAsync();
        var client = classic.As(classic.Ada);
        await Fault(classic, """[{"kind":"503","pathPrefix":"/me","nth":2,"seconds":7},{"kind":"500","method":"get","times":2},{"kind":"html"}]""");

        (await client.Ask("/me.xml").Status()).ShouldBe(500);
        using var refused = await client.Ask("/me.xml");
        ((int)refused.StatusCode, refused.Headers.RetryAfter!.Delta).ShouldBe((503, TimeSpan.FromSeconds(7)));
        (await client.Ask("/me.xml").Status()).ShouldBe(500);
        using var page = await client.Ask("/me.xml");

        page.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        (await client.Ask("/me.xml").Status()).ShouldBe(200);
    }

    [Theory]
    [InlineData("cut-before", 0)]
    [InlineData("cut-after", 1)]
    [InlineData("truncate", 1)]
    public async Task CutConnections_DoTheirWorkOrNot(string kind, int made)
    {
        await using var classic = await Classic.StartAsync();
        var list = classic.Plant(bed => bed.List(classic.Project, "List"));
        await Fault(classic, $$"""[{"kind":"{{kind}}","method":"POST"}]""");

        await Should.ThrowAsync<HttpRequestException>(async () =>
        {
            using var answer = await classic.As(classic.Ada).PostXml($"/todo_lists/{list.Id}/todo_items.xml", "<todo-item><content>A</content></todo-item>");
        });

        classic.Account.Work(account => account.Items.Count).ShouldBe(made);
    }

    [Fact(Timeout = 30_000)]
    public async Task ALostAnswer_NeverComesThoughTheWorkIsDone()
    {
        await using var classic = await Classic.StartAsync();
        var list = classic.Plant(bed => bed.List(classic.Project, "List"));
        await Fault(classic, """[{"kind":"lose-answer"}]""");
        using var patience = new CancellationTokenSource();

        var asking = classic.As(classic.Ada).PostAsync($"/todo_lists/{list.Id}/todo_items.xml", new StringContent("<todo-item><content>A</content></todo-item>"), patience.Token);
        while (classic.Account.Work(account => account.Items.Count) == 0)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        asking.IsCompleted.ShouldBeFalse();
        await patience.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => asking);
    }

    [Fact(Timeout = 30_000)]
    public async Task ASlowAnswer_WaitsForTheClock()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 5, 1, 8, 0, 0, TimeSpan.Zero));
        await using var classic = await Classic.StartAsync(new EmulatorOptions { Seed = "empty", Time = time });
        await Fault(classic, """[{"kind":"slow","seconds":30}]""");

        var asking = classic.As(classic.Ada).Ask("/me.xml");
        while (!asking.IsCompleted)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        (await asking.Status()).ShouldBe(200);
        (time.GetUtcNow() - new DateTimeOffset(2026, 5, 1, 8, 0, 0, TimeSpan.Zero)).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(30));
    }

    [Theory]
    [InlineData("""[{"kind":"earthquake"}]""")]
    [InlineData("""[null]""")]
    [InlineData("""{""")]
    [InlineData("""[{"kind":"500","times":0}]""")]
    public async Task UnknownFaults_AreRefused(string json)
    {
        await using var classic = await Classic.StartAsync();

        (await classic.Control().PostAsync("faults", new StringContent(json), Classic.Token).Status()).ShouldBe(422);
        (await classic.As(classic.Ada).Ask("/me.xml").Status()).ShouldBe(200);
    }

    [Fact]
    public async Task Faults_CanBeTakenBack()
    {
        await using var classic = await Classic.StartAsync();
        await Fault(classic, """[{"kind":"500","times":100}]""");

        await classic.Control().DeleteAsync("faults", Classic.Token).Status();

        (await classic.As(classic.Ada).Ask("/me.xml").Status()).ShouldBe(200);
    }
}
