using Automator.Host;
using Automator.Host.Journal;
using Automator.Sdk.Protocol;
using Shouldly;
using Xunit;
using static Automator.Host.Journal.JournalOperation;

namespace Automator.Tests.Journal;

public abstract partial class JournalContract
{
    private static readonly string Long = new('x', 5_000);

    private static readonly Expiry BodiesAreOld = Some.Expiry(runs: Some.Noon.AddDays(-1), bodies: Some.Noon.AddDays(1));
    private static readonly Expiry AllIsOld = Some.Expiry(runs: Some.Noon.AddDays(1), bodies: Some.Noon.AddDays(1));

    [Fact]
    public async Task OldBodies_GoAndWhatWasDoneStays()
    {
        await Whole("r1", RunStatus.Succeeded);

        await TrimAll(Journal, BodiesAreOld);

        Journal.Run(R1)!.BodiesGoneAt.ShouldBe(BodiesAreOld.Now);
        Journal.Inputs(R1).ShouldBeNull();
        Journal.Effects(R1).ShouldBe([Some.Effect("r1", 2) with { Body = null, Request = [7], Status = EffectStatus.Done, Answer = "77", AnsweredAt = Some.Noon }], Same);
        Journal.Log(R1).ShouldBe([Some.Line("r1", 1)]);
        Should.Throw<JournalException>(() => Journal.Answers(R1)).Message.ShouldBe(
            "The answers of run r1 were let go some time after its end: it cannot be gone through again.");
        await Conflict(new MoveRun(R1, RunStatus.Succeeded, Some.End(RunStatus.Running)));
    }

    [Theory]
    [InlineData(nameof(RunStatus.Running))]
    [InlineData(nameof(RunStatus.Waiting))]
    [InlineData(nameof(RunStatus.Interrupted))]
    [InlineData(nameof(RunStatus.InDoubt))]
    public async Task WhatHasNotEndedOrWaitsForAPerson_IsKeptWhateverItsAge(string status)
    {
        await Whole("r1", Enum.Parse<RunStatus>(status));

        await TrimAll(Journal, AllIsOld);

        Journal.Run(R1)!.Status.ToString().ShouldBe(status);
        Journal.Inputs(R1).ShouldBe(Long);
        Journal.Effects(R1).Single().Body.ShouldBe("<x/>");
        Journal.Answers(R1).Select(answer => answer.Body.Text).ShouldBe(["short", Long]);
        Journal.Log(R1).Count.ShouldBe(1);
    }

    [Fact]
    public async Task OldRuns_GoWhole()
    {
        await Whole("r1", RunStatus.Failed);

        await TrimAll(Journal, AllIsOld);

        Journal.Run(R1).ShouldBeNull();
        Journal.RunsAfter(0, 9).ShouldBeEmpty();
        Journal.Effects(R1).ShouldBeEmpty();
        Journal.Answers(R1).ShouldBeEmpty();
        Journal.Log(R1).ShouldBeEmpty();
        Journal.MadeBy(Some.Account, "todo-item.complete", 77).ShouldBeNull();
    }

    [Fact]
    public async Task WhatTheLogHasNotTaken_Stays()
    {
        await Whole("r1", RunStatus.Succeeded);
        var revision = Journal.Run(R1)!.Revision;

        await TrimAll(Journal, AllIsOld with { Followed = revision });
        Journal.Run(R1)!.BodiesGoneAt.ShouldBeNull();

        await TrimAll(Journal, AllIsOld with { Followed = revision + 1 });
        Journal.Run(R1).ShouldBeNull();
    }

    [Fact]
    public async Task YoungRuns_StayBesideOldOnes()
    {
        await Whole("r1", RunStatus.Succeeded);
        await Whole("r2", RunStatus.Succeeded, endedAt: Some.Noon.AddDays(5));

        await TrimAll(Journal, AllIsOld);

        Journal.RunsAfter(0, 9).Select(run => run.Id.Value).ShouldBe(["r2"]);
        Journal.Answers(new RunId("r2"))[^1].Body.Text.ShouldBe(Long, "it has the blob of both");
        Journal.Inputs(new RunId("r2")).ShouldBe(Long);
    }

    [Fact]
    public async Task OldDroppedDues_Go()
    {
        await Done(new AddDue(Some.Due("old")), new DropDue("old", "r", Some.Noon), new AddDue(Some.Due("new")), new DropDue("new", "r", Some.Noon.AddDays(5)));

        await TrimAll(Journal, AllIsOld);

        Journal.DroppedDues(Some.Account, 9).Select(due => due.Key).ShouldBe(["new"]);
    }

    [Fact]
    public async Task CallOfAWebhook_CanComeAgainWhenItsDueIsLongGone()
    {
        var due = Some.Due("called") with { Trigger = Trigger.Webhook };
        await Done(new AddDue(due), new DropDue("called", "r", Some.Noon));
        await Done(new AddDue(due));
        Journal.PendingDues(Some.Account).ShouldBeEmpty("it is known still");
        await TrimAll(Journal, AllIsOld);

        await Done(new AddDue(due));

        Journal.PendingDues(Some.Account).ShouldHaveSingleItem().Key.ShouldBe("called");
    }

    [Theory]
    [InlineData(nameof(Trigger.TodoItemCompleted))]
    [InlineData(nameof(Trigger.ProjectCreated))]
    public async Task EventThatFired_DoesNotFireAgainWhenItsDueIsLongGone(string trigger)
    {
        var ran = Some.Due("r1") with { Trigger = Enum.Parse<Trigger>(trigger) };
        var dropped = ran with { Key = "dropped" };
        var joined = ran with { Key = "joined" };
        await Done(new AddDue(ran), new AddDue(joined), new StartRun(Some.Run("r1", "r1") with { Trigger = ran.Trigger }), new JoinRun("joined", R1), new MoveRun(R1, RunStatus.Running, Some.End(RunStatus.Succeeded)));
        await Done(new AddDue(dropped), new DropDue("dropped", "r", Some.Noon));
        await TrimAll(Journal, AllIsOld);
        Journal.Run(R1).ShouldBeNull();

        await Done(new AddDue(ran), new AddDue(joined), new AddDue(dropped), new AddDue(ran with { Key = "another" }));

        Journal.PendingDues(Some.Account).Select(due => due.Key).ShouldBe(["another"]);
        Journal.DroppedDues(Some.Account, 9).ShouldBeEmpty();
    }

    [Fact]
    public async Task EffectWithoutAnAnswer_KeepsWhatOtherRunsAreKnownToHaveMade()
    {
        await Whole("r1", RunStatus.Succeeded);
        await Done(new AddDue(Some.Due("unsure")), new StartRun(Some.Run("unsure", "unsure")), new AddEffect(Some.Effect("unsure", 1) with { IntendedAt = Some.Noon.AddHours(20) }));

        await TrimAll(Journal, AllIsOld);
        Journal.MadeBy(Some.Account, "todo-item.complete", 77).ShouldNotBeNull();

        await Done(new AnswerEffect(new RunId("unsure"), 1, EffectStatus.Done, "78", Some.Noon));
        await TrimAll(Journal, AllIsOld);
        Journal.Run(R1).ShouldBeNull();
    }

    /// <summary>A person tells of what is in doubt; of what else such a run had sent the account is asked when it goes on.</summary>
    [Theory]
    [InlineData(EffectStatus.Intended, true)]
    [InlineData(EffectStatus.InDoubt, false)]
    internal async Task RunInDoubt_KeepsWhatOthersHaveMade_WhereTheAccountIsToBeAsked(EffectStatus left, bool keeps)
    {
        await Whole("r1", RunStatus.Succeeded);
        await Done(new AddDue(Some.Due("unsure")), new StartRun(Some.Run("unsure", "unsure")), new AddEffect(Some.Effect("unsure", 1) with { IntendedAt = Some.Noon.AddHours(20) }));
        if (left == EffectStatus.InDoubt)
            await Done(new AnswerEffect(new RunId("unsure"), 1, EffectStatus.InDoubt, null, Some.Noon));
        await Done(new MoveRun(new RunId("unsure"), RunStatus.Running, Some.End(RunStatus.InDoubt)));

        await TrimAll(Journal, AllIsOld);

        (Journal.MadeBy(Some.Account, "todo-item.complete", 77) is not null).ShouldBe(keeps);
        Journal.Run(new RunId("unsure")).ShouldNotBeNull();
    }

    [Fact]
    public async Task OneStep_DoesALittle()
    {
        await Done(new AddDue(Some.Due("r1")), new StartRun(Some.Run("r1", "r1")));
        await Done([.. Enumerable.Range(1, 1_000).Select(n => new AddAnswer(Some.Answer("r1", n, n, $"{n}")))]);
        await Done(new MoveRun(R1, RunStatus.Running, Some.End(RunStatus.Succeeded)));

        var steps = 0;
        while (await Journal.Trim(AllIsOld, Cancellation))
            steps++;

        steps.ShouldBeInRange(10, 20);
        Journal.Run(R1).ShouldBeNull();
    }

    /// <summary>A run with something of everything.</summary>
    private async Task Whole(string run, RunStatus status, DateTimeOffset? endedAt = null)
    {
        var id = new RunId(run);
        await Done(
            new AddDue(Some.Due(run)), new StartRun(Some.Run(run, run), JournalBody.Of(Long)), new AddLog(Some.Line(run, 1)),
            new AddAnswer(Some.Answer(run, 1, 1, "short")), new AddEffect(Some.Effect(run, 2) with { Request = [7] }),
            new AnswerEffect(id, 2, EffectStatus.Done, "77", Some.Noon, "the result"), new AddAnswer(Some.Answer(run, 2, 3, Long)));
        if (status == RunStatus.Waiting)
            await Done(new ParkRun(id, Some.Noon));
        else if (status != RunStatus.Running)
            await Done(new MoveRun(id, RunStatus.Running, Some.End(status) with { At = endedAt ?? Some.Noon }));
    }

    /// <summary>Records compare what is in an array by the array.</summary>
    private static EqualityComparer<EffectRecord> Same { get; } = EqualityComparer<EffectRecord>.Create(
        (one, other) => one! with { Request = null } == other! with { Request = null } && one.Request.AsSpan().SequenceEqual(other.Request));
}
