namespace Automator.Host.Budget;

/// <summary>
/// What one account may be asked for, shared by everything in the host. Never more than the limit in any window, counted
/// as the server counts, whatever the delay between the two.
/// </summary>
internal sealed class RequestBudget : IDisposable
{
    private readonly Lock gate = new();
    private readonly TimeProvider time;
    private readonly BudgetOptions options;
    private readonly SlotLog reads;
    private readonly SlotLog writes;
    private readonly WaitingLine readers = new();
    private readonly WaitingLine writers = new();
    private readonly ITimer alarm;
    private long pausedUntil = long.MinValue;
    private DateTimeOffset pauseEnd;

    internal RequestBudget(BudgetOptions options, TimeProvider time)
    {
        if (options.Errors().ToList() is { Count: > 0 } errors)
            throw new ArgumentException(string.Join(' ', errors), nameof(options));
        this.options = options;
        this.time = time;
        reads = new SlotLog(options.Reads);
        writes = new SlotLog(options.Writes);
        alarm = time.CreateTimer(static budget => ((RequestBudget)budget!).Serve(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    internal BudgetState State
    {
        get
        {
            lock (gate)
            {
                var now = time.GetTimestamp();
                return new BudgetState
                {
                    Reads = Share(reads, readers, now),
                    Writes = Share(writes, writers, now),
                    PausedUntil = now < pausedUntil ? pauseEnd : null,
                };
            }
        }
    }

    /// <summary>True between a server's refusal and the instant it named: nothing may be sent, leased or not.</summary>
    internal bool IsPaused
    {
        get
        {
            lock (gate)
                return time.GetTimestamp() < pausedUntil;
        }
    }

    public void Dispose() => alarm.Dispose();

    internal ValueTask<BudgetLease> Acquire(RequestKind kind, RequestSource source, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
            return ValueTask.FromCanceled<BudgetLease>(cancellation);
        lock (gate)
        {
            var now = time.GetTimestamp();
            if (LineOf(kind).IsEmpty && now >= pausedUntil && LogOf(kind).TryTake(now))
                return ValueTask.FromResult(new BudgetLease(this, kind));
            var waiter = Enqueue(kind, source, cancellation);
            SetAlarm(now);
            return new ValueTask<BudgetLease>(waiter.Turn);
        }
    }

    /// <summary>Nothing is asked before this instant, by nobody. A pause is never shortened.</summary>
    internal void PauseUntil(DateTimeOffset instant)
    {
        lock (gate)
        {
            var now = time.GetTimestamp();
            var until = now + Ticks(instant - time.GetUtcNow());
            if (until <= now || until <= pausedUntil)
                return;
            (pausedUntil, pauseEnd) = (until, instant);
            SetAlarm(now);
        }
    }

    /// <summary>Takes in the server's own count, from an answer whose lease is not yet disposed.</summary>
    internal void Observe(RequestKind kind, ThrottleCount count)
    {
        lock (gate)
        {
            var now = time.GetTimestamp();
            var left = count.Horizon - time.GetUtcNow();
            if (left <= TimeSpan.Zero || left > options.Window)
                left = options.Window; // The two clocks disagree: no window is longer than one window.
            LogOf(kind).Observe(count, now + Ticks(left));
        }
    }

    internal void Release(RequestKind kind, RequestEnding ending)
    {
        lock (gate)
        {
            var now = time.GetTimestamp();
            var held = options.Window + options.Margin;
            LogOf(kind).Release(ending switch
            {
                RequestEnding.Answered => now + Ticks(held),
                RequestEnding.Lost => now + Ticks(held + options.Window),
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
        lock (gate)
        {
            // Not there when it was served in the same moment: then the lease is the caller's to give back.
            if (LineOf(kind).Remove(waiter))
                waiter.Cancel(cancellation);
        }
    }

    private void Serve()
    {
        lock (gate)
            ServeLocked(time.GetTimestamp());
    }

    private void ServeLocked(long now)
    {
        if (now >= pausedUntil)
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
        if (!readers.IsEmpty)
            next = Earlier(next, reads.NextReturn(now));
        if (!writers.IsEmpty)
            next = Earlier(next, writes.NextReturn(now));
        if (now < pausedUntil && !(readers.IsEmpty && writers.IsEmpty))
            next = pausedUntil;
        if (next is not { } at)
            return; // Nobody waits, or only an answer can help; a stale alarm finds nothing to do.
        // Rounded up to what a timer can do, so that it never rings a moment too early and then again.
        var wait = TimeSpan.FromMilliseconds(Math.Ceiling(Math.Max(0, time.GetElapsedTime(now, at).TotalMilliseconds)));
        alarm.Change(wait < Longest ? wait : Longest, Timeout.InfiniteTimeSpan);
    }

    private static TimeSpan Longest => TimeSpan.FromDays(1);

    private static TimeSpan Farthest => TimeSpan.FromDays(3650);

    private static long? Earlier(long? left, long? right) => left < right ? left : right ?? left;

    private long Ticks(TimeSpan span) => (long)Math.Ceiling(Math.Min(span.TotalSeconds, Farthest.TotalSeconds) * time.TimestampFrequency);

    private SlotLog LogOf(RequestKind kind) => kind == RequestKind.Read ? reads : writes;

    private WaitingLine LineOf(RequestKind kind) => kind == RequestKind.Read ? readers : writers;

    private static BudgetShare Share(SlotLog log, WaitingLine line, long now) => new()
    {
        Used = log.Used(now),
        Limit = log.Limit,
        HeldForOthers = log.HeldForOthers(now),
        WaitingByRule = line.CountByName(),
    };
}
