using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Automator.Host.Configuration;

/// <summary>What is odd about texts in JSON: an escaped half of a surrogate pair is grammatical, and no text.</summary>
internal static class JsonText
{
    internal static bool TryGet(JsonElement json, [NotNullWhen(true)] out string? text) => TryRead(() => json.GetString()!, out text);

    internal static bool TryGetName(JsonProperty property, [NotNullWhen(true)] out string? name) => TryRead(() => property.Name, out name);

    /// <summary>What a value is, for "is …, but must be …".</summary>
    internal static string Kind(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => "text",
        JsonValueKind.Number => "a number",
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => "null",
    };

    private static bool TryRead(Func<string> read, [NotNullWhen(true)] out string? text)
    {
        try
        {
            text = read();
            return true;
        }
        catch (InvalidOperationException)
        {
            text = null;
            return false;
        }
    }
}
