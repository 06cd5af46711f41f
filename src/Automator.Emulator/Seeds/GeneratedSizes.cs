using System.Globalization;

namespace Automator.Emulator.Seeds;

/// <summary>How much there is of everything: <c>generated</c>, or <c>generated:projects=1000,items=200000</c>.</summary>
internal sealed class GeneratedSizes
{
    public const string Name = "generated";
    private const int Most = 1_000_000;

    // In this order, since what is not said follows from what stands above it.
    private static readonly IReadOnlyList<(string Key, int Least, Func<GeneratedSizes, int> Default)> Keys =
    [
        ("projects", 0, _ => 100),
        ("people", 1, _ => 50),
        ("lists", 0, sizes => sizes.Projects * 10),
        ("items", 0, sizes => sizes.Lists * 20),
        ("longest", 1, sizes => Math.Max(500, sizes.Lists == 0 ? 1 : sizes.Items / sizes.Lists * 2)),
        ("milestones", 0, sizes => sizes.Projects * 4),
        ("messages", 0, sizes => sizes.Projects * 5),
        ("comments", 0, sizes => sizes.Items / 10),
        ("hours", 0, sizes => sizes.Projects * 10),
        ("random", 1, _ => 1),
    ];

    private readonly Dictionary<string, int> _values = [];

    private GeneratedSizes(string seed, IReadOnlyDictionary<string, int> given)
    {
        foreach (var (key, least, standard) in Keys)
        {
            _values[key] = given.TryGetValue(key, out var value) ? value : standard(this);
            if (_values[key] < least || _values[key] > Most)
                throw Wrong(seed, $"{key}={_values[key]} is not between {least} and {Most}");
        }

        Fit(seed);
    }

    public int Projects => _values["projects"];
    public int People => _values["people"];
    public int Lists => _values["lists"];
    public int Items => _values["items"];

    /// <summary>No list has more items, and one has as many, where there are as many.</summary>
    public int Longest => _values["longest"];
    public int Milestones => _values["milestones"];
    public int Messages => _values["messages"];
    public int Comments => _values["comments"];
    public int Hours => _values["hours"];

    /// <summary>Another number, another account of the same sizes.</summary>
    public int Random => _values["random"];

    public static bool IsMeant(string seed) => seed == Name || seed.StartsWith(Name + ":", StringComparison.Ordinal);

    public static GeneratedSizes Read(string seed)
    {
        var given = new Dictionary<string, int>();
        var parts = seed == Name ? [] : seed[(Name.Length + 1)..].Split(',');
        foreach (var part in parts)
        {
            if (part.Split('=', StringSplitOptions.TrimEntries) is not [var key, var text])
                throw Wrong(seed, $"\"{part}\" is not KEY=NUMBER");
            if (!Keys.Any(known => known.Key == key))
                throw Wrong(seed, $"{key} is no key. The keys are {string.Join(", ", Keys.Select(known => known.Key))}");
            if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                throw Wrong(seed, $"{key}={text} is not between 0 and {Most}");
            if (!given.TryAdd(key, number)) throw Wrong(seed, $"{key} is given twice");
        }

        return new GeneratedSizes(seed, given);
    }

    private void Fit(string seed)
    {
        Within(seed, "lists", Projects, "projects");
        Within(seed, "milestones", Projects, "projects");
        Within(seed, "messages", Projects, "projects");
        Within(seed, "hours", Projects, "projects");
        Within(seed, "items", Lists, "lists");
        Within(seed, "comments", Items + Messages + Milestones, "items, messages or milestones");
        if (Items > (long)Lists * Longest) throw Wrong(seed, $"items={Items} do not fit into lists={Lists} of longest={Longest}");
    }

    private void Within(string seed, string key, int places, string what)
    {
        if (_values[key] > 0 && places == 0) throw Wrong(seed, $"{key}={_values[key]} want {what} to be in");
    }

    private static EmulatorException Wrong(string seed, string what) =>
        new($"The seed {seed} cannot be generated: {what}. An example is {Name}:projects=1000,lists=10000,items=200000.");
}
