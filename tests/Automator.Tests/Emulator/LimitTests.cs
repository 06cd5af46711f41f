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

    [Fact]
    public async Task FixedWindows_CanBeginAtAnyPhase()
    {
        var time = At(32);
        await using var classic = await Classic.StartAsync(Options(time, new EmulatorLimits { Gets = 3, Phase = TimeSpan.FromSeconds(3) }));
        var client = classic.As(classic.Ada);
        async Task<string> Horizon()
        {
            using var answer = await client.Ask("/me.xml");
            return answer.Headers.GetValues("X-Throttle-Horizon").Single();
        }

        (await Horizon()).ShouldBe("2011-08-03T06:37:33Z");
        time.Advance(TimeSpan.FromSeconds(1));
        (await Horizon()).ShouldBe("2011-08-03T06:37:43Z");
    }

    [Fact]
    public async Task SlidingWindows_CountWhatCameWithinOneBefore()
    {
        var time = At(30);
        await using var classic = await Classic.StartAsync(Options(time, new EmulatorLimits { Gets = 3, Windows = WindowKind.Sliding }));
        var client = classic.As(classic.Ada);
        async Task<int> Ask(int secondsLater)
        {
            time.Advance(TimeSpan.FromSeconds(secondsLater));
            return await client.Ask("/me.xml").Status();
        }

        // At 0, 6, 9; then 10, when the first has left; at 15 three are still within.
        (await Ask(0), await Ask(6), await Ask(3), await Ask(1)).ShouldBe((200, 200, 200, 200));
        using (var refused = await client.Ask("/me.xml"))
        {
            ((int)refused.StatusCode, refused.Headers.RetryAfter!.Delta).ShouldBe((503, TimeSpan.FromSeconds(10)));
            refused.Headers.GetValues("X-Throttle-Count").Single().ShouldBe("4");
        }

        (await Ask(9)).ShouldBe(503);
        (await Ask(1)).ShouldBe(200);
    }

    [Fact]
    public async Task RequestsWhileRefused_DoNotMakeTheWaitLonger()
    {
        var time = At(30);
        await using var classic = await Classic.StartAsync(Options(time, new EmulatorLimits { Gets = 1, Windows = WindowKind.Sliding }));
        var client = classic.As(classic.Ada);
        await client.Ask("/me.xml").Status();
        for (var second = 0; second < 10; second++)
        {
            (await client.Ask("/me.xml").Status()).ShouldBe(503);
            time.Advance(TimeSpan.FromSeconds(1));
        }

        (await client.Ask("/me.xml").Status()).ShouldBe(200);
    }

    [Theory]
    [InlineData(503)]
    [InlineData(429)]
    public async Task TheStatusOfARefusal_CanBeEitherThatIsDocumented(int status)
    {
        await using var classic = await Classic.StartAsync(Options(At(30), new EmulatorLimits { Gets = 1, Status = status }));
        await classic.As(classic.Ada).Ask("/me.xml").Status();

        using var refused = await classic.As(classic.Ada).Ask("/me.xml");

        ((int)refused.StatusCode, refused.Headers.RetryAfter!.Delta).ShouldBe((status, TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public void Texts_BecomeLimits()
    {
        EmulatorTexts.Limits("documented").ShouldBe(EmulatorLimits.Documented);
        EmulatorTexts.Limits("off").ShouldBe(EmulatorLimits.Off);
        EmulatorTexts.Limits("gets=50, others=5,window=2.5,unidentified=9,unidentifiedWindow=30,windows=sliding,phase=1,status=429").ShouldBe(new EmulatorLimits
        {
            Gets = 50,
            Others = 5,
            Window = TimeSpan.FromSeconds(2.5),
            Unidentified = 9,
            UnidentifiedWindow = TimeSpan.FromSeconds(30),
            Windows = WindowKind.Sliding,
            Phase = TimeSpan.FromSeconds(1),
            Status = 429,
        });
    }

    [Theory]
    [InlineData("gets")]
    [InlineData("gets=")]
    [InlineData("gets=0")]
    [InlineData("gets=-5")]
    [InlineData("window=0")]
    [InlineData("window=1e9")]
    [InlineData("windows=round")]
    [InlineData("status=500")]
    [InlineData("")]
    public void TextsThatAreNoLimits_AreExplained(string text) =>
        Should.Throw<EmulatorException>(() => EmulatorTexts.Limits(text)).Message.ShouldStartWith("Limits cannot be");
}
