using Automator.Host.Basecamp;
using Automator.Host.Broker;
using Automator.Host.Budget;
using Automator.Host.Journal;
using Automator.Sdk;
using Automator.Sdk.Protocol;
using Automator.Tests.Compiler;

namespace Automator.Tests.Runs;

/// <summary>What a run says of its time: waited for the budget, slept, worked.</summary>
[Collection(nameof(RunsCollection))]
public sealed class RunTimesTests(CompilerFixture compiler)
{
    [Fact]
    public async Task Delays_AreSleepInAWorkerAndParkedAndAfterARestart()
    {
        await using var bench = await RunsBench.Open(compiler);
        await bench.Rule("a", """
            On.Demand(async () =>
            {
                await Clock.Delay(TimeSpan.FromSeconds(10));
                await Basecamp.Me();
                await Clock.Delay(TimeSpan.FromDays(3));
                for (var n = 0; n < 20_000_000; n++) { Math.Sqrt(n); }
            });
            """);
        bench.Run();
        _ = bench.Fire(bench.Due("a"));
        var asking = bench.Account.Next().AsTask();
        while (!asking.IsCompleted)
        {
            await Task.WhenAny(asking, Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, TestContext.Current.CancellationToken));
            if (bench.Time.GetUtcNow() < RunsBench.Start.AddSeconds(10) && bench.Runs(RunStatus.Running).Count > 0)
                bench.Time.Advance(TimeSpan.FromSeconds(10));
        }

        bench.Time.Advance(TimeSpan.FromMinutes(1));
        (await asking).Answer(new Person { Id = 7 });
        while (bench.Runs(RunStatus.Waiting).Count == 0)
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, TestContext.Current.CancellationToken);
        var run = bench.Runs(RunStatus.Waiting).ShouldHaveSingleItem();
        bench.Time.Advance(TimeSpan.FromDays(1));
        var following = await bench.Restart(run);
        bench.Time.Advance(TimeSpan.FromDays(2));
        (await following)[^1].ShouldBeOfType<RunEvent.Ended>().Status.ShouldBe(RunStatus.Succeeded);

        var end = bench.Journal.Run(run.Id)!.End!;
        end.Slept.ShouldBe(TimeSpan.FromDays(3) + TimeSpan.FromSeconds(10), "the minute for an answer is none");
        end.Waited.ShouldBe(TimeSpan.Zero);
        end.Worked.ShouldBeGreaterThan(TimeSpan.FromMilliseconds(5));
    }

    [Fact]
    public async Task RunCancelledInItsSleep_HasSleptUntilThen()
    {
        await using var bench = await RunsBench.Open(compiler);
        await bench.Rule("a", "On.Demand(async () => { await Basecamp.Me(); var sleep = Clock.Delay(TimeSpan.FromSeconds(20)); Log.Info(\"asleep\"); await sleep; });");
        bench.Run();
        var following = bench.Fire(bench.Due("a"));
        (await bench.Account.Next()).Answer(new Person { Id = 7 });
        var run = bench.Runs(RunStatus.Running).ShouldHaveSingleItem();
        while (bench.Journal.Log(run.Id).Count == 0)
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, TestContext.Current.CancellationToken);
        bench.Time.Advance(TimeSpan.FromSeconds(5));
        bench.Dispatcher.Cancel(run.Id, "Stopped by Jo.");
        await following;

        bench.Journal.Run(run.Id)!.End!.Slept.ShouldBe(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task WaitingForTheBudget_IsCountedOverAParkedTime()
    {
        var account = new SlowAccount();
        await using var bench = await RunsBench.Open(compiler, account: account);
        await bench.Rule("a", "On.Demand(async () => { await Task.WhenAll(Basecamp.Me(), Basecamp.Me()); await Clock.Delay(TimeSpan.FromDays(3)); await Basecamp.Me(); });");
        bench.Run();
        var following = bench.Fire(bench.Due("a"));
        await account.Turn(bench, 2, TimeSpan.FromSeconds(5));
        while (bench.Runs(RunStatus.Waiting).Count == 0)
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, TestContext.Current.CancellationToken);
        var run = bench.Runs(RunStatus.Waiting).ShouldHaveSingleItem();
        run.Waited.ShouldBe(TimeSpan.FromSeconds(5), "both at once");
        bench.Time.Advance(TimeSpan.FromDays(3));
        await account.Turn(bench, 1, TimeSpan.FromSeconds(2));
        await following;

        var end = bench.Journal.Run(run.Id)!.End!;
        end.Status.ShouldBe(RunStatus.Succeeded);
        end.Waited.ShouldBe(TimeSpan.FromSeconds(7));
        end.Slept.ShouldBe(TimeSpan.FromDays(3));
    }

    /// <summary>Each request waits for its turn until the test gives it.</summary>
    private sealed class SlowAccount : IAccountClient
    {
        private readonly Lock _lock = new();
        private TaskCompletionSource _turn = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _waiting;

        public async Task<object> Answer(Operation query, RequestSource source, CancellationToken cancellation)
        {
            ValueTask<int> turn;
            lock (_lock)
            {
                turn = source.Waiting!.Of(new ValueTask<int>(Wait(_turn.Task)));
                _waiting++;
            }

            await turn;
            return new Person { Id = 7 };
        }

        public EffectRequest Plan(Operation effect) => throw new NotSupportedException();

        public Task<EffectAnswer> Send(EffectRequest request, RequestSource source, CancellationToken cancellation) => throw new NotSupportedException();

        internal async Task Turn(RunsBench bench, int requests, TimeSpan after)
        {
            while (Volatile.Read(ref _waiting) < requests)
                await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, TestContext.Current.CancellationToken);
            bench.Time.Advance(after);
            lock (_lock)
            {
                var turn = _turn;
                (_turn, _waiting) = (new(TaskCreationOptions.RunContinuationsAsynchronously), 0);
                turn.SetResult();
            }
        }

        private static async Task<int> Wait(Task turn)
        {
            await turn;
            return 0;
        }
    }
}
