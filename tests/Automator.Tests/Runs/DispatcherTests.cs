using Automator.Host.Broker;
using Automator.Host.Journal;
using Automator.Host.Rules;
using Automator.Host.Runs;
using Automator.Sdk;
using Automator.Sdk.Protocol;
using Automator.Tests.Compiler;

namespace Automator.Tests.Runs;

[Collection(nameof(RunsCollection))]
public sealed class DispatcherTests(CompilerFixture compiler)
{
    private const string AsksOnce = "On.Demand(async () => { await Basecamp.Me(); });";
    private const string Scheduled = "On.Schedule(\"* * * * *\", async () => { await Basecamp.Me(); });";
    private const string Event = "On.ProjectCreated(async p => { await Basecamp.Me(); });";

    private static Person Me { get; } = new() { Id = 1 };

    [Fact]
    public async Task Due_BecomesARunThatIsFollowedToItsEnd()
    {
        await using var bench = await RunsBench.Open(compiler);
        await bench.Rule("a", "On.Demand(async () => { await Basecamp.Me(); Log.Info(\"hello\"); });");
        bench.Run();

        var following = bench.Fire(bench.Due("a"));
        (await bench.Account.Next()).Answer(Me);
        var events = await following;

        var run = bench.Runs(RunStatus.Succeeded).ShouldHaveSingleItem();
        events.ShouldBe(
        [
            new RunEvent.Started(run.Id.Value, "a", "demand-1", Dry: false),
            new RunEvent.Line(LogSeverity.Info, "hello"),
            new RunEvent.Ended(run.Id.Value, RunStatus.Succeeded, null, Reads: 1, Writes: 0, null),
        ]);
        bench.Journal.Log(run.Id).Single().Text.ShouldBe("hello");
        bench.Pending.ShouldBeEmpty();
    }

    [Fact]
    public async Task DuesOfOneHandler_RunOneAfterTheOther()
    {
        await using var bench = await RunsBench.Open(compiler);
        await bench.Rule("a", Event);
        var first = bench.Due("a", "project-created-1", Trigger.ProjectCreated) with { Payload = """{"id":1}""" };
        var second = bench.Due("a", "project-created-1", Trigger.ProjectCreated) with { Payload = """{"id":2}""" };
        bench.Run();
        var following = bench.Fire(first);
        var asked = await bench.Account.Next();
        await bench.Add(second);
        // The dispatcher takes what is pending in order: when this one is dropped it has passed the second.
        await bench.Fire(bench.Due("gone"));

        bench.Dispatcher.Active.ShouldHaveSingleItem().DueKey.ShouldBe(first.Key);
        bench.Pending.ShouldHaveSingleItem().Key.ShouldBe(second.Key);
        asked.Answer(Me);
        await following;
        (await bench.Account.Next()).Answer(Me);
        await bench.Dispatcher.Drain(TimeSpan.FromMinutes(1));

        bench.Runs(RunStatus.Succeeded).Select(run => run.DueKey).ShouldBe([first.Key, second.Key], ignoreOrder: true);
    }

    [Fact]
    public async Task HandlersOfOneRule_RunBesideEachOther()
    {
        await using var bench = await RunsBench.Open(compiler);
        await bench.Rule("a", AsksOnce + AsksOnce);
        bench.Run();
        var first = bench.Fire(bench.Due("a"));
        var asked = await bench.Account.Next();

        var second = bench.Fire(bench.Due("a", "demand-2"));
        (await bench.Account.Next()).Answer(Me);
        await second;

        asked.Answer(Me);
        await first;
    }

    [Fact]
    public async Task ScheduleThatFiresWhileTheLastOneRuns_IsSkippedWithAReason()
    {
        await using var bench = await RunsBench.Open(compiler);
        await bench.Rule("a", Scheduled);
        bench.Run();
        var first = bench.Fire(bench.Due("a", "schedule-1", Trigger.Schedule));
        var asked = await bench.Account.Next();
        bench.Time.Advance(TimeSpan.FromMinutes(1));
        var due = bench.Due("a", "schedule-1", Trigger.Schedule);

        var events = await bench.Fire(due);

        var busy = bench.Runs(RunStatus.Running).ShouldHaveSingleItem().Id;
        events.ShouldBe([new RunEvent.NotStarted($"Skipped: run {busy} of the same handler was still under way.")]);
        bench.DropReason(due).ShouldBe($"Skipped: run {busy} of the same handler was still under way.");
        asked.Answer(Me);
        await first;
    }

    [Fact]
    public async Task MissedFiresThatAreAllMadeUpFor_AllRun()
    {
        await using var bench = await RunsBench.Open(compiler);
        await bench.Rule("a", "On.Schedule(\"* * * * *\", async () => { await Basecamp.Me(); }, new() { Misfire = Misfire.All });");
        var missed = Enumerable.Range(-3, 3).Select(n => bench.Due("a", "schedule-1", Trigger.Schedule, at: bench.Time.GetUtcNow().AddMinutes(n))).ToArray();
        await bench.Add(missed);
        bench.Run();

        for (var n = 0; n < missed.Length; n++)
        {
            var asked = await bench.Account.Next();
            bench.Dispatcher.Active.ShouldHaveSingleItem().DueKey.ShouldBe(missed[n].Key);
            asked.Answer(Me);
        }

        await bench.Dispatcher.Drain(TimeSpan.FromMinutes(1));
        bench.Runs(RunStatus.Succeeded).Count.ShouldBe(3);
    }

    [Fact]
    public async Task ThereAreAsManyRunsAtOnceAsLanes()
    {
        await using var bench = await RunsBench.Open(compiler, lanes: 1);
        await bench.Rule("a", AsksOnce);
        await bench.Rule("b", AsksOnce);
        bench.Run();
        var first = bench.Fire(bench.Due("a"));
        var asked = await bench.Account.Next();
        var second = bench.Fire(bench.Due("b"));
        await bench.Fire(bench.Due("gone"));

        bench.Dispatcher.Active.ShouldHaveSingleItem().Rule.Value.ShouldBe("a");
        bench.Pending.ShouldHaveSingleItem().Rule.Value.ShouldBe("b");
        asked.Answer(Me);
        await first;
        (await bench.Account.Next()).Answer(Me);
        await second;
    }

    [Fact]
    public async Task DueOfARuleThatIsGone_IsDroppedWithAReason()
    {
        await using var bench = await RunsBench.Open(compiler);
        var due = bench.Due("gone");
        bench.Run();

        (await bench.Fire(due)).ShouldBe([new RunEvent.NotStarted("The rule 'gone' is gone, or does not run on this account any more.")]);

        bench.DropReason(due).ShouldBe("The rule 'gone' is gone, or does not run on this account any more.");
    }

    [Fact]
    public async Task DueOfAHandlerThatIsGone_IsDroppedWithAReason()
    {
        await using var bench = await RunsBench.Open(compiler);
        await bench.Rule("a", AsksOnce);
        bench.Run();

        (await bench.Fire(bench.Due("a", "schedule-1", Trigger.Schedule))).ShouldBe([new RunEvent.NotStarted("The rule 'a' has no handler 'schedule-1' any more.")]);
    }

    [Fact]
    public async Task DueOfARuleThatNeverBuilt_WaitsUntilItDoes()
    {
        await using var bench = await RunsBench.Open(compiler);
        var good = await bench.Rule("a", AsksOnce);
        bench.Put(good with { Live = null, Errors = [new SourceError { File = good.File, Code = "CS1002", Message = "; expected" }] });
        bench.Run();
        var due = bench.Due("a");
        var following = bench.Fire(due);
        // The dispatcher takes what is pending in order: when this one is dropped it has passed the first.
        await bench.Fire(bench.Due("gone"));

        bench.Pending.ShouldHaveSingleItem().Key.ShouldBe(due.Key);
        bench.Put(good);
        bench.Dues.Poke();
        (await bench.Account.Next()).Answer(Me);

        (await following)[^1].ShouldBeOfType<RunEvent.Ended>().Status.ShouldBe(RunStatus.Succeeded);
    }

    [Fact]
    public async Task StaleRule_RunsItsLastGoodVersion()
    {
        await using var bench = await RunsBench.Open(compiler);
        var good = await bench.Rule("a", AsksOnce);
        bench.Put(good with { Errors = [new SourceError { File = good.File, Code = "CS1002", Message = "; expected" }] });
        bench.Run();

        var following = bench.Fire(bench.Due("a"));
        (await bench.Account.Next()).Answer(Me);

        (await following)[^1].ShouldBeOfType<RunEvent.Ended>().Status.ShouldBe(RunStatus.Succeeded);
    }

    [Fact]
    public async Task SnippetBesideADispatcherThatRuns_IsNotTakenForARuleThatIsGone()
    {
        await using var bench = await RunsBench.Open(compiler);
        bench.Run();
        var image = await bench.Image("1 + 1", CompileKind.Snippet);
        for (var n = 0; n < 20; n++)
        {
            var due = bench.Due(ConsoleSnippet.Rule.Value, ConsoleSnippet.Handler, dry: true);
            var following = bench.StartNow(due, image);
            bench.Dues.Poke();

            (await following)[^1].ShouldBeOfType<RunEvent.Ended>().Value.ShouldBe("2");
        }

        bench.Journal.DroppedDues("main", 10).ShouldBeEmpty();
    }

    [Fact]
    public async Task DemandOnAnAccountThatWasTakenOver_IsToldSo()
    {
        await using var bench = await RunsBench.Open(compiler);
        var image = await bench.Image("1 + 1", CompileKind.Snippet);
        await bench.Journal.Take("main", "account 1", TestContext.Current.CancellationToken);

        (await bench.StartNow(bench.Due(ConsoleSnippet.Rule.Value, ConsoleSnippet.Handler), image)).ShouldBe(
            [new RunEvent.NotStarted("The account has been taken over by another host; this one starts nothing more for it.")]);
    }

    [Fact]
    public async Task Cancel_EndsTheRunAndNamesWhoDid()
    {
        await using var bench = await RunsBench.Open(compiler);
        await bench.Rule("a", AsksOnce);
        bench.Run();
        var following = bench.Fire(bench.Due("a"));
        await bench.Account.Next();
        var run = bench.Dispatcher.Active.Single().Id;

        bench.Dispatcher.Cancel(run, "Stopped by Jo.").ShouldBeTrue();

        (await following)[^1].ShouldBe(new RunEvent.Ended(run.Value, RunStatus.Cancelled, "Stopped by Jo.", 1, 0, null));
        bench.Journal.Run(run)!.End!.Reason.ShouldBe("Stopped by Jo.");
        bench.Dispatcher.Cancel(run, "Again.").ShouldBeFalse();
        bench.Pending.ShouldBeEmpty();
    }
}
