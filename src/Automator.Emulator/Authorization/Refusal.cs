namespace Automator.Emulator.Authorization;

/// <summary>Whose words a client speaks, and so hears: draft 5 (<c>type</c>), or the standard it became (<c>response_type</c>, <c>grant_type</c>).</summary>
internal enum Dialect
{
    Draft5,
    Standard,
}

internal sealed record OAuthError(string Word, int Status = 400);

/// <summary>Why something is not given, for the client's program and for its author.</summary>
internal sealed record Refusal(OAuthError Draft5, OAuthError Standard, string Description)
{
    public static Refusal CodeUnknown { get; } = new(
        new("expired_verification_code"), new("invalid_grant"), "The code is unknown, used already, or older than ten minutes. Ask for authorization again.");

    public static Refusal CodeOfAnother { get; } = new(
        new("bad_verification_code"), new("invalid_grant"), "The code was given to another client_id.");

    public static Refusal RedirectMismatch { get; } = new(
        new("redirect_uri_mismatch"), new("invalid_grant"), "The redirect_uri is not the one that authorization was asked for with.");

    public static Refusal RefreshUnknown { get; } = new(
        new("authorization_expired"), new("invalid_grant"), "The refresh token is unknown, or another client_id's. Ask for authorization again.");

    public static Refusal IdentityUnknown { get; } = new(
        new("authorization_expired", 401), new("invalid_grant", 401), "Unknown Basecamp ID. The person is in no account any more.");

    public static Refusal ClientUnknown { get; } = new(
        new("incorrect_client_credentials"), new("invalid_client", 401), "The client_id and client_secret are missing, or are no registered application's.");

    public static Refusal Denied { get; } = new(
        new("user_denied"), new("access_denied"), "The user denied access.");

    public static Refusal FlowUnknown { get; } = new(
        new("unsupported_grant_type"), new("unsupported_grant_type"),
        "Give type=web_server or type=refresh, or grant_type=authorization_code or grant_type=refresh_token.");

    public static Refusal Malformed(string description) => new(new("invalid_request"), new("invalid_request"), description);

    public OAuthError In(Dialect dialect) => dialect == Dialect.Draft5 ? Draft5 : Standard;
}

/// <summary>What the wish for a token ends in.</summary>
internal abstract record TokenOutcome
{
    private TokenOutcome()
    {
    }

    public sealed record Issued(string AccessToken, string RefreshToken) : TokenOutcome;

    public sealed record Refused(Refusal Why) : TokenOutcome;
}
