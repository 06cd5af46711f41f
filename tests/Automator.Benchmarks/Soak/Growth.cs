using System.Globalization;
using System.Text;

namespace Automator.Benchmarks.Soak;

/// <summary>Memory of one thing in bytes, or how many there are of another, sampled in equal steps of the work.</summary>
internal sealed class Growth(string name, double unit = Growth.Megabyte)
{
    private const double Megabyte = 1048576;

    /// <summary>What the last tenth may have over the second.</summary>
    private const double Most = 1.05;

    private readonly List<long> _samples = [];
    private readonly HashSet<int> _processes = [];

    internal bool IsFlat => Ratio <= Most;

    private double Ratio => Tenth(9) / Tenth(1);

    internal void Add(long sample, params IEnumerable<int> processes)
    {
        _samples.Add(sample);
        _processes.UnionWith(processes);
    }

    internal static string ToMarkdown(IEnumerable<Growth> all)
    {
        var text = new StringBuilder();
        text.AppendLine("| resident memory in MB, or how many | samples | processes | second tenth, median | last tenth, median | ratio | smallest | largest |");
        text.AppendLine("| --- | --: | --: | --: | --: | --: | --: | --: |");
        foreach (var growth in all)
            text.AppendLine(growth.Row());
        return text.ToString();
    }

    /// <summary>Beside the figures, for who watches.</summary>
    internal string Now => _samples.Count == 0 ? "" : $"{name} {Text(_samples[^1])}";

    /// <summary>The median of each tenth, to see whether it rises or only settles.</summary>
    internal string Course() =>
        $"{name}, median of each tenth: {string.Join(", ", Enumerable.Range(0, 10).Select(tenth => Text(Tenth(tenth))))}.";

    private string Row() => string.Create(
        CultureInfo.InvariantCulture,
        $"| {name} | {_samples.Count} | {_processes.Count} | {Text(Tenth(1))} | {Text(Tenth(9))} | {Ratio:0.000} | {Text(_samples.Min())} | {Text(_samples.Max())} |");

    private double Tenth(int number)
    {
        var from = number * _samples.Count / 10;
        var part = _samples[from..Math.Max(from + 1, (number + 1) * _samples.Count / 10)].Order().ToList();
        return (part[(part.Count - 1) / 2] + part[part.Count / 2]) / 2.0;
    }

    private string Text(double value) => (value / unit).ToString("0.0", CultureInfo.InvariantCulture);
}
