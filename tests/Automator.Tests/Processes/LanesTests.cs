using System.Diagnostics;
using Automator.Host.Processes;

namespace Automator.Tests.Processes;

public sealed class LanesTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task HealthyLane_IsUsedAgain()
    {
        await using var lanes = new Lanes(1, TimeProvider.System);
        var first = await lanes.Rent(Cancellation);
        await lanes.Return(first, healthy: true);

        (await lanes.Rent(Cancellation)).ShouldBeSameAs(first);
    }

    [Fact]
    public async Task UnhealthyLane_IsEndedAndReplaced()
    {
        await using var lanes = new Lanes(1, TimeProvider.System);
        var first = await lanes.Rent(Cancellation);
        using var process = Process.GetProcessById(first.ProcessId);
        await lanes.Return(first, healthy: false);

        await process.WaitForExitAsync(Cancellation);
        var second = await lanes.Rent(Cancellation);
        second.ShouldNotBeSameAs(first);
        lanes.All.ShouldBe([second]);
    }

    [Fact]
    public async Task LaneThatDiedWhileItWasIdle_IsNotHandedOut()
    {
        await using var lanes = new Lanes(1, TimeProvider.System);
        await lanes.Warm(Cancellation);
        var idle = lanes.All.Single();
        using (var process = Process.GetProcessById(idle.ProcessId))
        {
            process.Kill();
            await process.WaitForExitAsync(Cancellation);
        }

        var lane = await lanes.Rent(Cancellation);

        lane.ShouldNotBeSameAs(idle);
        lane.HasExited.ShouldBeFalse();
    }

    [Fact]
    public async Task MoreThanThereAre_WaitUntilOneIsReturned()
    {
        await using var lanes = new Lanes(2, TimeProvider.System);
        var first = await lanes.Rent(Cancellation);
        await lanes.Rent(Cancellation);

        var third = lanes.Rent(Cancellation);
        third.IsCompleted.ShouldBeFalse();
        await lanes.Return(first, healthy: true);

        (await third).ShouldBeSameAs(first);
        lanes.All.Count.ShouldBe(2);
    }

    [Fact]
    public async Task GivingUpWaiting_TakesNoPlace()
    {
        await using var lanes = new Lanes(1, TimeProvider.System);
        var only = await lanes.Rent(Cancellation);
        using var gaveUp = new CancellationTokenSource();
        var waiting = lanes.Rent(gaveUp.Token);

        await gaveUp.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(waiting);
        await lanes.Return(only, healthy: true);
        (await lanes.Rent(Cancellation)).ShouldBeSameAs(only);
    }

    [Fact]
    public async Task LaneThatCannotBeStarted_TakesNoPlace()
    {
        await using var lanes = new Lanes(new ChildProgram { Path = "/nowhere/worker" }, 1, TimeProvider.System);

        await Should.ThrowAsync<LaneException>(() => lanes.Rent(Cancellation));
        await Should.ThrowAsync<LaneException>(() => lanes.Rent(Cancellation));
    }

    [Fact]
    public async Task WorkerThatHasRunOften_IsReplaced()
    {
        await using var lanes = new Lanes(1, TimeProvider.System);
        var first = await lanes.Rent(Cancellation);
        first.RunsDone = Lanes.RunsPerWorker - 1;
        await lanes.Return(first, healthy: true);

        (await lanes.Rent(Cancellation)).ShouldNotBeSameAs(first);
    }

    [Fact]
    public async Task Disposing_EndsEveryWorker()
    {
        var lanes = new Lanes(2, TimeProvider.System);
        var rented = await lanes.Rent(Cancellation);
        using var process = Process.GetProcessById(rented.ProcessId);

        await lanes.DisposeAsync();

        await process.WaitForExitAsync(Cancellation);
    }
}
