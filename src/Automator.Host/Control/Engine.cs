using Automator.Host.Basecamp;
using Automator.Host.Broker;
using Automator.Host.Configuration;
using Automator.Host.Journal;
using Automator.Host.Processes;
using Automator.Host.Rules;
using Automator.Host.RunLog;
using Automator.Host.Runs;
using Automator.Sdk.Protocol;

namespace Automator.Host.Control;

/// <summary>
/// What it takes to run rules against one account: the journal, the account, and the life of runs. Opened in this order
/// and closed in the reverse one, by a host or by one command.
/// </summary>
internal sealed class Engine : IAsyncDisposable
{
    private readonly Stack<IAsyncDisposable> _opened = new();

    private Engine(TimeProvider time) => Time = time;

    internal TimeProvider Time { get; }

    internal SqliteJournal Journal { get; private set; } = null!;

    internal AccountLink Account { get; private set; } = null!;

    internal Fence Fence { get; private set; }

    internal RunLogWriter Log { get; private set; } = null!;

    internal RunLogReader Runs { get; private set; } = null!;

    internal RunFeed Feed { get; } = new();

    internal DueQueue Dues { get; private set; } = null!;

    internal Dispatcher Dispatcher { get; private set; } = null!;

    /// <param name="options">The whole configuration.</param>
    /// <param name="data">Held by the caller.</param>
    /// <param name="lanes">The workers, shared with the building of rules.</param>
    /// <param name="find">The rules that are live.</param>
    /// <param name="anyPort">True for a command beside which a host may want the configured ports.</param>
    /// <param name="time">Everybody's clock.</param>
    /// <param name="logs">Where it reports.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="StartupException">The account cannot be reached, or does not let us in.</exception>
    /// <exception cref="JournalException">The journal cannot be used, or is another account's.</exception>
    internal static async Task<Engine> Open(
        AutomatorOptions options, DataFolder data, Lanes lanes, Func<RuleName, CatalogEntry?> find,
        bool anyPort, TimeProvider time, ILoggerFactory logs, CancellationToken cancellation)
    {
        var engine = new Engine(time);
        try
        {
            var account = options.Accounts[0];
            engine.Journal = engine.Opened(SqliteJournal.Open(data.Journal, time));
            engine.Account = engine.Opened(await AccountLink.Open(
                options, data, since => engine.Journal.LateWrites(account.Name, since), anyPort, time, logs, cancellation));
            engine.Fence = await engine.Journal.Take(account.Name, engine.Account.IdentityText, cancellation);
            var log = engine.Opened(new RunLogThread(new RunLogFiles(data.RunLog, readOnly: false, time, logs.CreateLogger<RunLogFiles>())));
            engine.Runs = new RunLogReader(log);
            engine.Log = engine.Opened(new RunLogWriter(engine.Journal, log, time, logs.CreateLogger<RunLogWriter>()));
            engine.Dues = new DueQueue(engine.Journal, engine.Fence);
            var execution = new RunExecution(
                lanes, engine.Journal, engine.Fence, engine.Account.Client, ZoneTable.Of(engine.Account.Identity.Zone.Info), engine.Feed, time, logs.CreateLogger<RunExecution>());
            engine.Dispatcher = new Dispatcher(
                engine.Journal, engine.Fence, engine.Dues, find, execution, engine.Feed, lanes.AtMost, engine.Log.Poke, time, logs.CreateLogger<Dispatcher>());
            await engine.Dispatcher.Recover(cancellation);
            return engine;
        }
        catch
        {
            await engine.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs that are still under way are interrupted: their end must reach the journal before it closes.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Dispatcher is not null)
            await Dispatcher.Drain(TimeSpan.Zero);
        while (_opened.TryPop(out var last))
            await last.DisposeAsync();
    }

    private T Opened<T>(T part) where T : IAsyncDisposable
    {
        _opened.Push(part);
        return part;
    }
}
