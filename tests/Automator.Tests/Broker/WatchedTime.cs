using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace Automator.Tests.Broker;

/// <summary>A test's clock that tells when somebody begins to wait by it.</summary>
internal sealed class WatchedTime(DateTimeOffset start) : FakeTimeProvider(start)
{
    private readonly Channel<TimeSpan> _waits = Channel.CreateUnbounded<TimeSpan>();

    /// <returns>How long the next wait is, once it has begun.</returns>
    internal ValueTask<TimeSpan> NextWait() => _waits.Reader.ReadAsync(TestContext.Current.CancellationToken);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _waits.Writer.TryWrite(dueTime);
        return timer;
    }
}
