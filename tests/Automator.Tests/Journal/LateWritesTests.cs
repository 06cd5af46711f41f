using Automator.Host;
using Automator.Host.Journal;
using Shouldly;
using Xunit;
using static Automator.Host.Journal.JournalOperation;

namespace Automator.Tests.Journal;

/// <summary>What a host that was killed had written of late: the budget begins with it.</summary>
public sealed class LateWritesTests : IDisposable
{
    private readonly JournalFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Writes_AreThoseAnsweredSinceOrNeverOfRunsThatAreNotLongOver()
    {
        await using var journal = _folder.Open();
        var fence = await journal.Take(Some.Account, "x", Cancellation);
        Task Do(params JournalOperation[] operations) => journal.Commit(fence, operations, Cancellation);
        async Task Start(string run)
        {
            await Do(new AddDue(Some.Due(run)));
            await Do(new StartRun(Some.Run(run, run)));
        }

        await Start("under-way");
        await Do(
            new AddEffect(Some.Effect("under-way", 1)), new AddEffect(Some.Effect("under-way", 2)), new AddEffect(Some.Effect("under-way", 3)),
            new AddEffect(Some.Effect("under-way", 4) with { Status = EffectStatus.Planned }));
        await Do(
            new AnswerEffect(new RunId("under-way"), 1, EffectStatus.Done, null, Some.Noon.AddSeconds(-60)),
            new AnswerEffect(new RunId("under-way"), 2, EffectStatus.Done, null, Some.Noon.AddSeconds(5)));
        await Start("over");
        await Do(new AddEffect(Some.Effect("over", 1)), new AnswerEffect(new RunId("over"), 1, EffectStatus.Done, null, Some.Noon.AddSeconds(6)));
        await Do(new MoveRun(new RunId("over"), RunStatus.Running, Some.End(RunStatus.Succeeded)));

        journal.LateWrites(Some.Account, Some.Noon).ShouldBe([Some.Noon.AddSeconds(5), null, Some.Noon.AddSeconds(6)], ignoreOrder: true);
        journal.LateWrites(Some.Account, Some.Noon.AddSeconds(9)).ShouldBe([null]);
        journal.LateWrites("another", Some.Noon).ShouldBeEmpty();
    }
}
