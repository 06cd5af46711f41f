using Automator.Emulator.Wire;

namespace Automator.Emulator.Authorization;

/// <summary>An application asks a person to be let in.</summary>
/// <param name="InBrowser">The <c>user_agent</c> flow: the token itself goes back, where only the browser sees it.</param>
internal sealed record AuthorizationRequest(bool InBrowser, Dialect Dialect, string ClientId, string RedirectUri, string? State)
{
    // Where a redirect would run or open something of the browser's own.
    private static readonly string[] NoPlaceToReturnTo = ["javascript", "data", "vbscript", "file", "blob", "about", "view-source"];

    /// <param name="problem">What is wrong, where there is no request. Nobody is redirected then: the address may be anyone's.</param>
    public static AuthorizationRequest? Read(Parameters given, ClientList clients, out string problem)
    {
        problem = Problem(given, clients) ?? "";
        return problem.Length > 0 ? null : new AuthorizationRequest(
            StaysInBrowser(given)!.Value,
            given["response_type"] is null ? Dialect.Draft5 : Dialect.Standard,
            given["client_id"]!,
            given["redirect_uri"]!,
            given["state"]);
    }

    public Answer Redirect(params IEnumerable<(string Name, string? Value)> fields)
    {
        var said = fields.Append((Name: "state", Value: State))
            .Where(field => field.Value is not null)
            .Select(field => $"{field.Name}={Uri.EscapeDataString(field.Value!)}");
        var mark = InBrowser ? '#' : RedirectUri.Contains('?') ? '&' : '?';
        return new Answer(302, ReadOnlyMemory<byte>.Empty, Answer.HtmlType).With("Location", $"{RedirectUri}{mark}{string.Join('&', said)}");
    }

    private static string? Problem(Parameters given, ClientList clients)
    {
        if (given.Doubtful is { } name) return $"{name} is given more than once.";
        if (StaysInBrowser(given) is null) return "type must be web_server or user_agent.";
        if (given["client_id"] is not { } client) return "client_id is missing.";
        if (given["redirect_uri"] is not { } redirectUri) return "redirect_uri is missing.";
        if (!clients.Knows(client)) return "No application is registered with this client_id.";
        if (!CanReturnTo(redirectUri)) return "redirect_uri must be an absolute address in plain ASCII, without a fragment.";
        return clients.Approves(client, redirectUri) ? null : "Provided redirect_uri is not approved.";
    }

    private static bool? StaysInBrowser(Parameters given) => (given["response_type"] ?? given["type"]) switch
    {
        "web_server" or "code" => false,
        "user_agent" or "token" => true,
        _ => null,
    };

    private static bool CanReturnTo(string text) =>
        text.All(letter => letter is > ' ' and < '\x7F' and not ('#' or '\\'))
        && Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && text.StartsWith(uri.Scheme + ":", StringComparison.OrdinalIgnoreCase)
        && !NoPlaceToReturnTo.Contains(uri.Scheme)
        && (uri.Scheme is not ("http" or "https") || uri.Host.Length > 0);
}
