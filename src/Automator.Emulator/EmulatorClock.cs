namespace Automator.Emulator;

/// <summary>
/// What time it is in the accounts: the machine's, moved or stopped for a drill. Timers and limits stay on the machine's
/// clock, since clients wait in real time.
/// </summary>
internal sealed class EmulatorClock(TimeProvider machine) : TimeProvider
{
    private readonly Lock _gate = new();
    private TimeSpan _ahead;
    private DateTimeOffset? _stopped;

    public bool Frozen
    {
        get
        {
            lock (_gate) return _stopped is not null;
        }
    }

    public override TimeZoneInfo LocalTimeZone => machine.LocalTimeZone;
    public override long TimestampFrequency => machine.TimestampFrequency;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate) return _stopped ?? machine.GetUtcNow() + _ahead;
    }

    public override long GetTimestamp() => machine.GetTimestamp();
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => machine.CreateTimer(callback, state, dueTime, period);

    /// <summary>null leaves as it is.</summary>
    public void Set(DateTimeOffset? now, bool? frozen)
    {
        lock (_gate)
        {
            var at = now?.ToUniversalTime() ?? _stopped ?? machine.GetUtcNow() + _ahead;
            _ahead = at - machine.GetUtcNow();
            _stopped = frozen ?? _stopped is not null ? at : null;
        }
    }

    public void Advance(TimeSpan by) => Set(GetUtcNow() + by, null);

    public void FollowTheMachine()
    {
        lock (_gate) (_ahead, _stopped) = (TimeSpan.Zero, null);
    }
}
