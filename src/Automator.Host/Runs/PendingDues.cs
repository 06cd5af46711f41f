using System.Collections.Concurrent;
using Automator.Host.Journal;

namespace Automator.Host.Runs;

/// <summary>
/// The dues of an account that nothing has acted on, by handler. They are read from the journal once each, as a rule, whoever journaled them; that
/// one is not pending any more is found by whoever acts on it.
/// </summary>
internal sealed class PendingDues(IJournal journal, string account)
{
    private readonly Dictionary<HandlerKey, HandlerDues> _handlers = [];
    private readonly Dictionary<string, DuePlace> _places = [];
    private readonly ConcurrentQueue<Due> _forgotten = [];
    private long _last;
    private bool _isToReadAgain;

    /// <summary>As they are now, with those that have arrived; it stays as it is until the next call.</summary>
    internal IReadOnlyCollection<HandlerDues> Refresh()
    {
        if (_isToReadAgain)
        {
            _handlers.Clear();
            _places.Clear();
            (_last, _isToReadAgain) = (0, false);
        }

        foreach (var (ordinal, due) in journal.PendingDues(account, _last))
        {
            var place = new DuePlace(due.At, ordinal);
            if (!_handlers.TryGetValue(HandlerKey.Of(due), out var dues))
                _handlers.Add(HandlerKey.Of(due), dues = new HandlerDues(due.Rule));
            dues.Add(place, due);
            _places.Add(due.Key, place);
            _last = ordinal;
        }

        while (_forgotten.TryDequeue(out var forgotten))
            Remove(forgotten);
        return _handlers.Values;
    }

    /// <summary>Somebody has acted on it. May be called by anybody.</summary>
    internal void Forget(Due due) => _forgotten.Enqueue(due);

    /// <summary>Who knows only that something is not as it was, has all of it read anew.</summary>
    internal void ReadAgain() => _isToReadAgain = true;

    private void Remove(Due due)
    {
        if (!_places.Remove(due.Key, out var place))
            return;
        var dues = _handlers[HandlerKey.Of(due)];
        dues.Remove(place, due);
        if (dues.All.Count == 0)
            _handlers.Remove(HandlerKey.Of(due));
    }
}
