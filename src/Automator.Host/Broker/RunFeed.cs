using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Automator.Host.Broker;

/// <summary>
/// Hands the events of a run to those who follow its due. Nothing durable depends on it: who comes late reads the log.
/// </summary>
internal sealed class RunFeed
{
    private const int Kept = 10_000;

    private readonly ConcurrentDictionary<string, Channel<RunEvent>> _followers = new();

    internal int Followers => _followers.Count;

    /// <summary>Follows a due that is about to be added; the sequence ends with the run.</summary>
    internal async IAsyncEnumerable<RunEvent> Follow(
        string dueKey, Func<Task> begin, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var channel = Channel.CreateBounded<RunEvent>(new BoundedChannelOptions(Kept) { FullMode = BoundedChannelFullMode.DropOldest });
        _followers[dueKey] = channel;
        try
        {
            await begin();
            await foreach (var happened in channel.Reader.ReadAllAsync(cancellation))
            {
                yield return happened;
                if (happened is RunEvent.Ended or RunEvent.NotStarted)
                    yield break;
            }
        }
        finally
        {
            _followers.TryRemove(dueKey, out _);
        }
    }

    /// <summary>The host stops: who still follows hears no more.</summary>
    internal void Close()
    {
        foreach (var channel in _followers.Values)
            channel.Writer.TryComplete();
    }

    internal void Publish(string dueKey, RunEvent happened)
    {
        if (_followers.TryGetValue(dueKey, out var channel))
            channel.Writer.TryWrite(happened);
    }
}
