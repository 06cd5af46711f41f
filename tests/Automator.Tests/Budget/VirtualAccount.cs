using Automator.Emulator;
using Automator.Emulator.Limits;
using Automator.Host.Budget;
using Microsoft.Extensions.Time.Testing;

namespace Automator.Tests.Budget;

/// <summary>
/// Callers, the way to an account and the account's own throttle, on one virtual clock of whole milliseconds. The throttle
/// is the emulator's, and sees requests when they arrive.
/// </summary>
internal sealed class VirtualAccount : IDisposable
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 2, 9, 0, 3, TimeSpan.Zero));
    private readonly Throttle _throttle;
    private readonly RequestKind _kind;
    private readonly Func<Random, TimeSpan> _way;
    private readonly Random _dice = new(7);
    private readonly List<VirtualCaller> _callers = [];
    private readonly List<Trip> _trips = [];

    /// <param name="limits">What the account allows and how it counts.</param>
    /// <param name="kind">What all callers ask.</param>
    /// <param name="way">How long a request takes to arrive, and its answer to come back.</param>
    /// <param name="options">What we believe it allows.</param>
    internal VirtualAccount(EmulatorLimits limits, RequestKind kind, Func<Random, TimeSpan> way, BudgetOptions? options = null)
    {
        _throttle = new Throttle(limits, _time);
        (_kind, _way) = (kind, way);
        Budget = new RequestBudget(options ?? new BudgetOptions(), _time);
    }

    internal RequestBudget Budget { get; }

    internal int Refused { get; private set; }

    internal List<DateTimeOffset> Arrivals { get; } = [];

    internal DateTimeOffset Now => _time.GetUtcNow();

    /// <param name="name">A rule's.</param>
    /// <param name="priority">Who goes first.</param>
    /// <param name="atOnce">Calls it makes at the same time, each again as soon as it is answered.</param>
    /// <param name="every">How long it waits between two calls; it then makes one at a time.</param>
    internal VirtualCaller Add(string name, RequestPriority priority = RequestPriority.Schedule, int atOnce = 1, TimeSpan every = default)
    {
        var caller = new VirtualCaller(new RequestSource(name, priority: priority), atOnce, every, Now);
        _callers.Add(caller);
        return caller;
    }

    internal void Run(TimeSpan length)
    {
        for (var end = Now + length; Now < end; _time.Advance(TimeSpan.FromMilliseconds(1)))
            Settle();
    }

    public void Dispose() => Budget.Dispose();

    private void Settle()
    {
        bool moved;
        do
        {
            moved = Travel();
            foreach (var caller in _callers)
                moved |= caller.Step(Now, source => Budget.Acquire(_kind, source, CancellationToken.None).AsTask(), Leave);
        }
        while (moved);
    }

    private void Leave(VirtualCaller caller, BudgetLease lease) => _trips.Add(new Trip(caller, lease, Now + _way(_dice)));

    private bool Travel()
    {
        var moved = false;
        for (var i = _trips.Count - 1; i >= 0; i--)
        {
            if (_trips[i] is var trip && trip.Next > Now)
                continue;
            moved = true;
            if (trip.Pace is { } pace)
            {
                // The wire has whole seconds.
                Budget.Observe(_kind, new ThrottleCount(pace.Max, pace.Count, pace.Horizon.AddTicks(-(pace.Horizon.Ticks % TimeSpan.TicksPerSecond))));
                trip.Lease.Dispose();
                trip.Caller.Answered(Now);
                _trips.RemoveAt(i);
            }
            else
            {
                Arrivals.Add(Now);
                trip.Pace = _throttle.Count("here", _kind == RequestKind.Read, identified: true);
                Refused += trip.Pace.RetryAfter is null ? 0 : 1;
                trip.Next = Now + _way(_dice);
            }
        }

        return moved;
    }

    private sealed class Trip(VirtualCaller caller, BudgetLease lease, DateTimeOffset arrives)
    {
        internal VirtualCaller Caller => caller;

        internal BudgetLease Lease => lease;

        internal DateTimeOffset Next { get; set; } = arrives;

        internal Pace? Pace { get; set; }
    }
}

/// <summary>Somebody who calls again and again.</summary>
internal sealed class VirtualCaller(RequestSource source, int atOnce, TimeSpan every, DateTimeOffset start)
{
    private readonly List<(DateTimeOffset Asked, Task<BudgetLease> Lease)> _waiting = [];
    private DateTimeOffset _next = start;
    private int _open;

    internal string Name => source.Name;

    internal int Made { get; private set; }

    internal List<TimeSpan> Waits { get; } = [];

    internal void Answered(DateTimeOffset now)
    {
        _open--;
        _next = now + every > _next + every ? _next + every : now + every;
    }

    internal bool Step(DateTimeOffset now, Func<RequestSource, Task<BudgetLease>> acquire, Action<VirtualCaller, BudgetLease> leave)
    {
        var moved = false;
        while (_open < atOnce && _next <= now)
        {
            _waiting.Add((now, acquire(source)));
            _open++;
            moved = true;
        }

        for (var i = _waiting.Count - 1; i >= 0; i--)
        {
            if (!_waiting[i].Lease.IsCompleted)
                continue;
            Made++;
            Waits.Add(now - _waiting[i].Asked);
            leave(this, _waiting[i].Lease.GetAwaiter().GetResult());
            _waiting.RemoveAt(i);
            moved = true;
        }

        return moved;
    }
}
