using System.Text.Json;
using System.Text.Json.Serialization;

namespace Automator.Host.RunLog;

/// <summary>
/// How far the log has followed the journal, and how it left each month. Kept beside the files and written after them, so
/// that it is never ahead; when it is gone or makes no sense, everything is followed again, which does no harm.
/// </summary>
internal sealed record RunLogPosition
{
    private const string FileName = "followed.json";

    public long Revision { get; init; }

    public IReadOnlyDictionary<string, MonthState> Months { get; init; } = new Dictionary<string, MonthState>();

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

    internal MonthState? Of(RunMonth month) => Months.GetValueOrDefault(month.Value);

    internal RunLogPosition With(RunMonth month, MonthState state) => this with { Months = new Dictionary<string, MonthState>(Months) { [month.Value] = state } };

    internal RunLogPosition Without(RunMonth month) => this with { Months = Months.Where(one => one.Key != month.Value).ToDictionary() };

    internal void Save(string folder)
    {
        RunLogFiles.MakeFolder(folder);
        var file = Path.Combine(folder, FileName);
        File.WriteAllText(file + ".new", JsonSerializer.Serialize(this, RunLogJson.Default.RunLogPosition));
        File.Move(file + ".new", file, overwrite: true);
    }
}

/// <summary>A month's file as it was left. What somebody else did to it shows by its length or its time.</summary>
internal sealed record MonthState
{
    /// <summary>In the file.</summary>
    public long Runs { get; init; }

    public long Length { get; init; }

    public DateTime WrittenAt { get; init; }

    /// <summary>It was not as it had been left, and has not been made anew yet.</summary>
    public bool IsDoubtful { get; init; }

    /// <summary>When runs whose time was over were last removed from it.</summary>
    public DateTimeOffset? TrimmedAt { get; init; }

    internal MonthState AsLeft(FileInfo file) => this with { Length = file.Length, WrittenAt = file.LastWriteTimeUtc };

    internal bool IsAsLeft(FileInfo file) => Length == file.Length && WrittenAt == file.LastWriteTimeUtc;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RunLogPosition))]
internal sealed partial class RunLogJson : JsonSerializerContext;
