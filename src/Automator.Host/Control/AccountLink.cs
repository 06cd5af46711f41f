using Automator.Emulator;
using Automator.Host.Basecamp;
using Automator.Host.Budget;
using Automator.Host.Configuration;

namespace Automator.Host.Control;

/// <summary>An account that has let us in: over HTTP, the embedded one as well.</summary>
internal sealed class AccountLink : IAsyncDisposable
{
    private AccountLink(EmulatorServer? emulator, RequestBudget budget, BasecampClient client, AccountIdentity identity) =>
        (Emulator, Budget, Client, Identity) = (emulator, budget, client, identity);

    /// <summary>Null for a real account.</summary>
    internal EmulatorServer? Emulator { get; }

    internal RequestBudget Budget { get; }

    internal BasecampClient Client { get; }

    internal AccountIdentity Identity { get; }

    /// <summary>What a journal is kept for: another account, or the embedded one made anew, gives another text.</summary>
    internal string IdentityText => Identity.Incarnation is { } incarnation ? $"account {Identity.Id}, incarnation {incarnation}" : $"account {Identity.Id}";

    /// <param name="options">The account.</param>
    /// <param name="data">Where the embedded account is kept.</param>
    /// <param name="anyPort">True for a command beside which a host may want the configured port.</param>
    /// <param name="time">Everybody's clock.</param>
    /// <param name="logs">Where the client reports.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="StartupException">The account cannot be reached, or does not let us in.</exception>
    internal static async Task<AccountLink> Open(
        AccountOptions options, DataFolder data, bool anyPort, TimeProvider time, ILoggerFactory logs, CancellationToken cancellation)
    {
        EmulatorServer? emulator = null;
        RequestBudget? budget = null;
        BasecampClient? client = null;
        try
        {
            emulator = options is EmulatorAccountOptions embedded ? await Start(embedded, data, anyPort, time, cancellation) : null;
            budget = new RequestBudget(new BudgetOptions { Reads = options.Limits.Reads, Writes = options.Limits.Writes }, time);
            client = new BasecampClient(Connection(options, emulator), budget, time, logs.CreateLogger<BasecampClient>());
            var identity = await client.Identify(RequestSource.Person(), cancellation);
            return new AccountLink(emulator, budget, client, identity);
        }
        catch (Exception e)
        {
            client?.Dispose();
            budget?.Dispose();
            if (emulator is not null)
                await emulator.DisposeAsync();
            throw e switch
            {
                EmulatorException => new StartupException($"The embedded account '{options.Name}' did not start. {e.Message}", inner: e),
                CallFailedException failed => new StartupException(failed.Failure.Message, inner: e),
                _ => e,
            };
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        Budget.Dispose();
        if (Emulator is not null)
            await Emulator.DisposeAsync();
    }

    private static Task<EmulatorServer> Start(
        EmulatorAccountOptions options, DataFolder data, bool anyPort, TimeProvider time, CancellationToken cancellation) =>
        EmulatorServer.StartAsync(
            new EmulatorOptions
            {
                Port = anyPort ? 0 : options.Port,
                Seed = options.Seed,
                DataDirectory = data.Below($"emulator-{options.Name}"),
                Limits = options.EnforcesLimits ? EmulatorLimits.Documented : EmulatorLimits.Off,
                Time = time,
            },
            cancellation);

    private static AccountConnection Connection(AccountOptions options, EmulatorServer? emulator) => options switch
    {
        BasecampAccountOptions real => new AccountConnection
        {
            Name = real.Name,
            Url = real.Url,
            Credentials = Credentials(real.Login),
            UserAgent = real.UserAgent,
            Zone = real.Zone,
        },
        _ => new AccountConnection
        {
            Name = options.Name,
            Url = emulator!.Url,
            Credentials = AccountCredentials.Token(emulator.Token),
            UserAgent = "Automator (embedded)",
            Zone = options.Zone,
        },
    };

    private static AccountCredentials Credentials(AccountLogin login) => login switch
    {
        AccountLogin.WithToken token => AccountCredentials.Token(Reveal(token.Token)),
        AccountLogin.WithPassword password => AccountCredentials.Password(password.User, Reveal(password.Password)),
        _ => throw new ArgumentOutOfRangeException(nameof(login), login, "A login without credentials."),
    };

    private static string Reveal(SecretSource source) => source.ToString();
}
