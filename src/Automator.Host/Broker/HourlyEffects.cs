using System.Collections.Concurrent;
using Automator.Host.Journal;

namespace Automator.Host.Broker;

/// <summary>
/// What each rule has changed on an account within the last hour, over all its runs: the last line against a rule that goes on and on,
/// each run of which is within its limits.
/// </summary>
/// <param name="journal">Knows what an earlier host has done.</param>
/// <param name="account">The account's name.</param>
/// <param name="limit">Effects an hour of a rule.</param>
/// <param name="paused">Called when a rule was paused for it.</param>
/// <param name="time">Says when an hour is over.</param>
internal sealed class HourlyEffects(IJournal journal, string account, Func<RuleName, int> limit, Action paused, TimeProvider time)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<RuleName, Queue<DateTimeOffset>> _begun = new();

    /// <summary>Counts one more, which is about to be begun.</summary>
    /// <returns>Null; or, when it would be one too many, why the rule is paused instead.</returns>
    internal string? Refusal(RuleName rule, string effect)
    {
        var now = time.GetUtcNow();
        var begun = _begun.GetOrAdd(rule, one => new Queue<DateTimeOffset>(journal.EffectTimes(account, one, now - Hour).Order()));
        lock (begun)
        {
            while (begun.TryPeek(out var first) && first <= now - Hour)
                begun.Dequeue();
            if (begun.Count < limit(rule))
            {
                begun.Enqueue(now);
                return null;
            }

            var count = begun.Count;
            begun.Clear(); // The pause is what holds it back from now on.
            return $"The rule changed the account {count:N0} times within an hour, its limit (\"effectsAnHour\" in automator.json), and is paused. The next would have been: {effect}. "
                + $"See whether it does what it should; 'automator rules resume {rule}' lets it go on.";
        }
    }

    /// <summary>What was refused is paused now, in the journal.</summary>
    internal void TellPaused() => paused();
}
