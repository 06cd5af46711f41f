using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net.Sockets;
using Automator.Host.Broker;
using Automator.Host.Configuration;
using Automator.Host.Journal;
using Automator.Host.Processes;
using Automator.Host.Rules;
using Automator.Host.RunLog;

namespace Automator.Host.Control;

/// <summary>
/// What it takes to run rules: the journal, the run log, and the accounts that are served. Closed in the reverse order of its
/// opening, by a host or by one command.
/// </summary>
internal sealed class Engine : IAsyncDisposable
{
    private readonly Stack<IAsyncDisposable> _opened = new();
    private readonly ConcurrentDictionary<string, string> _problems = new();
    private readonly ConcurrentDictionary<string, DateTimeOffset> _pauses = new();
    private readonly Lock _adding = new();
    private readonly AutomatorOptions _options;
    private readonly DataFolder _data;
    private readonly Lanes _lanes;
    private readonly Func<RuleName, CatalogEntry?> _find;
    private readonly ImageCache _images;
    private readonly bool _isCommand;
    private readonly ILoggerFactory _logs;
    private ImmutableArray<ServedAccount> _accounts = [];

    private Engine(
        AutomatorOptions options, DataFolder data, Workshop workshop, Func<RuleName, CatalogEntry?> find, bool isCommand, TimeProvider time, ILoggerFactory logs) =>
        (_options, _data, _lanes, _images, _find, _isCommand, Time, _logs) = (options, data, workshop.Lanes, workshop.Images, find, isCommand, time, logs);

    internal TimeProvider Time { get; }

    internal IJournal Journal { get; private set; } = null!;

    internal RunLogWriter Log { get; private set; } = null!;

    internal RunLogReader Runs { get; private set; } = null!;

    /// <summary>The revision of the journal that the log has come to.</summary>
    internal Func<Task<long>> Followed { get; private set; } = null!;

    internal RunFeed Feed { get; } = new();

    /// <summary>A run has begun, waits or has ended, as the journal has it.</summary>
    internal event Action? RunChanged;

    /// <summary>Those that have let us in, in the order of the file.</summary>
    internal IReadOnlyList<ServedAccount> Accounts => _accounts;

    /// <param name="options">The whole configuration.</param>
    /// <param name="data">Held by the caller.</param>
    /// <param name="workshop">Its workers and its images are shared with the building of rules.</param>
    /// <param name="find">The rules that are live.</param>
    /// <param name="isCommand">True for a command, which starts nothing by itself, and beside which a host may want the configured ports.</param>
    /// <param name="time">Everybody's clock.</param>
    /// <param name="logs">Where it reports.</param>
    /// <param name="around">What stands between the host and its journal; null for nothing.</param>
    /// <exception cref="JournalException">The journal cannot be used.</exception>
    internal static async Task<Engine> Open(
        AutomatorOptions options, DataFolder data, Workshop workshop, Func<RuleName, CatalogEntry?> find, bool isCommand, TimeProvider time, ILoggerFactory logs,
        Func<IJournal, IJournal>? around = null)
    {
        var engine = new Engine(options, data, workshop, find, isCommand, time, logs);
        try
        {
            IJournal journal = engine.Opened(SqliteJournal.Open(data.Journal, time));
            RequireNotSetBack(journal, data);
            engine.Journal = around is null ? journal : around(journal);
            var log = engine.Opened(new RunLogThread(new RunLogFiles(data.RunLog, readOnly: false, time, logs.CreateLogger<RunLogFiles>()), time));
            engine.Runs = new RunLogReader(log);
            engine.Followed = () => log.Do(files => files.Position);
            engine.Log = engine.Opened(new RunLogWriter(engine.Journal, log, Retention(options.Log), time, logs.CreateLogger<RunLogWriter>()));
            return engine;
        }
        catch
        {
            await engine.DisposeAsync();
            throw;
        }
    }

    /// <summary>The run log is told of a change when it is durable, and so is never ahead; unless what was durable was taken away.</summary>
    private static void RequireNotSetBack(IJournal journal, DataFolder data)
    {
        var followed = RunLogPosition.Load(data.RunLog).Revision;
        if (journal.LastRevision is > 0 and var last && last < followed)
        {
            throw new JournalException(
                $"The journal {data.Journal} was set back: its last change is number {last}, and the run log has seen number {followed}. An older copy was put in its place, or journal.db-wal beside it was taken away or cut. "
                + "Nothing is started, for what was done since would be done again. Give the file another name, and put it back with 'automator journal restore' from there: then its runs wait for a person.");
        }
    }

    internal ServedAccount? Account(string name) => _accounts.FirstOrDefault(account => account.Name == name);

    /// <summary>The image a run began with; null when it is gone, or would not be let in today.</summary>
    internal RuleImage? PinnedImage(string hash) => _images.Find(hash) is { } image && ImageGate.Refusals(image.Dll).Count == 0 ? image : null;

    /// <summary>Images that runs began with which have not ended, or may go on.</summary>
    internal IEnumerable<string> PinnedImages => _options.Accounts
        .SelectMany(account => ((RunStatus[])[RunStatus.Running, RunStatus.Waiting, RunStatus.InDoubt]).SelectMany(status => Journal.RunsIn(account.Name, status)))
        .Select(run => run.ImageHash);

    /// <summary>Why an account is not served; null where it is, or where nobody has tried.</summary>
    internal string? Problem(string account) => PausedUntil(account) is { } until
        ? $"It wants to be left alone until {until.UtcDateTime:yyyy-MM-dd HH:mm:ss'Z'}, and is served then."
        : _problems.GetValueOrDefault(account);

    /// <summary>While an account wants to be left alone that is being opened.</summary>
    internal DateTimeOffset? PausedUntil(string account) => _pauses.TryGetValue(account, out var until) && until > Time.GetUtcNow() ? until : null;

    /// <summary>Opens an account, or gives the one that is open. Not to be asked for one account twice at once.</summary>
    /// <exception cref="StartupException">It cannot be reached, or does not let us in; it can be tried again.</exception>
    /// <exception cref="JournalException">The journal was kept for another account of this name.</exception>
    internal async Task<ServedAccount> Serve(AccountOptions options, CancellationToken cancellation)
    {
        if (Account(options.Name) is { } served)
            return served;
        try
        {
            var link = await AccountLink.Open(_options, options, _data, since => Journal.LateWrites(options.Name, since), until => _pauses[options.Name] = until, anyPort: _isCommand, Time, _logs, cancellation);
            var account = await ServedAccount.Open(link, this, _lanes, _find, parks: !_isCommand, _logs, cancellation);
            lock (_adding)
                _accounts = [.. _accounts.Add(Opened(account)).OrderBy(one => Place(one.Options))];
            _problems.TryRemove(options.Name, out _);
            return account;
        }
        catch (Exception e) when (e is StartupException or JournalException)
        {
            _problems[options.Name] = e.Message;
            throw;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SocketException)
        {
            _problems[options.Name] = $"The account '{options.Name}' could not be opened: {e.Message}";
            throw new StartupException(_problems[options.Name], inner: e);
        }
    }

    /// <summary>A person has paused something, or has let it go on.</summary>
    internal event Action? PausesChanged;

    internal void TellPausesChanged() => PausesChanged?.Invoke();

    internal void TellRunChanged()
    {
        Log.Poke();
        RunChanged?.Invoke();
    }

    /// <summary>Waits until the log has what the journal has. One that cannot be written now must not keep people from what it holds.</summary>
    internal async Task CatchUp()
    {
        try
        {
            await Log.CatchUp().WaitAsync(TimeSpan.FromSeconds(2), Time);
        }
        catch (TimeoutException)
        {
            // The writer has said so in the host's own log, and tries again.
        }
    }

    public async ValueTask DisposeAsync()
    {
        while (_opened.TryPop(out var last))
            await last.DisposeAsync();
    }

    private static RunLogRetention Retention(LogOptions log) => new() { Succeeded = log.KeepSucceeded, Failed = log.KeepFailed };

    private int Place(AccountOptions account) => _options.Accounts.TakeWhile(one => one != account).Count();

    private T Opened<T>(T part) where T : IAsyncDisposable
    {
        _opened.Push(part);
        return part;
    }
}
