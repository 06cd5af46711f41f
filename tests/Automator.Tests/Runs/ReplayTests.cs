using Automator.Host.Broker;
using Automator.Host.Journal;
using Automator.Sdk;
using Automator.Tests.Compiler;

namespace Automator.Tests.Runs;

/// <summary>Runs that are cut off and go on: what was done is not done again, and what was said is not said again.</summary>
[Collection(nameof(RunsCollection))]
public sealed class ReplayTests(CompilerFixture compiler)
{
    private static readonly TodoItem Item = new() { Id = 1, Content = "a", TodoListId = 2 };

    [Fact]
    public async Task RunThatWasCutOff_GoesOnWhereItWas()
    {
        await using var bench = await RunsBench.Open(compiler);
        await bench.Rule("a", """
            On.Demand(async () =>
            {
                var item = await Basecamp.TodoItem(1);
                Log.Info($"before {Clock.Now:o} {Run.NewId()} {Run.Random(1000000)}");
                await item.Complete();
                var (now, id, random) = (Clock.Now, Run.NewId(), Run.Random(1000000));
                await State.Set("k", 1);
                await Basecamp.Me();
                Log.Info($"after {await State.Get<int>("k")} {now:o} {id} {random} {Clock.Now:o}");
            });
            """);
        bench.Run();
        _ = bench.Fire(bench.Due("a"));
        (await bench.Account.Next()).Answer(Item);
        bench.Time.Advance(TimeSpan.FromSeconds(1));
        (await bench.Account.Next()).Answer("done");
        await bench.Account.Next();
        var run = bench.Runs(RunStatus.Running).ShouldHaveSingleItem();

        bench.Time.Advance(TimeSpan.FromMinutes(10));
        var following = await bench.Restart(run);
        var asked = await bench.Account.Next();
        asked.Asked.ShouldBeOfType<Automator.Sdk.Protocol.ReadMe>("it was cut off while it waited for this");
        bench.Time.Advance(TimeSpan.FromSeconds(1));
        asked.Answer(new Person { Id = 7 });

        (await following)[^1].ShouldBeOfType<RunEvent.Ended>().Status.ShouldBe(RunStatus.Succeeded);
        bench.Journal.Run(run.Id)!.Status.ShouldBe(RunStatus.Succeeded);
        bench.Journal.Effects(run.Id).ShouldHaveSingleItem().Status.ShouldBe(EffectStatus.Done);
        var lines = bench.Journal.Log(run.Id).Select(line => line.Text).ToList();
        lines.Count.ShouldBe(2);
        lines[0].ShouldStartWith("before 2026-03-02T09:00:0");
        lines[1].ShouldStartWith("after 1 2026-03-02T09:00:01");
        lines[1].ShouldEndWith("2026-03-02T09:10:02.0000000+00:00");
        bench.Runs(RunStatus.Succeeded).Single().End!.Calls.ShouldBe(5);
    }

    [Fact]
    public async Task AnswersOfParallelCalls_AreDeliveredInTheOrderInWhichTheyCame()
    {
        await using var bench = await RunsBench.Open(compiler);
        await bench.Rule("a", """
            On.Demand(async () =>
            {
                var order = new List<long>();
                async Task One(long id) { order.Add((await Basecamp.TodoItem(id)).Id); }
                await Task.WhenAll(One(1), One(2), One(3));
                Log.Info(string.Join(",", order));
                await Basecamp.Me();
                Log.Info(string.Join(",", order));
            });
            """);
        bench.Run();
        _ = bench.Fire(bench.Due("a"));
        List<StagedAccount.Call> calls = [await bench.Account.Next(), await bench.Account.Next(), await bench.Account.Next()];
        foreach (var call in Enumerable.Reverse(calls))
        {
            call.Answer(Item with { Id = ((Automator.Sdk.Protocol.ReadTodoItem)call.Asked).Id });
            await Delivered(bench);
        }

        await bench.Account.Next();
        var run = bench.Runs(RunStatus.Running).ShouldHaveSingleItem();

        var following = await bench.Restart(run);
        (await bench.Account.Next()).Answer(new Person { Id = 7 });

        await following;
        bench.Journal.Log(run.Id).Select(line => line.Text).Distinct().ShouldHaveSingleItem().ShouldBe("3,2,1");
    }

    [Fact]
    public async Task DelayOfDays_HoldsNoWorkerAndSurvivesARestart()
    {
        await using var bench = await RunsBench.Open(compiler, lanes: 1);
        await bench.Rule("a", "On.Demand(async () => { Log.Info(\"asleep\"); await Clock.Delay(TimeSpan.FromDays(3)); Log.Info($\"awake {Clock.Now:o}\"); });");
        await bench.Rule("b", "On.Demand(() => Task.CompletedTask);");
        bench.Run();
        _ = bench.Fire(bench.Due("a"));
        var run = await bench.Waiting();
        run.WakeAt.ShouldBe(RunsBench.Start.AddDays(3));

        (await bench.Fire(bench.Due("b")))[^1].ShouldBeOfType<RunEvent.Ended>().Status.ShouldBe(RunStatus.Succeeded);
        bench.Time.Advance(TimeSpan.FromDays(2));
        var following = await bench.Restart(run);
        bench.Runs(RunStatus.Waiting).ShouldHaveSingleItem();
        bench.Time.Advance(TimeSpan.FromDays(1));

        (await following)[^1].ShouldBeOfType<RunEvent.Ended>().Status.ShouldBe(RunStatus.Succeeded);
        bench.Journal.Log(run.Id).Select(line => line.Text).ShouldBe(["asleep", "awake 2026-03-05T09:00:00.0000000+00:00"]);
    }

    [Fact]
    public async Task WaitingRun_CanBeCancelled()
    {
        await using var bench = await RunsBench.Open(compiler, lanes: 1);
        await bench.Rule("a", "On.Demand(async () => { await Clock.Delay(TimeSpan.FromDays(3)); });");
        bench.Run();
        var following = bench.Fire(bench.Due("a"));
        var run = await bench.Waiting();

        bench.Dispatcher.Cancel(run.Id, "Stopped by Jo.").ShouldBeTrue();

        (await following)[^1].ShouldBeOfType<RunEvent.Ended>().Status.ShouldBe(RunStatus.Cancelled);
        bench.Journal.Run(run.Id)!.End!.Reason.ShouldBe("Stopped by Jo.");
    }

    [Theory]
    [InlineData("await item.Reopen(); await Basecamp.Me();", "its call 2 was todo-item.complete, and is todo-item.uncomplete now")]
    [InlineData("await Basecamp.Me(); await item.Complete();", "its call 2 was todo-item.complete, and is me.read now")]
    [InlineData("", "its call 2 was todo-item.complete, and it ended before that now")]
    [InlineData("try { await item.Reopen(); } catch { } await Basecamp.Me();", "its call 2 was todo-item.complete, and is todo-item.uncomplete now")]
    [InlineData("await Clock.Delay(TimeSpan.FromDays(1)); await item.Complete();", "its call 2 was todo-item.complete, and is clock.delay now")]
    [InlineData("await (await Basecamp.TodoItem(5)).Complete();", "its call 2 was todo-item.complete, and is todo-item.read now")]
    public async Task RunThatDoesSomethingElse_IsStoppedAndNothingIsSent(string body, string divergence)
    {
        await using var bench = await RunsBench.Open(compiler);
        var image = (await bench.Rule("a", Rule("await item.Complete(); await Basecamp.Me();"))).Live!;
        bench.Run();
        _ = bench.Fire(bench.Due("a"));
        (await bench.Account.Next()).Answer(Item);
        (await bench.Account.Next()).Answer("done");
        await bench.Account.Next();
        var run = bench.Runs(RunStatus.Running).ShouldHaveSingleItem();
        var other = await bench.Image(Rule(body));
        bench.Images[image.Hash] = other with { Hash = image.Hash };

        var following = await bench.Restart(run);

        var ended = (await following)[^1].ShouldBeOfType<RunEvent.Ended>();
        ended.Status.ShouldBe(RunStatus.Interrupted);
        ended.Reason.ShouldNotBeNull().ShouldContain(divergence);
        bench.Journal.Effects(run.Id).ShouldHaveSingleItem();
        bench.Journal.Answers(run.Id).Count.ShouldBe(2);

        static string Rule(string body) => $"On.Demand(async () => {{ var item = await Basecamp.TodoItem(1); {body} }});";
    }

    [Fact]
    public async Task RunWhoseImageIsGone_IsLeftToAPerson()
    {
        await using var bench = await RunsBench.Open(compiler);
        await bench.Rule("a", "On.Demand(async () => { await Basecamp.Me(); });");
        bench.Run();
        _ = bench.Fire(bench.Due("a"));
        await bench.Account.Next();
        var run = bench.Runs(RunStatus.Running).ShouldHaveSingleItem();
        bench.Images.Clear();

        var following = await bench.Restart(run);

        (await following)[^1].ShouldBeOfType<RunEvent.Ended>().Reason.ShouldNotBeNull().ShouldContain("the version of the rule it began with is gone");
        bench.Runs(RunStatus.Interrupted).ShouldHaveSingleItem();
    }

    /// <summary>What a rule catches is part of its course too.</summary>
    [Fact]
    public async Task FailureThatWasDelivered_IsDeliveredAgain()
    {
        await using var bench = await RunsBench.Open(compiler);
        await bench.Rule("a", """
            On.Demand(async () =>
            {
                try { await Basecamp.TodoItem(1); }
                catch (NotFoundException e) { Log.Info(e.Message); }
                await Basecamp.Me();
            });
            """);
        bench.Run();
        _ = bench.Fire(bench.Due("a"));
        (await bench.Account.Next()).Fail(new Automator.Host.Basecamp.CallFailedException(
            new Automator.Sdk.Protocol.CallFailure { Kind = Automator.Sdk.Protocol.CallFailureKind.NotFound, Message = "no such item" }));
        await bench.Account.Next();
        var run = bench.Runs(RunStatus.Running).ShouldHaveSingleItem();

        var following = await bench.Restart(run);
        (await bench.Account.Next()).Answer(new Person { Id = 7 });

        (await following)[^1].ShouldBeOfType<RunEvent.Ended>().Status.ShouldBe(RunStatus.Succeeded);
        bench.Journal.Log(run.Id).ShouldHaveSingleItem().Text.ShouldBe("no such item");
    }

    [Fact]
    public async Task LineOfTheHost_SwallowsNoneOfTheRuleWhenItGoesOn()
    {
        await using var bench = await RunsBench.Open(compiler);
        await bench.Rule("a", "On.Demand(async () => { var item = await Basecamp.TodoItem(1); await item.Complete(); await Basecamp.Me(); Log.Info(\"after\"); });");
        bench.Run();
        _ = bench.Fire(bench.Due("a"));
        (await bench.Account.Next()).Answer(Item);
        (await bench.Account.Next()).Fail(new Automator.Host.Basecamp.CallFailedException(
            new Automator.Sdk.Protocol.CallFailure { Kind = Automator.Sdk.Protocol.CallFailureKind.Unavailable, Message = "cut off" })
        { IsInDoubt = true });
        var looking = bench.Account.Next().AsTask();
        while (!looking.IsCompleted)
        {
            bench.Time.Advance(TimeSpan.FromSeconds(10));
            await Task.WhenAny(looking, Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, TestContext.Current.CancellationToken));
        }

        (await looking).Answer(Item with { IsCompleted = true });
        await bench.Account.Next();
        var run = bench.Runs(RunStatus.Running).ShouldHaveSingleItem();

        var following = await bench.Restart(run);
        (await bench.Account.Next()).Answer(new Person { Id = 7 });

        await following;
        bench.Journal.Log(run.Id).Select(line => (line.FromHost, line.Text == "after")).ShouldBe([(true, false), (true, false), (false, true)]);
    }

    /// <summary>Until the journal has one answer more.</summary>
    private static async Task Delivered(RunsBench bench)
    {
        var run = bench.Runs(RunStatus.Running).Single().Id;
        var before = bench.Seen++;
        while (bench.Journal.Answers(run).Count <= before)
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, TestContext.Current.CancellationToken);
    }
}
