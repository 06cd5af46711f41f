namespace Automator.Host.Runs;

/// <summary>Where a due stands among those that wait: the oldest first, and of one instant the one that was journaled first.</summary>
internal readonly record struct DuePlace(DateTimeOffset At, long Ordinal) : IComparable<DuePlace>
{
    public int CompareTo(DuePlace other) => At != other.At ? At.CompareTo(other.At) : Ordinal.CompareTo(other.Ordinal);
}
