using Automator.Host.Journal;
using Automator.Sdk.Protocol;

namespace Automator.Host.Runs;

/// <summary>Dues that one run is for, the oldest first: a single one, but of a handler that gathers.</summary>
internal sealed record DueGroup
{
    /// <summary>Far below what a frame may hold.</summary>
    private const int LongestPayload = 4 * 1024 * 1024;

    private readonly bool _manyAtOnce;
    private readonly bool _isFull;

    private DueGroup(IReadOnlyList<Due> dues, bool manyAtOnce, bool isFull)
    {
        Dues = dues;
        _manyAtOnce = manyAtOnce;
        _isFull = isFull;
    }

    internal IReadOnlyList<Due> Dues { get; }

    internal Due First => Dues[0];

    /// <summary>The record they are about; null where there may be several, or none.</summary>
    internal long? Subject => _manyAtOnce ? null : First.Subject;

    internal int Depth => Dues.Max(due => due.Depth);

    internal string? Payload => !_manyAtOnce ? Dues[^1].Payload : $"[{string.Join(',', Newest().Select(due => due.Payload))}]";

    internal static DueGroup Of(Due due) => new([due], manyAtOnce: false, isFull: true);

    /// <summary>Those that are to be run together, by what has come so far.</summary>
    /// <param name="dues">Of one handler, the oldest first; none that a person asked for.</param>
    /// <param name="gathering">How it gathers.</param>
    internal static IEnumerable<DueGroup> Of(IEnumerable<Due> dues, Gathering gathering) => gathering.ManyAtOnce
        ? Parts(dues, gathering.Most).Select(part => new DueGroup(part.Dues, manyAtOnce: true, part.IsFull))
        : dues.GroupBy(due => due.Subject).Select(same => new DueGroup([.. same], manyAtOnce: false, isFull: false));

    /// <summary>When it has waited for others long enough. A clock that was set back does not make it wait much longer.</summary>
    /// <param name="gathering">How its handler gathers.</param>
    /// <param name="now">The time.</param>
    internal DateTimeOffset ReadyAt(Gathering gathering, DateTimeOffset now)
    {
        var (first, last) = (Dues.Min(due => due.CreatedAt), Dues.Max(due => due.CreatedAt));
        if (_isFull || last - now > gathering.Longest)
            return now;
        var (quiet, longest) = (last + gathering.Quiet, first + gathering.Longest);
        return quiet < longest ? quiet : longest;
    }

    private IEnumerable<Due> Newest() => Dues.Reverse().DistinctBy(due => due.Subject).Reverse();

    private static IEnumerable<(List<Due> Dues, bool IsFull)> Parts(IEnumerable<Due> dues, int most)
    {
        var part = new List<Due>();
        var length = 0;
        foreach (var due in dues)
        {
            if (part.Count == most || (part.Count > 0 && length + due.Payload!.Length > LongestPayload))
            {
                yield return (part, true);
                (part, length) = ([], 0);
            }

            part.Add(due);
            length += due.Payload!.Length;
        }

        if (part.Count > 0)
            yield return (part, part.Count == most);
    }
}
