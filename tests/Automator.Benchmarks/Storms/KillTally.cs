using System.Text;

namespace Automator.Benchmarks.Storms;

/// <summary>How often each point has killed, and which is to kill next: the least hit of those that can.</summary>
internal sealed class KillTally(StormOptions options)
{
    private const int MostMisses = 10;

    private readonly Random _random = new(options.Seed);
    private readonly Dictionary<string, int> _misses = KillPoints.All.ToDictionary(point => point.Name, _ => 0);
    private readonly Dictionary<string, int> _hits = KillPoints.All.ToDictionary(point => point.Name, _ => 0);

    internal int Kills => _hits.Values.Sum();

    internal bool Done => Kills >= options.Kills;

    /// <summary>Whether the next run is to give its worker back: those points cannot be hit in another.</summary>
    internal bool ShouldPark() => Least(point => IsWanted(point)).When == KillPointTime.Parked;

    internal (string Point, int At) Choose(bool hasBegun, bool parks)
    {
        var point = Least(point => IsWanted(point) && point.When switch
        {
            KillPointTime.First => !hasBegun,
            KillPointTime.Later => hasBegun,
            KillPointTime.Parked => parks,
            _ => true,
        }, otherwise: KillPoints.Anywhere);
        return (point.Name, _random.Next(1, point.Most + 1));
    }

    internal void Hit(string point)
    {
        _hits[point]++;
        _misses[point] = 0;
    }

    /// <summary>A host came to its end and had not been killed.</summary>
    /// <exception cref="InvalidOperationException">It never comes there: the storm does not know its host any more.</exception>
    internal void Miss(string point)
    {
        if (++_misses[point] == MostMisses)
            throw new InvalidOperationException($"{MostMisses} hosts in a row were to be killed {point}, and never came there.");
    }

    internal string ToMarkdown()
    {
        var table = new StringBuilder("| the host was killed | times |\n| --- | --: |\n");
        foreach (var point in KillPoints.All)
            table.Append($"| {point.Name} | {_hits[point.Name]} |\n");
        return table.ToString();
    }

    private bool IsWanted(KillPoint point) => options.Point is null || point.Name == options.Point;

    private KillPoint Least(Func<KillPoint, bool> can, string? otherwise = null)
    {
        var possible = KillPoints.All.Where(can).ToList();
        if (possible.Count == 0)
            return KillPoints.All.First(point => point.Name == otherwise);
        var least = possible.Min(point => _hits[point.Name]);
        var candidates = possible.Where(point => _hits[point.Name] == least).ToList();
        return candidates[_random.Next(candidates.Count)];
    }
}
