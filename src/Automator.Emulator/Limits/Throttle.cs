namespace Automator.Emulator.Limits;

/// <summary>What the answer says about its class of requests, and whether it is refused.</summary>
internal sealed record Pace(int Max, int Count, DateTimeOffset Horizon, TimeSpan? RetryAfter, bool Flooding);

/// <summary>Counts the requests of each source address in fixed windows. Past a limit the window that follows is lost too.</summary>
internal sealed class Throttle(EmulatorLimits limits, TimeProvider time)
{
    private const int MostAddresses = 10_000;
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Address, string Class), Tally> _tallies = [];

    public Pace Count(string address, bool isGet, bool identified)
    {
        var now = time.GetUtcNow();
        lock (_gate)
        {
            var own = Take(address, isGet ? "get" : "other", isGet ? limits.Gets : limits.Others, limits.Window, limits.Window, now);
            if (identified) return own;
            var unidentified = Take(address, "unidentified", limits.Unidentified, limits.UnidentifiedWindow, null, now);
            return unidentified.RetryAfter is null ? own : unidentified;
        }
    }

    /// <param name="lost">How long past the window a refusal lasts; null: one whole window from the refusal on.</param>
    private Pace Take(string address, string kind, int max, TimeSpan window, TimeSpan? lost, DateTimeOffset now)
    {
        if (_tallies.Count > MostAddresses) _tallies.Clear();
        if (!_tallies.TryGetValue((address, kind), out var tally)) _tallies[(address, kind)] = tally = new Tally();
        var start = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % window.Ticks), TimeSpan.Zero);
        if (tally.Start != start) (tally.Start, tally.Count) = (start, 0);
        tally.Count++;
        var flooding = now < tally.RefusedUntil;
        if (!flooding && tally.Count > max) tally.RefusedUntil = lost is { } extra ? start + window + extra : now + window;
        TimeSpan? wait = now < tally.RefusedUntil ? tally.RefusedUntil - now : null;
        return new Pace(max, tally.Count, start + window, wait, flooding);
    }

    private sealed class Tally
    {
        public DateTimeOffset Start { get; set; }
        public int Count { get; set; }
        public DateTimeOffset RefusedUntil { get; set; }
    }
}
