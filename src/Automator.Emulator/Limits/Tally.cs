namespace Automator.Emulator.Limits;

/// <summary>What one address asked of one class of requests.</summary>
internal abstract class Tally
{
    private DateTimeOffset _refusedUntil;

    /// <param name="max">How many a window.</param>
    /// <param name="window">How long one is.</param>
    /// <param name="losesTheNext">True: the window after the one overrun is refused whole. False: one window from the refusal on.</param>
    /// <param name="now">When the request came.</param>
    public Pace Take(int max, TimeSpan window, bool losesTheNext, DateTimeOffset now)
    {
        var flooding = now < _refusedUntil;
        var (count, horizon) = Count(now, window, flooding, max);
        if (!flooding && count > max) _refusedUntil = Overrun(now, horizon, window, losesTheNext);
        TimeSpan? wait = now < _refusedUntil ? _refusedUntil - now : null;
        return new Pace(max, count, horizon, wait, flooding);
    }

    /// <summary>The requests of the window that <paramref name="now"/> is in, this one included, and when that one ends.</summary>
    protected abstract (int Count, DateTimeOffset Horizon) Count(DateTimeOffset now, TimeSpan window, bool refused, int max);

    protected abstract DateTimeOffset Overrun(DateTimeOffset now, DateTimeOffset horizon, TimeSpan window, bool losesTheNext);
}

internal sealed class FixedTally(TimeSpan phase) : Tally
{
    private DateTimeOffset _start;
    private int _count;

    protected override (int Count, DateTimeOffset Horizon) Count(DateTimeOffset now, TimeSpan window, bool refused, int max)
    {
        var into = (now.UtcTicks - phase.Ticks) % window.Ticks;
        var start = new DateTimeOffset(now.UtcTicks - (into < 0 ? into + window.Ticks : into), TimeSpan.Zero);
        if (start != _start) (_start, _count) = (start, 0);
        return (++_count, start + window);
    }

    protected override DateTimeOffset Overrun(DateTimeOffset now, DateTimeOffset horizon, TimeSpan window, bool losesTheNext) =>
        losesTheNext ? horizon + window : now + window;
}

/// <summary>Remembers instants: as many as the limit allows, so that its memory is bounded.</summary>
internal sealed class SlidingTally : Tally
{
    private const int MostRemembered = 100_000;
    private readonly Queue<DateTimeOffset> _taken = new();

    protected override (int Count, DateTimeOffset Horizon) Count(DateTimeOffset now, TimeSpan window, bool refused, int max)
    {
        while (_taken.TryPeek(out var oldest) && now - oldest >= window) _taken.Dequeue();
        var count = _taken.Count + 1;

        // A refused request takes no place: waiting would never end.
        if (!refused && count <= Math.Min(max, MostRemembered)) _taken.Enqueue(now);
        return (count, (_taken.TryPeek(out var first) ? first : now) + window);
    }

    protected override DateTimeOffset Overrun(DateTimeOffset now, DateTimeOffset horizon, TimeSpan window, bool losesTheNext) => now + window;
}
