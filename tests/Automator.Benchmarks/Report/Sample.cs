namespace Automator.Benchmarks.Report;

/// <summary>One figure of one layout, measured again and again.</summary>
internal sealed class Sample
{
    private readonly List<double> _milliseconds = [];

    internal int Count => _milliseconds.Count;

    /// <summary>Several of the same figure as one.</summary>
    internal static Sample Of(IEnumerable<Sample> parts)
    {
        var all = new Sample();
        foreach (var part in parts)
            all._milliseconds.AddRange(part._milliseconds);
        return all;
    }

    internal void Add(TimeSpan measured) => _milliseconds.Add(measured.TotalMilliseconds);

    internal double Min => _milliseconds.Min();

    internal double Median => Quantile(0.5);

    internal double P95 => Quantile(0.95);

    internal double P99 => Quantile(0.99);

    internal double Max => _milliseconds.Max();

    /// <summary>Between the two nearest, so that seven values have a 95th percentile below their maximum.</summary>
    private double Quantile(double share)
    {
        var sorted = _milliseconds.Order().ToArray();
        var place = share * (sorted.Length - 1);
        var below = (int)place;
        return below + 1 < sorted.Length ? sorted[below] + ((place - below) * (sorted[below + 1] - sorted[below])) : sorted[below];
    }
}
