using Automator.Host.Journal;

namespace Automator.Host.Runs;

/// <summary>What a person has paused on an account: nothing of it is started, and what is due waits.</summary>
internal sealed class Pauses(IReadOnlyList<PauseRecord> all)
{
    /// <summary>Since when a rule is paused, by itself or with all others; null when it is not.</summary>
    internal DateTimeOffset? Of(RuleName rule) => all.FirstOrDefault(pause => pause.Rule is null || pause.Rule == rule)?.At;

    /// <summary>Why, where it was not a person who paused it.</summary>
    internal string? ReasonOf(RuleName rule) => all.FirstOrDefault(pause => pause.Rule == rule)?.Reason;

    internal bool Hold(RuleName rule) => Of(rule) is not null;
}
