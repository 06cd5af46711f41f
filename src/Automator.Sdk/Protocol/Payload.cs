using System.Text.Json;

namespace Automator.Sdk.Protocol;

/// <summary>What a trigger hands to a handler.</summary>
internal static class Payload
{
    internal static T Read<T>(JsonElement? payload) => payload is { } json
        ? ProtocolJson.FromElement<T>(json)
        : throw new InvalidOperationException($"This handler needs a {typeof(T).Name}, and the run was started without one.");

    /// <summary>Of a type of the rule's own.</summary>
    internal static T ReadValue<T>(JsonElement? payload, ValueFit fit)
    {
        if (payload is not { } json)
            throw new InvalidOperationException($"This handler needs a value of type {TypeNames.Of(typeof(T))}, and the run was started without one.");
        return ValueCodec.Read<T>(json, fit) ?? throw new InvalidOperationException($"The payload is null, and this handler needs a value of type {TypeNames.Of(typeof(T))}.");
    }
}
