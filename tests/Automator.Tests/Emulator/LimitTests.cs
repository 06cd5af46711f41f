using System.Net;
using Automator.Emulator;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Automator.Tests.Emulator;

public sealed class LimitTests
{
    private static FakeTimeProvider At(int second) => new(new DateTimeOffset(2011, 8, 3, 6, 37, second, TimeSpan.Zero));

    private static EmulatorOptions Options(TimeProvider time, EmulatorLimits? limits = null) =>
        new() { Seed = "empty", Time = time, Limits = limits ?? new EmulatorLimits { Gets = 3, Others = 2, Unidentified = 2 } };

    [Fact]
    public async Task F22_WindowsAreFixedAndAligned()
    {
        var time = At(32);
        await using var classic = await Classic.StartAsync(Options(time));
        var client = classic.As(classic.Ada);
        async Task<(string, string)> Pace()
        {
            using var answer = await client.Ask("/me.xml");
            return (answer.Headers.GetValues("X-Throttle-Count").Single(), answer.Headers.GetValues("X-Throttle-Horizon").Single());
        }

        (await Pace()).ShouldBe(("1", "2011-08-03T06:37:40Z"));
        time.Advance(TimeSpan.FromSeconds(3));
        (await Pace()).ShouldBe(("2", "2011-08-03T06:37:40Z"));
        time.Advance(TimeSpan.FromSeconds(6));
        (await Pace()).ShouldBe(("1", "2011-08-03T06:37:50Z"));
    }

    [Fact]
    public async Task PastTheLimit_TheFollowingWindowIsLostToo()
    {
        var time = At(32);
        await using var classic = await Classic.StartAsync(Options(time));
        var client = classic.As(classic.Ada);
        for (var n = 0; n < 3; n++) (await client.Ask("/me.xml").Status()).ShouldBe(200);

        using var refused = await client.Ask("/me.xml");
        refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(18));
        time.Advance(TimeSpan.FromSeconds(17));
        (await client.Ask("/me.xml").Status()).ShouldBe(503);
        (await classic.Control().GetStringAsync("requests", Classic.Token)).ShouldContain("\"flooding\": true");
        time.Advance(TimeSpan.FromSeconds(1));

        (await client.Ask("/me.xml").Status()).ShouldBe(200);
    }

    [Fact]
    public async Task EveryOtherMethod_HasALimitOfItsOwn()
    {
        await using var classic = await Classic.StartAsync(Options(At(30)));
        var client = classic.As(classic.Ada);
        for (var n = 0; n < 3; n++) await client.Ask("/me.xml").Status();

        (await client.Drop("/posts/1.xml").Status()).ShouldBe(404);
        (await client.PutXml("/posts/1.xml").Status()).ShouldBe(404);
        (await client.PostXml("/projects.xml", "<project/>").Status()).ShouldBe(503);
    }

    [Fact]
    public async Task WithoutAUserAgent_AFullMinuteIsWaited()
    {
        var time = At(50);
        await using var classic = await Classic.StartAsync(Options(time, EmulatorLimits.Documented with { Unidentified = 2 }));
        var client = classic.As(classic.Ada);
        client.DefaultRequestHeaders.UserAgent.Clear();
        for (var n = 0; n < 2; n++) (await client.Ask("/me.xml").Status()).ShouldBe(200);

        using var refused = await client.Ask("/me.xml");
        refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(60));
        time.Advance(TimeSpan.FromSeconds(59));
        (await client.Ask("/me.xml").Status()).ShouldBe(503);
        time.Advance(TimeSpan.FromSeconds(1));

        (await client.Ask("/me.xml").Status()).ShouldBe(200);
    }

    [Fact]
    public void TheDocumentedLimits_AreTheDefault() =>
        (new EmulatorOptions().Limits.Gets, new EmulatorOptions().Limits.Others, new EmulatorOptions().Limits.Unidentified).ShouldBe((500, 100, 60));

    [Fact]
    public async Task Off_NeverRefuses()
    {
        await using var classic = await Classic.StartAsync(Options(At(30), EmulatorLimits.Off));
        var client = classic.As(classic.Ada);

        for (var n = 0; n < 600; n++) (await client.Ask("/me.xml").Status()).ShouldBe(200);
    }
}
