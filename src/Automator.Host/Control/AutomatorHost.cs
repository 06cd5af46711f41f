using Automator.Host.Budget;
using Automator.Host.Configuration;
using Automator.Host.Journal;
using Automator.Host.Rules;
using Automator.Host.Triggers;

namespace Automator.Host.Control;

/// <summary>
/// The long-running host: the engine with rules live and triggers firing, and the control API. Opened whole or not at all;
/// stopped in order: no new runs, those under way get the grace, then everything is closed.
/// </summary>
internal sealed partial class AutomatorHost : IAsyncDisposable
{
    /// <summary>How long the cache holds a version that nobody used.</summary>
    private static readonly TimeSpan ImagesKept = TimeSpan.FromDays(30);

    private readonly Stack<IAsyncDisposable> _opened = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _stopStarting = new();
    private readonly AutomatorOptions _options;
    private readonly ILogger<AutomatorHost> _logger;
    private Task[] _working = [];
    private Task _starting = Task.CompletedTask;

    private AutomatorHost(AutomatorOptions options, ILogger<AutomatorHost> logger) => (_options, _logger) = (options, logger);

    internal required DataFolder Data { get; init; }

    internal Engine Engine { get; private set; } = null!;

    internal RuleCatalog Catalog { get; } = new();

    internal HostAddress Address { get; private set; } = null!;

    /// <param name="options">The whole configuration.</param>
    /// <param name="pages">Adds what is shown in a browser.</param>
    /// <param name="time">Everybody's clock.</param>
    /// <param name="logs">Where everything reports.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="StartupException">Says what is in the way.</exception>
    internal static async Task<AutomatorHost> Start(
        AutomatorOptions options, Action<IEndpointRouteBuilder, IAutomator, string> pages, TimeProvider time, ILoggerFactory logs, CancellationToken cancellation)
    {
        var host = new AutomatorHost(options, logs.CreateLogger<AutomatorHost>()) { Data = DataFolder.Open(options.Data) };
        try
        {
            await host.Open(pages, time, logs, cancellation);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends when one of its actors has failed; never while all is well.</summary>
    internal Task Failed => Task.WhenAny([.. _working, _starting]).Unwrap();

    /// <summary>Lets the runs under way finish within the grace.</summary>
    internal async Task Stop()
    {
        LogStopping(Engine.Dispatcher.Active.Count, _options.Grace);
        await _stopStarting.CancelAsync();
        await _starting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Engine.Dispatcher.Drain(_options.Grace);
        // Those who follow a due that did not get its turn would otherwise keep the control API open.
        Engine.Feed.Close();
    }

    public async ValueTask DisposeAsync()
    {
        await _stopStarting.CancelAsync();
        await _stop.CancelAsync();
        Engine?.Feed.Close();
        await Task.WhenAll([.. _working, _starting]).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        while (_opened.TryPop(out var last))
            await last.DisposeAsync();
        Data.Dispose();
        _stop.Dispose();
        _stopStarting.Dispose();
    }

    private async Task Open(
        Action<IEndpointRouteBuilder, IAutomator, string> pages, TimeProvider time, ILoggerFactory logs, CancellationToken cancellation)
    {
        var workshop = Opened(new Workshop(_options, time, logs));
        var warming = workshop.Warm(cancellation);
        Engine = Opened(await Engine.Open(_options, Data, workshop.Lanes, Catalog.Find, anyPort: false, time, logs, cancellation));
        var automator = new HostAutomator(Engine, workshop, Catalog);
        var control = Opened(await ControlServer.Start(
            _options.Listen, automator, (routes, token) => pages(routes, automator, token), logs, cancellation));
        Address = control.Address;
        Data.Announce(Address);

        await warming;
        var keeper = workshop.Keeper(Catalog);
        var scheduler = new Scheduler(
            Engine.Fence.Account, Engine.Journal, Engine.Dues, automator.Zones(), new SchedulerOptions(), time, logs.CreateLogger<Scheduler>());
        var watch = new AccountWatch(
            Engine.Fence.Account, Engine.Journal, Engine.Dues, Ask(), new AccountWatchOptions { Interval = _options.Accounts[0].Poll }, time, logs.CreateLogger<AccountWatch>());
        _working =
        [
            Using(keeper, keeper.Run(_stop.Token)),
            Using(scheduler, scheduler.Run(_stopStarting.Token)),
            Using(watch, watch.Run(_stopStarting.Token)),
            Tell(scheduler, watch),
        ];
        if (await Catalog.Opened.WaitAsync(cancellation) is { } problem)
            throw new StartupException(problem);
        await Catalog.Ready.WaitAsync(cancellation);
        workshop.Images.Trim(ImagesKept, Catalog.Entries.Where(entry => entry.Live is not null).Select(entry => entry.Live!.Hash).ToHashSet());
        _starting = Engine.Dispatcher.Run(_stopStarting.Token);
    }

    private AskAccount Ask()
    {
        var source = RequestSource.AccountWatch();
        return (query, cancellation) => Engine.Account.Client.Answer(query, source, cancellation);
    }

    private async Task Tell(Scheduler scheduler, AccountWatch watch)
    {
        await foreach (var change in Catalog.Changes(_stop.Token))
        {
            await MoveValues(change);
            var live = LiveRules.Of(change.Catalog);
            scheduler.Listen(live);
            watch.Listen(live);
            Engine.Dues.Poke();
        }
    }

    /// <summary>What a renamed rule kept under its former names follows it as soon as it is live.</summary>
    private async Task MoveValues(CatalogChange change)
    {
        var renamings = from entry in change.Catalog
                        from former in entry.Live?.Manifest.Rule.FormerNames ?? []
                        where change.Added.Contains(entry.Name) || change.Replaced.Contains(entry.Name)
                        where change.Catalog.All(other => other.Name.Value != former)
                        select new JournalOperation.RenameRule(new RuleName(former), entry.Name);
        IReadOnlyList<JournalOperation> batch = [.. renamings];
        if (batch.Count == 0)
            return;
        try
        {
            await Engine.Journal.Commit(Engine.Fence, batch, _stop.Token);
        }
        catch (JournalException e)
        {
            LogNotMoved(e);
        }
    }

    private static async Task Using(IDisposable actor, Task work)
    {
        using (actor)
            await work;
    }

    private T Opened<T>(T part) where T : IAsyncDisposable
    {
        _opened.Push(part);
        return part;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The values of renamed rules could not be moved; the next start tries again")]
    private partial void LogNotMoved(JournalException e);

    [LoggerMessage(Level = LogLevel.Information, Message = "Stopping: {Runs} runs under way get {Grace}")]
    private partial void LogStopping(int runs, TimeSpan grace);
}
