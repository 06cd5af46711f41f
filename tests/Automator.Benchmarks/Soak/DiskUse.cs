using System.Globalization;
using System.Text;

namespace Automator.Benchmarks.Soak;

/// <summary>What lies in a data folder: by part, files and bytes.</summary>
internal sealed class DiskUse(string data)
{
    private static readonly (string Name, string Pattern)[] Parts =
        [("images", "images/*"), ("journal", "journal*"), ("run log", "log/*")];

    private readonly Dictionary<string, long> _before = Parts.ToDictionary(part => part.Name, part => Measure(data, part.Pattern).Bytes);

    internal string ToMarkdown(SoakSize size)
    {
        var text = new StringBuilder();
        text.AppendLine("| on the disk | files | MB | grown by, KB for each save and run |");
        text.AppendLine("| --- | --: | --: | --: |");
        foreach (var (name, pattern) in Parts)
        {
            var (files, bytes) = Measure(data, pattern);
            var each = (bytes - _before[name]) / 1024.0 / size.Rounds;
            text.AppendLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {files} | {bytes / 1048576.0:0.0} | {each:0.00} |"));
        }

        return text.ToString();
    }

    private static (int Files, long Bytes) Measure(string data, string pattern)
    {
        var folder = new DirectoryInfo(Path.Combine(data, Path.GetDirectoryName(pattern)!));
        var files = folder.Exists ? folder.EnumerateFiles(Path.GetFileName(pattern)).ToList() : [];
        return (files.Count, files.Sum(file => file.Length));
    }
}
