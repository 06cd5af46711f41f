using Automator.Host.Journal;
using Automator.Sdk.Protocol;

namespace Automator.Host.Runs;

/// <summary>The dues of one handler that nothing has acted on, the oldest first.</summary>
internal sealed class HandlerDues(RuleName rule)
{
    private readonly SortedDictionary<DuePlace, Due> _all = [];

    internal RuleName Rule => rule;

    internal IReadOnlyDictionary<DuePlace, Due> All => _all;

    /// <summary>How many of them a person asked for: those are run while the rule is paused.</summary>
    internal int Demands { get; private set; }

    internal void Add(DuePlace place, Due due)
    {
        _all.Add(place, due);
        Demands += IsDemand(due) ? 1 : 0;
    }

    internal void Remove(DuePlace place, Due due)
    {
        if (_all.Remove(place))
            Demands -= IsDemand(due) ? 1 : 0;
    }

    internal static bool IsDemand(Due due) => due.Trigger == Trigger.Demand;
}
