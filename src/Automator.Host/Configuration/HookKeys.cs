using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;
using Automator.Sdk.Protocol;

namespace Automator.Host.Configuration;

/// <summary>A webhook that other programs may call.</summary>
/// <param name="Secret">Where the secret is kept by which they are let in.</param>
/// <param name="MaxBytes">The largest body a call may have.</param>
internal sealed record HookOptions(SecretSource Secret, int MaxBytes)
{
    internal static IReadOnlyDictionary<string, HookOptions> OfNone { get; } = new Dictionary<string, HookOptions>();
}

/// <summary>The keys of one webhook of an account.</summary>
internal static class HookKeys
{
    /// <summary>What is sent stays in the journal with its run.</summary>
    internal const int LargestBody = 1024 * 1024;

    private static readonly Key<SecretSource> Secret = new(
        "secret",
        SecretSource.Shape,
        "Where the secret is kept that a caller sends, or signs with, written like a token. Make one of 32 random characters or more.")
    { Missing = $"Write {SecretSource.Forms}." };

    private static readonly Key<int> MaxBytes = new(
        "maxBytes",
        new NumberShape(1, LargestBody),
        "The largest body that a call may have, in bytes. What is larger is refused before it is read.")
    { Default = 256 * 1024 };

    internal static ObjectShape<HookOptions> Shape { get; } =
        new([Secret, MaxBytes], (values, _) => new(values.Get(Secret), values.Get(MaxBytes)));
}

/// <summary>The webhooks of an account by the names rules listen to.</summary>
internal sealed class HooksShape : Shape<IReadOnlyDictionary<string, HookOptions>>
{
    private const string Example = "{ \"deploys\": { \"secret\": \"file:deploys.secret\" } }";

    internal override bool TryRead(JsonElement json, Place place, [MaybeNullWhen(false)] out IReadOnlyDictionary<string, HookOptions> value)
    {
        value = null;
        if (json.ValueKind != JsonValueKind.Object)
            return place.Wrong($"is {JsonText.Kind(json)}, but must be an object of webhooks by name: {Example}.");
        var errors = place.Reading.Errors.Count;
        var hooks = new Dictionary<string, HookOptions>(StringComparer.Ordinal);
        foreach (var (name, element) in ObjectShape<HookOptions>.Properties(json, place))
        {
            var at = place.Of(name);
            if (!WebhookName.IsOne(name))
                at.Wrong($"is no name for a webhook. Use {WebhookName.Words}.");
            if (HookKeys.Shape.TryRead(element, at, out var options))
                hooks.Add(name, options);
        }

        value = hooks.Count > 0 ? hooks : HookOptions.OfNone;
        return place.Reading.Errors.Count == errors;
    }

    internal override JsonObject Schema() => new()
    {
        ["type"] = "object",
        ["propertyNames"] = new JsonObject { ["pattern"] = WebhookName.Pattern },
        ["additionalProperties"] = HookKeys.Shape.Schema(),
    };
}
