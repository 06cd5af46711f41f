using System.Globalization;

namespace Automator.Host.RunLog;

/// <summary>A calendar month in UTC, and the file that has its runs. It sorts by time.</summary>
internal readonly record struct RunMonth(string Value) : IComparable<RunMonth>
{
    private const string Format = "yyyy-MM";

    internal string FileName => $"runs-{Value}.db";

    /// <summary>The first instant of the next.</summary>
    internal DateTimeOffset End => Start(Value)!.Value.AddMonths(1);

    internal static RunMonth Of(DateTimeOffset instant) => new(instant.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture));

    /// <summary>Null for what is no month, written as <c>2026-11</c>.</summary>
    internal static RunMonth? Parse(string text) => Start(text) is null ? null : new RunMonth(text);

    /// <summary>Those that have a file, newest first. LiteDB's own <c>-log</c> files, drafts and files set aside are none.</summary>
    internal static IReadOnlyList<RunMonth> In(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "runs-*.db")
            .Select(path => Parse(Path.GetFileNameWithoutExtension(path)["runs-".Length..]))
            .OfType<RunMonth>()
            .OrderDescending(),
    ];

    public int CompareTo(RunMonth other) => string.CompareOrdinal(Value, other.Value);

    public override string ToString() => Value;

    private static DateTimeOffset? Start(string text) =>
        DateTime.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var start)
            ? new DateTimeOffset(start, TimeSpan.Zero)
            : null;
}
