using Automator.Host;
using Automator.Host.Journal;
using Automator.Sdk.Protocol;
using static Automator.Host.Journal.JournalOperation;

namespace Automator.Benchmarks.Journals;

/// <summary>Runs that have ended, each with answers short and long, effects and lines.</summary>
internal sealed class ManyRuns(int seed)
{
    internal const string Account = "main";

    /// <summary>Of which every fourth is long.</summary>
    internal const int Answers = 40;

    internal const int Effects = 20;

    private static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    private readonly Random _random = new(seed);

    internal int Runs { get; private set; }

    internal static Due Due(string key) => new()
    {
        Key = key,
        Account = Account,
        Rule = new RuleName("close-stale"),
        Handler = "schedule-1",
        Trigger = Trigger.Schedule,
        At = Noon,
        CreatedAt = Noon,
    };

    internal async Task Add(SqliteJournal journal, Fence fence, CancellationToken cancellation)
    {
        var id = new RunId($"{++Runs:d9}");
        var due = Due(id.Value);
        await Commit(new AddDue(due), new StartRun(new RunRecord
        {
            Id = id,
            Account = Account,
            Rule = due.Rule,
            Handler = due.Handler,
            Trigger = due.Trigger,
            DueKey = due.Key,
            DueAt = Noon,
            ImageHash = "abc",
            StartedAt = Noon,
        }, JournalBody.Of(new string('z', 3_000))));
        await Commit([.. Enumerable.Range(1, Answers).Select(n => new AddAnswer(Answer(id, n)))]);
        for (var n = 0; n < Effects; n++)
        {
            await Commit(
                new AddEffect(Effect(id, 1_000 + n)), new AnswerEffect(id, 1_000 + n, EffectStatus.Done, $"{Runs * Effects + n}", Noon, "null"),
                new AddLog(new LogRecord { Run = id, Ordinal = n + 1, At = Noon, Level = LogSeverity.Info, Text = "Completed a to-do that nobody had touched." }));
        }

        await Commit(new MoveRun(id, RunStatus.Running, new RunEnd { Status = RunStatus.Succeeded, At = Noon }));

        async Task Commit(params JournalOperation[] operations)
        {
            if (await journal.Commit(fence, operations, cancellation) != CommitResult.Done)
                throw new InvalidOperationException("The journal did not take it.");
        }
    }

    private AnswerRecord Answer(RunId run, int n) => new()
    {
        Run = run,
        Ordinal = n,
        Sequence = n,
        Operation = "todo-items.list",
        Request = new byte[32],
        At = Noon,
        Body = JournalBody.Of(Text(n % 4 == 0 ? 30_000 : 300)),
    };

    private static EffectRecord Effect(RunId run, long sequence) => new()
    {
        Run = run,
        Sequence = sequence,
        Operation = "todo-item.complete",
        Description = "complete to-do 123",
        Method = "PUT",
        Path = "/todo_items/123/complete.xml",
        Body = "<request><completed>true</completed></request>",
        IntendedAt = Noon,
        Request = new byte[32],
    };

    private string Text(int length)
    {
        var bytes = new byte[length * 3 / 4];
        _random.NextBytes(bytes);
        return Convert.ToBase64String(bytes);
    }
}
