using Microsoft.AspNetCore.Connections;

namespace Automator.Emulator.Sites;

/// <summary>
/// A client may close its half of the connection once it has said all, and wait for the answer. The web server takes that
/// for a client that went away, and drops what is on its way: here it is told a while later.
/// </summary>
internal static class HalfClosed
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static Func<ConnectionDelegate, ConnectionDelegate> WaitsForItsAnswer(TimeProvider time) => next => async connection =>
    {
        using var gone = new CancellationTokenSource();
        await using var patience = time.CreateTimer(_ => gone.Cancel(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        await using var closed = connection.ConnectionClosed.Register(() => patience.Change(Patience, Timeout.InfiniteTimeSpan));
        connection.ConnectionClosed = gone.Token;
        await next(connection);
    };
}
