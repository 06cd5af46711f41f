using Automator.Host.Basecamp;
using Automator.Host.Configuration;

namespace Automator.Host.Control;

/// <summary>From what automator.json says of a real account to what lets us in there.</summary>
internal static partial class AccountLogins
{
    /// <exception cref="StartupException">A secret is not where it should be.</exception>
    internal static AccountCredentials Credentials(AutomatorOptions options, BasecampAccountOptions account, TimeProvider time, ILoggerFactory logs) =>
        Resolve(options, account, logs) switch
        {
            ResolvedLogin.WithToken with => AccountCredentials.Token(with.Token.Reveal()),
            ResolvedLogin.WithPassword with => AccountCredentials.Password(with.User, with.Password.Reveal()),
            ResolvedLogin.WithOAuth with => OAuth(Application(account, with), options, account, time, logs),
            _ => throw new InvalidOperationException("A login of no known kind."),
        };

    /// <exception cref="StartupException">The account has no such login, or its secret is not where it should be.</exception>
    internal static OAuthApplication Application(AutomatorOptions options, BasecampAccountOptions account, ILoggerFactory logs) =>
        Resolve(options, account, logs) is ResolvedLogin.WithOAuth with
            ? Application(account, with)
            : throw new StartupException($"The account '{account.Name}' has a login of its own in automator.json; there is nothing to log in for. 'automator login' is for accounts with \"oauth\".");

    /// <summary>All secrets, or all that is missing at once, for a start that needs them all.</summary>
    /// <exception cref="StartupException">A secret is not where it should be.</exception>
    internal static SecretsResult RequireSecrets(AutomatorOptions options, ILoggerFactory logs)
    {
        var secrets = Secrets.Resolve(options);
        Require(secrets);
        var logger = logs.CreateLogger<AccountLink>();
        foreach (var warning in secrets.Warnings)
            LogSecret(logger, warning.Line("automator.json"));
        return secrets;
    }

    internal static TokenFile File(OAuthApplication application, string data) => new(Path.Combine(data, $"login-{application.Account}.json"), application);

    private static OAuthApplication Application(BasecampAccountOptions account, ResolvedLogin.WithOAuth login) =>
        new(account.Name, login.Server, login.ClientId, login.ClientSecret.Reveal());

    private static OAuthCredentials OAuth(
        OAuthApplication application, AutomatorOptions options, BasecampAccountOptions account, TimeProvider time, ILoggerFactory logs) => new(
            application, File(application, options.Data), new OAuthServer(application, account.UserAgent, time), time, logs.CreateLogger<OAuthCredentials>());

    private static ResolvedLogin Resolve(AutomatorOptions options, BasecampAccountOptions account, ILoggerFactory logs)
    {
        // Of this account's login alone: what another one lacks, or a webhook, is no reason to keep this one waiting.
        var secrets = Secrets.Resolve(options with { Accounts = [account with { Hooks = HookOptions.OfNone }] });
        Require(secrets);
        return secrets.Logins[account.Name];
    }

    private static void Require(SecretsResult secrets)
    {
        if (secrets.Errors.Count > 0)
            throw new StartupException(string.Join(Environment.NewLine, secrets.Errors.Select(e => e.Line("automator.json"))), ExitCode.Configuration);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Warning}")]
    private static partial void LogSecret(ILogger logger, string warning);
}
