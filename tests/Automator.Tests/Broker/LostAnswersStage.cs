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

/// <summary>
/// A rule on the emulator, whose run's time is the test's: it goes on once an answer is lost, until the account has been asked.
/// </summary>
internal sealed class LostAnswersStage : IAsyncDisposable
{
    private readonly Classic _classic;
    private readonly RequestBudget _budget = new(new BudgetOptions(), TimeProvider.System);
    private readonly BasecampClient _client;
    private int _lost;

    private LostAnswersStage(Classic classic)
    {
        _classic = classic;
        _client = new BasecampClient(AccountStub.Connection(classic.Server.Url, token: classic.Server.Token), _budget, TimeProvider.System, NullLogger.Instance);
    }

    internal RunsBench Bench { get; private set; } = null!;

    /// <param name="compiler">Compiles the rule.</param>
    /// <param name="classic">The account.</param>
    /// <param name="body">Of the rule's handler.</param>
    /// <param name="ahead">Seconds by which the run's time is ahead of the account's, so that what it changes was there before, however long it takes to begin.</param>
    internal static async Task<LostAnswersStage> Open(CompilerFixture compiler, Classic classic, string body, int ahead = 40)
    {
        var stage = new LostAnswersStage(classic);
        await stage._client.Identify(RequestSource.Person(), Classic.Token);
        stage.Bench = await RunsBench.Open(compiler, account: stage._client, watchdog: new WatchdogOptions { Begin = TimeSpan.FromHours(1) });
        await stage.Bench.Rule("a", $"On.Demand(async () =>\n{{\n{body}\n}});");
        stage.Bench.Time.SetUtcNow(TimeProvider.System.GetUtcNow().AddSeconds(ahead));
        stage.Bench.Run();
        return stage;
    }

    internal void Fail(string kind, string method, string path, int after) =>
        _classic.Server.Sites[0].Faults.Add([new Fault(kind, method, path, Nth: after)]);

    /// <param name="meanwhile">What a person does after the first answer is lost, before the account is asked.</param>
    internal Task<(RunEvent.Ended Ended, IReadOnlyList<string> Lines)> Run(Func<Task>? meanwhile = null) => ToItsEnd(Bench.Fire(Bench.Due("a")), meanwhile);

    internal async Task<(RunEvent.Ended Ended, IReadOnlyList<string> Lines)> ToItsEnd(Task<List<RunEvent>> following, Func<Task>? meanwhile = null)
    {
        var isLost = false;
        while (!following.IsCompleted)
        {
            await Task.WhenAny(following, Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, TestContext.Current.CancellationToken));
            if (!isLost && Lost() > _lost)
            {
                (isLost, _lost) = (true, Lost());
                await (meanwhile?.Invoke() ?? Task.CompletedTask);
            }

            if (isLost)
                Bench.Time.Advance(TimeSpan.FromSeconds(1));
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

    private int Lost() => Bench.Runs(RunStatus.Running).SelectMany(run => Bench.Journal.Log(run.Id)).Count(line => line.Text.Contains("its answer does not say what became of it"));
}
