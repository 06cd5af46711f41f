using Automator.Host;
using Automator.Host.Broker;
using Automator.Host.Journal;
using Automator.Sdk;
using Automator.Sdk.Protocol;
using Automator.Tests.Compiler;

namespace Automator.Tests.Runs;

/// <summary>What a person has paused waits, and goes on where it was.</summary>
[Collection(nameof(RunsCollection))]
public sealed class PausesTests(CompilerFixture compiler)
{
    private const string Rule = "On.ProjectCreated(async p => { Log.Info($\"{p.Id}\"); });";

    [Theory]
    [InlineData("a")]
    [InlineData(null)]
    public async Task WhatIsDueOfAPausedRule_WaitsUntilItGoesOn(string? paused)
    {
        await using var bench = await RunsBench.Open(compiler);
        await bench.Rule("a", Rule);
        await bench.Rule("b", Rule);
        await bench.Commit(new JournalOperation.Pause(Name(paused), RunsBench.Start));
        bench.Run();

        var waiting = bench.Fire(Created(bench, "a"));
        if (paused is not null)
            (await bench.Fire(Created(bench, "b")))[^1].ShouldBeOfType<RunEvent.Ended>().Status.ShouldBe(RunStatus.Succeeded);
        else
            await bench.Fire(bench.Due("gone"));

        bench.Pending.ShouldHaveSingleItem().Rule.Value.ShouldBe("a");
        await bench.Commit(new JournalOperation.Resume(Name(paused)));
        bench.Dues.Poke();
        (await waiting)[^1].ShouldBeOfType<RunEvent.Ended>().Status.ShouldBe(RunStatus.Succeeded);
    }

    [Fact]
    public async Task WhatAPersonAsksFor_IsRun()
    {
        await using var bench = await RunsBench.Open(compiler);
        await bench.Rule("a", "On.Demand(() => Task.CompletedTask);");
        await bench.Commit(new JournalOperation.Pause(new RuleName("a"), RunsBench.Start));
        bench.Run();

        (await bench.Fire(bench.Due("a")))[^1].ShouldBeOfType<RunEvent.Ended>().Status.ShouldBe(RunStatus.Succeeded);
    }

    [Fact]
    public async Task WhatAPersonAsksFor_IsNotDroppedForWhatIsPausedBesideIt()
    {
        await using var bench = await RunsBench.Open(compiler);
        await bench.Rule("a", "On.ProjectCreated(async p => { Log.Info($\"{p.Id}\"); }, new() { Overlap = Overlap.Restart });");
        await bench.Commit(new JournalOperation.Pause(new RuleName("a"), RunsBench.Start));
        await bench.Add(Created(bench, "a"), Created(bench, "a"));
        bench.Run();

        (await bench.Fire(Created(bench, "a") with { Trigger = Trigger.Demand }))[^1].ShouldBeOfType<RunEvent.Ended>().Status.ShouldBe(RunStatus.Succeeded);

        bench.Pending.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Pause_FollowsARuleToItsNewName()
    {
        await using var bench = await RunsBench.Open(compiler);
        await bench.Commit(new JournalOperation.Pause(new RuleName("old"), RunsBench.Start));

        await bench.Commit(new JournalOperation.RenameRule(new RuleName("old"), new RuleName("new")));

        bench.Journal.Pauses("main").ShouldBe([new PauseRecord(new RuleName("new"), RunsBench.Start)]);
    }

    [Fact]
    public async Task RunThatSleeps_GoesOnOnlyWhenItsRuleDoes()
    {
        await using var bench = await RunsBench.Open(compiler);
        await bench.Rule("a", "On.ProjectCreated(async p => { await Clock.Delay(TimeSpan.FromDays(1)); });");
        bench.Run();
        var following = bench.Fire(Created(bench, "a"));
        var run = await bench.Waiting();
        await bench.Commit(new JournalOperation.Pause(new RuleName("a"), RunsBench.Start));

        bench.Time.Advance(TimeSpan.FromDays(2));
        await bench.Fire(bench.Due("gone"));
        bench.Journal.Run(run.Id)!.Status.ShouldBe(RunStatus.Waiting);

        await bench.Commit(new JournalOperation.Resume(new RuleName("a")));
        bench.Dues.Poke();
        (await following)[^1].ShouldBeOfType<RunEvent.Ended>().Status.ShouldBe(RunStatus.Succeeded);
    }

    [Fact]
    public async Task RunThatSleeps_OfAPausedRule_CanBeCancelled()
    {
        await using var bench = await RunsBench.Open(compiler);
        await bench.Rule("a", "On.ProjectCreated(async p => { await Clock.Delay(TimeSpan.FromDays(1)); });");
        bench.Run();
        var following = bench.Fire(Created(bench, "a"));
        var run = await bench.Waiting();
        await bench.Commit(new JournalOperation.Pause(null, RunsBench.Start));

        bench.Dispatcher.Cancel(run.Id, "Cancelled.");

        (await following)[^1].ShouldBeOfType<RunEvent.Ended>().Status.ShouldBe(RunStatus.Cancelled);
    }

    [Fact]
    public async Task Journal_KeepsSinceWhen_AndTellsWhatIsNotPaused()
    {
        await using var bench = await RunsBench.Open(compiler);
        await bench.Commit(new JournalOperation.Pause(new RuleName("a"), RunsBench.Start));
        await bench.Commit(new JournalOperation.Pause(new RuleName("a"), RunsBench.Start.AddDays(1)));
        await bench.Commit(new JournalOperation.Pause(null, RunsBench.Start.AddDays(2)));

        bench.Journal.Pauses("main").ShouldBe([new PauseRecord(new RuleName("a"), RunsBench.Start), new PauseRecord(null, RunsBench.Start.AddDays(2))]);
        bench.Journal.Pauses("other").ShouldBeEmpty();
        (await bench.Journal.Commit(bench.Fence, [new JournalOperation.Resume(new RuleName("b"))], TestContext.Current.CancellationToken)).ShouldBe(CommitResult.Conflict);
    }

    private static RuleName? Name(string? rule) => rule is null ? null : new RuleName(rule);

    private static Due Created(RunsBench bench, string rule) =>
        bench.Due(rule, "project-created-1", Trigger.ProjectCreated) with { Subject = 1, Payload = """{"id":1,"name":"p"}""" };
}
