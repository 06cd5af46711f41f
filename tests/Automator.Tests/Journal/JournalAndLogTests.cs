using Automator.Host.Journal;
using Automator.Tests.RunLog;
using Shouldly;
using Xunit;
using static Automator.Host.Journal.JournalOperation;

namespace Automator.Tests.Journal;

/// <summary>Nothing goes from the journal that the run log has not got: it can be made again from nowhere else.</summary>
public sealed class JournalAndLogTests : IAsyncLifetime
{
    private static readonly Expiry AllIsOld = Some.Expiry(runs: Some.Noon.AddDays(1), bodies: Some.Noon.AddDays(1));

    private readonly RunLogBench _bench = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _bench.Start();
        await _bench.Writer.CatchUp();
        foreach (var run in new[] { "r1", "r2", "r3" })
        {
            await _bench.Commit(new AddDue(Some.Due(run)), new StartRun(Some.Run(run, run)), new AddEffect(Some.Effect(run, 1)));
            await _bench.Commit(new AnswerEffect(new(run), 1, EffectStatus.Done, "1", Some.Noon), new MoveRun(new(run), RunStatus.Running, Some.End(RunStatus.Succeeded)));
        }
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task LogThatIsBehind_KeepsAllAndOneThatHasCaughtUpTheLastRun()
    {
        await Trim();
        Left().ShouldBe(["r1", "r2", "r3"]);

        await _bench.Writer.CatchUp();
        await Trim();
        Left().ShouldBe(["r3"], "by which the log knows the journal again");

        await _bench.Writer.CatchUp();
        (await Logged()).ShouldBe(["r1", "r2", "r3"], ignoreOrder: true);
    }

    [Fact]
    public async Task LogThatIsMadeAgain_KeepsWhatIsLeft()
    {
        await _bench.Writer.CatchUp();
        await _bench.Stop();
        Directory.Delete(_bench.Folder, recursive: true);
        _bench.StartLog();

        await Trim();
        await _bench.Writer.CatchUp();

        (await Logged()).ShouldBe(["r1", "r2", "r3"], ignoreOrder: true);
    }

    private async Task Trim()
    {
        while (await _bench.Journal.Trim(AllIsOld with { Followed = await _bench.Thread.Do(files => files.Position) }, Cancellation))
        {
        }
    }

    private IEnumerable<string> Left() => _bench.Journal.RunsAfter(0, 9).Select(run => run.Id.Value);

    private async Task<IEnumerable<string>> Logged() => (await _bench.Reader.Runs(null, null, null, 9, null)).Select(run => run.Id.Value);
}
