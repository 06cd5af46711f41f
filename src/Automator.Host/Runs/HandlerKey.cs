using Automator.Host.Journal;

namespace Automator.Host.Runs;

/// <summary>A handler of a rule, as the journal names it.</summary>
internal readonly record struct HandlerKey(RuleName Rule, string Handler)
{
    internal static HandlerKey Of(Due due) => new(due.Rule, due.Handler);

    public override string ToString() => $"{Rule}/{Handler}";
}
