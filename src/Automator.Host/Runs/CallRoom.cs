namespace Automator.Host.Runs;

/// <summary>What the calls of one run may weigh together in the host's memory, from when they are read until they are answered.</summary>
internal sealed class CallRoom(long atMost)
{
    private readonly Lock _lock = new();
    private long _taken;
    private TaskCompletionSource? _waiting;

    /// <summary>Waits for room. One that is alone is let in whatever it weighs.</summary>
    internal async Task Enter(int weight)
    {
        while (Taken(weight) is { } waiting)
            await waiting;
    }

    internal void Leave(int weight)
    {
        TaskCompletionSource? waiting;
        lock (_lock)
        {
            _taken -= weight;
            (waiting, _waiting) = (_waiting, null);
        }

        waiting?.SetResult();
    }

    private Task? Taken(int weight)
    {
        lock (_lock)
        {
            if (_taken > 0 && _taken + weight > atMost)
                return (_waiting ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            _taken += weight;
            return null;
        }
    }
}
