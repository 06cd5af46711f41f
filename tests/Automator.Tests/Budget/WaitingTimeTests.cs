using Automator.Host.Budget;
using Microsoft.Extensions.Time.Testing;

namespace Automator.Tests.Budget;

public sealed class WaitingTimeTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task SeveralThatWaitAtOnce_CountOnce()
    {
        var waiting = new WaitingTime(_time);
        var (first, second) = (new TaskCompletionSource<int>(), new TaskCompletionSource<int>());
        var one = waiting.Of(new ValueTask<int>(first.Task)).AsTask();
        _time.Advance(TimeSpan.FromSeconds(2));
        var two = waiting.Of(new ValueTask<int>(second.Task)).AsTask();
        _time.Advance(TimeSpan.FromSeconds(2));
        first.SetResult(1);
        (await one).ShouldBe(1);
        _time.Advance(TimeSpan.FromSeconds(3));
        waiting.Total.ShouldBe(TimeSpan.FromSeconds(7), "the second still waits");
        second.SetCanceled(TestContext.Current.CancellationToken);
        await Should.ThrowAsync<OperationCanceledException>(two);
        _time.Advance(TimeSpan.FromSeconds(9));

        waiting.Total.ShouldBe(TimeSpan.FromSeconds(7));
    }

    [Fact]
    public async Task WhatIsThereAtOnce_IsNoWait()
    {
        var waiting = new WaitingTime(_time);
        waiting.Restore(TimeSpan.FromSeconds(4));

        (await waiting.Of(new ValueTask<int>(7))).ShouldBe(7);
        waiting.Total.ShouldBe(TimeSpan.FromSeconds(4));
    }
}
