using Automator.Benchmarks.Durability;
using Automator.Benchmarks.Report;
using Automator.Host.Journal;

namespace Automator.Benchmarks.Schedules;

/// <summary>Measures how late each due is when it is kept.</summary>
internal sealed class LateJournal(IJournal inner) : JournalAround(inner)
{
    /// <summary>From the second that was due; null while nothing is measured.</summary>
    internal Sample? Lateness { get; set; }

    public override async Task<CommitResult> Commit(Fence fence, IReadOnlyList<JournalOperation> operations, CancellationToken cancellation)
    {
        var result = await base.Commit(fence, operations, cancellation);
        if (Lateness is { } lateness)
        {
            var now = TimeProvider.System.GetUtcNow();
            foreach (var due in operations.OfType<JournalOperation.AddDue>())
                lateness.Add(now - due.Due.At);
        }

        return result;
    }
}
