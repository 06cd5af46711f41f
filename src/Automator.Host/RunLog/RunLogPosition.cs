using System.Text.Json;
using System.Text.Json.Serialization;

namespace Automator.Host.RunLog;

/// <summary>
/// How far the log has followed the journal, and which months it has written. Kept beside the files and written after them, so
/// that it is never ahead; when it is gone or makes no sense, everything is followed again, which does no harm.
/// </summary>
internal sealed record RunLogPosition
{
    private const string FileName = "followed.json";

    public long Revision { get; init; }

    public IReadOnlyList<string> Months { get; init; } = [];

    internal static RunLogPosition Load(string folder)
    {
        try
        {
            var file = Path.Combine(folder, FileName);
            return File.Exists(file)
                ? JsonSerializer.Deserialize(File.ReadAllText(file), RunLogJson.Default.RunLogPosition) ?? new()
                : new();
        }
        catch (JsonException)
        {
            return new();
        }
    }

    internal void Save(string folder)
    {
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, FileName);
        File.WriteAllText(file + ".new", JsonSerializer.Serialize(this, RunLogJson.Default.RunLogPosition));
        File.Move(file + ".new", file, overwrite: true);
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RunLogPosition))]
internal sealed partial class RunLogJson : JsonSerializerContext;
