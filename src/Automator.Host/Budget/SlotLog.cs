namespace Automator.Host.Budget;

/// <summary>
/// The exact log of one kind of request: how many are under way, and when each that is over gives its slot back. Times
/// are the provider's timestamps. Not thread-safe: the budget's lock guards it.
/// </summary>
internal sealed class SlotLog(int limit)
{
    // A heap, not a ring: a lost request gives its slot back later than one answered after it.
    private readonly PriorityQueue<int, long> _returns = new(limit);
    private int _lowered = int.MaxValue;
    private DateTimeOffset _horizon;
    private int _answeredInHorizon;
    private int _others;
    private long _othersUntil;

    internal int UnderWay { get; private set; }

    internal int Limit => Math.Min(limit, _lowered);

    internal int Used(long now)
    {
        GiveBack(now);
        return UnderWay + _returns.Count;
    }

    internal int HeldForOthers(long now) => now < _othersUntil ? _others : 0;

    internal bool TryTake(long now)
    {
        if (Used(now) + HeldForOthers(now) >= Limit)
            return false;
        UnderWay++;
        return true;
    }

    internal void Release(long? until)
    {
        UnderWay--;
        if (until is { } time)
            _returns.Enqueue(0, time);
    }

    /// <summary>
    /// The server's windows are told apart by their horizon, so no clocks are compared: of its count, ours are at most the
    /// answers that carried this horizon and all that is under way.
    /// </summary>
    internal void Observe(ThrottleCount count, long until)
    {
        if (count.Horizon < _horizon)
            return;
        if (count.Horizon > _horizon)
        {
            _horizon = count.Horizon;
            _answeredInHorizon = 0;
            _others = 0;
        }

        _answeredInHorizon++;
        _othersUntil = until;
        _lowered = count.Max > 0 ? count.Max : int.MaxValue;
        // The request whose answer this is counts as answered already and is still under way: once is enough.
        var ours = _answeredInHorizon + UnderWay - 1;
        _others = Math.Max(_others, Math.Min(count.Count - ours, Limit));
    }

    /// <summary>When a slot may next come free by the passing of time alone; null when only an answer can free one.</summary>
    internal long? NextReturn(long now)
    {
        long? next = _returns.TryPeek(out _, out var first) ? first : null;
        return HeldForOthers(now) > 0 && !(next < _othersUntil) ? _othersUntil : next;
    }

    private void GiveBack(long now)
    {
        while (_returns.TryPeek(out _, out var time) && time <= now)
            _returns.Dequeue();
    }
}
