using System.Globalization;

namespace Automator.Host.Triggers.Watching;

/// <summary>What was last seen of a record, as the journal keeps it.</summary>
internal interface ISeenMark<TSelf> where TSelf : struct, ISeenMark<TSelf>
{
    /// <summary>The record it is part of: an item's list, a list's project.</summary>
    long Parent { get; }

    /// <summary>What <see cref="object.ToString"/> wrote.</summary>
    static abstract TSelf Read(string mark);
}

/// <summary>A mark that is a text of its owner's.</summary>
internal readonly record struct SeenMark(long Parent, string Text) : ISeenMark<SeenMark>
{
    public static SeenMark Read(string mark)
    {
        var space = mark.IndexOf(' ', StringComparison.Ordinal);
        return new SeenMark(long.Parse(mark.AsSpan(0, space), NumberStyles.None, CultureInfo.InvariantCulture), mark[(space + 1)..]);
    }

    public override string ToString() => $"{Parent} {Text}";
}
