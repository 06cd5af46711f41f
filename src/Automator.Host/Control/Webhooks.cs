using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Automator.Host.Configuration;
using Automator.Host.Journal;
using Automator.Host.Rules;
using Automator.Host.Triggers;
using Automator.Sdk.Protocol;
using Microsoft.AspNetCore.Http.Features;

namespace Automator.Host.Control;

/// <summary>
/// Where other programs call: a POST to <c>/hooks/ACCOUNT/NAME</c>, let in by the secret of that webhook and by nothing else. What is
/// answered with 202 is due in the journal; of what is not, nothing is.
/// </summary>
/// <param name="accounts">Those of automator.json, with their webhooks.</param>
/// <param name="secrets">Of all webhooks, by account and name.</param>
/// <param name="engine">Knows which accounts are served.</param>
/// <param name="catalog">Knows who listens.</param>
/// <param name="logger">Is told of each call that is refused.</param>
internal sealed partial class Webhooks(
    IReadOnlyList<AccountOptions> accounts, IReadOnlyDictionary<(string Account, string Hook), Secret> secrets, Engine engine, RuleCatalog catalog, ILogger<Webhooks> logger)
{
    private const int LongestKey = 255;

    private readonly Dictionary<(string Account, string Name), Hook> _hooks = accounts
        .SelectMany(account => account.Hooks.Select(hook => new Hook(account, hook.Key, hook.Value.MaxBytes, secrets[(account.Name, hook.Key)])))
        .ToDictionary(hook => (hook.Account.Name, hook.Name));

    internal void Map(IEndpointRouteBuilder routes) => routes.MapPost("/hooks/{account}/{hook}", Answer);

    /// <summary>A name that is misspelt in a rule or in automator.json would else show only when somebody calls.</summary>
    internal void SayWhatDoesNotMeet()
    {
        foreach (var account in accounts)
        {
            var listening = Live(account).Of(Trigger.Webhook).ToLookup(listener => listener.Definition.Webhook!);
            foreach (var hook in account.Hooks.Keys.Where(hook => !listening.Contains(hook)))
                LogNobodyListens(hook, account.Name);
            foreach (var listener in listening.Where(hook => !account.Hooks.ContainsKey(hook.Key)).SelectMany(hook => hook))
                LogNobodyCanCall(listener.Rule, listener.Definition.Webhook!, account.Name);
        }
    }

    private async Task Answer(HttpContext context)
    {
        var (account, name) = ((string)context.Request.RouteValues["account"]!, (string)context.Request.RouteValues["hook"]!);
        if (!_hooks.TryGetValue((account, name), out var hook))
        {
            await Write(context.Response, new Verdict(404, "There is no such webhook."));
            return;
        }

        var verdict = await Take(hook, context);
        if (verdict.Refusal is { } refusal)
            LogRefused(name, account, verdict.Status, verdict.Cause ?? refusal);
        await Write(context.Response, verdict);
    }

    private async Task<Verdict> Take(Hook hook, HttpContext context)
    {
        // A secret is looked at before anything is read. A signature is one of what was sent, so that has to be read, as far as it may go.
        var headers = context.Request.Headers;
        var signature = headers["X-Hub-Signature-256"].ToString();
        var isKnown = hook.IsSecret(headers.Authorization.ToString());
        if (!isKnown && signature.Length == 0)
            return Stranger;
        var (body, unread) = await Read(hook, context);
        if (body is null)
            return unread!;
        if (!isKnown && !hook.IsSignature(signature, body))
            return Stranger;

        var (hasKey, key) = KeyOf(headers);
        if (hasKey && key.Length is 0 or > LongestKey)
            return new Verdict(400, $"The key by which a call is known again has 1 to {LongestKey} characters.");
        await catalog.Ready.WaitAsync(context.RequestAborted); // Of a host that just starts, the rules are not all there yet.
        var listeners = WebhookCall.Listeners(Live(hook.Account), hook.Name);
        if (listeners.Count == 0)
            return new Verdict(404, $"No rule listens to the webhook '{hook.Name}' on '{hook.Account.Name}'.");
        string? payload = null;
        if (listeners.Any(listener => listener.Definition.Takes is not null) && !IsJson(body, out payload, out var why))
            return new Verdict(400, $"The body is no JSON, which {listeners.First(listener => listener.Definition.Takes is not null).Rule} takes: {why}");
        return await Accept(new WebhookCall(hook.Account.Name, hook.Name, hasKey ? key : null, payload, engine.Time.GetUtcNow()), listeners);
    }

    private async Task<Verdict> Accept(WebhookCall call, IReadOnlyList<LiveHandler> listeners)
    {
        if (engine.Account(call.Account) is not { } account)
            return new Verdict(503, $"The account '{call.Account}' is not served now. Call again later.");
        try
        {
            // Also where the caller has gone by now: it has sent all of it.
            return await account.Dues.Add(call.Dues(listeners), CancellationToken.None) == CommitResult.Done
                ? new Verdict(202, null, listeners.Count)
                : new Verdict(503, "Another process has taken the account over. Call again later.");
        }
        catch (JournalException e)
        {
            // What is wrong on this machine is not the caller's.
            return new Verdict(503, "The call could not be written down. Call again later.") { Cause = e.Message };
        }
    }

    /// <summary>The whole body, or why it is not read.</summary>
    private static async Task<(byte[]? Body, Verdict? Refused)> Read(Hook hook, HttpContext context)
    {
        // The server refuses what says that it is larger before it reads any of it, and stops reading what turns out to be.
        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = hook.MaxBytes;
        try
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            return (body.ToArray(), null);
        }
        catch (BadHttpRequestException e)
        {
            return (null, e.StatusCode == 413
                ? new Verdict(413, $"The body is larger than {hook.MaxBytes:N0} bytes.")
                : new Verdict(e.StatusCode, "The body did not come whole."));
        }
    }

    private static (bool IsGiven, string Key) KeyOf(IHeaderDictionary headers) =>
        headers.TryGetValue("Idempotency-Key", out var key) || headers.TryGetValue("X-GitHub-Delivery", out key) ? (true, key.ToString()) : (false, "");

    private static bool IsJson(byte[] body, [NotNullWhen(true)] out string? payload, out string? why)
    {
        (payload, why) = (null, null);
        if (!Utf8.IsValid(body))
        {
            why = "It is not text in UTF-8.";
            return false;
        }

        try
        {
            using var document = JsonDocument.Parse(body);
            payload = Encoding.UTF8.GetString(body);
            return true;
        }
        catch (JsonException e)
        {
            why = e.Message;
            return false;
        }
    }

    private static async Task Write(HttpResponse response, Verdict verdict)
    {
        response.StatusCode = verdict.Status;
        if (verdict == Stranger)
            response.Headers.WWWAuthenticate = "Bearer"; // And no word of what was wrong.
        else if (verdict.Refusal is { } refusal)
            await response.WriteAsJsonAsync(new ControlError { Error = refusal }, ControlJson.Default.ControlError);
        else
            await response.WriteAsJsonAsync(new WebhookAnswer { Accepted = verdict.Accepted }, ControlJson.Default.WebhookAnswer);
    }

    private LiveRules Live(AccountOptions account) => LiveRules.Of(catalog.Entries.Where(entry => account.Runs(entry.Name)), catalog.Awaited);

    private static Verdict Stranger { get; } = new(401, "Its secret or signature is missing or wrong.");

    [LoggerMessage(Level = LogLevel.Warning, Message = "A call of the webhook '{Hook}' on the account '{Account}' was refused with {Status}: {Reason}")]
    private partial void LogRefused(string hook, string account, int status, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "automator.json has the webhook '{Hook}' on the account '{Account}', and no rule listens to it: its calls are refused")]
    private partial void LogNobodyListens(string hook, string account);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The rule '{Rule}' listens to the webhook '{Hook}', which automator.json does not have on the account '{Account}': nobody can call it")]
    private partial void LogNobodyCanCall(RuleName rule, string hook, string account);

    /// <param name="Status">Of HTTP.</param>
    /// <param name="Refusal">Why nothing is due; null where something is.</param>
    /// <param name="Accepted">How many handlers are due.</param>
    private sealed record Verdict(int Status, string? Refusal, int Accepted = 0)
    {
        /// <summary>For the host's log alone.</summary>
        internal string? Cause { get; init; }
    }
}

/// <summary>What a caller of a webhook is told.</summary>
internal sealed record WebhookAnswer
{
    /// <summary>How many handlers it has made due.</summary>
    public required int Accepted { get; init; }
}
