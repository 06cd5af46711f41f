using Automator.Host.Budget;

namespace Automator.Host.Basecamp;

/// <summary>
/// Identical GETs that are under way together are one request with several answers. Whoever asked first pays: it is that
/// one's source that is counted, waits for its turn and is held against its run's limit, further tries included; those who
/// join pay nothing. One joins only those of one's own priority, so as never to wait in a lower one's place of the line. One that is cancelled
/// leaves the others their answer; the request ends with the last who waits. Where the first asker may not go on (its limit
/// is reached), the others ask for themselves. After a change of the account nobody joins what was asked before it.
/// </summary>
internal sealed class SharedGets(Func<string, RequestSource, CancellationToken, Task<HttpAnswer>> ask)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Path, RequestPriority Priority), Flight> _open = [];

    internal async Task<HttpAnswer> Get(string path, RequestSource source, CancellationToken cancellation)
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var flight = Board(path, source, out var isFirst);
            if (isFirst)
                _ = Fly(flight, path, source);
            try
            {
                return await flight.Answer.Task.WaitAsync(cancellation);
            }
            catch (Exception e) when (!isFirst && e is not CallFailedException && !cancellation.IsCancellationRequested)
            {
                // The first asker's own end, which is not this one's.
            }
            finally
            {
                await Leave(flight);
            }
        }
    }

    internal void ShareNoMore()
    {
        lock (_gate)
            _open.Clear();
    }

    private Flight Board(string path, RequestSource source, out bool isFirst)
    {
        var key = (path, source.Priority);
        lock (_gate)
        {
            isFirst = !_open.TryGetValue(key, out var flight);
            if (flight is null)
                _open.Add(key, flight = new Flight(key));
            flight.Waiting++;
            return flight;
        }
    }

    private async Task Fly(Flight flight, string path, RequestSource source)
    {
        var asking = Ask(path, source, flight.Stop.Token);
        await ((Task)asking).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (_gate)
            Close(flight);
        flight.Answer.SetFromTask(asking);
    }

    /// <summary>What it throws before it waits comes the same way as what it throws after.</summary>
    private async Task<HttpAnswer> Ask(string path, RequestSource source, CancellationToken cancellation) => await ask(path, source, cancellation);

    /// <summary>The last to leave a request that is still under way sees it ended.</summary>
    private async ValueTask Leave(Flight flight)
    {
        lock (_gate)
        {
            if (--flight.Waiting > 0)
                return;
            Close(flight);
        }

        if (!flight.Answer.Task.IsCompleted)
        {
            await flight.Stop.CancelAsync();
            await ((Task)flight.Answer.Task).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        flight.Stop.Dispose();
    }

    private void Close(Flight flight)
    {
        if (_open.TryGetValue(flight.Key, out var open) && open == flight)
            _open.Remove(flight.Key);
    }

    private sealed class Flight((string Path, RequestPriority Priority) key)
    {
        internal (string Path, RequestPriority Priority) Key => key;

        internal CancellationTokenSource Stop { get; } = new();

        internal TaskCompletionSource<HttpAnswer> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Guarded by the lock of all flights.</summary>
        internal int Waiting { get; set; }
    }
}
