using Automator.Host;
using Automator.Host.Journal;
using CsCheck;
using Shouldly;
using Xunit;
using static Automator.Host.Journal.JournalOperation;

namespace Automator.Tests.Journal;

public abstract partial class JournalContract
{
    private static readonly RunId[] Runs = [new("r1"), new("r2"), new("r3")];
    private static readonly RuleName[] Rules = [new("close-stale"), new("other")];
    private static readonly string[] Names = ["a", "b", "c"];
    private static readonly string[] Kinds = ["todo", "project"];

    /// <summary>
    /// Batches are committed many at once. Those that go into one group are applied in the order of their calls, so the model,
    /// which knows no concurrency, must agree on every answer and on the state in the end. Between the groups what may go is let go.
    /// </summary>
    [Fact]
    public void RandomBatches_EndAsTheModelSays() => Gen.Select(Operation.Array[1, 4].Array[1, 60], Gen.Int[1, 20], Gen.OneOfConst(Cuts)).Sample(
        (batches, together, expiry) =>
        {
            var opened = Open().AsTask().GetAwaiter().GetResult();
            try
            {
                EndsAsTheModel(opened, batches, together, expiry).GetAwaiter().GetResult();
            }
            finally
            {
                opened.DisposeAsync().AsTask().GetAwaiter().GetResult();
            }
        },
        iter: 60,
        threads: 1);

    /// <summary>Nothing is old, bodies are, everything is.</summary>
    private static readonly Expiry[] Cuts =
    [
        Some.Expiry(runs: Some.Noon.AddDays(-9), bodies: Some.Noon.AddDays(-9)),
        Some.Expiry(runs: Some.Noon.AddDays(-9), bodies: Some.Noon.AddDays(1)),
        Some.Expiry(runs: Some.Noon.AddDays(1), bodies: Some.Noon.AddDays(1)),
    ];

    private static async Task EndsAsTheModel(IJournal journal, JournalOperation[][] batches, int together, Expiry expiry)
    {
        var model = new ModelJournal();
        var fence = await journal.Take(Some.Account, "incarnation 1", Cancellation);
        foreach (var group in batches.Chunk(together))
        {
            var results = await Task.WhenAll(group.Select(batch => journal.Commit(fence, batch, Cancellation)));
            results.ShouldBe(group.Select(model.Commit));
            await TrimAll(journal, expiry);
            model.Trim(expiry);
        }

        ModelJournal.Picture(journal, Runs, Rules, Names, Kinds).ShouldBe(model.Picture(Runs, Rules, Names, Kinds));
    }

    private static Gen<JournalOperation> Operation { get; } = Gen.OneOf<JournalOperation>(
        Gen.OneOfConst(Names).Select(key => (JournalOperation)new AddDue(Some.Due(key))),
        Gen.OneOfConst(Names).Select(key => (JournalOperation)new DropDue(key, "r", Some.Noon)),
        Gen.Select(Gen.OneOfConst(Runs), Gen.OneOfConst(Names), (run, key) => (JournalOperation)new StartRun(Some.Run(run.Value, key), JournalBody.Of($"given to {run}"))),
        Gen.Select(Gen.OneOfConst(Names), Gen.OneOfConst(Runs), (key, run) => (JournalOperation)new JoinRun(key, run)),
        Gen.Select(Gen.OneOfConst(Runs), Gen.OneOfConst(Some.Noon, Some.Noon.AddDays(1)), (run, at) => (JournalOperation)new ParkRun(run, at, TimeSpan.FromSeconds(at.Day))),
        Gen.OneOfConst(Runs).Select(run => (JournalOperation)new WakeRun(run)),
        Gen.Select(Gen.OneOfConst(Runs), Gen.Int[1, 4], Gen.Long[1, 4], Gen.OneOfConst(1, 2_000),
            (run, ordinal, n, length) => (JournalOperation)new AddAnswer(Some.Answer(run.Value, ordinal, n, new string('x', length)) with { Failed = n == 2 })),
        Gen.Select(Gen.OneOfConst(Runs), Gen.Long[1, 3], (run, n) => (JournalOperation)new RetryCall(run, n, Some.Noon.AddMinutes(1), "gone for now", TimeSpan.FromSeconds(n))),
        Gen.Select(Gen.OneOfConst(Runs), Gen.Long[1, 3], (run, n) => (JournalOperation)new WithdrawEffect(run, n)),
        Gen.Select(Gen.OneOfConst(Runs), Gen.Enum<RunStatus>(), Gen.Enum<RunStatus>().Where(to => to is not (RunStatus.Waiting or RunStatus.Queued)),
            (run, from, to) => (JournalOperation)new MoveRun(run, from, Some.End(to))),
        Gen.Select(Gen.OneOfConst(Runs), Gen.OneOfConst(Names), (run, key) => (JournalOperation)new RequeueDue(key, run)),
        Gen.Select(Gen.OneOfConst(Runs), Gen.Long[1, 3], (run, n) => (JournalOperation)new AddEffect(Some.Effect(run.Value, n))),
        Gen.Select(Gen.OneOfConst(Runs), Gen.Long[1, 3], Gen.OneOfConst(EffectStatus.Done, EffectStatus.Failed, EffectStatus.InDoubt, EffectStatus.NotDone),
            (run, n, status) => (JournalOperation)new AnswerEffect(run, n, status, "1", Some.Noon, Doubt: $"{status}")),
        Gen.Select(Gen.OneOfConst(Runs), Gen.Int[1, 3], (run, n) => (JournalOperation)new AddLog(Some.Line(run.Value, n))),
        Gen.Select(Gen.OneOfConst(Rules), Gen.OneOfConst(Names), Gen.OneOfConst("1", "2", null),
            (rule, key, json) => (JournalOperation)new SetState(rule, key, json, Runs[0])),
        Gen.OneOfConst<JournalOperation>(new RenameRule(Rules[0], Rules[1]), new RenameRule(Rules[1], Rules[0])),
        Gen.Select(Gen.OneOfConst(Names), Gen.OneOfConst("1", "2", null), Gen.OneOfConst("1", "2"),
            (name, from, to) => (JournalOperation)new MoveCursor(name, from, to)),
        Gen.Select(Gen.OneOfConst(Kinds), Gen.Long[1, 3], Gen.OneOfConst("x", "y", null),
            (kind, id, mark) => (JournalOperation)new SetSeen(kind, id, mark)),
        Gen.Select(Gen.OneOfConst(Rules), Gen.OneOfConst("image 1", "image 2"), Gen.OneOfConst("memory", "time"),
            (rule, image, reason) => (JournalOperation)new CountKill(rule, image, reason, Some.Noon)),
        Gen.Select(Gen.OneOfConst(Rules), Gen.OneOfConst("image 1", "image 2", null), (rule, image) => (JournalOperation)new ForgetKills(rule, image)));
}
