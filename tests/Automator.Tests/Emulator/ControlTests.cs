using System.Net;
using System.Text.Json;
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

        var all = JsonDocument.Parse(await classic.Control().GetStringAsync("requests", Classic.Token)).RootElement;
        var later = JsonDocument.Parse(await classic.Control().GetStringAsync("requests?since=1", Classic.Token)).RootElement;

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
        await Fault(classic, """[{"kind":"503","path":"/me","nth":2,"seconds":7},{"kind":"500","method":"get","times":2},{"kind":"html"}]""");

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
    public async Task ASlowAnswer_WaitsForTheClockAndItsWorkDoesNot()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 5, 1, 8, 0, 0, TimeSpan.Zero));
        await using var classic = await Classic.StartAsync(new EmulatorOptions { Seed = "empty", Time = time });
        await Fault(classic, """[{"kind":"slow","seconds":30}]""");

        var asking = classic.As(classic.Ada).PostXml("/projects.xml", "<project><name>Slow</name></project>");
        while (classic.Account.Work(account => account.Projects.Count) < 2)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        asking.IsCompleted.ShouldBeFalse();
        while (!asking.IsCompleted)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        (await asking.Status()).ShouldBe(201);
        (time.GetUtcNow() - new DateTimeOffset(2026, 5, 1, 8, 0, 0, TimeSpan.Zero)).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(30));
    }

    [Theory]
    [InlineData("""[{"kind":"earthquake"}]""")]
    [InlineData("""[null]""")]
    [InlineData("""{""")]
    [InlineData("""[{"kind":"500","times":0}]""")]
    [InlineData("""[{"kind":"500","path":"me"}]""")]
    [InlineData("""[{"kind":"500","share":2}]""")]
    [InlineData("""{"kind":500}""")]
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

    [Fact]
    public async Task AWrongType_IsTheRightAnswerByAnotherName()
    {
        await using var classic = await Classic.StartAsync();
        await Fault(classic, """[{"kind":"wrong-type"}]""");

        using var answer = await classic.As(classic.Ada).Ask("/me.xml");

        ((int)answer.StatusCode, answer.Content.Headers.ContentType!.ToString()).ShouldBe((200, "text/plain"));
        (await answer.Content.ReadAsStringAsync(Classic.Token)).ShouldContain("<person>");
    }

    [Fact]
    public async Task AStarInAPath_StandsForANumber()
    {
        await using var classic = await Classic.StartAsync();
        var item = classic.Items(classic.Plant(bed => bed.List(classic.Project, "List")), "One")[0];
        await Fault(classic, """[{"kind":"500","path":"/todo_items/*/complete"}]""");

        (await classic.As(classic.Ada).Ask($"/todo_items/{item.Id}.xml").Status()).ShouldBe(200);
        (await classic.As(classic.Ada).PutXml($"/todo_items/{item.Id}/complete.xml").Status()).ShouldBe(500);
        (await classic.As(classic.Ada).PutXml($"/todo_items/{item.Id}/complete.xml").Status()).ShouldBe(200);
    }

    [Fact]
    public async Task AShare_MeetsThatShareWithoutEndAndTheSameAgain()
    {
        await using var classic = await Classic.StartAsync();
        async Task<string> Row()
        {
            await classic.Control().DeleteAsync("faults", Classic.Token).Status();
            await Fault(classic, """[{"kind":"500","share":0.25,"random":7}]""");
            var row = "";
            for (var n = 0; n < 400; n++) row += await classic.As(classic.Ada).Ask("/me.xml").Status() == 500 ? '!' : '.';
            return row;
        }

        var row = await Row();

        row.Count(met => met == '!').ShouldBeInRange(70, 130);
        (await Row()).ShouldBe(row);
    }

    [Fact]
    public async Task ASnapshot_BringsBackEverythingAsAnotherIncarnation()
    {
        await using var classic = await Classic.StartAsync();
        var client = classic.As(classic.Ada);
        var list = classic.Plant(bed => bed.List(classic.Project, "List"));
        var item = classic.Items(list, "One")[0];
        var (before, incarnation) = (await client.Raw($"/todo_lists/{list.Id}.xml"), classic.Server.Incarnation);
        (await classic.Control().PutAsync("snapshots/before", null, Classic.Token).Status()).ShouldBe(201);
        await client.PutXml($"/todo_items/{item.Id}/complete.xml").Status();
        var added = await client.PostXml($"/todo_lists/{list.Id}/todo_items.xml", "<todo-item><content>Two</content></todo-item>").Made();
        await client.Drop($"/todo_items/{item.Id}.xml").Status();

        (await classic.Control().PostAsync("snapshots/before/restore", null, Classic.Token).Status()).ShouldBe(200);

        (await client.Raw($"/todo_lists/{list.Id}.xml")).ShouldBe(before);
        (await client.Ask($"/todo_items/{added}.xml").Status()).ShouldBe(404);
        classic.Server.Incarnation.ShouldNotBe(incarnation);
        (await classic.Control().GetStringAsync("snapshots", Classic.Token)).ShouldContain("\"name\": \"before\"");
        (await classic.Control().DeleteAsync("snapshots/before", Classic.Token).Status()).ShouldBe(200);
        (await classic.Control().PostAsync("snapshots/before/restore", null, Classic.Token).Status()).ShouldBe(404);
    }

    [Fact]
    public async Task ASeed_CanBeNamedOrSent()
    {
        await using var classic = await Classic.StartAsync();
        const string seed = """{"name":"Acme","timeZone":"Berlin","companies":[{"name":"Acme","people":[{"firstName":"Eva","lastName":"Boss","administrator":true}]}]}""";

        (await classic.Control().PostAsync("seed", new StringContent(seed), Classic.Token).Status()).ShouldBe(200);
        classic.Account.Work(account => account.Facts.Name).ShouldBe("Acme");
        (await classic.Control().PostAsync("seed?seed=demo", null, Classic.Token).Status()).ShouldBe(200);
        classic.Account.Work(account => account.Facts.Name).ShouldBe("Larkspur Design");
        (await classic.Control().PostAsync("seed", new StringContent("{"), Classic.Token).Status()).ShouldBe(422);
        (await classic.Control().PostAsync("seed", null, Classic.Token).Status()).ShouldBe(422);
        (await classic.Control().PostAsync("seed?seed=/no/such.json", null, Classic.Token).Status()).ShouldBe(422);

        classic.Account.Work(account => account.Facts.Name).ShouldBe("Larkspur Design");
    }

    [Fact]
    public async Task People_AreListedWithTheWordsToComeInBy()
    {
        await using var classic = await Classic.StartAsync();

        var people = JsonDocument.Parse(await classic.Control().GetStringAsync("people", Classic.Token)).RootElement.EnumerateArray().ToList();

        var max = people.Single(person => person.GetProperty("name").GetString() == "Max Member");
        (await classic.As(max.GetProperty("token").GetString()).Ask("/me.xml").Status()).ShouldBe(200);
        (max.GetProperty("userName").GetString(), max.GetProperty("password").GetString()).ShouldBe(("max.member", "password"));
    }

    [Fact]
    public async Task TheLogForgotten_NumbersGoOn()
    {
        await using var classic = await Classic.StartAsync();
        await classic.As(classic.Ada).Ask("/me.xml").Status();

        (await classic.Control().DeleteAsync("requests", Classic.Token).Status()).ShouldBe(200);
        await classic.As(classic.Ada).Ask("/me.xml").Status();

        JsonDocument.Parse(await classic.Control().GetStringAsync("requests", Classic.Token)).RootElement.EnumerateArray().Single().GetProperty("number").GetInt64().ShouldBe(2);
    }

    [Fact]
    public async Task OneFault_NeedsNoList()
    {
        await using var classic = await Classic.StartAsync();
        await Fault(classic, """{"kind":"503","seconds":0.5}""");

        using var refused = await classic.As(classic.Ada).Ask("/me.xml");

        ((int)refused.StatusCode, refused.Headers.RetryAfter!.Delta).ShouldBe((503, TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task WhatIsWrongWithABody_IsSaidInWordsOfTheDocument()
    {
        await using var classic = await Classic.StartAsync();

        using var answer = await classic.Control().PostAsync("faults", new StringContent("""[{"kind":"500","seconds":"many"}]"""), Classic.Token);

        var text = await answer.Content.ReadAsStringAsync(Classic.Token);
        text.ShouldContain("$[0].seconds");
        text.ShouldNotContain("System.");
    }
}
