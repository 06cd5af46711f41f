using System.Globalization;

namespace Automator.Benchmarks.Soak;

/// <summary>How much of it; less only says whether the command works, since workers are replaced every 500 runs.</summary>
internal sealed record SoakSize
{
    public int Reloads { get; private init; } = 10_000;

    public int Runs { get; private init; } = 10_000;

    internal int Rounds => Math.Max(Reloads, Runs);

    /// <exception cref="ArgumentException">It is neither --reloads N nor --runs N.</exception>
    internal static SoakSize Of(IReadOnlyList<string> arguments)
    {
        var size = new SoakSize();
        for (var place = 0; place < arguments.Count; place += 2)
        {
            if (!int.TryParse(arguments.ElementAtOrDefault(place + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1)
                throw new ArgumentException($"'{arguments[place]}' wants a number of at least 1.");
            size = arguments[place] switch
            {
                "--reloads" => size with { Reloads = number },
                "--runs" => size with { Runs = number },
                var other => throw new ArgumentException($"'{other}' is not known: --reloads N and --runs N are."),
            };
        }

        return size;
    }
}
