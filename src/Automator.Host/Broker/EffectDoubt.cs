using System.Text.Json;
using System.Text.Json.Serialization;

namespace Automator.Host.Broker;

/// <summary>Why nobody could tell whether an effect was done, and what a person said of it. Journaled with the effect.</summary>
internal sealed record EffectDoubt
{
    public required string Why { get; init; }

    /// <summary>Ids of the records of which one may be what it made.</summary>
    public IReadOnlyList<long> Candidates { get; init; } = [];

    /// <summary>When a person said what became of it; null while nobody has.</summary>
    public DateTimeOffset? SettledAt { get; init; }

    internal string ToJson() => JsonSerializer.Serialize(this, EffectDoubtJson.Default.EffectDoubt);

    internal static EffectDoubt Of(string json) => JsonSerializer.Deserialize(json, EffectDoubtJson.Default.EffectDoubt)
        ?? throw new JsonException("null is no EffectDoubt.");
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(EffectDoubt))]
internal sealed partial class EffectDoubtJson : JsonSerializerContext;
