using System.Collections.Concurrent;

namespace Automator.Host.Processes;

/// <summary>
/// The workers of this host: at most so many at once, kept warm between runs, replaced after trouble or after enough runs.
/// </summary>
internal sealed class Lanes(ChildProgram program, int atMost, TimeProvider time) : IAsyncDisposable
{
    internal const int RunsPerWorker = 1_000;

    private readonly SemaphoreSlim _places = new(atMost);
    private readonly ConcurrentStack<Lane> _idle = new();
    private readonly ConcurrentDictionary<Lane, byte> _all = new();

    internal Lanes(int atMost, TimeProvider time) : this(ChildProgram.Worker, atMost, time)
    {
    }

    internal int AtMost => atMost;

    internal IReadOnlyCollection<Lane> All => (IReadOnlyCollection<Lane>)_all.Keys;

    /// <summary>Starts a worker ahead of the first run.</summary>
    internal async Task Warm(CancellationToken cancellation)
    {
        var lane = await Rent(cancellation);
        await Return(lane, healthy: true);
    }

    /// <exception cref="LaneException">A worker could not be started.</exception>
    internal async Task<Lane> Rent(CancellationToken cancellation)
    {
        await _places.WaitAsync(cancellation);
        try
        {
            while (_idle.TryPop(out var idle))
            {
                if (!idle.HasExited)
                    return idle;
                await Discard(idle);
            }

            var lane = await Lane.Start(program, time, cancellation);
            _all[lane] = 0;
            return lane;
        }
        catch
        {
            _places.Release();
            throw;
        }
    }

    /// <param name="lane">What <see cref="Rent"/> gave.</param>
    /// <param name="healthy">False when the worker was killed, did not end its run cleanly, or may still hold something of it.</param>
    internal async Task Return(Lane lane, bool healthy)
    {
        if (healthy && ++lane.RunsDone < RunsPerWorker && !lane.HasExited)
            _idle.Push(lane);
        else
            await Discard(lane);
        _places.Release();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var lane in _all.Keys)
            await Discard(lane);
        _places.Dispose();
    }

    private ValueTask Discard(Lane lane)
    {
        _all.TryRemove(lane, out _);
        return lane.DisposeAsync();
    }
}
