using System.Text.Json.Serialization;
using Automator.Emulator.Store;

namespace Automator.Emulator.Authorization;

/// <summary>The number that an e-mail address is known by, whatever the accounts call the person.</summary>
internal sealed class IdentityNumber : Entity
{
    public string EmailAddress { get; set; } = "";
}

/// <summary>What a redirect carries back to the application, to be traded once for a token.</summary>
internal sealed class VerificationCode : Entity
{
    public string Code { get; set; } = "";
    public string ClientId { get; set; } = "";
    public string RedirectUri { get; set; } = "";
    public string EmailAddress { get; set; } = "";
    public DateTimeOffset ExpiresAt { get; set; }
}

/// <summary>One application may act as one person. Asking again finds the same grant, and so the same refresh token.</summary>
internal sealed class Grant : Entity
{
    public string ClientId { get; set; } = "";
    public string EmailAddress { get; set; } = "";
    public string RefreshToken { get; set; } = "";
    public DateTimeOffset UsedAt { get; set; }
}

internal sealed class AccessToken : Entity
{
    public int GrantId { get; set; }
    public string Token { get; set; } = "";
    public DateTimeOffset ExpiresAt { get; set; }
}

[JsonSerializable(typeof(IdentityNumber))]
[JsonSerializable(typeof(VerificationCode))]
[JsonSerializable(typeof(Grant))]
[JsonSerializable(typeof(AccessToken))]
internal sealed partial class TokenJson : JsonSerializerContext;
