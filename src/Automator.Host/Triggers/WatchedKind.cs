using Automator.Host.Journal;
using Automator.Sdk.Protocol;

namespace Automator.Host.Triggers;

/// <summary>
/// One kind of event: its cursor and its listeners. A handler that is new joins at the end of a poll that has read all there
/// was to read, and hears of what later polls find. That poll is made at once when the handler goes live.
/// </summary>
internal sealed class WatchedKind
{
    private readonly Trigger _trigger;
    private readonly string _name;
    private WatchCursor _cursor;
    private string? _text;
    private IReadOnlyList<WatchListener> _joining = [];

    internal WatchedKind(IJournal journal, string account, Trigger trigger)
    {
        _trigger = trigger;
        _name = $"watch/{trigger.ToName()}";
        _text = journal.Cursor(account, _name);
        _cursor = WatchCursor.Read(_text);
    }

    /// <summary>
    /// Those who hear of what this poll finds, also of rules that are not built now: a due names no image, so it can wait
    /// for one.
    /// </summary>
    internal IReadOnlyList<WatchListener> Listeners { get; private set; } = [];

    internal bool IsBaseline => _cursor.Since is null;

    internal long Swept => _cursor.Swept;

    internal bool IsListenedTo => Listeners.Count > 0 || _joining.Count > 0;

    internal void Begin(LiveRules live, DateTimeOffset now)
    {
        var own = live.Of(_trigger).ToDictionary(handler => handler.Key, handler => handler.Definition.Own);
        Listeners =
        [
            .. _cursor.Listeners.Where(listener => own.ContainsKey(listener.Key) || live.Unbuilt.Contains(listener.Key.Rule))
                .Select(listener => listener with { Own = own.GetValueOrDefault(listener.Key, listener.Own) }),
        ];
        _joining = [.. own.Keys.Except(Listeners.Select(listener => listener.Key)).Select(key => new WatchListener(key.Rule.Value, key.Handler, now, own[key]))];
    }

    /// <summary>The poll has read all of this kind that there was to read.</summary>
    internal void Finish(WatchBatch batch, long? swept = null) => Move(batch, new WatchCursor
    {
        Since = _cursor.Since ?? batch.Now,
        Swept = swept ?? _cursor.Swept,
        Listeners = [.. Listeners, .. _joining],
    });

    /// <summary>Nobody listens: the kind is left unread, and whoever comes back later is new.</summary>
    internal void Rest(WatchBatch batch)
    {
        if (_cursor.Listeners.Count > 0)
            Move(batch, _cursor with { Listeners = [] });
    }

    private void Move(WatchBatch batch, WatchCursor to)
    {
        var text = to.Write();
        if (text == _text)
            return;
        batch.Add(new JournalOperation.MoveCursor(_name, _text, text));
        (_cursor, _text) = (to, text);
    }
}
