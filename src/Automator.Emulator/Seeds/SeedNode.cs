using System.Globalization;
using System.Text.Json;

namespace Automator.Emulator.Seeds;

/// <summary>
/// An object of a seed file: what is asked of it are the keys it may have, and whatever is wrong is told with its place.
/// A key that is null counts as one that is not there.
/// </summary>
internal sealed class SeedNode
{
    private readonly string _path;
    private readonly Dictionary<string, JsonElement> _values = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _asked = [];

    /// <param name="shorthand">The key that a bare text stands for.</param>
    private SeedNode(JsonElement element, string path, string? shorthand)
    {
        _path = path;
        if (shorthand is not null && element.ValueKind == JsonValueKind.String)
        {
            _values[shorthand] = element;
            return;
        }

        if (element.ValueKind != JsonValueKind.Object)
            throw new SeedFaultException(path, $"is {Said(element)}, but must be an object{(shorthand is null ? "" : " or a text")}");
        foreach (var property in element.EnumerateObject())
        {
            var name = Whole(() => property.Name, path);
            if (!_values.TryAdd(name, property.Value)) throw Wrong(name, "is given twice");
        }
    }

    /// <summary>Reads the whole: a key that is never asked for is an error.</summary>
    public static void Read(JsonElement element, Action<SeedNode> read) => Read(element, "$", read, null);

    public SeedFaultException Wrong(string key, string what) => new($"{_path}.{key}", what);

    public bool Has(string key) => Find(key) is not null;

    public string? Text(string key) => Find(key) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } value => Whole(value.GetString, $"{_path}.{key}")!,
        { } value => throw Wrong(key, $"is {Said(value)}, but must be a text"),
    };

    /// <summary>A text that must be there.</summary>
    public string Words(string key) =>
        Text(key) is not { } text ? throw Wrong(key, "is missing; write a text")
        : string.IsNullOrWhiteSpace(text) ? throw Wrong(key, "is empty; write a text")
        : text;

    public bool Flag(string key, bool standard = false) => Find(key) switch
    {
        null => standard,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        { } value => throw Wrong(key, $"is {Said(value)}, but must be true or false"),
    };

    public double? Number(string key, double least, double most)
    {
        if (Find(key) is not { } value) return null;
        return value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number >= least && number <= most
            ? number
            : throw Wrong(key, $"is {Said(value)}, but must be a number from {least.ToString(CultureInfo.InvariantCulture)} to {most.ToString(CultureInfo.InvariantCulture)}");
    }

    public int? Whole(string key, int least, int most)
    {
        if (Find(key) is not { } value) return null;
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= least && number <= most
            ? number
            : throw Wrong(key, $"is {Said(value)}, but must be a whole number from {least} to {most}");
    }

    public IReadOnlyList<string>? Texts(string key)
    {
        if (Find(key) is not { } value) return null;
        var texts = new List<string>();
        foreach (var element in Elements(key, value))
        {
            if (element.ValueKind != JsonValueKind.String) throw Wrong($"{key}[{texts.Count}]", $"is {Said(element)}, but must be a text");
            texts.Add(Whole(element.GetString, $"{_path}.{key}[{texts.Count}]")!);
        }

        return texts;
    }

    public void Each(string key, Action<SeedNode> read, string? shorthand = null)
    {
        if (Find(key) is not { } value) return;
        var place = 0;
        foreach (var element in Elements(key, value)) Read(element, $"{_path}.{key}[{place++}]", read, shorthand);
    }

    private static void Read(JsonElement element, string path, Action<SeedNode> read, string? shorthand)
    {
        var node = new SeedNode(element, path, shorthand);
        read(node);
        if (node._values.Keys.FirstOrDefault(key => !node._asked.Contains(key, StringComparer.OrdinalIgnoreCase)) is { } unknown)
            throw node.Wrong(unknown, $"is no key here. The keys are {string.Join(", ", node._asked.Distinct())}");
    }

    private JsonElement? Find(string key)
    {
        _asked.Add(key);
        return _values.TryGetValue(key, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
    }

    private JsonElement.ArrayEnumerator Elements(string key, JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : throw Wrong(key, $"is {Said(value)}, but must be an array");

    /// <summary>Escapes can write half a character, which is no text.</summary>
    private static T Whole<T>(Func<T> read, string place)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException)
        {
            throw new SeedFaultException(place, "holds half of a character: an escape such as \\ud83d without the one that belongs to it");
        }
    }

    private static string Said(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        _ => Seen(value.GetRawText()),
    };

    private static string Seen(string text) => text.Length > 60 ? $"{text[..60]}…" : text;
}

/// <summary>What is wrong at which place of a seed file.</summary>
internal sealed class SeedFaultException(string place, string what) : Exception($"{place} {what}.");
