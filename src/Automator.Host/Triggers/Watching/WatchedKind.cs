using Automator.Host.Journal;
using Automator.Sdk.Protocol;

namespace Automator.Host.Triggers.Watching;

/// <summary>
/// One kind of event and its listeners. A handler that is new joins at the end of a poll that has read all there was to read, and hears
/// of what later polls find: so the first look at an account fires nothing. That poll is made at once when the handler goes live.
/// </summary>
internal sealed class WatchedKind
{
    private readonly Trigger _trigger;
    private readonly KeptCursor _cursor;
    private IReadOnlyList<WatchListener> _joining = [];

    internal WatchedKind(IJournal journal, string account, Trigger trigger)
    {
        _trigger = trigger;
        _cursor = new KeptCursor(journal, account, $"watch/{trigger.ToName()}");
        Listeners = WatchCursor.Read(_cursor.Text).Listeners;
    }

    /// <summary>
    /// Those who hear of what this poll finds, also of rules that are not built now: a due names no image, so it can wait
    /// for one.
    /// </summary>
    internal IReadOnlyList<WatchListener> Listeners { get; private set; }

    internal bool IsWanted => Listeners.Count > 0 || _joining.Count > 0;

    internal void Begin(LiveRules live, DateTimeOffset now)
    {
        var handlers = live.Of(_trigger).ToDictionary(handler => handler.Key);
        Listeners =
        [
            .. Listeners.Where(listener => handlers.ContainsKey(listener.Key) || live.Unbuilt.Contains(listener.Key.Rule))
                .Select(listener => handlers.TryGetValue(listener.Key, out var handler) ? listener.As(handler) : listener),
        ];
        _joining = [.. handlers.Keys.Except(Listeners.Select(listener => listener.Key)).Select(key => WatchListener.Of(handlers[key], now))];
    }

    /// <summary>The poll has read all of this kind that there was to read; or nobody listens, and whoever comes back later is new.</summary>
    internal void Finish(WatchBatch batch)
    {
        (Listeners, _joining) = ([.. Listeners, .. _joining], []);
        if (Listeners.Count > 0 || _cursor.Text is not null)
            _cursor.Move(new WatchCursor { Listeners = Listeners }.Write(), batch);
    }
}
