using System.Globalization;
using Automator.Emulator;
using Automator.Host.Basecamp;
using Automator.Host.Budget;
using Automator.Host.Configuration;

namespace Automator.Host.Control;

/// <summary>An account that has let us in: over HTTP, the embedded one as well.</summary>
internal sealed partial class AccountLink : IAsyncDisposable
{
    private readonly BudgetFile _kept;
    private readonly AccountLock? _lock;

    private AccountLink(
        AccountOptions options, AccountLock? held, AccountCredentials credentials, EmulatorServer? emulator,
        RequestBudget budget, BudgetFile kept, BasecampClient client, AccountIdentity identity) =>
        (Options, _lock, Credentials, Emulator, Budget, _kept, Client, Identity) = (options, held, credentials, emulator, budget, kept, client, identity);

    internal AccountOptions Options { get; }

    internal AccountCredentials Credentials { get; }

    /// <summary>Null for a real account.</summary>
    internal EmulatorServer? Emulator { get; }

    internal RequestBudget Budget { get; }

    internal BasecampClient Client { get; }

    internal AccountIdentity Identity { get; }

    /// <summary>What a journal is kept for: another account, or the embedded one made anew, gives another text.</summary>
    internal string IdentityText => Identity.Incarnation is { } incarnation ? $"account {Identity.Id}, incarnation {incarnation}" : $"account {Identity.Id}";

    /// <param name="options">The whole configuration.</param>
    /// <param name="account">The account of it.</param>
    /// <param name="data">Where the embedded account is kept.</param>
    /// <param name="lateWrites">When each write since an instant was answered, by the journal; null where it is not known.</param>
    /// <param name="paused">Told while the account wants to be left alone and the opening waits for that.</param>
    /// <param name="anyPort">True for a command beside which a host may want the configured port.</param>
    /// <param name="time">Everybody's clock.</param>
    /// <param name="logs">Where the client reports.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="StartupException">The account cannot be reached, or does not let us in.</exception>
    internal static async Task<AccountLink> Open(
        AutomatorOptions options, AccountOptions account, DataFolder data, Func<DateTimeOffset, IReadOnlyList<DateTimeOffset?>> lateWrites,
        Action<DateTimeOffset>? paused, bool anyPort, TimeProvider time, ILoggerFactory logs, CancellationToken cancellation)
    {
        // The embedded account is its process's alone.
        var held = account is BasecampAccountOptions real ? AccountLock.Take(real) : null;
        EmulatorServer? emulator = null;
        RequestBudget? budget = null;
        BudgetFile? kept = null;
        BasecampClient? client = null;
        try
        {
            emulator = account is EmulatorAccountOptions embedded ? await Start(embedded, data, anyPort, time, cancellation) : null;
            budget = new RequestBudget(BudgetOf(account), time);
            var file = KeptBudget(data.Path, account, emulator);
            var legacy = file.Read();
            if (legacy is BudgetLegacy.Unknown { IsDamaged: true })
                LogDamaged(logs.CreateLogger<AccountLink>(), account.Name);
            Restore(budget, legacy, emulator, lateWrites, time);
            file.MarkOpen(budget.State.PausedUntil);
            kept = file; // Only a budget that knows what was spent before may say what is spent.
            KeepPauses(budget, kept, paused, account.Name, logs.CreateLogger<AccountLink>());
            var connection = Connection(options, account, emulator, time, logs);
            client = new BasecampClient(connection, budget, time, logs.CreateLogger<BasecampClient>(), Resilience.For(account.Timeout));
            return new AccountLink(account, held, connection.Credentials, emulator, budget, kept, client, await Identify(client, cancellation));
        }
        catch
        {
            client?.Dispose();
            if (budget is not null)
                kept?.Keep(budget.Count);
            budget?.Dispose();
            if (emulator is not null)
                await emulator.DisposeAsync();
            held?.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        _kept.Keep(Budget.Count);
        Budget.Dispose();
        if (Emulator is not null)
            await Emulator.DisposeAsync();
        _lock?.Dispose();
    }

    internal static BudgetOptions BudgetOf(AccountOptions account) => new()
    {
        Reads = account.Limits.Reads,
        Writes = account.Limits.Writes,
        Rules = account.Rules.ToDictionary(
            rule => rule.Key, rule => new RuleShare { Weight = rule.Value.Weight, Reads = rule.Value.Reads, Writes = rule.Value.Writes }),
    };

    internal static string BudgetPath(string data, AccountOptions account) => Path.Combine(data, $"budget-{account.Name}.json");

    /// <param name="data">The data folder.</param>
    /// <param name="account">Whose budget it is.</param>
    /// <param name="emulator">The embedded account, if it is one: made anew, it has another count.</param>
    private static BudgetFile KeptBudget(string data, AccountOptions account, EmulatorServer? emulator) => new(
        BudgetPath(data, account),
        emulator is not null ? $"incarnation {emulator.Incarnation}" : AccountAddress.ServerOf(((BasecampAccountOptions)account).Url));

    private static void Restore(
        RequestBudget budget, BudgetLegacy legacy, EmulatorServer? emulator, Func<DateTimeOffset, IReadOnlyList<DateTimeOffset?>> lateWrites, TimeProvider time)
    {
        if (legacy is BudgetLegacy.Counted counted)
            budget.Restore(counted.Count);
        else if (legacy is BudgetLegacy.Unknown unknown && emulator is null) // The embedded one counts anew with each process.
        {
            budget.RestoreUnknown(lateWrites(time.GetUtcNow() - TimeSpan.FromMinutes(1)));
            if (unknown.PausedUntil is { } until)
                budget.PauseUntil(until);
        }
    }

    private static void KeepPauses(RequestBudget budget, BudgetFile kept, Action<DateTimeOffset>? paused, string account, ILogger logger)
    {
        if (budget.State.PausedUntil is { } since)
        {
            LogStillPaused(logger, account, since.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture));
            paused?.Invoke(since);
        }

        budget.Paused = until =>
        {
            paused?.Invoke(until);
            Keep(kept, until, account, logger);
        };
    }

    private static void Keep(BudgetFile kept, DateTimeOffset until, string account, ILogger logger)
    {
        try
        {
            kept.MarkPaused(until);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogPauseNotKept(logger, e, account, until);
        }
    }

    private static async Task<AccountIdentity> Identify(BasecampClient client, CancellationToken cancellation)
    {
        try
        {
            return await client.Identify(RequestSource.Person(), cancellation);
        }
        catch (CallFailedException e)
        {
            throw new StartupException(e.InnerException is LoginFailedException login ? login.Message : e.Failure.Message, e.IsConfiguration ? ExitCode.Configuration : ExitCode.Failed, e);
        }
    }

    private static async Task<EmulatorServer> Start(
        EmulatorAccountOptions options, DataFolder data, bool anyPort, TimeProvider time, CancellationToken cancellation)
    {
        try
        {
            return await EmulatorServer.StartAsync(
                new EmulatorOptions
                {
                    Port = anyPort ? 0 : options.Port,
                    Seed = options.Seed,
                    DataDirectory = data.Below($"emulator-{options.Name}"),
                    Limits = options.EnforcesLimits ? EmulatorLimits.Documented : EmulatorLimits.Off,
                    Time = time,
                    RequestsKept = 1_000, // It may run here for years.
                },
                cancellation);
        }
        catch (EmulatorException e)
        {
            throw new StartupException($"The embedded account '{options.Name}' did not start. {e.Message}", inner: e);
        }
    }

    private static AccountConnection Connection(
        AutomatorOptions options, AccountOptions account, EmulatorServer? emulator, TimeProvider time, ILoggerFactory logs) => account switch
        {
            BasecampAccountOptions real => new AccountConnection
            {
                Name = real.Name,
                Url = real.Url,
                Credentials = AccountLogins.Credentials(options, real, time, logs),
                UserAgent = real.UserAgent,
                Zone = real.Zone,
            },
            _ => new AccountConnection
            {
                Name = account.Name,
                Url = emulator!.Url,
                Credentials = AccountCredentials.Token(emulator.Token),
                UserAgent = "Automator (embedded)",
                Zone = account.Zone,
            },
        };

    [LoggerMessage(Level = LogLevel.Warning, Message = "The account '{Account}' wanted to be left alone until {Until}, as it told a process before this one; it is served then")]
    private static partial void LogStillPaused(ILogger logger, string account, string until);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The file of what was spent on the account '{Account}' is damaged: its reads are taken as spent, and a pause it may have asked for is not known")]
    private static partial void LogDamaged(ILogger logger, string account);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Account} wants to be left alone until {Until}; a crash until then would forget it")]
    private static partial void LogPauseNotKept(ILogger logger, Exception e, string account, DateTimeOffset until);
}
