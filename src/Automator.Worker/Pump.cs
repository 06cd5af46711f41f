namespace Automator.Worker;

/// <summary>Runs what the rule awaits on one thread, in the order in which it became ready.</summary>
internal sealed class Pump : SynchronizationContext
{
    private readonly Lock _lock = new();
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _ready = new();

    public override void Post(SendOrPostCallback d, object? state)
    {
        lock (_lock)
            _ready.Enqueue((d, state));
    }

    public override void Send(SendOrPostCallback d, object? state) => d(state);

    public override SynchronizationContext CreateCopy() => this;

    internal void Drain()
    {
        while (true)
        {
            (SendOrPostCallback Callback, object? State) next;
            lock (_lock)
            {
                if (!_ready.TryDequeue(out next))
                    return;
            }

            next.Callback(next.State);
        }
    }
}
