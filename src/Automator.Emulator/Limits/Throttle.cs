namespace Automator.Emulator.Limits;

/// <summary>What the answer says about its class of requests, and whether it is refused.</summary>
internal sealed record Pace(int Max, int Count, DateTimeOffset Horizon, TimeSpan? RetryAfter, bool Flooding);

/// <summary>
/// Counts the requests of each source address. Past a limit the window that follows is lost too. On the machine's clock,
/// not the account's: clients wait in real time.
/// </summary>
internal sealed class Throttle(EmulatorLimits limits, TimeProvider time)
{
    private const int MostAddresses = 10_000;
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Address, string Class), Tally> _tallies = [];
    private EmulatorLimits _limits = limits;

    /// <summary>Setting them begins all counts anew.</summary>
    public EmulatorLimits Limits
    {
        get
        {
            lock (_gate) return _limits;
        }

        set
        {
            lock (_gate)
            {
                _limits = value;
                _tallies.Clear();
            }
        }
    }

    public Pace Count(string address, bool isGet, bool identified)
    {
        var now = time.GetUtcNow();
        lock (_gate)
        {
            if (_tallies.Count > MostAddresses) _tallies.Clear();
            var own = Of(address, isGet ? "get" : "other").Take(isGet ? _limits.Gets : _limits.Others, _limits.Window, losesTheNext: true, now);
            if (identified) return own;
            var unidentified = Of(address, "unidentified").Take(_limits.Unidentified, _limits.UnidentifiedWindow, losesTheNext: false, now);
            return unidentified.RetryAfter is null ? own : unidentified;
        }
    }

    private Tally Of(string address, string kind)
    {
        if (!_tallies.TryGetValue((address, kind), out var tally))
            _tallies[(address, kind)] = tally = _limits.Windows == WindowKind.Sliding ? new SlidingTally() : new FixedTally(_limits.Phase);
        return tally;
    }
}
