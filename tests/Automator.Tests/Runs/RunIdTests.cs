using Automator.Host;

namespace Automator.Tests.Runs;

public sealed class RunIdTests
{
    private const long Millisecond = 1 << 20;

    [Fact]
    public void ThoseOfOneMillisecond_CountOn_WhateverChanceSays()
    {
        var last = 7 * Millisecond + 900_000;

        RunId.Next(last, fresh: 7 * Millisecond + 900_000).ShouldBe(last + 1);
        RunId.Next(last, fresh: 7 * Millisecond + 5).ShouldBe(last + 1);
        RunId.Next(last, fresh: 7 * Millisecond + 1_000_000).ShouldBe(last + 1);
    }

    [Fact]
    public void LaterMillisecond_BeginsByChance() =>
        RunId.Next(7 * Millisecond + 900_000, fresh: 8 * Millisecond + 3).ShouldBe(8 * Millisecond + 3);

    [Fact]
    public void ClockThatStepsBackALittle_StillCountsOn() =>
        RunId.Next(1_007 * Millisecond + 4, fresh: 10 * Millisecond).ShouldBe(1_007 * Millisecond + 5);

    [Fact]
    public void AnotherClock_BeginsAnew() =>
        RunId.Next(5_000 * Millisecond, fresh: 10 * Millisecond).ShouldBe(10 * Millisecond);
}
