using System.Globalization;

namespace Automator.Host.Triggers;

/// <summary>What was last seen of a record, and the record it is part of: an item's list, a list's project.</summary>
internal readonly record struct SeenMark(long Parent, string Text)
{
    internal static SeenMark Read(string mark)
    {
        var space = mark.IndexOf(' ', StringComparison.Ordinal);
        return new SeenMark(long.Parse(mark.AsSpan(0, space), NumberStyles.None, CultureInfo.InvariantCulture), mark[(space + 1)..]);
    }

    public override string ToString() => $"{Parent} {Text}";
}
