using System.Globalization;
using System.Text;
using Automator.Benchmarks.Report;

namespace Automator.Benchmarks.Hosts;

/// <summary>Resident memory of a host and its children at moments, as the kernel counts it.</summary>
internal sealed class MemoryTable
{
    private readonly List<(string Moment, long Host, long Compiler, long[] Workers)> _rows = [];

    internal void Add(string moment, int host)
    {
        var children = Children(host).Select(child => (Program: Program(child), Memory: Machine.Resident(child))).ToArray();
        _rows.Add((
            moment,
            Machine.Resident(host),
            children.Where(child => child.Program == "Automator.Compiler").Sum(child => child.Memory),
            [.. from child in children where child.Program == "Automator.Worker" select child.Memory]));
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

    private static IEnumerable<int> Children(int parent) =>
        from thread in Directory.EnumerateDirectories($"/proc/{parent}/task")
        from child in File.ReadAllText(Path.Combine(thread, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries)
        select int.Parse(child, CultureInfo.InvariantCulture);

    private static string Program(int process) =>
        Path.GetFileName(File.ResolveLinkTarget($"/proc/{process}/exe", returnFinalTarget: false)?.FullName ?? "");
}
