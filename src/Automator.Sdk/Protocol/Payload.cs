using System.Text.Json;

namespace Automator.Sdk.Protocol;

/// <summary>What a trigger hands to a handler.</summary>
internal static class Payload
{
    internal static T Read<T>(JsonElement? payload) => payload is { } json
        ? ProtocolJson.FromElement<T>(json)
        : throw new InvalidOperationException($"This handler needs a {typeof(T).Name}, and the run was started without one.");
}
