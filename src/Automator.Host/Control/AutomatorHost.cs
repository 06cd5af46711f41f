using Automator.Host.Configuration;
using Automator.Host.Journal;
using Automator.Host.Rules;

namespace Automator.Host.Control;

/// <summary>
/// The long-running host: the engine with rules live and triggers firing on each account, and the control API. Opened whole or not at all;
/// stopped in order: no new runs, those under way get the grace, then everything is closed.
/// </summary>
internal sealed partial class AutomatorHost : IAsyncDisposable
{
    /// <summary>How long a start waits for accounts once one of them is served.</summary>
    private static readonly TimeSpan PatienceBesideOthers = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    private readonly Stack<IAsyncDisposable> _opened = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _stopStarting = new();
    private readonly AutomatorOptions _options;
    private readonly ILogger<AutomatorHost> _logger;
    private readonly ILoggerFactory _logs;

    /// <summary>Those that find out what is to be done.</summary>
    private readonly Actors _finding = new();

    /// <summary>Those that begin something new: the first to be stopped.</summary>
    private readonly Actors _starting = new();

    private Task _opening = Task.CompletedTask;

    private readonly Lock _telling = new();
    private readonly List<AccountTriggers> _triggers = [];
    private CatalogChange? _told;

    private AutomatorHost(AutomatorOptions options, ILoggerFactory logs) => (_options, _logs, _logger) = (options, logs, logs.CreateLogger<AutomatorHost>());

    internal required DataFolder Data { get; init; }

    internal Engine Engine { get; private set; } = null!;

    internal RuleCatalog Catalog { get; } = new();

    internal HostAddress Address { get; private set; } = null!;

    /// <param name="options">The whole configuration.</param>
    /// <param name="pages">Adds what is shown in a browser.</param>
    /// <param name="time">Everybody's clock.</param>
    /// <param name="logs">Where everything reports.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <param name="around">What stands between the host and its journal; null for nothing.</param>
    /// <exception cref="StartupException">Says what is in the way.</exception>
    internal static async Task<AutomatorHost> Start(
        AutomatorOptions options, Action<IEndpointRouteBuilder, IAutomator, string> pages, TimeProvider time, ILoggerFactory logs, CancellationToken cancellation,
        Func<IJournal, IJournal>? around = null)
    {
        var host = new AutomatorHost(options, logs) { Data = DataFolder.Open(options.Data) };
        try
        {
            await host.Open(pages, time, around, cancellation);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends when one of its actors has failed; never while all is well.</summary>
    internal Task Failed => Task.WhenAny(_finding.Ended, _starting.Ended).Unwrap();

    /// <summary>Lets the runs under way finish within the grace.</summary>
    internal async Task Stop()
    {
        var underWay = Engine.Accounts.Sum(account => account.Dispatcher.Active.Count);
        LogStopping(underWay, _options.Grace);
        await _stopStarting.CancelAsync();
        await _starting.Settle();
        await Task.WhenAll(Engine.Accounts.Select(account => account.Dispatcher.Drain(_options.Grace)));
        // Those who follow a due that did not get its turn would otherwise keep the control API open.
        Engine.Feed.Close();
    }

    public async ValueTask DisposeAsync()
    {
        await _stopStarting.CancelAsync();
        await _stop.CancelAsync();
        Engine?.Feed.Close();
        await _opening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _starting.Settle();
        await _finding.Settle();
        _triggers.ForEach(triggers => triggers.Dispose());
        while (_opened.TryPop(out var last))
            await last.DisposeAsync();
        Data.Dispose();
        _stop.Dispose();
        _stopStarting.Dispose();
    }

    private async Task Open(Action<IEndpointRouteBuilder, IAutomator, string> pages, TimeProvider time, Func<IJournal, IJournal>? around, CancellationToken cancellation)
    {
        var workshop = Opened(new Workshop(_options, time, _logs));
        var probing = Sandbox.Require(_options, time, cancellation);
        var warming = workshop.Warm(cancellation);
        Engine = Opened(await Engine.Open(_options, Data, workshop, Catalog.Find, isCommand: false, time, _logs, around));
        var secrets = AccountLogins.RequireSecrets(_options, _logs);
        var (served, late) = await ServeWhatAnswers(cancellation);
        var automator = new HostAutomator(_options, Engine, workshop, Catalog);
        var hooks = new Webhooks(_options.Accounts, secrets.Hooks, Engine, Catalog, _logs.CreateLogger<Webhooks>());
        var control = Opened(await ControlServer.Start(_options.Listen, automator, Map, _logs, cancellation));
        Address = control.Address;
        Data.Announce(Address);

        await probing;
        await warming;
        if (Sandbox.ModeOf(_options) == SandboxMode.Process)
            LogProcessOnly();
        var keeper = workshop.Keeper(Catalog);
        foreach (var account in served)
            Find(account);
        _finding.Add(Keep(keeper));
        _finding.Add(Tell());
        if (await Catalog.Opened.WaitAsync(cancellation) is { } problem)
            throw new StartupException(problem);
        await Catalog.Ready.WaitAsync(cancellation);
        _finding.Add(new ImageTrimming(workshop.Images, ImagesInUse, time, _logs.CreateLogger<ImageTrimming>()).Run(_stop.Token));
        _finding.Add(new JournalTrimmer(
            Engine.Journal, new Retention(_options.Journal.KeepRuns, _options.Journal.KeepBodies), Engine.Followed, time, _logs.CreateLogger<JournalTrimmer>()).Run(_stop.Token));
        SayWhatIsForNoRule();
        hooks.SayWhatDoesNotMeet();
        foreach (var account in served)
            _starting.Add(account.Dispatcher.Run(_stopStarting.Token));
        foreach (var (account, opening) in late)
            _starting.Add(Join(account, opening), mayEnd: true);

        void Map(IEndpointRouteBuilder routes, string token)
        {
            pages(routes, automator, token);
            hooks.Map(routes);
        }
    }

    /// <summary>
    /// All accounts that answer soon. The others join later, those that failed and those that still try; what is wrong with the
    /// configuration of one, and that none answers, ends the start.
    /// </summary>
    private async Task<(IReadOnlyList<ServedAccount> Served, IReadOnlyList<(AccountOptions Account, Task<ServedAccount> Opening)> Late)> ServeWhatAnswers(
        CancellationToken cancellation)
    {
        var opening = _options.Accounts.Select(account => (Account: account, Opening: Engine.Serve(account, _stopStarting.Token))).ToList();
        await using var stopped = cancellation.Register(_stopStarting.Cancel);
        _opening = Task.WhenAll(opening.Select(one => one.Opening));
        // Where none is served yet, all there is is waited for, but for those that want to be left alone, perhaps for hours.
        while (Engine.Accounts.Count == 0 && opening.Where(one => !one.Opening.IsCompleted && Engine.PausedUntil(one.Account.Name) is null).ToList() is { Count: > 0 } pending)
            await Task.WhenAny(pending.Select(one => (Task)one.Opening).Append(Task.Delay(PatienceBesideOthers, Engine.Time, cancellation)));
        await _opening.WaitAsync(PatienceBesideOthers, Engine.Time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellation.ThrowIfCancellationRequested();
        foreach (var failed in opening.Where(one => one.Opening.IsFaulted))
        {
            if (opening.TrueForAll(one => one.Opening.IsFaulted) || failed.Opening.Exception!.InnerException is not StartupException { ExitCode: ExitCode.Failed })
                await failed.Opening;
        }

        // Told apart once: one that answers from here on is late.
        var inTime = opening.ToLookup(one => one.Opening.IsCompletedSuccessfully);
        return ([.. inTime[true].Select(one => one.Opening.Result)], [.. inTime[false]]);
    }

    private async Task Join(AccountOptions options, Task<ServedAccount> opening)
    {
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                var account = await opening;
                await MoveValues(account, CatalogChange.Between([], Catalog.Entries));
                Find(account);
                LogJoined(options.Name);
                _starting.Add(account.Dispatcher.Run(_stopStarting.Token));
                return;
            }
            catch (Exception e) when (e is StartupException or JournalException)
            {
                LogAbsent(options.Name, pause, e.Message);
            }

            await Task.Delay(pause, Engine.Time, _stopStarting.Token);
            opening = Engine.Serve(options, _stopStarting.Token);
        }
    }

    private void Find(ServedAccount account)
    {
        var triggers = new AccountTriggers(account, Engine, _logs);
        lock (_telling)
        {
            _triggers.Add(triggers);
            if (_told is not null)
                triggers.Listen(_told);
        }

        triggers.Start(_finding, _stopStarting.Token);
    }

    private async Task Keep(CatalogKeeper keeper)
    {
        using (keeper)
            await keeper.Run(_stop.Token);
    }

    private async Task Tell()
    {
        await foreach (var change in Catalog.Changes(_stop.Token))
        {
            foreach (var account in Engine.Accounts)
                await MoveValues(account, change);
            lock (_telling)
            {
                _told = change;
                _triggers.ForEach(triggers => triggers.Listen(_told));
            }
        }
    }

    /// <summary>A rule that is misspelt in automator.json would else silently run without its settings.</summary>
    private void SayWhatIsForNoRule()
    {
        foreach (var account in _options.Accounts)
        {
            foreach (var rule in account.Rules.Keys.Where(rule => Catalog.Entries.All(entry => entry.Name.Value != rule)))
                LogForNoRule(account.Name, rule);
            var patterns = (account.Only?.Patterns ?? []).Concat(account.Except?.Patterns ?? []);
            foreach (var pattern in patterns.Where(pattern => !Catalog.Entries.Any(entry => RulePatterns.Match(pattern, entry.Name.Value))))
                LogForNoRule(account.Name, pattern);
        }
    }

    /// <summary>What a renamed rule kept under its former names follows it as soon as it is live.</summary>
    private async Task MoveValues(ServedAccount account, CatalogChange change)
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
            await Engine.Journal.Commit(account.Fence, batch, _stop.Token);
        }
        catch (JournalException e)
        {
            LogNotMoved(e);
        }
    }

    /// <exception cref="JournalException">The journal cannot be read.</exception>
    private HashSet<string> ImagesInUse() => [.. Catalog.Entries.Select(entry => entry.Live?.Hash).OfType<string>(), .. Engine.PinnedImages];

    private T Opened<T>(T part) where T : IAsyncDisposable
    {
        _opened.Push(part);
        return part;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The values of renamed rules could not be moved; the next start tries again")]
    private partial void LogNotMoved(JournalException e);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The sandbox is \"process\", by automator.json or because this machine cannot confine a process: rules run in processes of their own, and nothing else keeps them from the files, the network and the memory of this machine")]
    private partial void LogProcessOnly();

    [LoggerMessage(Level = LogLevel.Information, Message = "Stopping: {Runs} runs under way get {Grace}")]
    private partial void LogStopping(int runs, TimeSpan grace);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The account '{Account}' is not served, and is tried again in {Pause}: {Reason}")]
    private partial void LogAbsent(string account, TimeSpan pause, string? reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "The account '{Account}' answers now and is served")]
    private partial void LogJoined(string account);

    [LoggerMessage(Level = LogLevel.Warning, Message = "automator.json says something of the rule '{Rule}' on the account '{Account}', and there is no such rule")]
    private partial void LogForNoRule(string account, string rule);
}
