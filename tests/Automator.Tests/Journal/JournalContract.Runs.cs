using Automator.Host;
using Automator.Host.Journal;
using Shouldly;
using Xunit;
using static Automator.Host.Journal.JournalOperation;

namespace Automator.Tests.Journal;

public abstract partial class JournalContract
{
    private static readonly RunId R1 = new("r1");

    [Fact]
    public async Task Due_ComesBackAsItWas()
    {
        var due = Some.Due("a") with { Dry = true };
        await Done(new AddDue(due));
        Journal.PendingDues(Some.Account).ShouldBe([due]);
    }

    [Fact]
    public async Task DueAddedAgain_StaysAsItIs()
    {
        await Done(new AddDue(Some.Due("a")), new AddDue(Some.Due("b")), new AddDue(Some.Due("c")));
        await Done(new StartRun(Some.Run("r1", "b")), new DropDue("c", "no handler", Some.Noon));

        await Done(new AddDue(Some.Due("a") with { Payload = "other" }), new AddDue(Some.Due("b")), new AddDue(Some.Due("c")));

        Journal.PendingDues(Some.Account).ShouldHaveSingleItem().Key.ShouldBe("a");
        Journal.DroppedDues(Some.Account, 9).ShouldBe([Some.Due("c") with { DropReason = "no handler" }]);
    }

    [Fact]
    public async Task PendingDues_AreOldestFirst()
    {
        await Done(new AddDue(Some.Due("late") with { At = Some.Noon.AddHours(1) }), new AddDue(Some.Due("b")), new AddDue(Some.Due("a")));
        Journal.PendingDues(Some.Account).Select(due => due.Key).ShouldBe(["b", "a", "late"]);
    }

    [Fact]
    public async Task DroppedDues_AreNewestFirstAndNoMoreThanAsked()
    {
        foreach (var n in Enumerable.Range(1, 5))
            await Done(new AddDue(Some.Due($"d{n}")), new DropDue($"d{n}", "r", Some.Noon.AddMinutes(n)));
        Journal.DroppedDues(Some.Account, 3).Select(due => due.Key).ShouldBe(["d5", "d4", "d3"]);
    }

    [Fact]
    public async Task DropDue_ConflictsUnlessPending()
    {
        await Conflict(new DropDue("a", "r", Some.Noon));
        await Done(new AddDue(Some.Due("a")), new DropDue("a", "first", Some.Noon));
        await Conflict(new DropDue("a", "second", Some.Noon));
        Journal.DroppedDues(Some.Account, 9).Single().DropReason.ShouldBe("first");
    }

    [Fact]
    public async Task StartRun_TakesItsDue()
    {
        await Done(new AddDue(Some.Due("a")));
        await Done(new StartRun(Some.Run("r1", "a")));

        Journal.PendingDues(Some.Account).ShouldBeEmpty();
        var run = Journal.Run(R1).ShouldNotBeNull();
        run.ShouldBe(Some.Run("r1", "a") with { Revision = run.Revision });
        Journal.RunsIn(Some.Account, RunStatus.Running).ShouldBe([run]);
    }

    [Fact]
    public async Task StartRun_ConflictsWithoutPendingDueOrWithAKnownId()
    {
        await Conflict(new StartRun(Some.Run("r1", "a")));
        await Done(new AddDue(Some.Due("a")), new AddDue(Some.Due("b")), new StartRun(Some.Run("r1", "a")));
        await Conflict(new StartRun(Some.Run("r2", "a")));
        await Conflict(new StartRun(Some.Run("r1", "b")));
        Journal.PendingDues(Some.Account).Single().Key.ShouldBe("b");
        Journal.Run(new RunId("r2")).ShouldBeNull();
    }

    [Fact]
    public async Task MoveRun_ConflictsUnlessInTheStateItLeaves()
    {
        await Conflict(new MoveRun(R1, RunStatus.Running, Some.End(RunStatus.Failed)));
        await Started();
        await Conflict(new MoveRun(R1, RunStatus.Interrupted, Some.End(RunStatus.Failed)));
        await Done(new MoveRun(R1, RunStatus.Running, Some.End(RunStatus.TimedOut)));
        await Conflict(new MoveRun(R1, RunStatus.Running, Some.End(RunStatus.Succeeded)));

        var run = Journal.Run(R1).ShouldNotBeNull();
        run.Status.ShouldBe(RunStatus.TimedOut);
        run.End.ShouldBe(Some.End(RunStatus.TimedOut));
    }

    [Fact]
    public async Task RunThatRunsAgain_HasNoEnd()
    {
        await Started();
        await Done(new MoveRun(R1, RunStatus.Running, Some.End(RunStatus.Interrupted)));
        await Done(new MoveRun(R1, RunStatus.Interrupted, Some.End(RunStatus.Running)));
        Journal.Run(R1)!.End.ShouldBeNull();
    }

    [Fact]
    public async Task PendingDuesBehindAnOrdinal_AreThoseThatWereJournaledSince()
    {
        await Done(new AddDue(Some.Due("a")), new AddDue(Some.Due("b")));
        var first = Journal.PendingDues(Some.Account, after: 0);
        await Done(new AddDue(Some.Due("c")), new DropDue("a", "r", Some.Noon));

        first.Select(due => due.Due).ShouldBe([Some.Due("a"), Some.Due("b")]);
        Journal.PendingDues(Some.Account, first[^1].Ordinal).Select(due => due.Due).ShouldBe([Some.Due("c")]);
        Journal.PendingDues(Some.Account, after: 0).Select(due => due.Due.Key).ShouldBe(["b", "c"]);
    }

    [Fact]
    public async Task RetryCall_ForgetsTheFailureAndClosesTheGap()
    {
        await Started();
        await Done(new AddEffect(Some.Effect("r1", 2)), new AnswerEffect(R1, 2, EffectStatus.Failed, "503", Some.Noon));
        await Done(
            new AddAnswer(Some.Answer("r1", 1, 1, "one")), new AddAnswer(Some.Answer("r1", 2, 2, "failed") with { Failed = true }),
            new AddAnswer(Some.Answer("r1", 3, 3, "three")), new AddAnswer(Some.Answer("r1", 4, 4, "four")));
        await Conflict(new RetryCall(R1, 3, Some.Noon.AddMinutes(1), "it did not fail"));
        await Conflict(new RetryCall(R1, 9, Some.Noon.AddMinutes(1), "it was never made"));

        await Done(new RetryCall(R1, 2, Some.Noon.AddMinutes(1), "503"));

        Journal.Answers(R1).Select(answer => (answer.Ordinal, answer.Sequence)).ShouldBe([(1, 1L), (2, 3L), (3, 4L)]);
        Journal.Effects(R1).ShouldBeEmpty();
        var run = Journal.Run(R1)!;
        (run.Status, run.WakeAt, run.Retries, run.RetryReason).ShouldBe((RunStatus.Waiting, Some.Noon.AddMinutes(1), 1, "503"));
        await Conflict(new RetryCall(R1, 1, Some.Noon, "it waits"));
    }

    [Fact]
    public async Task RequeueDue_ConflictsUnlessTakenByThatRun()
    {
        await Conflict(new RequeueDue("a", R1));
        await Started();
        await Conflict(new RequeueDue("a", new RunId("r2")));
        await Done(new RequeueDue("a", R1));
        await Conflict(new RequeueDue("a", R1));
        Journal.PendingDues(Some.Account).ShouldBe([Some.Due("a")]);
    }

    [Fact]
    public async Task JoinRun_TakesOnlyWhatIsPending_AndIsPendingAgainWithTheRunsDue()
    {
        await Started();
        await Done(new AddDue(Some.Due("b")), new AddDue(Some.Due("c")), new AddDue(Some.Due("d")), new JoinRun("b", R1), new JoinRun("c", R1));
        await Conflict(new JoinRun("b", R1));
        await Conflict(new JoinRun("d", new RunId("r2")));
        await Conflict(new RequeueDue("b", R1));
        Journal.PendingDues(Some.Account).ShouldBe([Some.Due("d")]);

        await Done(new RequeueDue("a", R1));

        Journal.PendingDues(Some.Account).Select(due => due.Key).ShouldBe(["a", "b", "c", "d"]);
        await Done(new MoveRun(R1, RunStatus.Running, Some.End(RunStatus.Interrupted)));
        await Conflict(new JoinRun("a", R1));
    }

    [Fact]
    public async Task Revisions_GrowWithEveryChangeOfARun()
    {
        await Done(new AddDue(Some.Due("a")), new AddDue(Some.Due("b")), new StartRun(Some.Run("r1", "a")), new StartRun(Some.Run("r2", "b")));
        var first = Journal.RunsAfter(0, 1).Single();
        Journal.RunsAfter(0, 9).Select(run => run.Id.Value).ShouldBe(["r1", "r2"]);

        await Done(new MoveRun(R1, RunStatus.Running, Some.End(RunStatus.Succeeded)));

        Journal.RunsAfter(first.Revision, 9).Select(run => run.Id.Value).ShouldBe(["r2", "r1"]);
        Journal.RunsAfter(Journal.Run(R1)!.Revision, 9).ShouldBeEmpty();
    }

    [Fact]
    public async Task Effects_ComeBackInSequence()
    {
        await Started();
        await Done(new AddEffect(Some.Effect("r1", 2)), new AddEffect(Some.Effect("r1", 1) with { Body = null, Status = EffectStatus.Planned }));
        await Done(new AnswerEffect(R1, 2, EffectStatus.Done, "77", Some.Noon));

        Journal.Effects(R1).ShouldBe(
        [
            Some.Effect("r1", 1) with { Body = null, Status = EffectStatus.Planned },
            Some.Effect("r1", 2) with { Status = EffectStatus.Done, Answer = "77", AnsweredAt = Some.Noon },
        ]);
    }

    [Fact]
    public async Task AddEffect_ConflictsWhenKnownOrWhenTheRunIsNotRunning()
    {
        await Conflict(new AddEffect(Some.Effect("r1", 1)));
        await Started();
        await Done(new AddEffect(Some.Effect("r1", 1)));
        await Conflict(new AddEffect(Some.Effect("r1", 1)));
        await Done(new MoveRun(R1, RunStatus.Running, Some.End(RunStatus.Cancelled)));
        await Conflict(new AddEffect(Some.Effect("r1", 2)));
    }

    [Fact]
    public async Task AnswerEffect_ConflictsWhenUnknownOrAnsweredButSettlesADoubt()
    {
        await Started();
        await Conflict(new AnswerEffect(R1, 1, EffectStatus.Done, null, Some.Noon));
        await Done(new AddEffect(Some.Effect("r1", 1)), new AnswerEffect(R1, 1, EffectStatus.InDoubt, null, Some.Noon));
        await Done(new AnswerEffect(R1, 1, EffectStatus.Failed, "no", Some.Noon));
        await Conflict(new AnswerEffect(R1, 1, EffectStatus.Done, "5", Some.Noon));
        Journal.Effects(R1).Single().Answer.ShouldBe("no");
    }

    [Fact]
    public async Task EffectThatWasNotDone_IsAddedAnew()
    {
        await Started();
        await Done(new AddEffect(Some.Effect("r1", 1)), new AnswerEffect(R1, 1, EffectStatus.InDoubt, "who knows", Some.Noon, Doubt: "{}"));
        await Conflict(new WithdrawEffect(R1, 1));
        await Done(new AnswerEffect(R1, 1, EffectStatus.NotDone, null, Some.Noon, Doubt: """{"settled":1}"""));
        Journal.Effects(R1).ShouldBe([Some.Effect("r1", 1) with { Status = EffectStatus.NotDone, AnsweredAt = Some.Noon, Doubt = """{"settled":1}""" }]);

        await Done(new WithdrawEffect(R1, 1), new AddEffect(Some.Effect("r1", 1)));

        Journal.Effects(R1).ShouldBe([Some.Effect("r1", 1)]);
    }

    [Fact]
    public async Task Log_ComesBackInOrderAndRefusesAnOrdinalTwice()
    {
        await Conflict(new AddLog(Some.Line("r1", 1)));
        await Started();
        await Done(new AddLog(Some.Line("r1", 2)), new AddLog(Some.Line("r1", 1)));
        await Conflict(new AddLog(Some.Line("r1", 2) with { Text = "other" }));
        Journal.Log(R1).ShouldBe([Some.Line("r1", 1), Some.Line("r1", 2)]);
    }

    private Task Started() => Done(new AddDue(Some.Due("a")), new StartRun(Some.Run("r1", "a")));
}
