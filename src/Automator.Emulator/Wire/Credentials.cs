using System.Text;
using Automator.Emulator.Store;

namespace Automator.Emulator.Wire;

/// <summary>Who a request says it is.</summary>
internal abstract record Credentials
{
    private Credentials()
    {
    }

    public sealed record Missing : Credentials;

    /// <summary>A client that breaks its base64 over lines is told so, rather than that it is unknown.</summary>
    public sealed record Broken : Credentials;

    public sealed record Basic(string User, string Password) : Credentials
    {
        public Person? Find(Account account) => account.People.All.FirstOrDefault(person => !person.Deleted && Fits(person));

        private bool Fits(Person person) =>
            (person.Token.Length > 0 && person.Token == User)
            || (person.UserName.Length > 0 && person.Password.Length > 0 && person.UserName == User && person.Password == Password);
    }

    public static Credentials Read(string header)
    {
        const string scheme = "Basic ";
        if (!header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)) return new Missing();
        var encoded = header[scheme.Length..];
        if (encoded.Contains('\n') || encoded.Contains('\r')) return new Broken();
        var bytes = new byte[encoded.Length];
        if (!Convert.TryFromBase64String(encoded.Trim(), bytes, out var length)) return new Missing();
        var text = Encoding.UTF8.GetString(bytes, 0, length);
        if (text.Contains('\n') || text.Contains('\r')) return new Broken();
        var colon = text.IndexOf(':');
        return colon < 0 ? new Basic(text, "") : new Basic(text[..colon], text[(colon + 1)..]);
    }
}
