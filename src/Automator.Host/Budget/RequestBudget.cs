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
    private readonly SlotLog _reads;
    private readonly SlotLog _writes;
    private readonly WaitingLine _readers = new();
    private readonly WaitingLine _writers = new();
    private readonly ITimer _alarm;
    private long _pausedUntil = long.MinValue;
    private DateTimeOffset _pauseEnd;

    internal RequestBudget(BudgetOptions options, TimeProvider time)
    {
        if (options.Errors().ToList() is { Count: > 0 } errors)
            throw new ArgumentException(string.Join(' ', errors), nameof(options));
        _options = options;
        _time = time;
        _reads = new SlotLog(options.Reads);
        _writes = new SlotLog(options.Writes);
        _alarm = time.CreateTimer(static budget => ((RequestBudget)budget!).Serve(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    internal BudgetState State
    {
        get
        {
            lock (_gate)
            {
                var now = _time.GetTimestamp();
                return new BudgetState
                {
                    Reads = Share(_reads, _readers, now),
                    Writes = Share(_writes, _writers, now),
                    PausedUntil = now < _pausedUntil ? _pauseEnd : null,
                };
            }
        }
    }

    /// <summary>True between a server's refusal and the instant it named: nothing may be sent, leased or not.</summary>
    internal bool IsPaused
    {
        get
        {
            lock (_gate)
                return _time.GetTimestamp() < _pausedUntil;
        }
    }

    public void Dispose() => _alarm.Dispose();

    internal ValueTask<BudgetLease> Acquire(RequestKind kind, RequestSource source, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
            return ValueTask.FromCanceled<BudgetLease>(cancellation);
        lock (_gate)
        {
            var now = _time.GetTimestamp();
            if (LineOf(kind).IsEmpty && now >= _pausedUntil && LogOf(kind).TryTake(now))
                return ValueTask.FromResult(new BudgetLease(this, kind));
            var waiter = Enqueue(kind, source, cancellation);
            SetAlarm(now);
            return new ValueTask<BudgetLease>(waiter.Turn);
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
            LogOf(kind).Observe(count, now + Ticks(left));
        }
    }

    internal void Release(RequestKind kind, RequestEnding ending)
    {
        lock (_gate)
        {
            var now = _time.GetTimestamp();
            var held = _options.Window + _options.Margin;
            LogOf(kind).Release(ending switch
            {
                RequestEnding.Answered => now + Ticks(held),
                RequestEnding.Lost => now + Ticks(held + _options.Window),
                _ => null,
            });
            ServeLocked(now);
        }
    }

    // Apart, so that the way without waiting needs no closure. The lock may be taken again by whoever holds it, which is
    // what happens when the token is cancelled already.
    private Waiter Enqueue(RequestKind kind, RequestSource source, CancellationToken cancellation)
    {
        var waiter = new Waiter(source);
        LineOf(kind).Add(waiter);
        waiter.Registration = cancellation.UnsafeRegister(_ => GiveUp(kind, waiter, cancellation), null);
        return waiter;
    }

    private void GiveUp(RequestKind kind, Waiter waiter, CancellationToken cancellation)
    {
        lock (_gate)
        {
            // Not there when it was served in the same moment: then the lease is the caller's to give back.
            if (LineOf(kind).Remove(waiter))
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
        var line = LineOf(kind);
        while (!line.IsEmpty && LogOf(kind).TryTake(now))
            line.Next().Serve(new BudgetLease(this, kind));
    }

    private void SetAlarm(long now)
    {
        long? next = null;
        if (!_readers.IsEmpty)
            next = Earlier(next, _reads.NextReturn(now));
        if (!_writers.IsEmpty)
            next = Earlier(next, _writes.NextReturn(now));
        if (now < _pausedUntil && !(_readers.IsEmpty && _writers.IsEmpty))
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

    private SlotLog LogOf(RequestKind kind) => kind == RequestKind.Read ? _reads : _writes;

    private WaitingLine LineOf(RequestKind kind) => kind == RequestKind.Read ? _readers : _writers;

    private static BudgetShare Share(SlotLog log, WaitingLine line, long now) => new()
    {
        Used = log.Used(now),
        Limit = log.Limit,
        HeldForOthers = log.HeldForOthers(now),
        WaitingByRule = line.CountByName(),
    };
}
