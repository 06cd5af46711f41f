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

    public IReadOnlyList<DateOnly> Holidays { get; init; } = [];

    internal string ToJson() => JsonSerializer.Serialize(this, RunInputsJson.Default.RunInputs);

    /// <param name="json">As it was journaled.</param>
    /// <param name="from">For people: under which version.</param>
    /// <returns>Null for those of another version, of whatever shape.</returns>
    internal static RunInputs? Of(string json, out string from)
    {
        from = "which cannot be told";
        try
        {
            var inputs = JsonElement.Parse(json);
            var protocol = inputs.GetProperty("protocol").GetInt32();
            from = $"{inputs.GetProperty("runtime")}, protocol {protocol}";
            return protocol == ProtocolJson.Version ? inputs.Deserialize(RunInputsJson.Default.RunInputs) : null;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RunInputs))]
internal sealed partial class RunInputsJson : JsonSerializerContext;
