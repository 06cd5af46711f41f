namespace Automator.Host.Configuration;

/// <summary>What came of fetching the secrets.</summary>
/// <param name="Logins">By account, for those whose secrets were all there.</param>
/// <param name="Hooks">By account and webhook, likewise.</param>
/// <param name="Errors">Secrets that could not be had; with any, the host does not start.</param>
/// <param name="Warnings">Secrets that are there, but kept carelessly.</param>
internal sealed record SecretsResult(
    IReadOnlyDictionary<string, ResolvedLogin> Logins,
    IReadOnlyDictionary<(string Account, string Hook), Secret> Hooks,
    IReadOnlyList<ConfigurationError> Errors,
    IReadOnlyList<ConfigurationError> Warnings);

internal abstract record ResolvedLogin
{
    private ResolvedLogin()
    {
    }

    internal sealed record WithToken(Secret Token) : ResolvedLogin;

    internal sealed record WithPassword(string User, Secret Password) : ResolvedLogin;

    internal sealed record WithOAuth(string ClientId, Secret ClientSecret, Uri Server) : ResolvedLogin;
}
