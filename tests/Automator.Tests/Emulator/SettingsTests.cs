using Automator.Emulator;
using Automator.Emulator.Store;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Automator.Tests.Emulator;

public sealed class SettingsTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 5, 1, 8, 0, 0, TimeSpan.Zero));

    private Task<Classic> StartAsync(AccountBehaviour? behaviour = null) =>
        Classic.StartAsync(new EmulatorOptions { Seed = "empty", Time = _time, Behaviour = behaviour ?? new AccountBehaviour() });

    private static async Task<string> Put(Classic classic, string body)
    {
        using var answer = await classic.Control().PutAsync("settings", new StringContent(body), Classic.Token);
        return $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(Classic.Token)}";
    }

    private static async Task<string> Changed(Classic classic) =>
        (await classic.As(classic.Ada).Xml($"/projects/{classic.Project.Id}.xml")).Element("last-changed-on")!.Value;

    private static Task<int> Post(Classic classic) => classic.As(classic.Ada).PostXml($"/projects/{classic.Project.Id}/posts.xml", "<post><title>T</title></post>").Made();

    private static Task<int> List(Classic classic) => classic.As(classic.Ada).PostXml($"/projects/{classic.Project.Id}/todo_lists.xml", "<todo-list><name>L</name></todo-list>").Made();

    [Fact]
    public async Task F23_LastChangedOn_MovesOnEveryChangeByDefault()
    {
        await using var classic = await StartAsync();

        await Post(classic);
        (await Changed(classic)).ShouldBe("2026-05-01T08:00:00Z");
        _time.Advance(TimeSpan.FromMinutes(5));
        await List(classic);

        (await Changed(classic)).ShouldBe("2026-05-01T08:05:00Z");
    }

    [Fact]
    public async Task F23_LastChangedOn_MovesForTodosOnlyWhereSo()
    {
        await using var classic = await StartAsync(new AccountBehaviour { ChangeDates = ChangeDates.Todos });

        await Post(classic);
        (await Changed(classic)).ShouldBe("");
        await List(classic);

        (await Changed(classic)).ShouldBe("2026-05-01T08:00:00Z");
    }

    [Fact]
    public async Task F23_LastChangedOn_ComesLateWhereSo()
    {
        await using var classic = await StartAsync(new AccountBehaviour { ChangeDates = ChangeDates.Late });

        await Post(classic);
        _time.Advance(TimeSpan.FromSeconds(40));
        await Post(classic);
        _time.Advance(TimeSpan.FromSeconds(19));
        (await Changed(classic)).ShouldBe("");
        _time.Advance(TimeSpan.FromSeconds(1));
        (await Changed(classic)).ShouldBe("2026-05-01T08:00:40Z");
        await Post(classic);
        (await Changed(classic)).ShouldBe("2026-05-01T08:00:40Z");
        _time.Advance(TimeSpan.FromMinutes(1));

        (await Changed(classic)).ShouldBe("2026-05-01T08:01:00Z");
    }

    [Fact]
    public async Task Settings_ChangeWhileItRunsAndWhatIsLeftOutStays()
    {
        await using var classic = await StartAsync();

        (await Put(classic, """{"changeDates":"todos","limits":{"gets":2,"status":429}}""")).ShouldStartWith("200");
        var shown = await Put(classic, """{"uploadStatus":200,"limits":{"windows":"sliding"}}""");

        shown.ShouldContain("\"changeDates\": \"todos\"", Case.Sensitive);
        shown.ShouldContain("\"gets\": 2");
        shown.ShouldContain("\"others\": 100");
        shown.ShouldContain("\"windows\": \"sliding\"", Case.Sensitive);
        classic.Account.Work(account => account.Behaviour).ShouldBe(new AccountBehaviour { ChangeDates = ChangeDates.Todos, UploadStatus = 200 });
        for (var n = 0; n < 2; n++) (await classic.As(classic.Ada).Ask("/me.xml").Status()).ShouldBe(200);
        (await classic.As(classic.Ada).Ask("/me.xml").Status()).ShouldBe(429);
        (await Put(classic, """{"limits":{"mode":"off"}}""")).ShouldStartWith("200");
        (await classic.As(classic.Ada).Ask("/me.xml").Status()).ShouldBe(200);
    }

    [Theory]
    [InlineData("""{"changeDates":"sometimes"}""")]
    [InlineData("""{"changeDates":99}""")]
    [InlineData("""{"uploadStatus":204}""")]
    [InlineData("""{"lateSeconds":-1}""")]
    [InlineData("""{"limits":{"gets":0}}""")]
    [InlineData("""{"limits":{"windowSeconds":0}}""")]
    [InlineData("""{"limits":{"windowSeconds":1e-9}}""")]
    [InlineData("""{"limits":{"unidentifiedWindowSeconds":1e-9}}""")]
    [InlineData("""{"limits":{"phaseSeconds":-1}}""")]
    [InlineData("""{"limits":{"mode":"strict"}}""")]
    [InlineData("""{"limits":{"status":500}}""")]
    [InlineData("""{"colour":"red"}""")]
    [InlineData("[]")]
    public async Task SettingsThatCannotBe_ChangeNothing(string body)
    {
        await using var classic = await StartAsync();

        (await Put(classic, body)).ShouldStartWith("422");
        classic.Account.Work(account => account.Behaviour).ShouldBe(new AccountBehaviour());
        (await classic.As(classic.Ada).Ask("/me.xml").Status()).ShouldBe(200);
    }
}
