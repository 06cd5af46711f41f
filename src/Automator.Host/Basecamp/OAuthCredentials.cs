using System.Net.Http.Headers;

namespace Automator.Host.Basecamp;

/// <summary>
/// A login that renews itself: ahead of its end, and when the account says that it is over. Whoever needs it meanwhile
/// waits for the one renewal that is under way.
/// </summary>
internal sealed class OAuthCredentials(OAuthApplication application, TokenFile file, OAuthServer server, TimeProvider time, ILogger logger)
    : AccountCredentials, IDisposable
{
    /// <summary>How long before its end a token is renewed: longer than a request may take.</summary>
    internal static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);

    private readonly Lock _gate = new();
    private OAuthTokens? _tokens;
    private Task<OAuthTokens>? _renewing;
    private (string Refresh, LoginFailedException Why)? _refused;

    internal override string Kind => "OAuth 2 login";

    internal override DateTimeOffset? ExpiresAt
    {
        get
        {
            lock (_gate)
                return _tokens?.ExpiresAt;
        }
    }

    internal override async ValueTask<AuthenticationHeaderValue> Authorize(CancellationToken cancellation)
    {
        var tokens = Current();
        if (time.GetUtcNow() < tokens.ExpiresAt - Ahead)
            return Header(tokens);
        try
        {
            tokens = await Renewed(tokens, cancellation);
        }
        catch (LoginFailedException e) when (e.MayRetry && time.GetUtcNow() < tokens.ExpiresAt)
        {
            ExchangeLog.NotRenewed(logger, application.Account, tokens.ExpiresAt, e.Message); // Good for a while yet.
        }

        return Header(tokens);
    }

    internal override async ValueTask<bool> Renew(AuthenticationHeaderValue refused, CancellationToken cancellation)
    {
        var tokens = Current();
        if (tokens.Access == refused.Parameter)
            await Renewed(tokens, cancellation);
        return true;
    }

    internal override string Redact(string text)
    {
        OAuthTokens? tokens;
        lock (_gate)
            tokens = _tokens;
        return Without(text, application.ClientSecret, tokens?.Access, tokens?.Refresh);
    }

    public void Dispose() => server.Dispose();

    private OAuthTokens Current()
    {
        lock (_gate)
            return _tokens ??= file.Read() ?? throw new LoginFailedException($"Nobody has logged in for the account '{application.Account}'. Log in: automator login {application.Account}");
    }

    private Task<OAuthTokens> Renewed(OAuthTokens old, CancellationToken cancellation)
    {
        lock (_gate)
        {
            if (_tokens is { } others && others != old)
                return Task.FromResult(others);
            if (_renewing is null or { IsCompleted: true })
                _renewing = RenewNow(old);
            return _renewing.WaitAsync(cancellation);
        }
    }

    /// <summary>For all who wait, so nobody's cancellation ends it.</summary>
    private async Task<OAuthTokens> RenewNow(OAuthTokens old)
    {
        // A person may have logged in meanwhile.
        var kept = file.Read() ?? old;
        if (kept.Access != old.Access && time.GetUtcNow() < kept.ExpiresAt - Ahead)
            return Take(kept);
        if (_refused is { } refused && refused.Refresh == kept.Refresh)
            throw new LoginFailedException(refused.Why.Message, inner: refused.Why);
        try
        {
            var renewed = await server.Renew(kept.Refresh, CancellationToken.None);
            Keep(renewed);
            return Take(renewed);
        }
        catch (LoginFailedException e) when (!e.MayRetry)
        {
            // Asked again, it would say the same, and every request would ask.
            _refused = (kept.Refresh, e);
            throw;
        }
    }

    private OAuthTokens Take(OAuthTokens tokens)
    {
        lock (_gate)
            return _tokens = tokens;
    }

    /// <summary>What cannot be kept still holds for this process.</summary>
    private void Keep(OAuthTokens tokens)
    {
        try
        {
            file.Write(tokens);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            ExchangeLog.NotKept(logger, application.Account, e.Message);
        }
    }

    private static AuthenticationHeaderValue Header(OAuthTokens tokens) => new("Bearer", tokens.Access);
}
