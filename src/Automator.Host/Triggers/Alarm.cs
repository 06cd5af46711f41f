using System.Threading.Channels;

namespace Automator.Host.Triggers;

/// <summary>Sleeps until a time has passed or somebody rings. Rings while nobody sleeps are kept, as one.</summary>
internal sealed class Alarm : IDisposable
{
    private readonly Channel<bool> _rings = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly ITimer _timer;

    internal Alarm(TimeProvider time) =>
        _timer = time.CreateTimer(_ => Ring(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    internal void Ring() => _rings.Writer.TryWrite(true);

    internal async Task Wait(TimeSpan atMost, CancellationToken cancellation)
    {
        _timer.Change(atMost, Timeout.InfiniteTimeSpan);
        await _rings.Reader.ReadAsync(cancellation);
        _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => _timer.Dispose();
}
