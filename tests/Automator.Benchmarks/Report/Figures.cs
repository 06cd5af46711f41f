using System.Globalization;
using System.Text;

namespace Automator.Benchmarks.Report;

/// <summary>Samples by figure and column, in the order in which they came up; printed as a table in Markdown.</summary>
internal sealed class Figures(IReadOnlyList<string> columns)
{
    private readonly List<(string Name, Sample[] Samples)> _rows = [];

    internal Sample Of(string name, string column)
    {
        var row = _rows.FirstOrDefault(row => row.Name == name);
        if (row.Samples is null)
            _rows.Add(row = (name, [.. columns.Select(_ => new Sample())]));
        return row.Samples[columns.ToList().IndexOf(column)];
    }

    internal string ToMarkdown()
    {
        var text = new StringBuilder();
        text.Append("| milliseconds | n |").AppendJoin("", columns.Select(column => $" {column}: min | median | p95 | max |")).AppendLine();
        text.Append("| --- | --: |").AppendJoin("", columns.Select(_ => " --: | --: | --: | --: |")).AppendLine();
        foreach (var (name, samples) in _rows)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {name} | {samples.Max(sample => sample.Count)} |");
            foreach (var sample in samples)
                text.Append(CultureInfo.InvariantCulture, $" {sample.Min:0.#} | {sample.Median:0.#} | {sample.P95:0.#} | {sample.Max:0.#} |");
            text.AppendLine();
        }

        return text.ToString();
    }
}
