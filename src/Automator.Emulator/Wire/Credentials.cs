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

    /// <summary>A token of the authorization server.</summary>
    public sealed record Bearer(string Token) : Credentials;

    public static Credentials Read(string header) => header.Split(' ', 2) switch
    {
        [var scheme, var encoded] when Is(scheme, "Basic") => ReadBasic(encoded),
        [var scheme, var token] when Is(scheme, "Bearer") && token.Trim().Length > 0 => new Bearer(token.Trim()),

        // As draft 5 of OAuth has it, which Basecamp names as what it implements.
        [var scheme, var token] when Is(scheme, "Token") && token.Split('"') is [var name, var quoted, ..] && name.Trim() == "token=" => new Bearer(quoted),
        _ => new Missing(),
    };

    private static bool Is(string scheme, string name) => scheme.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static Credentials ReadBasic(string encoded)
    {
        if (encoded.Contains('\n') || encoded.Contains('\r')) return new Broken();
        var bytes = new byte[encoded.Length];
        if (!Convert.TryFromBase64String(encoded.Trim(), bytes, out var length)) return new Missing();
        var text = Encoding.UTF8.GetString(bytes, 0, length);
        if (text.Contains('\n') || text.Contains('\r')) return new Broken();
        var colon = text.IndexOf(':');
        return colon < 0 ? new Basic(text, "") : new Basic(text[..colon], text[(colon + 1)..]);
    }
}
