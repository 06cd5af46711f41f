using Automator.Benchmarks.Durability;
using Automator.Host.Journal;

namespace Automator.Benchmarks.Sandboxes;

/// <summary>A journal that is given everything but the answers of calls.</summary>
internal sealed class NoAnswersKept(IJournal inner) : JournalAround(inner)
{
    public override Task<CommitResult> Commit(Fence fence, IReadOnlyList<JournalOperation> operations, CancellationToken cancellation)
    {
        var kept = operations.Where(operation => operation is not JournalOperation.AddAnswer).ToArray();
        return kept.Length == 0 ? Task.FromResult(CommitResult.Done) : base.Commit(fence, kept, cancellation);
    }
}
