using System.Security.Cryptography;
using System.Text;
using Automator.Host.Configuration;

namespace Automator.Host.Control;

/// <summary>A webhook of an account, as automator.json has it, and whom it lets in.</summary>
/// <param name="account">The account.</param>
/// <param name="name">The webhook's name.</param>
/// <param name="maxBytes">The largest body that is read.</param>
/// <param name="secret">What a caller has to know.</param>
internal sealed class Hook(AccountOptions account, string name, int maxBytes, Secret secret)
{
    private const string Bearer = "Bearer ";
    private const string Sha256 = "sha256=";

    internal AccountOptions Account => account;

    internal string Name => name;

    internal int MaxBytes => maxBytes;

    /// <summary>The secret itself: <c>Authorization: Bearer SECRET</c>.</summary>
    internal bool IsSecret(string authorization) =>
        authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) && CryptographicOperations.FixedTimeEquals(
            // Of equal length, so that the time does not tell how long the secret is.
            SHA256.HashData(Encoding.UTF8.GetBytes(authorization[Bearer.Length..])), SHA256.HashData(Bytes()));

    /// <summary>What only who knows the secret can make of the body: <c>X-Hub-Signature-256: sha256=HEX</c>, as GitHub sends it.</summary>
    internal bool IsSignature(string signature, ReadOnlySpan<byte> body)
    {
        Span<byte> given = stackalloc byte[SHA256.HashSizeInBytes];
        return signature.StartsWith(Sha256, StringComparison.OrdinalIgnoreCase)
            && signature.Length == Sha256.Length + 2 * SHA256.HashSizeInBytes
            && Convert.FromHexString(signature.AsSpan(Sha256.Length), given, out _, out _) == System.Buffers.OperationStatus.Done
            && CryptographicOperations.FixedTimeEquals(given, HMACSHA256.HashData(Bytes(), body));
    }

    private byte[] Bytes() => Encoding.UTF8.GetBytes(secret.Reveal());
}
