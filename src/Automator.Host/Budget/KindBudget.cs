namespace Automator.Host.Budget;

/// <summary>
/// One kind of request: the log of its slots, those who wait for one, and the pace at which they go. Times are the
/// provider's timestamps. Not thread-safe: the budget's lock guards it.
/// </summary>
internal sealed class KindBudget
{
    private const int SmallestWithReserve = 20;

    /// <summary>The part of a window by which a timer may be late and the pace still be kept.</summary>
    private const int LatePart = 40;

    /// <summary>Windows for which a person who asked once is taken to be there still.</summary>
    private const int PersonStays = 6;

    /// <summary>The share of a window that is kept for persons at most, however much they ask for.</summary>
    private const double MostForPersons = 0.25;

    private readonly BudgetOptions _options;
    private readonly RequestKind _kind;
    private readonly SlotLog _log;
    private readonly WaitingLine _line;
    private readonly Queue<long> _personTakes = new();
    private readonly long _window;
    private readonly long _held;
    private long _nextEven = long.MinValue;
    private long _personUntil = long.MinValue;

    internal KindBudget(RequestKind kind, BudgetOptions options, Func<TimeSpan, long> ticks)
    {
        (_kind, _options) = (kind, options);
        _log = new SlotLog(kind == RequestKind.Read ? options.Reads : options.Writes, options.Window);
        _line = new WaitingLine(options.Rules, kind);
        _window = ticks(options.Window);
        _held = ticks(options.Window + options.Margin);
    }

    internal bool IsAwaited => !_line.IsEmpty;

    /// <summary>Without waiting, where nobody waits.</summary>
    internal Spender? TryTake(RequestSource source, long now)
    {
        if (source.Priority == RequestPriority.Person)
            _personUntil = now + (PersonStays * _window);
        if (IsAwaited || !IsOpenTo(source.Priority, OpennessAt(now)))
            return null;
        var spender = _line.SpenderOf(source.Name);
        if (spender.IsAtCeiling)
            return null;
        Take(spender, source.Priority, now);
        return spender;
    }

    internal Waiter Add(RequestSource source) => _line.Add(source);

    internal bool Remove(Waiter waiter) => _line.Remove(waiter);

    /// <summary>Out of the line and with a slot; null when nobody can be served now.</summary>
    internal Waiter? Next(long now)
    {
        if (_line.IsEmpty || OpennessAt(now) is var openness && openness == Openness.Nobody)
            return null;
        var next = _line.Next(openness);
        if (next is not null)
            Take(next.Spender, next.Priority, now);
        return next;
    }

    internal void Release(Spender spender, RequestEnding ending, long now) => _log.Release(spender, ending switch
    {
        RequestEnding.Answered => now + _held,
        RequestEnding.Lost => now + _held + _window,
        _ => null,
    });

    /// <summary>For the next process. Of what is under way nobody will know when it arrived.</summary>
    internal IEnumerable<(long Until, string Name)> Taken(long now) => _log.Taken.Where(slot => slot.At > now)
        .Concat(Enumerable.Repeat((now + _held + _window, "under way at the last stop"), _log.UnderWay));

    internal void Restore(string name, long until) => _log.Restore(_line.SpenderOf(name), until);

    /// <summary>Takes all there is as spent just now.</summary>
    internal void Exhaust(string name, long now)
    {
        for (var free = _log.Free(now); free > 0; free--)
            Restore(name, now + _held);
    }

    internal void Observe(ThrottleCount count, long until, long now) => _log.Observe(count, until, now);

    /// <summary>When time alone may next let somebody go who waits; null when only an answer can.</summary>
    internal long? NextChance(long now)
    {
        var next = _log.NextReturn(now);
        return _nextEven > now && _log.Free(now) > 0 && !(next < _nextEven) ? _nextEven : next;
    }

    /// <summary>When the last of so many more calls goes, if who waits now goes on asking, nobody else comes, and no answer takes long.</summary>
    internal long Forecast(string name, RequestPriority priority, int calls, long from) => ForecastOf(_line.Ahead(name, priority, calls), from);

    internal BudgetShare State(long now, Func<long, DateTimeOffset> instant, long from) => new()
    {
        Used = _log.Used(now),
        UnderWay = _log.UnderWay,
        Limit = _log.Limit,
        Reserve = ReserveAt(now),
        HeldForOthers = _log.HeldForOthers(now),
        Mismatch = _log.Mismatch(now),
        UsedByRule = _line.Spenders.Where(spender => spender.Used > 0).ToDictionary(spender => spender.Name, spender => spender.Used),
        WaitingByRule = _line.Spenders.Where(spender => spender.Waiting.Count > 0).ToDictionary(spender => spender.Name, spender => spender.Waiting.Count),
        WaitingUntil = _line.IsEmpty ? null : instant(ForecastOf(_line.Count, from)),
    };

    private static bool IsOpenTo(RequestPriority priority, Openness openness) => priority switch
    {
        RequestPriority.Person => openness != Openness.Nobody,
        RequestPriority.Watch => openness >= Openness.Watch,
        _ => openness == Openness.All,
    };

    private Openness OpennessAt(long now)
    {
        var free = _log.Free(now);
        if (free <= 0)
            return Openness.Nobody;
        if (IsPaced(free) && now < _nextEven)
            return Openness.Persons;
        return free > ReserveAt(now) ? Openness.All : Openness.Watch;
    }

    /// <summary>The account watch only reads: a reserve of writes is for persons, and would be lost where there are none.</summary>
    private int ReserveAt(long now)
    {
        var isNeeded = _kind == RequestKind.Read || now < _personUntil;
        return isNeeded && _log.Limit >= SmallestWithReserve && _options.Reserve > 0
            ? Math.Max(Math.Max(1, (int)(_log.Limit * _options.Reserve)), ForPersons(now))
            : 0;
    }

    /// <summary>What persons take until the next slot comes back, if they go on as they did within the last window.</summary>
    private int ForPersons(long now)
    {
        ForgetPersonsBefore(now - _window);
        if (_personTakes.Count == 0 || _log.NextReturn(now) is not { } next)
            return 0;
        var left = Math.Clamp(next - now, 0, _window);
        var seen = Math.Max(now - _personTakes.Peek(), _window / 4); // Of a shorter time nothing can be said.
        return (int)Math.Min(_log.Limit * MostForPersons, Math.Ceiling(_personTakes.Count * (left / (double)seen)));
    }

    private void ForgetPersonsBefore(long instant)
    {
        while (_personTakes.TryPeek(out var at) && at <= instant)
            _personTakes.Dequeue();
    }

    private bool IsPaced(int free) => _options.AtOnce < 1 && _log.Limit - free >= _log.Limit * _options.AtOnce;

    private void Take(Spender spender, RequestPriority priority, long now)
    {
        _log.Take(spender);
        if (priority == RequestPriority.Person)
        {
            ForgetPersonsBefore(now - _window);
            _personTakes.Enqueue(now);
        }

        if (priority != RequestPriority.Person && _log.Free(now) is var free && IsPaced(free))
        {
            // From when it was to go, not from when the timer rang: what each is late would add up. A machine that was busy
            // for a moment makes up for it.
            var spacing = _log.Spacing(now, free - ReserveAt(now), _window);
            _nextEven = (_nextEven > now - Math.Max(spacing, _window / LatePart) ? _nextEven : now) + spacing;
        }
    }

    private long ForecastOf(int calls, long from)
    {
        var limit = Math.Max(1, _log.Limit - _log.HeldForOthers(from) - ReserveAt(from));
        var atOnce = Math.Max(0, (int)(limit * _options.AtOnce) - _log.UnderWay - _log.Returns.Count(at => at > from));
        var paced = _options.AtOnce < 1 && calls > atOnce ? from + (long)((calls - atOnce) * (_held / (double)limit)) : from;
        return Math.Max(paced, new SlotForecast(_log.Returns, limit, _held).Last(calls, from, _log.UnderWay));
    }
}
