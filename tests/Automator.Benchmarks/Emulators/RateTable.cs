using System.Globalization;
using System.Text;
using Automator.Benchmarks.Report;

namespace Automator.Benchmarks.Emulators;

/// <summary>What a kind of request takes, and how many of them a second there were; as a table in Markdown.</summary>
internal sealed class RateTable
{
    private readonly List<(string What, int Connections, Sample Each, double PerSecond)> _rows = [];

    internal void Add(string what, int connections, (Sample Each, double PerSecond) measured) =>
        _rows.Add((what, connections, measured.Each, measured.PerSecond));

    internal string ToMarkdown()
    {
        var text = new StringBuilder();
        text.AppendLine("| request | n | connections | a second | min, ms | median, ms | p95, ms | max, ms |");
        text.AppendLine("| --- | --: | --: | --: | --: | --: | --: | --: |");
        foreach (var (what, connections, each, perSecond) in _rows)
        {
            text.AppendLine(CultureInfo.InvariantCulture,
                $"| {what} | {each.Count} | {connections} | {perSecond:0} | {each.Min:0.##} | {each.Median:0.##} | {each.P95:0.##} | {each.Max:0.##} |");
        }

        return text.ToString();
    }
}
