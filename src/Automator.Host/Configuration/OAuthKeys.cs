namespace Automator.Host.Configuration;

/// <summary>The keys of an account's <c>oauth</c>.</summary>
internal static class OAuthKeys
{
    private const string Basecamps = "https://launchpad.37signals.com";

    private static readonly Key<string> ClientId = new(
        "clientId",
        new TextShape<string>("the client id of the application", TryParseId, new() { ["minLength"] = 1 }),
        "The client id that Basecamp gave this application when it was registered.")
    { Missing = "Write the client id that Basecamp gave this application when it was registered." };

    private static readonly Key<SecretSource> ClientSecret = new(
        "clientSecret",
        SecretSource.Shape,
        "Where the client secret of the application is kept, written like a token.")
    { Missing = $"Write {SecretSource.Forms}." };

    private static readonly Key<Uri> Server = new(
        "server",
        new TextShape<Uri>("the address of an authorization server", TryParseServer, new() { ["pattern"] = "^https?://[^/@?#]+/?$" }),
        "The authorization server: Basecamp's, or an emulator's on this machine.")
    { Default = Basecamps };

    private static readonly Key<int> RedirectPort = new(
        "redirectPort",
        new NumberShape(0, 65535),
        "The port of this machine that 'automator login' listens on. The application is registered with http://127.0.0.1:PORT/ as its redirect URI; 0 takes any free one, for servers that let it be any.")
    { Default = 4462 };

    internal static ObjectShape<AccountLogin.WithOAuth> Shape { get; } = new(
        [ClientId, ClientSecret, Server, RedirectPort],
        (values, _) => new(values.Get(ClientId), values.Get(ClientSecret), values.Get(Server), values.Get(RedirectPort)));

    private static bool TryParseId(string text, Place place, out string value)
    {
        value = text.Trim();
        return (value.Length is > 0 and <= 200 && !value.Any(char.IsControl)) || place.Wrong("names no application. Write its client id.");
    }

    private static bool TryParseServer(string text, Place place, out Uri value)
    {
        value = new Uri(Basecamps);
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || !(url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp)
            || url.PathAndQuery != "/" || url.Fragment.Length > 0 || url.UserInfo.Length > 0)
            return place.Wrong($"must be scheme and host of an authorization server, such as \"{Basecamps}\".");
        if (url.Scheme == Uri.UriSchemeHttp && !url.IsLoopback)
            return place.Wrong($"is {Quoted.Text(text)}, over which secrets would travel in clear. Write https://.");
        value = url;
        return true;
    }
}
