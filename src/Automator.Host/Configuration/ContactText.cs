using System.Text.RegularExpressions;

namespace Automator.Host.Configuration;

/// <summary>Who talks to Basecamp. Both go into headers of requests.</summary>
internal static partial class ContactText
{
    internal const string Example = "\"Acme automations (ops@acme.example)\"";

    internal static TextShape<string> User { get; } = new("the name of a user", TryParseUser, new() { ["minLength"] = 1 });

    internal static TextShape<string> UserAgent { get; } = new(
        $"a name with a link or an e-mail address, such as {Example}", TryParseUserAgent, new() { ["pattern"] = "(https?://|@)" });

    private static bool TryParseUser(string text, Place place, out string value)
    {
        value = text.Trim();
        if (value.Length == 0)
            return place.Wrong("names nobody. Write the user name.");
        // What comes after a colon would be sent as part of the password.
        return !value.Any(c => c == ':' || char.IsControl(c)) || place.Wrong("has a colon or a control character in it, which no user name can have. Remove it.");
    }

    private static bool TryParseUserAgent(string text, Place place, out string value)
    {
        value = text.Trim();
        if (value.Any(c => c is < ' ' or > '~'))
            return place.Wrong("has a character that a header cannot carry. Use letters, digits and punctuation of ASCII.");
        return Contact().IsMatch(value)
            || place.Wrong($"has neither a link nor an e-mail address, and Basecamp asks for one to contact. Write a name with one, such as {Example}.");
    }

    [GeneratedRegex(@"https?://[^\s/]+|[^\s@]+@[^\s@]+\.[^\s@]+")]
    private static partial Regex Contact();
}
