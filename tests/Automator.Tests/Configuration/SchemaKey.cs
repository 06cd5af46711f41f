using System.Text.Json.Nodes;
using Automator.Host.Configuration;

namespace Automator.Tests.Configuration;

/// <summary>A key as the schema declares it, accounts by the name NAME.</summary>
internal sealed record SchemaKey(string Path, string Type, bool Required, string? Default, string? Choices, string Description)
{
    internal static IReadOnlyList<SchemaKey> All() => [.. Below(ConfigurationSchema.Node(), "")];

    public override string ToString() =>
        $"{Path}: {Type}{(Required ? ", required" : "")}{(Default is null ? "" : $" = {Default}")}{(Choices is null ? "" : $" of {Choices}")}";

    private static IEnumerable<SchemaKey> Below(JsonObject schema, string prefix)
    {
        var required = schema["required"]?.AsArray().Select(name => name!.ToString()).ToHashSet() ?? [];
        foreach (var (name, value) in schema["properties"]?.AsObject() ?? [])
        {
            var node = value!.AsObject();
            var path = prefix + name;
            yield return new(
                path,
                node["type"]!.ToString(),
                required.Contains(name),
                node["default"]?.ToJsonString(),
                node["enum"]?.ToJsonString(),
                node["description"]!.ToString());
            foreach (var key in Below(node, path + "."))
                yield return key;
            if (node["additionalProperties"] is JsonObject named)
            {
                foreach (var key in Below(named, path + ".NAME."))
                    yield return key;
            }
        }
    }
}
