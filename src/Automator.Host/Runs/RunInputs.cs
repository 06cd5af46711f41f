using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Automator.Sdk.Protocol;

namespace Automator.Host.Runs;

/// <summary>What a run is given beside its payload. It is journaled, so that a run that goes on is given the same.</summary>
internal sealed record RunInputs
{
    /// <summary>Another one speaks of other things: such a run does not go on by itself.</summary>
    public int Protocol { get; init; } = ProtocolJson.Version;

    /// <summary>For people; what a run did is compared step by step, not by this.</summary>
    public string Runtime { get; init; } = $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}";

    public required ZoneTable Zone { get; init; }

    public required IReadOnlyDictionary<string, JsonElement> Settings { get; init; }

    internal string ToJson() => JsonSerializer.Serialize(this, RunInputsJson.Default.RunInputs);

    internal static RunInputs Of(string json) => JsonSerializer.Deserialize(json, RunInputsJson.Default.RunInputs)
        ?? throw new JsonException("null is no RunInputs.");
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RunInputs))]
internal sealed partial class RunInputsJson : JsonSerializerContext;
