using Automator.Benchmarks.Durability;
using Automator.Host.Journal;

namespace Automator.Benchmarks.Schedules;

/// <summary>Keeps nothing, and is done at once: what is left of a schedule is its timer.</summary>
internal sealed class NoJournal() : JournalAround(null!)
{
    public override Task<CommitResult> Commit(Fence fence, IReadOnlyList<JournalOperation> operations, CancellationToken cancellation) =>
        Task.FromResult(CommitResult.Done);

    public override IReadOnlyList<PauseRecord> Pauses(string account) => [];

    public override string? Cursor(string account, string name) => null;
}
