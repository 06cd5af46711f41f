using System.Text.Json.Serialization;

namespace Automator.Host.Rules;

/// <summary>What lies beside an image on disk; written last, so that it vouches for the other two files.</summary>
internal sealed record StoredImage
{
    internal const int CurrentFormat = 1;

    public required int Format { get; init; }

    public required string DllHash { get; init; }

    public required string PdbHash { get; init; }

    public required RuleManifest Manifest { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    WriteIndented = true)]
[JsonSerializable(typeof(StoredImage))]
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class ImageJson : JsonSerializerContext;
