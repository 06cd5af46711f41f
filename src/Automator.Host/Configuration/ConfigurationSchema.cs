using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Automator.Host.Configuration;

/// <summary>The schema of <c>automator.json</c> for editors, made from the declaration that reads the file.</summary>
internal static class ConfigurationSchema
{
    internal const string FileName = "automator.schema.json";

    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    internal static string Text() => Node().ToJsonString(Readable) + "\n";

    internal static JsonObject Node()
    {
        var node = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "automator.json",
            ["description"] = "The configuration of Automator. Comments and trailing commas are allowed.",
            ["allowComments"] = true,
            ["allowTrailingCommas"] = true,
        };
        foreach (var (name, value) in AutomatorKeys.Shape.Schema())
            node[name] = value?.DeepClone();
        return node;
    }
}
