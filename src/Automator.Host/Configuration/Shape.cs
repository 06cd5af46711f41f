using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Automator.Host.Configuration;

/// <summary>What a value in the file must look like: read by it, and described by it in the schema.</summary>
internal abstract class Shape<T>
{
    /// <summary>Says what is wrong at the place where it gives false.</summary>
    internal abstract bool TryRead(JsonElement json, Place place, [MaybeNullWhen(false)] out T value);

    /// <summary>A new node at each call: nodes have one parent.</summary>
    internal abstract JsonObject Schema();
}
