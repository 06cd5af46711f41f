using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Automator.Host.Basecamp;

/// <summary>The authorization server as its application asks it. Secrets travel in bodies, which no server logs, and never in addresses.</summary>
internal sealed class OAuthServer : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly OAuthApplication _application;
    private readonly TimeProvider _time;
    private readonly HttpClient _http;

    internal OAuthServer(OAuthApplication application, string userAgent, TimeProvider time)
    {
        (_application, _time) = (application, time);
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = !application.Server.IsLoopback,
            ConnectTimeout = TimeSpan.FromSeconds(10),
        })
        { Timeout = Timeout.InfiniteTimeSpan, BaseAddress = application.Server, MaxResponseContentBufferSize = 1 << 20 };
        _http.DefaultRequestHeaders.UserAgent.ParseAdd(userAgent);
        _http.DefaultRequestHeaders.Accept.ParseAdd("application/json");
    }

    /// <summary>Where a person is asked to let the application in.</summary>
    internal Uri Asking(Uri redirect, string state) => new(_application.Server,
        $"/authorization/new?type=web_server&client_id={Escaped(_application.ClientId)}&redirect_uri={Escaped(redirect.AbsoluteUri)}&state={Escaped(state)}");

    /// <exception cref="LoginFailedException">It said no, or could not be asked.</exception>
    internal Task<OAuthTokens> Trade(string code, Uri redirect, CancellationToken cancellation) => Tokens(
        [new("type", "web_server"), new("code", code), new("redirect_uri", redirect.AbsoluteUri)], null, cancellation);

    /// <exception cref="LoginFailedException">It said no, or could not be asked.</exception>
    internal Task<OAuthTokens> Renew(string refresh, CancellationToken cancellation) => Tokens(
        [new("type", "refresh"), new("refresh_token", refresh)], refresh, cancellation);

    /// <exception cref="LoginFailedException">It said no, or could not be asked.</exception>
    internal async Task<OAuthIdentity> WhoIs(OAuthTokens tokens, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/authorization.json");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tokens.Access);
        using var answer = await Ask(request, cancellation);
        var identity = answer.RootElement.TryGetProperty("identity", out var person) ? person : default;
        var accounts = answer.RootElement.TryGetProperty("accounts", out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : default;
        return new OAuthIdentity(
            $"{Text(identity, "first_name")} {Text(identity, "last_name")}".Trim(), Text(identity, "email_address") ?? "",
            [.. accounts.Select(account => Text(account, "href")).OfType<string>()]);
    }

    public void Dispose() => _http.Dispose();

    private async Task<OAuthTokens> Tokens(KeyValuePair<string, string>[] form, string? refresh, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/authorization/token")
        {
            Content = new FormUrlEncodedContent([.. form, new("client_id", _application.ClientId), new("client_secret", _application.ClientSecret)]),
        };
        var asked = _time.GetUtcNow();
        using var answer = await Ask(request, cancellation);
        var life = answer.RootElement.TryGetProperty("expires_in", out var seconds) && seconds.TryGetInt64(out var number) && number is > 0 and < int.MaxValue
            ? TimeSpan.FromSeconds(number)
            : TimeSpan.FromDays(14); // As documented, where it does not say.
        return Text(answer.RootElement, "access_token") is { Length: > 0 } access && (Text(answer.RootElement, "refresh_token") ?? refresh) is { Length: > 0 } kept
            ? new OAuthTokens(access, kept, asked + life)
            : throw Strange();
    }

    private async Task<JsonDocument> Ask(HttpRequestMessage request, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(Patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            using var response = await _http.SendAsync(request, either.Token);
            var body = await response.Content.ReadAsByteArrayAsync(either.Token);
            if (response.StatusCode >= HttpStatusCode.InternalServerError || response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout)
                throw new LoginFailedException($"The authorization server {Server} cannot answer now (status {(int)response.StatusCode}).", mayRetry: true);
            return response.StatusCode == HttpStatusCode.OK ? Json(body) ?? throw Strange() : throw Refused(response.StatusCode, body);
        }
        catch (HttpRequestException e)
        {
            throw new LoginFailedException($"The authorization server {Server} cannot be reached: {e.Message}", mayRetry: true, e);
        }
        catch (OperationCanceledException e) when (patience.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw new LoginFailedException($"The authorization server {Server} did not answer in time.", mayRetry: true, e);
        }
    }

    private LoginFailedException Refused(HttpStatusCode status, byte[] body)
    {
        using var json = Json(body);
        // A word is quoted; a text might quote what was sent.
        var word = json is not null && Text(json.RootElement, "error") is { Length: <= 60 } error && error.All(letter => char.IsAsciiLetterLower(letter) || letter == '_') ? $", {error}" : "";
        return new LoginFailedException(word is ", incorrect_client_credentials" or ", invalid_client"
            ? $"The authorization server {Server} does not know this clientId with this clientSecret. They are set under \"oauth\" of the account '{_application.Account}' in automator.json."
            : $"The authorization server {Server} refused the login of the account '{_application.Account}' (status {(int)status}{word}). Log in again: automator login {_application.Account}");
    }

    private LoginFailedException Strange() => new(
        $"{Server} answered with something that is no token. Is \"server\" under \"oauth\" of the account '{_application.Account}' in automator.json an authorization server?");

    private string Server => _application.Server.GetLeftPart(UriPartial.Authority);

    private static JsonDocument? Json(byte[] body)
    {
        try
        {
            var json = JsonDocument.Parse(body);
            if (json.RootElement.ValueKind == JsonValueKind.Object)
                return json;
            json.Dispose();
            return null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string Escaped(string text) => Uri.EscapeDataString(text);
}
