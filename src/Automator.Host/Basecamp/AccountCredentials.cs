using System.Net.Http.Headers;
using System.Text;

namespace Automator.Host.Basecamp;

/// <summary>What an account lets us in by. Never printed: <see cref="object.ToString"/> names the kind alone.</summary>
internal abstract record AccountCredentials
{
    /// <summary>An API token of a person, as "My info" shows it.</summary>
    internal static AccountCredentials Token(string token) => new Basic("token", token.Trim(), "X");

    internal static AccountCredentials Password(string user, string password) => new Basic("user name and password", user.Trim(), password);

    internal abstract AuthenticationHeaderValue Header { get; }

    /// <summary>How a message calls them.</summary>
    internal abstract string Kind { get; }

    /// <summary>Leaves nothing of the secret in what a server sent back.</summary>
    internal abstract string Redact(string text);

    public sealed override string ToString() => Kind;

    private sealed record Basic(string Kind, string User, string Secret) : AccountCredentials
    {
        internal override string Kind { get; } = Kind;

        internal override AuthenticationHeaderValue Header { get; } =
            new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Secret}")));

        internal override string Redact(string text)
        {
            foreach (var secret in (ReadOnlySpan<string>)[Header.Parameter!, User, Secret])
            {
                // Shorter ones, like the "X" beside a token, would tear holes into any text.
                if (secret.Length >= 5)
                    text = text.Replace(secret, "…", StringComparison.Ordinal);
            }

            return text;
        }
    }
}
