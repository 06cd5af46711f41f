using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Automator.Sdk.Protocol;

[JsonSerializable(typeof(JsonNode))]
internal sealed partial class ValueJson : JsonSerializerContext;
