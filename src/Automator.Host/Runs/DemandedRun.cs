using System.Text.Json;
using Automator.Host.Basecamp;
using Automator.Host.Budget;
using Automator.Host.Journal;
using Automator.Host.Rules;
using Automator.Sdk.Protocol;

namespace Automator.Host.Runs;

/// <summary>What a person asked to run, made into a due, or why not.</summary>
internal sealed record DemandedRun
{
    public Due? Due { get; private init; }

    /// <summary>For the person; null when there is a due.</summary>
    public string? Refusal { get; private init; }

    /// <param name="account">The account's name.</param>
    /// <param name="entry">The rule, whose file builds.</param>
    /// <param name="handlerKey">Null where the rule has one handler, or one on demand.</param>
    /// <param name="dry">Whether nothing may be changed.</param>
    /// <param name="payload">For a handler of an event: the record, or an object with nothing but its id; where it takes many at once, one or a list of them.</param>
    /// <param name="client">Reads the record that is named by its id.</param>
    /// <param name="time">Says when it was asked.</param>
    /// <param name="cancellation">Gives up.</param>
    internal static async Task<DemandedRun> Of(
        string account, CatalogEntry entry, string? handlerKey, bool dry, JsonElement? payload,
        IAccountClient client, TimeProvider time, CancellationToken cancellation)
    {
        var handlers = entry.Live!.Manifest.Rule.Handlers;
        if (Choose(handlers, handlerKey) is not { } handler)
        {
            return Refused(handlerKey is null
                ? $"The rule '{entry.Name}' has {handlers.Count} handlers: {Names(handlers)}. Say which one, with --handler NAME."
                : $"The rule '{entry.Name}' has no handler '{handlerKey}'. It has: {Names(handlers)}.");
        }

        string? record;
        try
        {
            record = await Given(handler, payload, client, cancellation);
        }
        catch (CallFailedException e)
        {
            return Refused($"The payload could not be read from the account: {e.Failure.Message}");
        }
        catch (JsonException e)
        {
            return Refused($"The payload is no {Wanted(handler)}: {e.Message}");
        }

        if (record is null != Wanted(handler) is null)
        {
            return Refused(record is null
                ? $"The handler '{handler.Key}' receives a {Wanted(handler)}. Give one with --payload FILE{(EventRecords.ReadById(handler.Trigger, 0) is not null ? "; a file with {\"id\": 123} is enough" : "")}{(handler.TakesMany ? ", and so is a list of such" : "")}."
                : $"The handler '{handler.Key}' receives nothing, and a payload was given.");
        }

        return Now(account, entry.Name, handler, record, dry, time);
    }

    /// <summary>What another run was due for, once more.</summary>
    internal static DemandedRun Again(RunRecord run, CatalogEntry entry, TimeProvider time)
    {
        var handlers = entry.Live!.Manifest.Rule.Handlers;
        if (handlers.FirstOrDefault(handler => handler.Key == run.Handler) is not { } handler)
            return Refused($"The rule '{run.Rule}' has no handler '{run.Handler}' any more. It has: {Names(handlers)}.");
        var payload = run.Payload;
        if (handler.Trigger.IsEvent() && handler.TakesMany != IsList(payload))
        {
            if (!handler.TakesMany)
                return Refused($"The handler '{handler.Key}' takes one event now, and that run was given many at once. Run it for each: automator run {run.Rule} --handler {handler.Key} --payload FILE");
            if (payload is null || !IsRecord(payload, handler.Trigger))
                return Refused($"The handler '{handler.Key}' receives many of a {Wanted(handler)} at once now, and that run was given none.");
            payload = $"[{payload}]";
        }

        return Now(run.Account, run.Rule, handler, payload, run.Dry, time);
    }

    private static DemandedRun Now(string account, RuleName rule, HandlerDefinition handler, string? payload, bool dry, TimeProvider time)
    {
        var now = time.GetUtcNow();
        return new DemandedRun
        {
            Due = new Due
            {
                Key = $"demand:{Guid.CreateVersion7(now):N}",
                Account = account,
                Rule = rule,
                Handler = handler.Key,
                Trigger = Trigger.Demand,
                Payload = payload,
                Subject = !handler.TakesMany && EventRecords.IdsIn(payload, handler.Trigger) is [var id] ? id : null,
                At = now,
                CreatedAt = now,
                Dry = dry,
            },
        };
    }

    private static HandlerDefinition? Choose(IReadOnlyList<HandlerDefinition> handlers, string? key) =>
        key is not null ? handlers.FirstOrDefault(h => h.Key == key)
        : handlers.Count == 1 ? handlers[0]
        : handlers.Where(h => h.Trigger == Trigger.Demand).ToList() is [var only] ? only
        : null;

    private static bool IsRecord(string payload, Trigger trigger)
    {
        try
        {
            ProtocolJson.FromElement(JsonElement.Parse(payload), EventRecords.TypeOf(trigger)!);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool IsList(string? payload) => payload?.StartsWith('[') ?? false;

    private static async Task<string?> Given(HandlerDefinition handler, JsonElement? payload, IAccountClient client, CancellationToken cancellation)
    {
        if (payload is not { } json)
            return null;
        if (!handler.TakesMany)
            return await Given(handler.Trigger, json, client, cancellation);
        if (json.ValueKind == JsonValueKind.Array && json.GetArrayLength() == 0)
            throw new JsonException("The list is empty.");
        var records = new List<string>();
        foreach (var one in json.ValueKind == JsonValueKind.Array ? [.. json.EnumerateArray()] : (JsonElement[])[json])
            records.Add(await Given(handler.Trigger, one, client, cancellation));
        return $"[{string.Join(',', records)}]";
    }

    private static async Task<string> Given(Trigger trigger, JsonElement json, IAccountClient client, CancellationToken cancellation)
    {
        if (json.ValueKind == JsonValueKind.Object && json.GetPropertyCount() == 1 && json.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.Number && id.TryGetInt64(out var number)
            && EventRecords.ReadById(trigger, number) is { } query)
        {
            var record = await client.Answer(query, RequestSource.Person(), cancellation);
            return JsonSerializer.Serialize(record, record.GetType(), ProtocolJson.Default);
        }

        if (EventRecords.TypeOf(trigger) is { } type)
            ProtocolJson.FromElement(json, type);
        else if (trigger == Trigger.After)
            ProtocolJson.FromElement<Sdk.EndedRun>(json);
        return json.GetRawText();
    }

    /// <summary>What it is given, in words; null for nothing.</summary>
    private static string? Wanted(HandlerDefinition handler) => handler.Trigger switch
    {
        Trigger.After => "run that has ended",
        _ when EventRecords.NameOf(handler.Trigger) is { } record => record,
        _ => handler.Takes is { } type ? $"value of type {type}" : null,
    };

    private static string Names(IReadOnlyList<HandlerDefinition> handlers) => string.Join(", ", handlers.Select(h => h.Key));

    private static DemandedRun Refused(string why) => new() { Refusal = why };
}
