using System.Globalization;

namespace Automator.Host.RunLog;

/// <summary>A calendar month in UTC, and the file that has its runs. It sorts by time.</summary>
internal readonly record struct RunMonth(string Value)
{
    private const string Format = "yyyy-MM";

    internal string FileName => $"runs-{Value}.db";

    internal static RunMonth Of(DateTimeOffset instant) => new(instant.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture));

    /// <summary>Those that have a file, newest first. LiteDB's own <c>-log</c> files and files set aside are none.</summary>
    internal static IReadOnlyList<RunMonth> In(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "runs-*.db")
            .Select(path => Path.GetFileNameWithoutExtension(path)["runs-".Length..])
            .Where(name => DateTime.TryParseExact(name, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            .OrderDescending(StringComparer.Ordinal)
            .Select(name => new RunMonth(name)),
    ];

    public override string ToString() => Value;
}
