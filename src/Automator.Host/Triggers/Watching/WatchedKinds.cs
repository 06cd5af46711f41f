using System.Runtime.InteropServices;
using Automator.Host.Journal;
using Automator.Host.Runs;
using Automator.Sdk.Protocol;

namespace Automator.Host.Triggers.Watching;

/// <summary>All kinds of event of one account, and who listens to them.</summary>
internal sealed class WatchedKinds(IJournal journal, string account, WatchedDays days, AccountWatchOptions options)
{
    private readonly Dictionary<Trigger, WatchedKind> _kinds = Enum.GetValues<Trigger>().Where(trigger => trigger.IsEvent())
        .ToDictionary(trigger => trigger, trigger => new WatchedKind(journal, account, trigger));

    private readonly Dictionary<HandlerKey, int> _heard = [];

    internal bool AreWanted => _kinds.Values.Any(kind => kind.IsWanted);

    internal void Begin(LiveRules live, DateTimeOffset now)
    {
        _heard.Clear();
        foreach (var kind in _kinds.Values)
            kind.Begin(live, now);
    }

    internal bool AreAnyWanted(params ReadOnlySpan<Trigger> triggers)
    {
        foreach (var trigger in triggers)
        {
            if (_kinds[trigger].IsWanted)
                return true;
        }

        return false;
    }

    /// <summary>Whether somebody hears of what this poll finds.</summary>
    internal bool IsHeard(Trigger trigger) => _kinds[trigger].Listeners.Count > 0;

    /// <summary>Whether somebody hears of what happened then.</summary>
    internal bool IsHeard(Trigger trigger, DateTimeOffset at) => _kinds[trigger].Listeners.Any(listener => IsSince(listener, at));

    internal IEnumerable<int> Days(Trigger trigger) => _kinds[trigger].Listeners.Select(listener => listener.Days ?? 0).Distinct();

    internal void Finish(WatchBatch batch, params ReadOnlySpan<Trigger> triggers)
    {
        foreach (var trigger in triggers)
            _kinds[trigger].Finish(batch);
    }

    internal void FinishAll(WatchBatch batch)
    {
        foreach (var kind in _kinds.Values)
            kind.Finish(batch);
    }

    /// <summary>Hands an event to everybody who hears of it.</summary>
    internal void Fire(WatchedEvent found, WatchBatch batch)
    {
        foreach (var listener in _kinds[found.Trigger].Listeners)
        {
            if (IsSince(listener, found.At) && (found.Days is null || found.Days == listener.Days))
                batch.Fire(found, listener, TooMuch);
        }
    }

    private string? TooMuch(WatchListener listener) => !IsTooMuch(listener) ? null :
        $"Nobody had looked at the account since {days.From:yyyy-MM-dd}, and {options.MostAfterAbsence:N0} events had been handed to this handler before it. Run the rule by hand for what it must not miss.";

    private bool IsTooMuch(WatchListener listener)
    {
        if (!days.IsAfterAbsence)
            return false;
        ref var heard = ref CollectionsMarshal.GetValueRefOrAddDefault(_heard, listener.Key, out _);
        return ++heard > options.MostAfterAbsence;
    }

    /// <summary>What happened before a handler went live is not the handler's; the account's clock and ours may be apart.</summary>
    private bool IsSince(WatchListener listener, DateTimeOffset at) => at >= listener.Since - options.ClockSkew;
}
