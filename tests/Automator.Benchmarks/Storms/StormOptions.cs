using System.Globalization;

namespace Automator.Benchmarks.Storms;

/// <summary>How long a storm is, and which.</summary>
internal sealed record StormOptions
{
    public int Kills { get; private init; } = 500;

    public int Seed { get; private init; } = 1;

    /// <summary>Kills of one run at most.</summary>
    public int PerRun { get; private init; } = int.MaxValue;

    /// <summary>The only point at which it kills; null for all, the least hit first.</summary>
    public string? Point { get; private init; }

    /// <summary>A protocol that is broken on purpose.</summary>
    public string? Broken { get; private init; }

    /// <exception cref="ArgumentException">What is wrong with them.</exception>
    internal static StormOptions Of(IReadOnlyList<string> arguments)
    {
        var options = new StormOptions();
        for (var place = 0; place < arguments.Count; place += 2)
        {
            var value = arguments.ElementAtOrDefault(place + 1) ?? throw new ArgumentException($"'{arguments[place]}' wants a value.");
            options = arguments[place] switch
            {
                "--kills" => options with { Kills = Number(value) },
                "--seed" => options with { Seed = Number(value) },
                "--per-run" => options with { PerRun = Number(value) },
                "--point" when KillPoints.All.Any(point => point.Name == value) => options with { Point = value },
                "--point" => throw new ArgumentException($"'{value}' is no point: {string.Join("; ", KillPoints.All.Select(point => point.Name))}."),
                "--broken" when BrokenJournal.IsKnown(value) => options with { Broken = value },
                "--broken" => throw new ArgumentException($"'{value}' is no broken protocol: {BrokenJournal.Names} are."),
                var other => throw new ArgumentException($"'{other}' is not known: --kills N, --per-run N, --seed N, --point NAME and --broken NAME are."),
            };
        }

        return options;
    }

    private static int Number(string value) => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
        ? number
        : throw new ArgumentException($"'{value}' is no number of at least 1.");
}
