using Automator.Host.Broker;
using Automator.Host.Journal;
using Automator.Sdk;
using Automator.Sdk.Protocol;
using Automator.Tests.Compiler;

namespace Automator.Tests.Runs;

/// <summary>What fires while the last run is under way, in real workers.</summary>
[Collection(nameof(RunsCollection))]
public sealed class OverlapTests(CompilerFixture compiler)
{
    private static Person Me { get; } = new() { Id = 1 };

    private static TodoItem Item { get; } = new() { Id = 1, Content = "a", TodoListId = 2 };

    [Fact]
    public async Task EventsOfDifferentRecords_RunBesideEachOther_OfOneRecordOneAfterTheOther()
    {
        await using var bench = await RunsBench.Open(compiler, lanes: 2);
        await bench.Rule("a", "On.ProjectCreated(async p => { await Basecamp.Me(); Log.Info($\"{p.Id}\"); });");
        bench.Run();
        var first = bench.Fire(Created(bench, 1));
        var asked = await bench.Account.Next();
        var again = bench.Fire(Created(bench, 1));

        var other = bench.Fire(Created(bench, 2));
        (await bench.Account.Next()).Answer(Me);

        (await other)[^1].ShouldBeOfType<RunEvent.Ended>().Status.ShouldBe(RunStatus.Succeeded);
        bench.Pending.ShouldHaveSingleItem().Subject.ShouldBe(1);
        asked.Answer(Me);
        (await bench.Account.Next()).Answer(Me);
        await first;
        await again;
    }

    [Fact]
    public async Task QueueOne_KeepsTheFirstThatWaits()
    {
        await using var bench = await RunsBench.Open(compiler);
        await bench.Rule("a", "On.Demand(async () => { await Basecamp.Me(); }, new() { Overlap = Overlap.QueueOne });");
        bench.Run();
        var first = bench.Fire(bench.Due("a"));
        var asked = await bench.Account.Next();
        var second = bench.Fire(bench.Due("a"));
        var third = bench.Fire(bench.Due("a"));

        (await third).ShouldBe([new RunEvent.NotStarted("Skipped: another due of the same handler was waiting already.")]);
        asked.Answer(Me);
        (await bench.Account.Next()).Answer(Me);
        (await second)[^1].ShouldBeOfType<RunEvent.Ended>().Status.ShouldBe(RunStatus.Succeeded);
        await first;
    }

    [Fact]
    public async Task Restart_TakesThePlaceOfARunThatHasChangedNothing()
    {
        await using var bench = await RunsBench.Open(compiler);
        await bench.Rule("a", "On.Demand(async () => { await Basecamp.Me(); }, new() { Overlap = Overlap.Restart });");
        bench.Run();
        var first = bench.Fire(bench.Due("a"));
        await bench.Account.Next();

        var second = bench.Fire(bench.Due("a"));
        (await bench.Account.Next()).Answer(Me);

        (await first)[^1].ShouldBe(new RunEvent.Ended(
            bench.Runs(RunStatus.Cancelled).ShouldHaveSingleItem().Id.Value, RunStatus.Cancelled, "A newer due of the same handler has come, and is run in its place.", 1, 0, null));
        (await second)[^1].ShouldBeOfType<RunEvent.Ended>().Status.ShouldBe(RunStatus.Succeeded);
    }

    [Fact]
    public async Task Restart_WaitsForARunThatHasChangedSomething()
    {
        await using var bench = await RunsBench.Open(compiler);
        await bench.Rule("a", "On.Demand(async () => { var item = await Basecamp.TodoItem(1); await item.Complete(); await Basecamp.Me(); }, new() { Overlap = Overlap.Restart });");
        bench.Run();
        var first = bench.Fire(bench.Due("a"));
        (await bench.Account.Next()).Answer(Item);
        (await bench.Account.Next()).Answer(new object());
        var asked = await bench.Account.Next();

        var second = bench.Fire(bench.Due("a"));
        await bench.Fire(bench.Due("gone")); // The dispatcher has passed the second by then.
        asked.Answer(Me);

        (await first)[^1].ShouldBeOfType<RunEvent.Ended>().Status.ShouldBe(RunStatus.Succeeded);
        (await bench.Account.Next()).Answer(Item);
        (await bench.Account.Next()).Answer(new object());
        (await bench.Account.Next()).Answer(Me);
        (await second)[^1].ShouldBeOfType<RunEvent.Ended>().Status.ShouldBe(RunStatus.Succeeded);
    }

    [Fact]
    public async Task Parallel_RunsBesideEachOtherUpToItsNumber()
    {
        await using var bench = await RunsBench.Open(compiler, lanes: 2);
        await bench.Rule("a", "On.Demand(async () => { await Basecamp.Me(); }, new() { Overlap = Overlap.Parallel, AtMost = 2 });");
        bench.Run();
        Task<List<RunEvent>>[] all = [bench.Fire(bench.Due("a")), bench.Fire(bench.Due("a")), bench.Fire(bench.Due("a"))];

        var asked = await bench.Account.Next();
        (await bench.Account.Next()).Answer(Me);
        (await bench.Account.Next()).Answer(Me);
        asked.Answer(Me);

        foreach (var events in await Task.WhenAll(all))
            events[^1].ShouldBeOfType<RunEvent.Ended>().Status.ShouldBe(RunStatus.Succeeded);
    }

    private static Due Created(RunsBench bench, long project) =>
        bench.Due("a", "project-created-1", Trigger.ProjectCreated) with { Subject = project, Payload = $$"""{"id":{{project}},"name":"p"}""" };
}
