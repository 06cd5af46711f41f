namespace Automator.Host.Basecamp;

/// <summary>What an authorization server knows this application by, for one account. A class, so that nothing prints its secret.</summary>
internal sealed class OAuthApplication(string account, Uri server, string clientId, string clientSecret)
{
    /// <summary>The account's name in automator.json.</summary>
    internal string Account => account;

    /// <summary>Scheme and host.</summary>
    internal Uri Server => server;

    internal string ClientId => clientId;

    internal string ClientSecret => clientSecret;
}

/// <summary>What a login gave. A class, so that nothing prints it.</summary>
internal sealed class OAuthTokens(string access, string refresh, DateTimeOffset expiresAt)
{
    internal string Access => access;

    internal string Refresh => refresh;

    /// <summary>Of the access token; the refresh token has no end.</summary>
    internal DateTimeOffset ExpiresAt => expiresAt;
}

/// <summary>Whose login it is, and which accounts it opens.</summary>
internal sealed record OAuthIdentity(string Name, string EmailAddress, IReadOnlyList<string> Accounts);
