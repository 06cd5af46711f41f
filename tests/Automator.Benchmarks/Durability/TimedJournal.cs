using System.Diagnostics;
using Automator.Host.Journal;

namespace Automator.Benchmarks.Durability;

/// <summary>Counts what a journal commits, and how long those who asked for it waited.</summary>
internal sealed class TimedJournal(IJournal inner) : JournalAround(inner)
{
    private long _ticks;
    private long _commits;

    internal (TimeSpan Waited, long Commits) SoFar => (Stopwatch.GetElapsedTime(0, Interlocked.Read(ref _ticks)), Interlocked.Read(ref _commits));

    public override async Task<CommitResult> Commit(Fence fence, IReadOnlyList<JournalOperation> operations, CancellationToken cancellation)
    {
        var from = Stopwatch.GetTimestamp();
        var result = await base.Commit(fence, operations, cancellation);
        Interlocked.Add(ref _ticks, Stopwatch.GetTimestamp() - from);
        Interlocked.Increment(ref _commits);
        return result;
    }
}
