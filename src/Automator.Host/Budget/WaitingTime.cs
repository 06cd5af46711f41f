namespace Automator.Host.Budget;

/// <summary>How long somebody waited: the time in which at least one of his requests did.</summary>
internal sealed class WaitingTime(TimeProvider time)
{
    private readonly Lock _gate = new();
    private TimeSpan _before;
    private long _since;
    private int _waiting;

    internal TimeSpan Total
    {
        get
        {
            lock (_gate)
                return _waiting > 0 ? _before + time.GetElapsedTime(_since) : _before;
        }
    }

    /// <summary>What an earlier one counted.</summary>
    internal void Restore(TimeSpan total)
    {
        lock (_gate)
            _before += total;
    }

    internal async ValueTask<T> Of<T>(ValueTask<T> turn)
    {
        if (turn.IsCompleted)
            return await turn;
        Begin();
        try
        {
            return await turn;
        }
        finally
        {
            End();
        }
    }

    private void Begin()
    {
        lock (_gate)
        {
            if (_waiting++ == 0)
                _since = time.GetTimestamp();
        }
    }

    private void End()
    {
        lock (_gate)
        {
            if (--_waiting == 0)
                _before += time.GetElapsedTime(_since);
        }
    }
}
