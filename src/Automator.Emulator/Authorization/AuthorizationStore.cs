using System.Security.Cryptography;
using Automator.Emulator.Store;
using Automator.Emulator.Wire;

namespace Automator.Emulator.Authorization;

/// <summary>Which application may act as whom, and the tokens that say so. What is old goes as new comes, so that it never grows past a bound.</summary>
internal sealed class AuthorizationStore : RecordStore
{
    public static readonly TimeSpan TokenLife = TimeSpan.FromDays(14);
    private static readonly TimeSpan CodeLife = TimeSpan.FromMinutes(10);
    private const int MostCodes = 1000;
    private const int MostGrants = 1000;
    private const int MostTokensOfAGrant = 10;

    private readonly TimeProvider _time;
    private readonly Table<IdentityNumber> _numbers = new("identity-number", TokenJson.Default.IdentityNumber);
    private readonly Table<VerificationCode> _codes = new("verification-code", TokenJson.Default.VerificationCode);
    private readonly Table<Grant> _grants = new("grant", TokenJson.Default.Grant);
    private readonly Table<AccessToken> _tokens = new("access-token", TokenJson.Default.AccessToken, token => token.GrantId);
    private int _lastId;

    public AuthorizationStore(TimeProvider time, RecordFile? file = null)
        : base(file)
    {
        _time = time;
        Hold(_numbers, _codes, _grants, _tokens);
        _lastId = Tables.SelectMany(table => table.Ids).DefaultIfEmpty(1000).Max();
    }

    /// <summary>How many records there are, of all kinds.</summary>
    public int Count => Work(() => Tables.Sum(table => table.Count));

    private DateTimeOffset Now => _time.GetUtcNow();

    public int NumberOf(string emailAddress) => Work(() =>
        (_numbers.All.FirstOrDefault(number => number.EmailAddress == emailAddress)
            ?? Add(_numbers, new IdentityNumber { EmailAddress = emailAddress })).Id);

    /// <summary>A code as short as the real ones.</summary>
    public string NewCode(string clientId, string redirectUri, string emailAddress) => Work(() =>
    {
        PruneCodes();
        return Add(_codes, new VerificationCode
        {
            Code = RandomNumberGenerator.GetHexString(8, lowercase: true),
            ClientId = clientId,
            RedirectUri = redirectUri,
            EmailAddress = emailAddress,
            ExpiresAt = Now + CodeLife,
        }).Code;
    });

    public TokenOutcome.Issued Allow(string clientId, string emailAddress) => Work(() => Give(GrantOf(clientId, emailAddress)));

    /// <summary>A code is used up only by who may use it, so that a stranger's try costs its owner nothing.</summary>
    public TokenOutcome Trade(string code, string clientId, string redirectUri) => Work<TokenOutcome>(() =>
    {
        var found = _codes.All.FirstOrDefault(known => known.Code == code && known.ExpiresAt > Now);
        if (found is null) return new TokenOutcome.Refused(Refusal.CodeUnknown);
        if (found.ClientId != clientId) return new TokenOutcome.Refused(Refusal.CodeOfAnother);
        if (found.RedirectUri != redirectUri) return new TokenOutcome.Refused(Refusal.RedirectMismatch);
        Remove(_codes, found);
        return Give(GrantOf(clientId, found.EmailAddress));
    });

    /// <summary>Whose refresh token it is, if it is this client's.</summary>
    public string? HolderOf(string refreshToken, string clientId) => Work(() => GrantBy(refreshToken, clientId)?.EmailAddress);

    /// <summary>The tokens given last stay good for their time: two processes of one application may refresh at once.</summary>
    public TokenOutcome Renew(string refreshToken, string clientId) => Work<TokenOutcome>(() =>
        GrantBy(refreshToken, clientId) is { } grant ? Give(grant) : new TokenOutcome.Refused(Refusal.RefreshUnknown));

    public BearerStanding StandingOf(string token) => Work<BearerStanding>(() =>
    {
        if (_tokens.All.FirstOrDefault(known => known.Token == token) is not { } found) return BearerStanding.Unknown;
        if (found.ExpiresAt <= Now) return BearerStanding.Expired;
        return new BearerStanding.Good(_grants.Find(found.GrantId)!.EmailAddress, found.ExpiresAt);
    });

    protected override int NextId() => ++_lastId;

    private Grant? GrantBy(string refreshToken, string clientId) =>
        _grants.All.FirstOrDefault(grant => grant.RefreshToken == refreshToken && grant.ClientId == clientId);

    private Grant GrantOf(string clientId, string emailAddress) =>
        _grants.All.FirstOrDefault(grant => grant.ClientId == clientId && grant.EmailAddress == emailAddress)
        ?? Add(_grants, new Grant { ClientId = clientId, EmailAddress = emailAddress, RefreshToken = NewToken() });

    private TokenOutcome.Issued Give(Grant grant)
    {
        grant.UsedAt = Now;
        Changed(_grants, grant);
        var token = Add(_tokens, new AccessToken { GrantId = grant.Id, Token = NewToken(), ExpiresAt = Now + TokenLife });
        PruneTokens(grant);
        PruneGrants(grant);
        return new TokenOutcome.Issued(token.Token, grant.RefreshToken);
    }

    private void PruneCodes()
    {
        foreach (var code in _codes.All.Where(code => code.ExpiresAt <= Now).ToList()) Remove(_codes, code);
        foreach (var code in _codes.All.SkipLast(MostCodes - 1).ToList()) Remove(_codes, code);
    }

    // Expired ones stay among them: their owner is told that they are old, not that they are unknown.
    private void PruneTokens(Grant grant)
    {
        foreach (var token in _tokens.Under(grant.Id).SkipLast(MostTokensOfAGrant).ToList()) Remove(_tokens, token);
    }

    private void PruneGrants(Grant newest)
    {
        if (_grants.Count <= MostGrants) return;
        var oldest = _grants.All.Where(grant => grant != newest).MinBy(grant => grant.UsedAt)!;
        foreach (var token in _tokens.Under(oldest.Id).ToList()) Remove(_tokens, token);
        Remove(_grants, oldest);
    }

    // Letters and digits alone: clients in the field put tokens into addresses as they are.
    private static string NewToken() => RandomNumberGenerator.GetHexString(40, lowercase: true);
}
