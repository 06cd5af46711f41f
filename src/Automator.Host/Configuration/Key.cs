using System.Text.Json;
using System.Text.Json.Nodes;

namespace Automator.Host.Configuration;

/// <summary>A key of an object in the file.</summary>
/// <param name="name">As it is written.</param>
/// <param name="words">What it is, its unit and what follows from it; the schema shows it to editors.</param>
internal abstract class Key(string name, string words)
{
    internal string Name => name;

    /// <summary>What holds where the key is left out: read as if it had been written.</summary>
    internal JsonNode? Default { get; init; }

    /// <summary>What to do about it where the key is left out and must not be.</summary>
    internal string? Missing { get; init; }

    internal abstract void Read(JsonElement json, Place place, Values into);

    internal JsonObject Schema()
    {
        var node = new JsonObject { ["description"] = words };
        foreach (var (part, value) in ShapeSchema())
            node[part] = value?.DeepClone();
        if (Default is not null)
            node["default"] = Default.DeepClone();
        return node;
    }

    protected abstract JsonObject ShapeSchema();
}

internal sealed class Key<T>(string name, Shape<T> shape, string words) : Key(name, words)
{
    internal override void Read(JsonElement json, Place place, Values into)
    {
        // Null is what people write for "nothing": the words for it are those for leaving the key out.
        if (json.ValueKind == JsonValueKind.Null)
            place.Wrong(Default is null ? "is null. Give it a value or leave the key out." : $"is null. Leave the key out for its default, {Default.ToJsonString()}.");
        else if (shape.TryRead(json, place, out var value))
            into.Add(this, value);
    }

    protected override JsonObject ShapeSchema() => shape.Schema();
}
