namespace Automator.Host.Rules;

/// <summary>Collects hints that something changed, and lets one wait for the quiet after the last of them.</summary>
internal sealed class QuietTime : IDisposable
{
    private readonly Lock _lock = new();
    private readonly TimeSpan _quiet;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private TaskCompletionSource _rest = NewRest();
    private bool _isStirred;

    internal QuietTime(TimeSpan quiet, TimeProvider time)
    {
        _quiet = quiet;
        _time = time;
        _timer = time.CreateTimer(_ => ComeToRest(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>True from a hint on until somebody has waited for the quiet after it.</summary>
    internal bool IsStirred
    {
        get
        {
            lock (_lock)
                return _isStirred;
        }
    }

    /// <summary>Something may have changed; from any thread. The quiet begins anew.</summary>
    internal void Hint()
    {
        lock (_lock)
            _isStirred = true;
        _timer.Change(_quiet, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Waits for hints to come and to cease, or for a time, whichever is first.</summary>
    /// <returns>Whether there were hints.</returns>
    internal async Task<bool> Wait(TimeSpan atMost, CancellationToken cancellation)
    {
        try
        {
            Task rest;
            lock (_lock)
                rest = _rest.Task;
            if (atMost > TimeSpan.Zero)
                await rest.WaitAsync(atMost, _time, cancellation);
        }
        catch (TimeoutException)
        {
            // What moves without end is looked at all the same.
        }

        lock (_lock)
        {
            var wasStirred = _isStirred;
            _isStirred = false;
            if (_rest.Task.IsCompleted)
                _rest = NewRest();
            return wasStirred;
        }
    }

    public void Dispose() => _timer.Dispose();

    private void ComeToRest()
    {
        lock (_lock)
            _rest.TrySetResult();
    }

    private static TaskCompletionSource NewRest() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
