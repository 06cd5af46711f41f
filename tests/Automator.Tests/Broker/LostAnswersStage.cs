using Automator.Emulator.Control;
using Automator.Host.Basecamp;
using Automator.Host.Broker;
using Automator.Host.Budget;
using Automator.Host.Journal;
using Automator.Host.Runs;
using Automator.Tests.Basecamp;
using Automator.Tests.Compiler;
using Automator.Tests.Emulator;
using Automator.Tests.Runs;
using Microsoft.Extensions.Logging.Abstractions;

namespace Automator.Tests.Broker;

/// <summary>A rule on the emulator, whose run's time is the test's.</summary>
internal sealed class LostAnswersStage : IAsyncDisposable
{
    private readonly Classic _classic;
    private readonly RequestBudget _budget = new(new BudgetOptions(), TimeProvider.System);
    private readonly BasecampClient _client;

    private LostAnswersStage(Classic classic)
    {
        _classic = classic;
        _client = new BasecampClient(AccountStub.Connection(classic.Server.Url, token: classic.Server.Token), _budget, TimeProvider.System, NullLogger.Instance);
    }

    internal RunsBench Bench { get; private set; } = null!;

    internal static async Task<LostAnswersStage> Open(CompilerFixture compiler, Classic classic, string body)
    {
        var stage = new LostAnswersStage(classic);
        await stage._client.Identify(RequestSource.Person(), Classic.Token);
        stage.Bench = await RunsBench.Open(compiler, account: stage._client, watchdog: new WatchdogOptions { Begin = TimeSpan.FromHours(1) });
        stage.Bench.Time.SetUtcNow(classic.Server.Clock.GetUtcNow());
        stage.Follow();
        await stage.Bench.Rule("a", $"On.Demand(async () =>\n{{\n{body}\n}});");
        stage.Bench.Run();
        return stage;
    }

    internal void Fail(string kind, string method, string path, int after = 1, int times = 1) =>
        _classic.Server.Sites[0].Faults.Add([new Fault(kind, method, path, Nth: after, Times: times)]);

    /// <param name="meanwhile">What a person does after the first answer is lost, before the account is asked.</param>
    internal Task<(RunEvent.Ended Ended, IReadOnlyList<string> Lines)> Run(Func<Task>? meanwhile = null) => ToItsEnd(Bench.Fire(Bench.Due("a")), meanwhile);

    internal async Task<(RunEvent.Ended Ended, IReadOnlyList<string> Lines)> ToItsEnd(Task<List<RunEvent>> following, Func<Task>? meanwhile = null)
    {
        while (!following.IsCompleted)
        {
            await Task.WhenAny(following, Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken));
            if (Bench.Feed.Followers > 0)
                Bench.Time.Advance(TimeSpan.FromSeconds(1));
            Follow();
            if (meanwhile is not null && HasLostAnAnswer())
            {
                await meanwhile();
                meanwhile = null;
            }
        }

        var events = await following;
        return (events[^1].ShouldBeOfType<RunEvent.Ended>(), [.. events.OfType<RunEvent.Line>().Select(line => line.Text)]);
    }

    public async ValueTask DisposeAsync()
    {
        await Bench.DisposeAsync();
        _client.Dispose();
        _budget.Dispose();
    }

    /// <summary>The account's clock and the host's are one.</summary>
    private void Follow() => _classic.Server.Clock.Set(Bench.Time.GetUtcNow(), frozen: true);

    private bool HasLostAnAnswer() =>
        Bench.Runs(RunStatus.Running).SelectMany(run => Bench.Journal.Log(run.Id)).Any(line => line.Text.Contains("its answer does not say what became of it"));
}
