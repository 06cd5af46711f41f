using Automator.Benchmarks.Durability;
using Automator.Host.Journal;

namespace Automator.Benchmarks.Storms;

/// <summary>A journal at whose every use the host may be killed.</summary>
internal sealed class DeadlyJournal(IJournal inner, KillSwitch kill) : JournalAround(inner)
{
    private const int Branches = 5;

    private int _underWay;
    private bool _runsWereFollowed;

    public override async Task<Fence> Take(string account, string? identity, CancellationToken cancellation)
    {
        var fence = await base.Take(account, identity, cancellation);
        kill.Pass(KillPoints.Taken);
        kill.Enter(KillPoints.Anywhere);
        return fence;
    }

    public override async Task<CommitResult> Commit(Fence fence, IReadOnlyList<JournalOperation> operations, CancellationToken cancellation)
    {
        Pass(operations, isBefore: true);
        var result = await base.Commit(fence, operations, cancellation);
        Pass(operations, isBefore: false);
        if (Interlocked.Add(ref _underWay, operations.Sum(Change)) >= Branches)
            kill.Pass(KillPoints.InBranches);
        return result;
    }

    public override IReadOnlyList<RunRecord> RunsIn(string account, RunStatus status)
    {
        var runs = base.RunsIn(account, status);
        if (runs.Count > 0)
            kill.Pass(KillPoints.Found);
        return runs;
    }

    public override IReadOnlyList<AnswerRecord> Answers(Host.RunId run)
    {
        var answers = base.Answers(run);
        kill.Pass(KillPoints.Read);
        kill.Enter(KillPoints.Past);
        return answers;
    }

    public override IReadOnlyList<RunRecord> RunsAfter(long revision, int atMost)
    {
        if (_runsWereFollowed)
            kill.Pass(KillPoints.AfterRunLog);
        var runs = base.RunsAfter(revision, atMost);
        _runsWereFollowed = runs.Any(run => run.End is not null);
        if (_runsWereFollowed)
            kill.Pass(KillPoints.BeforeRunLog);
        return runs;
    }

    private void Pass(IReadOnlyList<JournalOperation> operations, bool isBefore)
    {
        foreach (var operation in operations)
        {
            var (before, after) = PointsOf(operation);
            if ((isBefore ? before : after) is { } point)
                kill.Pass(point);
        }
    }

    private static (string? Before, string? After) PointsOf(JournalOperation operation) => operation switch
    {
        JournalOperation.StartRun => (KillPoints.BeforeStart, KillPoints.AfterStart),
        JournalOperation.AddEffect => (KillPoints.BeforeIntent, KillPoints.AfterIntent),
        JournalOperation.AnswerEffect => (KillPoints.BeforeAnswer, KillPoints.AfterAnswer),
        JournalOperation.AddAnswer { Answer.Operation: "clock.delay" } => (KillPoints.BeforeDelayEnds, KillPoints.AfterDelayEnds),
        JournalOperation.AddAnswer => (KillPoints.BeforeDelivery, KillPoints.AfterDelivery),
        JournalOperation.AddLog => (KillPoints.BeforeLine, KillPoints.AfterLine),
        JournalOperation.ParkRun => (KillPoints.BeforePark, KillPoints.AfterPark),
        JournalOperation.WakeRun => (KillPoints.BeforeWake, KillPoints.AfterWake),
        JournalOperation.MoveRun => (KillPoints.BeforeEnd, KillPoints.AfterEnd),
        _ => (null, null),
    };

    private static int Change(JournalOperation operation) => operation switch
    {
        JournalOperation.AddEffect => 1,
        JournalOperation.AnswerEffect => -1,
        _ => 0,
    };
}
