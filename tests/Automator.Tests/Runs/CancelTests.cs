using Automator.Host.Broker;
using Automator.Host.Journal;
using Automator.Sdk;
using Automator.Tests.Compiler;

namespace Automator.Tests.Runs;

/// <summary>Runs that a person ends, wherever they are; and runs whose rule is gone, which nobody ends.</summary>
[Collection(nameof(RunsCollection))]
public sealed class CancelTests(CompilerFixture compiler)
{
    private const string Sleeps = "On.Demand(async () => { await Clock.Delay(TimeSpan.FromDays(3)); await Basecamp.Me(); });";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task QueuedDue_IsDroppedAndItsFollowerTold()
    {
        await using var bench = await RunsBench.Open(compiler);
        var due = bench.Due("a");
        var following = bench.Fire(due);
        while (bench.Pending.Count == 0)
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, Cancellation);

        (await bench.Dispatcher.Cancel(due, "Cancelled by a person.", Cancellation)).ShouldBeTrue();

        (await following).ShouldBe([new RunEvent.NotStarted("Cancelled by a person.")]);
        bench.DropReason(due).ShouldBe("Cancelled by a person.");
        (await bench.Dispatcher.Cancel(due, "Again.", Cancellation)).ShouldBeFalse();
    }

    /// <summary>It was told to end when it was on its way out of its worker: it must not sleep on for three days before it does.</summary>
    [Fact]
    public async Task RunThatIsCancelledWhileItParks_EndsAtOnce()
    {
        await using var bench = await RunsBench.Open(compiler);
        await bench.Rule("a", Sleeps);
        bool? cancelled = null;
        bench.Said = line =>
        {
            if (line.Contains("gives its worker back"))
                cancelled = bench.Dispatcher.Cancel(bench.Dispatcher.Active.Single().Id, "Cancelled by a person.");
        };
        bench.Run();

        var events = await bench.Fire(bench.Due("a")).WaitAsync(TimeSpan.FromMinutes(1), TimeProvider.System, Cancellation);

        cancelled.ShouldBe(true);
        events[^1].ShouldBeOfType<RunEvent.Ended>().Status.ShouldBe(RunStatus.Cancelled);
        bench.Runs(RunStatus.Waiting).ShouldBeEmpty();
        bench.Runs(RunStatus.Cancelled).ShouldHaveSingleItem().End!.Reason.ShouldBe("Cancelled by a person.");
    }

    [Fact]
    public async Task RunUnderWayWhoseRuleIsDeleted_Finishes()
    {
        await using var bench = await RunsBench.Open(compiler);
        await bench.Rule("a", "On.Demand(async () => { await Basecamp.Me(); await Basecamp.Account(); });");
        bench.Run();
        var following = bench.Fire(bench.Due("a"));
        var asked = await bench.Account.Next();

        bench.Remove("a");
        asked.Answer(new Person { Id = 1 });
        (await bench.Account.Next()).Answer(new Account { Id = 1, Name = "Acme" });

        (await following)[^1].ShouldBeOfType<RunEvent.Ended>().Status.ShouldBe(RunStatus.Succeeded);
    }

    [Fact]
    public async Task WaitingRunWhoseRuleIsDeleted_FinishesWithTheVersionItBeganWith()
    {
        await using var bench = await RunsBench.Open(compiler);
        await bench.Rule("a", Sleeps);
        bench.Run();
        _ = bench.Fire(bench.Due("a"));
        while (bench.Runs(RunStatus.Waiting).Count == 0)
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, Cancellation);
        var run = bench.Runs(RunStatus.Waiting).ShouldHaveSingleItem();

        bench.Remove("a");
        var following = await bench.Restart(run);
        bench.Time.Advance(TimeSpan.FromDays(3));
        (await bench.Account.Next()).Answer(new Person { Id = 1 });

        (await following)[^1].ShouldBeOfType<RunEvent.Ended>().Status.ShouldBe(RunStatus.Succeeded);
        bench.Journal.Run(run.Id)!.ImageHash.ShouldBe(run.ImageHash);
    }
}
