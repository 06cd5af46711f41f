using Automator.Emulator;
using Automator.Host.Basecamp;
using Automator.Host.Budget;
using Automator.Host.Configuration;

namespace Automator.Host.Control;

/// <summary>An account that has let us in: over HTTP, the embedded one as well.</summary>
internal sealed class AccountLink : IAsyncDisposable
{
    private AccountLink(AccountOptions options, AccountCredentials credentials, EmulatorServer? emulator, RequestBudget budget, BasecampClient client, AccountIdentity identity) =>
        (Options, Credentials, Emulator, Budget, Client, Identity) = (options, credentials, emulator, budget, client, identity);

    internal AccountOptions Options { get; }

    internal AccountCredentials Credentials { get; }

    /// <summary>Null for a real account.</summary>
    internal EmulatorServer? Emulator { get; }

    internal RequestBudget Budget { get; }

    internal BasecampClient Client { get; }

    internal AccountIdentity Identity { get; }

    /// <summary>What a journal is kept for: another account, or the embedded one made anew, gives another text.</summary>
    internal string IdentityText => Identity.Incarnation is { } incarnation ? $"account {Identity.Id}, incarnation {incarnation}" : $"account {Identity.Id}";

    /// <param name="options">The whole configuration, which has one account.</param>
    /// <param name="data">Where the embedded account is kept.</param>
    /// <param name="anyPort">True for a command beside which a host may want the configured port.</param>
    /// <param name="time">Everybody's clock.</param>
    /// <param name="logs">Where the client reports.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="StartupException">The account cannot be reached, or does not let us in.</exception>
    internal static async Task<AccountLink> Open(
        AutomatorOptions options, DataFolder data, bool anyPort, TimeProvider time, ILoggerFactory logs, CancellationToken cancellation)
    {
        var account = options.Accounts[0];
        var emulator = account is EmulatorAccountOptions embedded ? await Start(embedded, data, anyPort, time, cancellation) : null;
        RequestBudget? budget = null;
        BasecampClient? client = null;
        try
        {
            budget = new RequestBudget(new BudgetOptions { Reads = account.Limits.Reads, Writes = account.Limits.Writes }, time);
            var connection = Connection(options, account, emulator, time, logs);
            client = new BasecampClient(connection, budget, time, logs.CreateLogger<BasecampClient>());
            return new AccountLink(account, connection.Credentials, emulator, budget, client, await Identify(client, cancellation));
        }
        catch
        {
            client?.Dispose();
            budget?.Dispose();
            if (emulator is not null)
                await emulator.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        Budget.Dispose();
        if (Emulator is not null)
            await Emulator.DisposeAsync();
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
}
