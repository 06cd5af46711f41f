using System.Globalization;
using System.Text;

namespace Automator.Benchmarks.Hosts;

/// <summary>Resident memory of a host and its children at moments, as the kernel counts it.</summary>
internal sealed class MemoryTable
{
    private readonly List<(string Moment, long Host, long Compiler, long[] Workers)> _rows = [];

    internal void Add(string moment, int host)
    {
        var family = HostFamily.Of(host);
        _rows.Add((moment, family.Host, family.Compilers.Sum(child => child.Memory), [.. family.Workers.Select(child => child.Memory)]));
    }

    internal string ToMarkdown()
    {
        var text = new StringBuilder();
        text.AppendLine("| resident memory, MB | host | compiler | workers | sum |");
        text.AppendLine("| --- | --: | --: | --: | --: |");
        foreach (var (moment, host, compiler, workers) in _rows)
        {
            var each = string.Join(" + ", workers.Select(Megabytes));
            text.AppendLine($"| {moment} | {Megabytes(host)} | {Megabytes(compiler)} | {each} | {Megabytes(host + compiler + workers.Sum())} |");
        }

        return text.ToString();
    }

    private static string Megabytes(long bytes) => (bytes / 1048576.0).ToString("0", CultureInfo.InvariantCulture);
}
