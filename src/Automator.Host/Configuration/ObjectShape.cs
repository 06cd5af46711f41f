using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Automator.Host.Configuration;

/// <summary>An object with known keys and no others.</summary>
/// <param name="keys">In the order of the schema.</param>
/// <param name="build">Called where everything was good.</param>
internal sealed class ObjectShape<T>(IReadOnlyList<Key> keys, Func<Values, Place, T> build) : Shape<T>
{
    /// <summary>What holds between keys. Called also where some of them were bad, so that all errors come at once.</summary>
    internal Action<Values, Place>? Check { get; init; }

    /// <summary>What the schema says about that.</summary>
    internal JsonObject? Conditions { get; init; }

    internal override bool TryRead(JsonElement json, Place place, [MaybeNullWhen(false)] out T value)
    {
        value = default;
        if (json.ValueKind != JsonValueKind.Object)
            return place.Wrong($"is {JsonText.Kind(json)}, but must be an object, {{ … }}, with the keys {Quoted.List(keys.Select(key => key.Name))}.");

        var errors = place.Reading.Errors.Count;
        var values = new Values();
        foreach (var property in Properties(json, place))
            ReadKey(property, place, values);
        foreach (var key in keys.Where(key => !values.Has(key)))
            LeftOut(key, place.Of(key.Name), values);
        Check?.Invoke(values, place);

        if (place.Reading.Errors.Count > errors)
            return false;
        value = build(values, place)!;
        return true;
    }

    /// <summary>The keys of an object in their order, the first of each name; others are said to be wrong.</summary>
    internal static IEnumerable<(string Name, JsonElement Value)> Properties(JsonElement json, Place place)
    {
        var seen = new HashSet<string>();
        foreach (var property in json.EnumerateObject())
        {
            if (!JsonText.TryGetName(property, out var name))
                place.Wrong("has a key with half of a surrogate pair (\\ud800 to \\udfff) in it. Write the character itself.");
            else if (seen.Add(name))
                yield return (name, property.Value);
            else
                place.Of(name).Wrong("is written twice. Keep one of them.");
        }
    }

    internal override JsonObject Schema()
    {
        var properties = new JsonObject();
        foreach (var key in keys)
            properties[key.Name] = key.Schema();
        var node = new JsonObject { ["type"] = "object", ["properties"] = properties };
        if (keys.Where(key => key.Missing is not null).Select(key => (JsonNode)key.Name).ToArray() is { Length: > 0 } required)
            node["required"] = new JsonArray(required);
        node["additionalProperties"] = false;
        foreach (var (name, value) in Conditions ?? [])
            node[name] = value?.DeepClone();
        return node;
    }

    private void ReadKey((string Name, JsonElement Value) property, Place place, Values values)
    {
        var at = place.Of(property.Name);
        if (keys.FirstOrDefault(key => key.Name == property.Name) is { } key)
        {
            values.MarkWritten(key);
            key.Read(property.Value, at, values);
            return;
        }

        var names = keys.Select(key => key.Name).ToArray();
        var question = Nearest.Question(property.Name, names);
        at.Wrong($"is not a key known here.{(question.Length > 0 ? question : $" Known are {Quoted.List(names)}.")}");
    }

    private static void LeftOut(Key key, Place at, Values values)
    {
        if (key.Missing is not null)
            at.Wrong($"is missing. {key.Missing}");
        else if (key.Default is not null)
            key.Read(JsonSerializer.SerializeToElement(key.Default), at, values);
    }
}
