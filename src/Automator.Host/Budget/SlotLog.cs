namespace Automator.Host.Budget;

/// <summary>
/// The exact log of one kind of request: how many are under way, and when each that is over gives its slot back. Times
/// are the provider's timestamps. Not thread-safe: the budget's lock guards it.
/// </summary>
internal sealed class SlotLog(int limit, TimeSpan window)
{
    private const int AtFirst = 1024;

    private readonly SlotReturns _returns = new(Math.Min(limit, AtFirst));
    private readonly ServerCount _server = new(window);

    internal int UnderWay { get; private set; }

    internal int Limit => Math.Min(limit, _server.Max);

    internal int Used(long now)
    {
        while (_returns.Count > 0 && _returns.At(0) <= now)
            _returns.RemoveFirst().Used--;
        return UnderWay + _returns.Count;
    }

    internal int HeldForOthers(long now) => _server.Others(now);

    internal string? Mismatch(long now) => _server.Mismatch(now, limit);

    internal int Free(long now) => Limit - Used(now) - HeldForOthers(now);

    internal void Take(Spender spender)
    {
        UnderWay++;
        spender.Used++;
    }

    internal void Release(Spender spender, long? until)
    {
        UnderWay--;
        if (until is { } time)
            _returns.Add(time, spender);
        else
            spender.Used--;
    }

    /// <summary>A slot that an earlier process took.</summary>
    internal void Restore(Spender spender, long until)
    {
        spender.Used++;
        _returns.Add(until, spender);
    }

    internal void Observe(ThrottleCount count, long until, long now) => _server.Observe(count, until, UnderWay, Used(now));

    /// <summary>When a slot may next come free by the passing of time alone; null when only an answer can free one.</summary>
    internal long? NextReturn(long now)
    {
        long? next = _returns.Count > 0 ? _returns.At(0) : null;
        return HeldForOthers(now) > 0 && !(next < _server.Until) ? _server.Until : next;
    }

    /// <summary>When each slot that is not under way comes back, for forecasts.</summary>
    internal IEnumerable<long> Returns => Enumerable.Range(0, _returns.Count).Select(_returns.At);

    /// <summary>The same with whose they are, for keeping.</summary>
    internal IEnumerable<(long At, string Name)> Taken => Enumerable.Range(0, _returns.Count).Select(index => (_returns.At(index), _returns.NameAt(index)));

    /// <summary>
    /// How long after one request the next one goes where they go as evenly as they can: at the fastest steady pace at which
    /// what is free and what comes back never runs out within a window.
    /// </summary>
    /// <param name="now">When the last one went.</param>
    /// <param name="free">What may be spent.</param>
    /// <param name="windowTicks">One window.</param>
    internal long Spacing(long now, int free, long windowTicks)
    {
        if (free <= 0)
            return 0; // What comes back next goes at once.
        var (held, heldUntil) = (HeldForOthers(now), _server.Until);
        var pace = double.MaxValue;
        var back = 0;
        for (; back < _returns.Count && _returns.At(back) is var at && at <= now + windowTicks; back++)
        {
            if (held > 0 && at >= heldUntil)
            {
                pace = Math.Min(pace, (free + back) / (double)Math.Max(1, heldUntil - now));
                (free, held) = (free + held, 0);
            }

            pace = Math.Min(pace, (free + back) / (double)Math.Max(1, at - now));
        }

        pace = Math.Min(pace, (free + held + _returns.Count) / (double)windowTicks);
        return (long)Math.Ceiling(1 / pace);
    }
}
