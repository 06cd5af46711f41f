namespace Automator.Host.Configuration;

/// <summary>Where an account is.</summary>
/// <param name="Url">Scheme and host; null is the emulator in this process.</param>
internal readonly record struct AccountAddress(Uri? Url)
{
    private const string Wanted = "\"emulator\" or the address of a Basecamp Classic account, such as \"https://company.basecamphq.com\"";

    internal static TextShape<AccountAddress> Shape { get; } = new(
        Wanted, TryParse, new() { ["pattern"] = "^(emulator|https?://[^/@?#]+/?)$" }, mayBeShown: false);

    internal bool IsEmulator => Url is null;

    /// <summary>One text for one server, however its address is spelt: this machine by any of its names, hosts without the dot of the root.</summary>
    internal static string ServerOf(Uri url)
    {
        var host = url.IsLoopback ? "loopback" : url.Host.TrimEnd('.').ToLowerInvariant();
        return url.IsDefaultPort ? host : $"{host}:{url.Port}";
    }

    private static bool TryParse(string text, Place place, out AccountAddress value)
    {
        value = default;
        if (text == "emulator")
            return true;
        if (text.Contains('@', StringComparison.Ordinal))
            return place.Wrong("has an \"@\" in it. Keep names and secrets out of addresses: write \"token\", or \"user\" and \"password\", beside it.");
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || !(url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp))
            return place.Wrong($"is {Quoted.Text(text)}, but must be {Wanted}.{Nearest.Question(text, ["emulator"])}");
        if (url.PathAndQuery != "/" || url.Fragment.Length > 0)
            return place.Wrong($"has more than scheme and host. Write \"{url.GetLeftPart(UriPartial.Authority)}\".");
        if (url.Scheme == Uri.UriSchemeHttp && !url.IsLoopback)
            return place.Wrong($"is {Quoted.Text(text)}, over which secrets would travel in clear. Write https://.");
        if (url.Host == "basecamp.com" || url.Host.EndsWith(".basecamp.com", StringComparison.Ordinal))
            return place.Wrong($"is {Quoted.Text(text)}, which is the newer Basecamp. Automator speaks with Basecamp Classic, such as \"https://company.basecamphq.com\".");
        value = new(url);
        return true;
    }
}
