using Automator.Host.Broker;
using Automator.Host.Cli;
using Automator.Host.Configuration;
using Automator.Host.Control;
using Automator.Host.Journal;
using Automator.Host.Rules;
using Automator.Sdk;
using Automator.Sdk.Protocol;
using Automator.Tests.Compiler;
using Automator.Tests.Configuration;

namespace Automator.Tests.Runs;

/// <summary>Handlers that take many events at once, or wait until a record has come to rest, in real workers.</summary>
[Collection(nameof(RunsCollection))]
public sealed class GatheringTests(CompilerFixture compiler)
{
    private const string Batches =
        """
        On.ProjectCreated(
            new Batch { Quiet = TimeSpan.FromMinutes(1), Longest = TimeSpan.FromMinutes(3), Most = 5 },
            async projects => { Log.Info(string.Join(", ", projects.Select(p => p.Name))); await Basecamp.Me(); });
        """;

    private static Person Me { get; } = new() { Id = 1 };

    [Fact]
    public async Task Batch_IsRunOnceForAll_WhenNothingMoreHasCome()
    {
        await using var bench = await Open(Batches);
        var first = bench.Fire(Event(bench, 1, "a"));
        await bench.Add(Event(bench, 2, "b"), Event(bench, 1, "a, renamed"));
        bench.Time.Advance(TimeSpan.FromSeconds(59));
        await bench.Add(Event(bench, 3, "c"));
        bench.Time.Advance(TimeSpan.FromSeconds(59));
        await HasLooked(bench);
        bench.Pending.Count.ShouldBe(4);

        bench.Time.Advance(TimeSpan.FromSeconds(1));

        (await bench.Account.Next()).Answer(Me);
        Lines(await first).ShouldBe(["b, a, renamed, c"]);
        bench.Pending.ShouldBeEmpty();
        var outcomes = bench.Journal.DuesAround("main", new("a"), RunsBench.Start, 9, 9);
        var outcome = outcomes.ShouldHaveSingleItem();
        (outcome.Due.Subject, outcome.Joined).ShouldBe((1, 3));
        outcome.Run.ShouldNotBeNull();
    }

    [Fact]
    public async Task WhatKeepsComing_IsRunForInTime()
    {
        await using var bench = await Open(Batches);
        var first = bench.Fire(Event(bench, 1, "1"));
        for (var id = 2; id <= 4; id++)
        {
            bench.Time.Advance(TimeSpan.FromSeconds(50));
            await bench.Add(Event(bench, id, $"{id}"));
        }

        await HasLooked(bench);
        bench.Time.Advance(TimeSpan.FromSeconds(30));

        (await bench.Account.Next()).Answer(Me);
        Lines(await first).ShouldBe(["1, 2, 3, 4"]);
    }

    [Fact]
    public async Task WhatComesMeanwhile_IsForTheNextRun()
    {
        await using var bench = await Open(Batches);
        var first = bench.Fire(Event(bench, 1, "1"));
        await bench.Add([.. Enumerable.Range(2, 5).Select(id => Event(bench, id, $"{id}"))]);

        var asked = await bench.Account.Next();
        bench.Pending.Count.ShouldBe(1);
        await bench.Add(Event(bench, 7, "7"));
        bench.Time.Advance(TimeSpan.FromMinutes(2));
        await HasLooked(bench);
        bench.Pending.Count.ShouldBe(2);
        asked.Answer(Me);

        Lines(await first).ShouldBe(["1, 2, 3, 4, 5"]);
        (await bench.Account.Next()).Answer(Me);
        await Task.WhenAll(bench.Journal.RunsIn("main", RunStatus.Running).Select(run => bench.Dispatcher.Gone(run.Id)));
        bench.Journal.RunsIn("main", RunStatus.Succeeded).Where(run => run.Rule.Value == "a").Select(run => run.Payload)
            .ShouldBe([$"[{string.Join(',', Enumerable.Range(1, 5).Select(Payload))}]", $"[{Payload(6)},{Payload(7)}]"], ignoreOrder: true);

        static string Payload(int id) => $$"""{"id":{{id}},"name":"{{id}}"}""";
        bench.Pending.ShouldBeEmpty();
    }

    [Fact]
    public async Task OneThatAPersonCancelled_LeavesTheOthers()
    {
        await using var bench = await Open(Batches);
        var (first, second) = (Event(bench, 1, "1"), Event(bench, 2, "2"));
        await bench.Add(first);
        var ran = bench.Fire(second);
        await HasLooked(bench);
        await bench.Commit(new JournalOperation.DropDue(first.Key, "A person did not want it.", bench.Time.GetUtcNow()));

        bench.Time.Advance(TimeSpan.FromMinutes(1));

        (await bench.Account.Next()).Answer(Me);
        Lines(await ran).ShouldBe(["2"]);
    }

    [Fact]
    public async Task WhatWaits_IsRunByTheNextHost()
    {
        await using var bench = await Open(Batches);
        var first = Event(bench, 1, "1");
        await bench.Add(first, Event(bench, 2, "2"));
        await HasLooked(bench);
        bench.Time.Advance(TimeSpan.FromSeconds(30));

        var ran = await bench.Restart(first.Key);
        await HasLooked(bench);
        bench.Pending.Count.ShouldBe(2);
        bench.Time.Advance(TimeSpan.FromSeconds(30));

        (await bench.Account.Next()).Answer(Me);
        Lines(await ran).ShouldBe(["1, 2"]);
    }

    [Fact]
    public async Task Debounce_RunsOnceForARecordThatHasComeToRest()
    {
        await using var bench = await Open("On.ProjectCreated(async p => { Log.Info(p.Name); await Basecamp.Me(); }, new() { Debounce = TimeSpan.FromMinutes(1) });");
        var restless = bench.Fire(Event(bench, 1, "a"));
        bench.Time.Advance(TimeSpan.FromSeconds(40));
        var calm = bench.Fire(Event(bench, 2, "b"));
        bench.Time.Advance(TimeSpan.FromSeconds(10));
        await bench.Add(Event(bench, 1, "a again"));
        await HasLooked(bench);

        bench.Time.Advance(TimeSpan.FromSeconds(50));
        (await bench.Account.Next()).Answer(Me);
        Lines(await calm).ShouldBe(["b"]);
        bench.Pending.Count.ShouldBe(2);

        bench.Time.Advance(TimeSpan.FromSeconds(10));
        (await bench.Account.Next()).Answer(Me);
        Lines(await restless).ShouldBe(["a again"]);
        bench.Pending.ShouldBeEmpty();
    }

    [Fact]
    public async Task Why_SaysWhatWaitsAndUntilWhen_AndThenForWhatARunWas()
    {
        await using var bench = await RunsBench.Open(compiler, lanes: 2);
        var entry = await bench.Rule("a", Batches);
        bench.Run();
        var first = Event(bench, 1, "a");
        var ran = bench.Fire(first);
        bench.Time.Advance(TimeSpan.FromSeconds(40));
        await bench.Add(Event(bench, 2, "b"));

        Why(bench, entry).ShouldBe("""
            a on main, around 2026-03-02 09:00:40Z:
              2026-03-02 09:00:00Z  project-created-1  for record 1: waits for its turn
              2026-03-02 09:00:40Z  project-created-1  for record 2: waits for its turn
              Its handler 'project-created-1' waits until nothing more has come for 00:01:00, and at most 00:03:00, or for 5 events. 2 events wait for one run, the first of them due at 2026-03-02 09:01:40Z unless more come.

            """);
        RunReports.Queued(first.Key, ["main"], bench.Journal.PendingDues).ShouldNotBeNull().Records.ShouldBe([1]);
        Should.Throw<NoSuchRunException>(() => RunReports.Queued(first.Key, ["main", "main"], bench.Journal.PendingDues)).Message.ShouldContain("is due on more than one account");
        Why(bench, entry, at: bench.Time.GetUtcNow().AddHours(-1)).ShouldContain("the first of them due at 2026-03-02 09:01:40Z unless more come.");

        bench.Time.Advance(TimeSpan.FromMinutes(1));
        (await bench.Account.Next()).Answer(Me);
        await ran;
        var run = bench.Runs(RunStatus.Succeeded).ShouldHaveSingleItem();
        Why(bench, entry).ShouldBe($"""
            a on main, around 2026-03-02 09:01:40Z:
              2026-03-02 09:00:00Z  project-created-1  for record 1 and 1 more event: run {run.Id} succeeded
              Its handler 'project-created-1' waits until nothing more has come for 00:01:00, and at most 00:03:00, or for 5 events.

            """);
        RunReports.Of(bench.Journal, run).Records.ShouldBe([1, 2]);
        RunReports.Queued(first.Key, ["main"], bench.Journal.PendingDues).ShouldBeNull();
    }

    private static string Why(RunsBench bench, CatalogEntry entry, DateTimeOffset? at = null)
    {
        var now = at ?? bench.Time.GetUtcNow();
        var past = new RulePast(
            (before, after) => bench.Journal.DuesAround("main", entry.Name, now, before, after), bench.Journal.Run, () => bench.Pending, bench.Journal.Pauses("main"), bench.Journal.Kills("main"), bench.Time.GetUtcNow());
        using var output = new StringWriter();
        WhyCommand.Print("a", [WhyReports.Of(Some.Options(Some.Account("\"url\": \"emulator\"")).Accounts[0] with { Name = "main" }, entry.Name, entry, now, past, [], zones: null)], output);
        return output.ToString().ReplaceLineEndings("\n");
    }

    private async Task<RunsBench> Open(string rule)
    {
        var bench = await RunsBench.Open(compiler, lanes: 2);
        await bench.Rule("a", rule);
        await bench.Rule("marker", "On.Demand(() => Task.CompletedTask);");
        bench.Run();
        return bench;
    }

    /// <summary>What is run after it was there has been looked at with it.</summary>
    private static async Task HasLooked(RunsBench bench) =>
        (await bench.Fire(bench.Due("marker")))[^1].ShouldBeOfType<RunEvent.Ended>().Status.ShouldBe(RunStatus.Succeeded);

    private static IEnumerable<string> Lines(IEnumerable<RunEvent> events) => events.OfType<RunEvent.Line>().Select(line => line.Text);

    private static Due Event(RunsBench bench, long project, string name) =>
        bench.Due("a", "project-created-1", Trigger.ProjectCreated) with { Subject = project, Payload = $$"""{"id":{{project}},"name":"{{name}}"}""" };
}
