using System.Text;
using System.Text.Encodings.Web;
using Automator.Emulator.Wire;

namespace Automator.Emulator.Authorization;

/// <summary>What a person sees: the question, or what is wrong with it. Every word from outside is encoded.</summary>
internal static class ConsentPage
{
    private const string Style = """
        :root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
        main { max-width: 32rem; margin: 4rem auto; padding: 0 1rem; overflow-wrap: anywhere; }
        h1 { font-size: 1.4rem; line-height: 1.3; }
        label { display: block; font-weight: 600; margin-top: 1.5rem; }
        select { font: inherit; width: 100%; padding: .4rem; margin: .3rem 0 1.5rem; }
        button { font: inherit; padding: .5rem 1.2rem; margin-right: .5rem; cursor: pointer; }
        """;

    public static Answer Question(AuthorizationRequest request, IEnumerable<Identity> identities)
    {
        var options = string.Concat(identities.Select(Option));
        return Page(200, $"Allow {request.ClientId} in?", $"""
            <p><strong>{Encoded(request.ClientId)}</strong> asks to see and change what you can see and change in Basecamp.
            Your answer goes to <code>{Encoded(request.RedirectUri)}</code>.</p>
            <form method="post">
            <label for="identity">You are</label>
            <select id="identity" name="identity">{options}
            </select>
            <button name="commit" value="allow">Allow access</button>
            <button name="commit" value="deny">Deny</button>
            </form>
            """);
    }

    public static Answer Problem(int status, string what) =>
        Page(status, "This authorization request cannot be answered", $"<p>{Encoded(what)}</p>");

    private static string Option(Identity identity)
    {
        var name = $"{identity.FirstName} {identity.LastName}".Trim();
        var accounts = string.Join(", ", identity.Accounts.Select(account => account.Name));
        return $"\n<option value=\"{Encoded(identity.EmailAddress)}\">{Encoded($"{name} ({identity.EmailAddress}) of {accounts}")}</option>";
    }

    private static Answer Page(int status, string title, string body) => new Answer(status, Encoding.UTF8.GetBytes($"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{Encoded(title)}</title>
        <style>{Style}</style>
        </head>
        <body>
        <main>
        <h1>{Encoded(title)}</h1>
        {body}
        </main>
        </body>
        </html>

        """), Answer.HtmlType).With("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'");

    private static string Encoded(string text) => HtmlEncoder.Default.Encode(text);
}
