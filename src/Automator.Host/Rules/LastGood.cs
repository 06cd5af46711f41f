using System.Text.Json;

namespace Automator.Host.Rules;

/// <summary>
/// For each rule the version that was last live, kept over a restart: a rule whose file was broken meanwhile goes on with
/// it. A file that is damaged says nothing, and costs no more than that.
/// </summary>
internal sealed class LastGood(string file)
{
    private Dictionary<string, string> _hashes = Read(file);

    internal string? Of(RuleName name) => _hashes.GetValueOrDefault(name.Value);

    /// <summary>Takes the hashes of all live versions, and writes them when they are others than before.</summary>
    /// <exception cref="IOException">The file cannot be written, or the disk is full.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    internal void Keep(IEnumerable<KeyValuePair<RuleName, string>> live)
    {
        var hashes = live.OrderBy(pair => pair.Key.Value, StringComparer.Ordinal).ToDictionary(pair => pair.Key.Value, pair => pair.Value);
        if (hashes.Count == _hashes.Count && hashes.All(pair => _hashes.GetValueOrDefault(pair.Key) == pair.Value))
            return;
        if (Path.GetDirectoryName(file) is { Length: > 0 } folder)
            Directory.CreateDirectory(folder);
        AtomicFile.Write(file, JsonSerializer.SerializeToUtf8Bytes(hashes, ImageJson.Default.DictionaryStringString));
        _hashes = hashes;
    }

    private static Dictionary<string, string> Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(file), ImageJson.Default.DictionaryStringString) ?? [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return [];
        }
    }
}
