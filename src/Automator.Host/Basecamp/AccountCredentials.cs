using System.Net.Http.Headers;
using System.Text;

namespace Automator.Host.Basecamp;

/// <summary>What an account lets us in by. Never printed: <see cref="object.ToString"/> names the kind alone.</summary>
internal abstract class AccountCredentials
{
    /// <summary>An API token of a person, as "My info" shows it.</summary>
    internal static AccountCredentials Token(string token) => new Basic("token", token.Trim(), "X");

    internal static AccountCredentials Password(string user, string password) => new Basic("user name and password", user.Trim(), password);

    /// <summary>How a message calls them.</summary>
    internal abstract string Kind { get; }

    /// <summary>When they end by themselves and have to be renewed; null where that is never, or not known yet.</summary>
    internal virtual DateTimeOffset? ExpiresAt => null;

    /// <exception cref="LoginFailedException">There is nothing to be let in by.</exception>
    internal abstract ValueTask<AuthenticationHeaderValue> Authorize(CancellationToken cancellation);

    /// <summary>After a 401: true when there is something new to be let in by, so that another try is worth it.</summary>
    /// <exception cref="LoginFailedException">There could be, and there is not.</exception>
    internal virtual ValueTask<bool> Renew(AuthenticationHeaderValue refused, CancellationToken cancellation) => ValueTask.FromResult(false);

    /// <summary>Leaves nothing of the secret in what a server sent back.</summary>
    internal abstract string Redact(string text);

    public sealed override string ToString() => Kind;

    protected static string Without(string text, params ReadOnlySpan<string?> secrets)
    {
        foreach (var secret in secrets)
        {
            // Shorter ones, like the "X" beside a token, would tear holes into any text.
            if (secret is { Length: >= 5 })
                text = text.Replace(secret, "…", StringComparison.Ordinal);
        }

        return text;
    }

    private sealed class Basic(string kind, string user, string secret) : AccountCredentials
    {
        private readonly AuthenticationHeaderValue _header = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{secret}")));

        internal override string Kind => kind;

        internal override ValueTask<AuthenticationHeaderValue> Authorize(CancellationToken cancellation) => ValueTask.FromResult(_header);

        internal override string Redact(string text) => Without(text, _header.Parameter, user, secret);
    }
}
