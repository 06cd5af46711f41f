using System.Threading.Channels;
using Automator.Host.Journal;

namespace Automator.Host.Runs;

/// <summary>
/// The way in for everything that fires: the dues and whatever belongs to them (a cursor, what a watch has seen) are
/// journaled in one batch, and only then is anything started.
/// </summary>
internal sealed class DueQueue(IJournal journal, Fence fence)
{
    private readonly Channel<bool> _arrived = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    internal async Task<CommitResult> Add(IReadOnlyList<JournalOperation> batch, CancellationToken cancellation)
    {
        var result = await journal.Commit(fence, batch, cancellation);
        if (result == CommitResult.Done)
            Poke();
        return result;
    }

    /// <summary>Says that there may be something to start.</summary>
    internal void Poke() => _arrived.Writer.TryWrite(true);

    internal async Task Wait(CancellationToken cancellation) => await _arrived.Reader.ReadAsync(cancellation);
}
