using Automator.Emulator.Wire;

namespace Automator.Emulator.Authorization;

/// <summary>Trades codes and refresh tokens for access tokens.</summary>
internal sealed class TokenDesk(AuthorizationStore store, ClientList clients, Identities identities)
{
    /// <param name="given">null: there was a form that cannot be read.</param>
    public Answer Answer(Parameters? given, Credentials credentials)
    {
        var dialect = given?["grant_type"] is null ? Dialect.Draft5 : Dialect.Standard;
        return Work(given, credentials) switch
        {
            TokenOutcome.Issued issued => FlatText.Write(given?["format"], 200,
                ("access_token", issued.AccessToken),
                ("token_type", "Bearer"),
                ("expires_in", (int)AuthorizationStore.TokenLife.TotalSeconds),
                ("refresh_token", issued.RefreshToken)),
            TokenOutcome.Refused refused => Refuse(refused.Why, dialect, given?["format"]),
            var other => throw new InvalidOperationException($"{other} is no outcome."),
        };
    }

    private static Answer Refuse(Refusal why, Dialect dialect, string? format)
    {
        var (word, status) = why.In(dialect);
        var answer = FlatText.Write(format, status, ("error", word), ("error_description", why.Description));
        return status == 401 ? answer.With("WWW-Authenticate", "Basic realm=\"Basecamp\"") : answer;
    }

    private TokenOutcome Work(Parameters? given, Credentials credentials)
    {
        if (given is null) return Malformed("The form cannot be read, or is too large.");
        if (given.Doubtful is { } name) return Malformed($"{name} is given more than once.");

        // Libraries of the standard send these two as user name and password.
        var (id, secret) = credentials is Credentials.Basic basic
            ? (given["client_id"] ?? Uri.UnescapeDataString(basic.User), given["client_secret"] ?? Uri.UnescapeDataString(basic.Password))
            : (given["client_id"], given["client_secret"]);
        return (given["grant_type"] ?? given["type"]) switch
        {
            not ("web_server" or "authorization_code" or "refresh" or "refresh_token") => new TokenOutcome.Refused(Refusal.FlowUnknown),
            _ when !clients.Trusts(id, secret) => new TokenOutcome.Refused(Refusal.ClientUnknown),
            "refresh" or "refresh_token" => Renew(given, id!),
            _ => Trade(given, id!),
        };
    }

    private TokenOutcome Trade(Parameters given, string clientId)
    {
        if (given["code"] is not { } code) return Malformed("code is missing.");
        return given["redirect_uri"] is { } redirectUri ? store.Trade(code, clientId, redirectUri) : Malformed("redirect_uri is missing.");
    }

    private TokenOutcome Renew(Parameters given, string clientId)
    {
        if (given["refresh_token"] is not { } refreshToken) return Malformed("refresh_token is missing.");
        if (store.HolderOf(refreshToken, clientId) is { } holder && identities.Find(holder) is null) return new TokenOutcome.Refused(Refusal.IdentityUnknown);
        return store.Renew(refreshToken, clientId);
    }

    private static TokenOutcome.Refused Malformed(string what) => new(Refusal.Malformed(what));
}
