using Automator.Emulator;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Automator.Tests.Emulator;

public sealed class ClockTests
{
    private static readonly DateTimeOffset Start = new(2026, 5, 1, 8, 0, 0, TimeSpan.Zero);
    private readonly FakeTimeProvider _machine = new(Start);

    private Task<Classic> StartAsync() => Classic.StartAsync(new EmulatorOptions { Seed = "empty", Time = _machine, Limits = new EmulatorLimits { Gets = 2 } });

    private static async Task<string> Stamp(Classic classic)
    {
        var id = await classic.As(classic.Ada).PostXml($"/projects/{classic.Project.Id}/posts.xml", "<post><title>T</title></post>").Made();
        return classic.Account.Work(account => account.Posts.Find(id)!.PostedOn.ToString("yyyy-MM-dd HH:mm:ss"));
    }

    private static async Task<string> Send(Classic classic, HttpMethod method, string path, string body = "")
    {
        using var answer = await classic.Control().SendAsync(new HttpRequestMessage(method, path) { Content = new StringContent(body) }, Classic.Token);
        return $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(Classic.Token)}";
    }

    [Fact]
    public async Task SetAndAdvanced_TheAccountsClockGoesOnFromThere()
    {
        await using var classic = await StartAsync();

        (await Send(classic, HttpMethod.Put, "clock", """{"now":"2030-01-01T00:00:00+02:00"}""")).ShouldStartWith("200");
        _machine.Advance(TimeSpan.FromSeconds(5));
        (await Stamp(classic)).ShouldBe("2029-12-31 22:00:05");
        (await Send(classic, HttpMethod.Post, "clock/advance", """{"seconds":3600}""")).ShouldStartWith("200");
        (await Stamp(classic)).ShouldBe("2029-12-31 23:00:05");
        (await Send(classic, HttpMethod.Delete, "clock")).ShouldStartWith("200");

        (await Stamp(classic)).ShouldBe("2026-05-01 08:00:05");
    }

    [Fact]
    public async Task Frozen_TheAccountsClockMovesOnlyWhenTold()
    {
        await using var classic = await StartAsync();

        await Send(classic, HttpMethod.Put, "clock", """{"frozen":true}""");
        _machine.Advance(TimeSpan.FromDays(1));
        (await Stamp(classic)).ShouldBe("2026-05-01 08:00:00");
        await Send(classic, HttpMethod.Post, "clock/advance", """{"seconds":60}""");
        (await Stamp(classic)).ShouldBe("2026-05-01 08:01:00");
        (await Send(classic, HttpMethod.Get, "clock")).ShouldContain("\"frozen\": true");
        await Send(classic, HttpMethod.Put, "clock", """{"frozen":false}""");
        _machine.Advance(TimeSpan.FromSeconds(1));

        (await Stamp(classic)).ShouldBe("2026-05-01 08:01:01");
    }

    [Fact]
    public async Task Limits_StayOnTheMachinesClock()
    {
        await using var classic = await StartAsync();
        for (var n = 0; n < 3; n++) await classic.As(classic.Ada).Ask("/me.xml").Status();

        await Send(classic, HttpMethod.Post, "clock/advance", """{"seconds":86400}""");

        (await classic.As(classic.Ada).Ask("/me.xml").Status()).ShouldBe(503);
        _machine.Advance(TimeSpan.FromSeconds(20));
        (await classic.As(classic.Ada).Ask("/me.xml").Status()).ShouldBe(200);
    }

    [Theory]
    [InlineData("PUT", "clock", "{}")]
    [InlineData("PUT", "clock", """{"now":"soon"}""")]
    [InlineData("PUT", "clock", """{"now":"0001-01-01T00:00:00Z"}""")]
    [InlineData("PUT", "clock", """{"then":1}""")]
    [InlineData("POST", "clock/advance", """{"seconds":-1}""")]
    [InlineData("POST", "clock/advance", """{"seconds":1e300}""")]
    [InlineData("POST", "clock/advance", """{"seconds":6e9}""")]
    [InlineData("POST", "clock/advance", "{}")]
    public async Task WhatIsNoTime_IsRefused(string method, string path, string body)
    {
        await using var classic = await StartAsync();

        (await Send(classic, new HttpMethod(method), path, body)).ShouldStartWith("422");
        (await Stamp(classic)).ShouldBe("2026-05-01 08:00:00");
    }
}
