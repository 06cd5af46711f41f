using System.Net.Http.Headers;
using System.Text.Json;
using System.Web;
using Automator.Emulator;
using Shouldly;

namespace Automator.Tests.Emulator;

/// <summary>An application and its user before the authorization server. Redirects are looked at, not followed.</summary>
internal sealed class Launchpad(Uri url) : IDisposable
{
    public const string Client = "app-1";
    public const string Return = "http://app.example/oauth";
    private readonly HttpClient _client = new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = url };

    public static EmulatorOptions Options(TimeProvider? time = null) =>
        new() { Seed = "empty", Limits = EmulatorLimits.Off, AuthorizationPort = 0, Time = time ?? TimeProvider.System };

    public static Launchpad Of(Classic classic) => new(classic.Server.AuthorizationUrl!);

    public void Dispose() => _client.Dispose();

    public static string New(string type = "type=web_server", string client = Client, string redirect = Return, string? state = null) =>
        $"/authorization/new?{type}&client_id={Uri.EscapeDataString(client)}&redirect_uri={Uri.EscapeDataString(redirect)}{(state is null ? "" : $"&state={Uri.EscapeDataString(state)}")}";

    public Task<HttpResponseMessage> Get(string path, string? token = null) => Send(HttpMethod.Get, path, token, null);

    public Task<HttpResponseMessage> Post(string path, params (string Name, string Value)[] form) => Send(HttpMethod.Post, path, null, form);

    /// <summary>Where the browser is sent once the person has answered.</summary>
    public async Task<string> Decide(string path, string commit, string identity)
    {
        using var answer = await Post(path, ("commit", commit), ("identity", identity));
        ((int)answer.StatusCode).ShouldBe(302, await answer.Content.ReadAsStringAsync(Classic.Token));
        return answer.Headers.Location!.OriginalString;
    }

    public async Task<string> Code(string identity = "max.member@example.com", string client = Client, string redirect = Return) =>
        HttpUtility.ParseQueryString(new Uri(await Decide(New(client: client, redirect: redirect), "allow", identity)).Query)["code"]!;

    public async Task<(int Status, JsonElement Json)> Trade(string code, string client = Client, string redirect = Return, string secret = "shh", string type = "type=web_server")
    {
        using var answer = await Post($"/authorization/token?{type}&client_id={client}&redirect_uri={Uri.EscapeDataString(redirect)}&client_secret={secret}&code={code}");
        return ((int)answer.StatusCode, await Json(answer));
    }

    public async Task<(int Status, JsonElement Json)> Refresh(string token, string client = Client, string secret = "shh")
    {
        using var answer = await Post("/authorization/token", ("type", "refresh"), ("refresh_token", token), ("client_id", client), ("client_secret", secret));
        return ((int)answer.StatusCode, await Json(answer));
    }

    /// <summary>The whole way to tokens that act as the person.</summary>
    public async Task<(string Access, string Refresh)> Tokens(string identity = "max.member@example.com", string client = Client)
    {
        var (status, json) = await Trade(await Code(identity, client), client);
        status.ShouldBe(200);
        return (json.Word("access_token"), json.Word("refresh_token"));
    }

    public static async Task<JsonElement> Json(HttpResponseMessage answer)
    {
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Classic.Token)).RootElement;
    }

    private Task<HttpResponseMessage> Send(HttpMethod method, string path, string? token, (string Name, string Value)[]? form)
    {
        var request = new HttpRequestMessage(method, path);
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (form is not null) request.Content = new FormUrlEncodedContent(form.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        return _client.SendAsync(request, Classic.Token);
    }
}

internal static class LaunchpadAnswers
{
    public static string Word(this JsonElement json, string name) => json.GetProperty(name).GetString()!;
}
