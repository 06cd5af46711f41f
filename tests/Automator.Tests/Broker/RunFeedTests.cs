using Automator.Host.Broker;
using Automator.Host.Journal;
using Automator.Sdk.Protocol;

namespace Automator.Tests.Broker;

public sealed class RunFeedTests
{
    private static RunEvent.Ended End { get; } = new("r", RunStatus.Succeeded, null, 0, 0, null);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Follower_HearsWhatHappensFromTheBeginningToTheEnd()
    {
        var feed = new RunFeed();
        feed.Publish("a", Line(0));

        var heard = await Heard(feed, () =>
        {
            feed.Publish("a", Line(1));
            feed.Publish("b", Line(2));
            feed.Publish("a", End);
            feed.Publish("a", Line(3));
            return Task.CompletedTask;
        });

        heard.ShouldBe([Line(1), End]);
    }

    [Fact]
    public async Task FollowerThatIsSlow_MissesTheOldestAndHearsTheEnd()
    {
        var feed = new RunFeed();

        var heard = await Heard(feed, () =>
        {
            for (var n = 0; n < 20_000; n++)
                feed.Publish("a", Line(n));
            feed.Publish("a", End);
            return Task.CompletedTask;
        });

        heard.Count.ShouldBe(10_000);
        heard[^1].ShouldBe(End);
        heard[^2].ShouldBe(Line(19_999));
    }

    [Fact]
    public async Task FollowerOfWhatNeverBegins_IsLetGoWhenTheHostStops()
    {
        var feed = new RunFeed();
        var begun = new TaskCompletionSource();
        var following = Heard(feed, () =>
        {
            begun.SetResult();
            return Task.CompletedTask;
        });
        await begun.Task;

        feed.Close();

        (await following).ShouldBeEmpty();
    }

    private static RunEvent.Line Line(int number) => new(LogSeverity.Info, $"{number}");

    private static async Task<List<RunEvent>> Heard(RunFeed feed, Func<Task> begin)
    {
        var heard = new List<RunEvent>();
        await foreach (var happened in feed.Follow("a", begin, Cancellation))
            heard.Add(happened);
        return heard;
    }
}
