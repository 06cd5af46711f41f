using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Automator.Host.Configuration;

/// <summary>A value written as text.</summary>
/// <param name="wanted">Ends "but must be …".</param>
/// <param name="parse">Says what is wrong at the place where it gives false.</param>
/// <param name="schema">What the schema says beside <c>"type": "string"</c>.</param>
/// <param name="mayBeShown">False where a message must not repeat what stands there.</param>
internal sealed class TextShape<T>(string wanted, TextShape<T>.Parser parse, JsonObject? schema = null, bool mayBeShown = true) : Shape<T>
{
    internal delegate bool Parser(string text, Place place, out T value);

    internal override bool TryRead(JsonElement json, Place place, [MaybeNullWhen(false)] out T value)
    {
        value = default;
        if (json.ValueKind != JsonValueKind.String)
        {
            var found = json.ValueKind == JsonValueKind.Number && mayBeShown ? Quoted.Number(json.GetRawText()) : JsonText.Kind(json);
            return place.Wrong($"is {found}, but must be {wanted}.");
        }

        return JsonText.TryGet(json, out var text)
            ? parse(text, place, out value)
            : place.Wrong("has half of a surrogate pair (\\ud800 to \\udfff) in it. Write the character itself.");
    }

    internal override JsonObject Schema()
    {
        var node = new JsonObject { ["type"] = "string" };
        foreach (var (name, value) in schema ?? [])
            node[name] = value?.DeepClone();
        return node;
    }
}
