using System.Security.Cryptography;
using System.Text;
using Automator.Host.Journal;
using Automator.Sdk.Protocol;

namespace Automator.Host.Triggers;

/// <summary>A call of a webhook that was let in: what makes handlers due.</summary>
/// <param name="Account">Whose webhook it is.</param>
/// <param name="Hook">The webhook's name.</param>
/// <param name="Key">By which the caller knows it again, should it be sent twice; null where each call is one of its own.</param>
/// <param name="Payload">JSON for those handlers that take any.</param>
/// <param name="At">When it came.</param>
internal sealed record WebhookCall(string Account, string Hook, string? Key, string? Payload, DateTimeOffset At)
{
    /// <summary>Those who listen to a webhook.</summary>
    internal static IReadOnlyList<LiveHandler> Listeners(LiveRules live, string hook) => [.. live.Of(Trigger.Webhook).Where(listener => listener.Definition.Webhook == hook)];

    /// <summary>One for each listener. A call with the key of an earlier one has the same, which the journal takes once.</summary>
    internal IReadOnlyList<JournalOperation> Dues(IReadOnlyList<LiveHandler> listeners)
    {
        var call = Key is null ? $"{Guid.CreateVersion7(At):N}" : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Key)).AsSpan(0, 16));
        return [.. listeners.Select(listener => new JournalOperation.AddDue(Due(call, listener)))];
    }

    private Due Due(string call, LiveHandler listener) => new()
    {
        Key = $"webhook:{Hook}:{call}:{listener.Rule}:{listener.Definition.Key}",
        Account = Account,
        Rule = listener.Rule,
        Handler = listener.Definition.Key,
        Trigger = Trigger.Webhook,
        Payload = listener.Definition.Takes is null ? null : Payload,
        At = At,
        CreatedAt = At,
    };
}
