namespace Automator.Host.Budget;

/// <summary>
/// What one account may be asked for, shared by everything in the host. Never more than the limit in any window, counted
/// as the server counts, whatever the delay between the two.
/// </summary>
internal sealed class RequestBudget : IDisposable
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly BudgetOptions _options;
    private readonly KindBudget _reads;
    private readonly KindBudget _writes;
    private readonly ITimer _alarm;
    private long _pausedUntil = long.MinValue;
    private DateTimeOffset _pauseEnd;

    internal RequestBudget(BudgetOptions options, TimeProvider time)
    {
        if (options.Errors().ToList() is { Count: > 0 } errors)
            throw new ArgumentException(string.Join(' ', errors), nameof(options));
        _options = options;
        _time = time;
        _reads = new KindBudget(RequestKind.Read, options, Ticks);
        _writes = new KindBudget(RequestKind.Write, options, Ticks);
        _alarm = time.CreateTimer(static budget => ((RequestBudget)budget!).Serve(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    internal BudgetState State
    {
        get
        {
            lock (_gate)
            {
                var now = _time.GetTimestamp();
                var instant = Instants(now);
                return new BudgetState
                {
                    Reads = _reads.State(now, instant, Math.Max(now, _pausedUntil)),
                    Writes = _writes.State(now, instant, Math.Max(now, _pausedUntil)),
                    PausedUntil = now < _pausedUntil ? _pauseEnd : null,
                };
            }
        }
    }

    /// <summary>Told of each pause that is longer than those before it, outside of the budget's lock.</summary>
    internal Action<DateTimeOffset>? Paused { get; set; }

    /// <summary>True between a server's refusal and the instant it named: nothing may be sent, leased or not.</summary>
    internal bool IsPaused
    {
        get
        {
            lock (_gate)
                return _time.GetTimestamp() < _pausedUntil;
        }
    }

    /// <summary>What is spent, for the process that comes after this one.</summary>
    internal BudgetCount Count
    {
        get
        {
            lock (_gate)
            {
                var now = _time.GetTimestamp();
                var instant = Instants(now);
                return new BudgetCount
                {
                    Reads = [.. _reads.Taken(now).Select(slot => new TakenSlot(slot.Name, instant(slot.Until)))],
                    Writes = [.. _writes.Taken(now).Select(slot => new TakenSlot(slot.Name, instant(slot.Until)))],
                    PausedUntil = now < _pausedUntil ? _pauseEnd : null,
                };
            }
        }
    }

    public void Dispose() => _alarm.Dispose();

    /// <summary>Takes over what an earlier process has spent.</summary>
    internal void Restore(BudgetCount count)
    {
        lock (_gate)
        {
            Restore(_reads, count.Reads);
            Restore(_writes, count.Writes);
        }

        if (count.PausedUntil is { } until)
            PauseUntil(until);
    }

    /// <summary>After a crash: all reads are taken as made just now, and those writes that are known of.</summary>
    /// <param name="writes">When each was answered; null where it is not known whether it was.</param>
    internal void RestoreUnknown(IReadOnlyList<DateTimeOffset?> writes)
    {
        const string Name = "before the crash";
        var held = _options.Window + _options.Margin;
        lock (_gate)
        {
            _reads.Exhaust(Name, _time.GetTimestamp());
            var now = _time.GetUtcNow();
            Restore(_writes, [.. writes.Select(answered => new TakenSlot(Name, answered is { } at ? at + held : now + held + _options.Window))]);
        }
    }

    internal ValueTask<BudgetLease> Acquire(RequestKind kind, RequestSource source, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
            return ValueTask.FromCanceled<BudgetLease>(cancellation);
        lock (_gate)
        {
            var now = _time.GetTimestamp();
            if (now >= _pausedUntil && Of(kind).TryTake(source, now) is { } spender)
                return ValueTask.FromResult(new BudgetLease(this, kind, spender));
            var waiter = Enqueue(kind, source, cancellation);
            // Others may wait for what is not open to them, and is to this one.
            ServeLocked(now);
            return new ValueTask<BudgetLease>(waiter.Turn);
        }
    }

    /// <summary>When the last of so many calls, asked for now, would be let go: an estimate, for people.</summary>
    internal DateTimeOffset Forecast(RequestKind kind, RequestSource source, int calls)
    {
        lock (_gate)
        {
            var now = _time.GetTimestamp();
            return Instants(now)(Of(kind).Forecast(source.Name, source.Priority, calls, Math.Max(now, _pausedUntil)));
        }
    }

    /// <summary>Nothing is asked before this instant, by nobody. A pause is never shortened.</summary>
    internal void PauseUntil(DateTimeOffset instant)
    {
        lock (_gate)
        {
            var now = _time.GetTimestamp();
            var until = now + Ticks(instant - _time.GetUtcNow());
            if (until <= now || until <= _pausedUntil)
                return;
            (_pausedUntil, _pauseEnd) = (until, instant);
            SetAlarm(now);
        }

        Paused?.Invoke(instant);
    }

    /// <summary>Takes in the server's own count, from an answer whose lease is not yet disposed.</summary>
    internal void Observe(RequestKind kind, ThrottleCount count)
    {
        lock (_gate)
        {
            var now = _time.GetTimestamp();
            var left = count.Horizon - _time.GetUtcNow();
            if (left <= TimeSpan.Zero || left > _options.Window)
                left = _options.Window; // The two clocks disagree: no window is longer than one window.
            Of(kind).Observe(count, now + Ticks(left), now);
        }
    }

    internal void Release(RequestKind kind, Spender spender, RequestEnding ending)
    {
        lock (_gate)
        {
            var now = _time.GetTimestamp();
            Of(kind).Release(spender, ending, now);
            ServeLocked(now);
        }
    }

    // Apart, so that the way without waiting needs no closure. The lock may be taken again by whoever holds it, which is
    // what happens when the token is cancelled already.
    private Waiter Enqueue(RequestKind kind, RequestSource source, CancellationToken cancellation)
    {
        var waiter = Of(kind).Add(source);
        waiter.Registration = cancellation.UnsafeRegister(_ => GiveUp(kind, waiter, cancellation), null);
        return waiter;
    }

    private void GiveUp(RequestKind kind, Waiter waiter, CancellationToken cancellation)
    {
        lock (_gate)
        {
            // Not there when it was served in the same moment: then the lease is the caller's to give back.
            if (Of(kind).Remove(waiter))
                waiter.Cancel(cancellation);
        }
    }

    private void Serve()
    {
        lock (_gate)
            ServeLocked(_time.GetTimestamp());
    }

    private void ServeLocked(long now)
    {
        if (now >= _pausedUntil)
        {
            ServeLine(RequestKind.Read, now);
            ServeLine(RequestKind.Write, now);
        }

        SetAlarm(now);
    }

    private void ServeLine(RequestKind kind, long now)
    {
        while (Of(kind).Next(now) is { } next)
            next.Serve(new BudgetLease(this, kind, next.Spender));
    }

    private void SetAlarm(long now)
    {
        long? next = null;
        if (_reads.IsAwaited)
            next = Earlier(next, _reads.NextChance(now));
        if (_writes.IsAwaited)
            next = Earlier(next, _writes.NextChance(now));
        if (now < _pausedUntil && (_reads.IsAwaited || _writes.IsAwaited))
            next = _pausedUntil;
        if (next is not { } at)
            return; // Nobody waits, or only an answer can help; a stale alarm finds nothing to do.
        // Rounded up to what a timer can do, so that it never rings a moment too early and then again.
        var wait = TimeSpan.FromMilliseconds(Math.Ceiling(Math.Max(0, _time.GetElapsedTime(now, at).TotalMilliseconds)));
        _alarm.Change(wait < Longest ? wait : Longest, Timeout.InfiniteTimeSpan);
    }

    private static TimeSpan Longest => TimeSpan.FromDays(1);

    private static TimeSpan Farthest => TimeSpan.FromDays(3650);

    private static long? Earlier(long? left, long? right) => left < right ? left : right ?? left;

    private long Ticks(TimeSpan span) => (long)Math.Ceiling(Math.Min(span.TotalSeconds, Farthest.TotalSeconds) * _time.TimestampFrequency);

    private KindBudget Of(RequestKind kind) => kind == RequestKind.Read ? _reads : _writes;

    private void Restore(KindBudget kind, IReadOnlyList<TakenSlot> slots)
    {
        var (now, instant) = (_time.GetTimestamp(), _time.GetUtcNow());
        // Where the clock was set back meanwhile: no slot is taken for longer than a lost answer takes it.
        var longest = 2 * _options.Window + _options.Margin;
        foreach (var slot in slots.Where(slot => slot.Until > instant))
            kind.Restore(slot.Name, now + Ticks(slot.Until - instant < longest ? slot.Until - instant : longest));
    }

    /// <summary>Timestamps near now, as instants.</summary>
    private Func<long, DateTimeOffset> Instants(long now)
    {
        var instant = _time.GetUtcNow();
        return at => instant + TimeSpan.FromSeconds((at - now) / (double)_time.TimestampFrequency);
    }
}
