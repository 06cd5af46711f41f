using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Automator.Host;
using Automator.Host.Cli;
using Automator.Host.Configuration;
using Automator.Host.Control;
using Automator.Host.Dashboard;
using Automator.Host.Journal;
using Automator.Sdk.Protocol;
using Automator.Tests.EndToEnd;
using Automator.Tests.Triggers;
using Microsoft.Extensions.Logging;

namespace Automator.Tests.Control;

/// <summary>
/// A whole host in this process, with webhooks on two accounts and on one that is out of reach. It is shared: each test calls webhooks
/// that no other calls.
/// </summary>
public sealed class HookedHost : IAsyncLifetime
{
    internal const string Secret = "the-secret-of-all-webhooks-of-demo";

    internal const string OtherSecret = "the-secret-of-all-webhooks-of-other";

    internal const int MaxBytes = 2_000;

    internal const string Deploy = """{ "service": "site", "number": 7, "more": ["is", "not", "asked", "for"] }""";

    private static readonly string[] Hooks =
    [
        "bearer", "signed", "stranger", "both", "plain", "declared", "chunked", "exact", "json", "quiet", "github", "twice", "keyless", "keys", "together", "unwritten", "unsure", "apart", "absent", "said",
    ];

    private readonly Workplace _place = new("empty");
    private readonly StringWriter _said = new();
    private readonly TextWriter _saying;
    private readonly HttpClient _http = new(new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromMinutes(1) });
    private ILoggerFactory _logs = null!;
    private AutomatorHost _host = null!;

    public HookedHost() => _saying = TextWriter.Synchronized(_said);

    internal FlakyJournal Journal { get; private set; } = null!;

    internal string Token => _host.Address.Token;

    /// <summary>What the host has logged by now.</summary>
    internal string Said
    {
        get
        {
            lock (_saying)
                return _said.ToString();
        }
    }

    public async ValueTask InitializeAsync()
    {
        var hooks = string.Join(", ", Hooks.Select(hook => $$""" "{{hook}}": { "secret": "file:NAME", "maxBytes": {{MaxBytes}} } """));
        _place.Write("demo.secret", Secret + "\n");
        _place.Write("other.secret", OtherSecret);
        _place.Write("automator.json", $$"""
            {
              "listen": "127.0.0.1:0",
              "accounts": {
                "demo": { "url": "emulator", "emulator": { "port": 0, "seed": "empty" }, "hooks": { {{hooks.Replace("NAME", "demo.secret")}} } },
                "other": { "url": "emulator", "emulator": { "port": 0, "seed": "empty" }, "hooks": { {{hooks.Replace("NAME", "other.secret")}} }, "only": ["hears"] },
                "away": { "url": "http://127.0.0.1:9", "userAgent": "Test (test@example.com)", "token": "file:other.secret", "hooks": { "absent": { "secret": "file:demo.secret" } } }
              }
            }
            """);
        _place.Rule("hears", $$"""
            foreach (var hook in new[] { {{string.Join(", ", Hooks.Where(hook => hook is not ("plain" or "quiet")).Select(hook => $"\"{hook}\""))}} })
                On.Webhook(hook, async (Deploy deploy) => { Log.Info($"{deploy.Service} {deploy.Number}"); });
            On.Webhook("plain", async () => { Log.Info("called"); });
            record Deploy(string Service, int Number);
            """);
        _place.Rule("too", "On.Webhook(\"both\", async () => { Log.Info(\"heard\"); }); On.Webhook(\"nowhere\", () => Task.CompletedTask);");
        _logs = TextLog.OfHost(new Terminal { In = TextReader.Null, Out = TextWriter.Null, Error = _saying });
        var options = ConfigurationFile.Load(_place.Config).ShouldBeOfType<ConfigurationResult.Valid>().Options;
        _host = await AutomatorHost.Start(
            options, StatusPage.Map, TimeProvider.System, _logs, TestContext.Current.CancellationToken, journal => Journal = new FlakyJournal(journal) { Meant = IsOfAWebhook });
        _http.BaseAddress = _host.Address.Url;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (_host is not null)
            await _host.DisposeAsync();
        _logs?.Dispose();
        await _said.DisposeAsync();
        _place.Dispose();
    }

    /// <summary>With the secret, unless the test lets itself in by other means.</summary>
    internal Task<HttpResponseMessage> Call(string hook, string body = Deploy, params (string Name, string Value)[] headers) =>
        Send($"hooks/demo/{hook}", new StringContent(body, Encoding.UTF8, "application/json"), [("Authorization", $"Bearer {Secret}"), .. headers]);

    internal async Task<HttpResponseMessage> Send(string path, HttpContent content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        return await Send(request, headers);
    }

    internal Task<HttpResponseMessage> Send(HttpRequestMessage request, params (string Name, string Value)[] headers)
    {
        foreach (var (name, value) in headers)
            Add(request.Headers, name, value);
        return _http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    internal static string Signature(string body = Deploy, string secret = Secret) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(body)));

    /// <summary>All that calls of a webhook have made due, and what became of it.</summary>
    internal IReadOnlyList<DueOutcome> Dues(string hook, string rule = "hears", string account = "demo") =>
        [.. Journal.DuesAround(account, new RuleName(rule), TimeProvider.System.GetUtcNow(), 10_000, 10_000).Where(outcome => outcome.Due.Key.StartsWith($"webhook:{hook}:", StringComparison.Ordinal))];

    /// <summary>The run of a due, as soon as it has ended.</summary>
    internal async Task<RunRecord> Ended(string hook, string rule = "hears", string account = "demo")
    {
        while (true)
        {
            if (Dues(hook, rule, account) is [{ Run: { } id }] && Journal.Run(id) is { End: not null } run)
                return run;
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>As it is, also where it is no value that such a header should have.</summary>
    private static void Add(HttpRequestHeaders headers, string name, string value)
    {
        headers.Remove(name);
        headers.TryAddWithoutValidation(name, value).ShouldBeTrue();
    }

    private static bool IsOfAWebhook(IReadOnlyList<JournalOperation> batch) => batch.Any(operation => operation is JournalOperation.AddDue { Due.Trigger: Trigger.Webhook });
}

[CollectionDefinition(nameof(HookedHost))]
public sealed class HookedHostCollection : ICollectionFixture<HookedHost>;
