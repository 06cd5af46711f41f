using Automator.Host;
using Automator.Host.Journal;
using static Automator.Host.Journal.JournalOperation;

namespace Automator.Tests.Journal;

/// <summary>A journal with something of everything, and all that can be asked of it in one text.</summary>
internal static class JournalPicture
{
    private static readonly RuleName Rule = new("close-stale");

    internal static async Task Fill(IJournal journal, CancellationToken cancellation)
    {
        var fence = await journal.Take(Some.Account, "incarnation 1", cancellation);
        foreach (var status in Enum.GetValues<RunStatus>().Where(status => status != RunStatus.Queued))
        {
            var run = $"run-{status}";
            await Do(
                new AddDue(Some.Due(run)), new StartRun(Some.Run(run, run), JournalBody.Of($"{status} {new string('i', 900)}")), new AddLog(Some.Line(run, 1)),
                new AddAnswer(Some.Answer(run, 1, 1, "short")), new AddEffect(Some.Effect(run, 2)),
                new AnswerEffect(new RunId(run), 2, EffectStatus.Done, $"{(int)status}", Some.Noon, "the result"),
                new AddAnswer(Some.Answer(run, 2, 3, Incompressible(status))));
            if (status == RunStatus.Waiting)
                await Do(new ParkRun(new RunId(run), Some.Noon.AddYears(3)));
            else if (status != RunStatus.Running)
                await Do(new MoveRun(new RunId(run), RunStatus.Running, Some.End(status)));
        }

        await Do([.. Enumerable.Range(0, 60).Select(n => new AddDue(Some.Due($"due {n}")))]);
        await Do([.. Enumerable.Range(0, 20).Select(n => new DropDue($"due {n}", $"reason {n}", Some.Noon.AddMinutes(n)))]);
        await Do(new JoinRun("due 50", new RunId("run-Running")));
        await Do([.. Enumerable.Range(0, 40).Select(n => new SetState(Rule, $"key {n}", $"{{\"value\":{n}}}", new RunId("run-Running")))]);
        await Do([.. Enumerable.Range(0, 40).Select(n => new SetSeen("todo", n, $"mark {n}"))]);
        await Do([.. Enumerable.Range(0, 9).Select(n => new MoveCursor($"cursor {n}", null, $"at {n}")), new CountKill(Rule, "image", "memory", Some.Noon)]);

        async Task Do(params JournalOperation[] operations) => (await journal.Commit(fence, operations, cancellation)).ShouldBe(CommitResult.Done);
    }

    internal static string Of(IJournal journal)
    {
        var runs = journal.RunsAfter(0, 999);
        return string.Join('\n',
        [
            .. journal.PendingDues(Some.Account).Select(due => $"{due}"), .. journal.DroppedDues(Some.Account, 999).Select(due => $"{due}"),
            .. runs.Select(run => $"{run}"), .. runs.Select(run => $"{journal.Run(run.Id)}"),
            .. Enum.GetValues<RunStatus>().SelectMany(status => journal.RunsIn(Some.Account, status)).Select(run => $"{run.Id} {run.Status}"),
            .. runs.SelectMany(run => journal.Effects(run.Id)).Select(effect => $"{effect}"), .. runs.SelectMany(run => journal.Log(run.Id)).Select(line => $"{line}"),
            .. runs.SelectMany(run => journal.Answers(run.Id)).Select(answer => $"{answer with { Body = null! }} {Convert.ToHexString(answer.Request)} {answer.Body.Text}"),
            .. runs.Select(run => journal.Inputs(run.Id) ?? "-"),
            .. Enumerable.Range(0, 41).Select(n => journal.State(Some.Account, Rule, $"key {n}") ?? "-"),
            .. Enumerable.Range(0, 10).Select(n => journal.Cursor(Some.Account, $"cursor {n}") ?? "-"),
            .. Enumerable.Range(0, 10).Select(n => $"{journal.MadeBy(Some.Account, "todo-item.complete", n)}"),
            .. journal.Seen(Some.Account, "todo").Select(seen => $"{seen}"), .. journal.Kills(Some.Account).Select(kill => $"{kill}"),
            .. journal.LateWrites(Some.Account, Some.Noon.AddDays(-1)).Select(at => $"{at}"),
        ]);
    }

    /// <summary>Several pages of a blob, different for each.</summary>
    private static string Incompressible(RunStatus status)
    {
        var bytes = new byte[9_000];
        new Random((int)status).NextBytes(bytes);
        return Convert.ToBase64String(bytes);
    }
}
