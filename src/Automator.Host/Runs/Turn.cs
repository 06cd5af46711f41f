using Automator.Host.Journal;
using Automator.Sdk;
using Automator.Sdk.Protocol;

namespace Automator.Host.Runs;

/// <summary>Whether a due may start beside what its handler is at.</summary>
internal abstract record Turn
{
    internal sealed record Now : Turn;

    internal sealed record Later : Turn;

    /// <param name="Reason">For people.</param>
    internal sealed record Never(string Reason) : Turn;

    /// <param name="Run">Under way: it is to give way, if it has changed nothing.</param>
    internal sealed record InPlaceOf(OpenRun Run) : Turn;

    /// <param name="group">What is due.</param>
    /// <param name="handler">Its handler, in the version that would run.</param>
    /// <param name="open">The handler's runs that have not ended.</param>
    /// <param name="before">How many dues of the same key wait before it.</param>
    /// <param name="behind">Whether any waits behind it.</param>
    internal static Turn Of(DueGroup group, HandlerDefinition handler, IReadOnlyList<OpenRun> open, int before, bool behind)
    {
        var same = open.Where(run => run.Run.Subject == group.Subject).ToList();
        return handler.Overlap switch
        {
            Overlap.Skip when same is [var busy, ..] && !IsMadeUpFor(group.First, handler, busy.Run) => Skipped(busy.Run),
            Overlap.QueueOne when same.Count + before > 1 => new Never("Skipped: another due of the same handler was waiting already."),
            Overlap.Restart when behind => new Never("Skipped: a newer due of the same handler has come."),
            Overlap.Restart when same is [var busy, ..] => new InPlaceOf(busy),
            Overlap.Parallel => open.Count < handler.AtMost ? new Now() : new Later(),
            _ when same.Count > 0 => new Later(),
            _ => group.Subject is null || open.Count < handler.AtMost ? new Now() : new Later(),
        };
    }

    private static Never Skipped(RunRecord busy) => new($"Skipped: run {busy.Id} of the same handler was still under way.");

    /// <summary>Missed fires each of which is to be made up for were all due before the first of them ran.</summary>
    private static bool IsMadeUpFor(Due due, HandlerDefinition handler, RunRecord busy) => due.At < busy.StartedAt && handler.Misfire == Misfire.All;
}
