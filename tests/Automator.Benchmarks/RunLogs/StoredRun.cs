using Automator.Host;
using Automator.Host.Journal;
using Automator.Host.RunLog;
using Automator.Sdk.Protocol;

namespace Automator.Benchmarks.RunLogs;

/// <summary>The n-th of so many runs, spread evenly over a year: one rule after the other, a few of them failed, one rule long gone.</summary>
internal static class StoredRun
{
    internal const int Rules = 50;
    internal const int Months = 12;

    /// <summary>Runs in the first month only.</summary>
    internal const string Gone = "rule-gone";

    private static readonly DateTimeOffset Begin = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Year = TimeSpan.FromDays(365);

    internal static string Rule(int number) => $"folder/rule-{number:00}";

    internal static RunDocument Of(int n, int count)
    {
        var at = Begin + (Year * ((double)n / count));
        var id = new RunId($"{(long)(at - Begin).TotalMilliseconds:x9}{n & 0xffff:x4}");
        var run = new RunRecord
        {
            Id = id,
            Account = "main",
            Rule = new RuleName(n % 997 == 0 && at < Begin.AddMonths(1) ? Gone : Rule(n % Rules)),
            Handler = "schedule-1",
            Trigger = Trigger.Schedule,
            DueKey = id.Value,
            DueAt = at,
            ImageHash = new string('a', 64),
            StartedAt = at,
            Status = n % 100 == 7 ? RunStatus.Failed : RunStatus.Succeeded,
            Revision = n + 1,
        };
        run = run with { End = new RunEnd { Status = run.Status, At = at.AddSeconds(2), Reason = run.Status == RunStatus.Failed ? "The account answered 404." : null, Reads = 5, Writes = 1, Calls = 6 } };
        return RunDocument.From(run, [Effect(run, n)], [Line(run, 1, $"looked at {n % 300} to-dos"), Line(run, 2, $"completed to-do {n}")]);
    }

    private static EffectRecord Effect(RunRecord run, int n) => new()
    {
        Run = run.Id,
        Sequence = 6,
        Operation = "todo-item.complete",
        Description = $"complete to-do {n}",
        Method = "PUT",
        Path = $"/todo_items/{n}/complete.xml",
        IntendedAt = run.StartedAt.AddSeconds(1),
        Status = EffectStatus.Done,
        AnsweredAt = run.StartedAt.AddSeconds(1.2),
    };

    private static LogRecord Line(RunRecord run, int ordinal, string text) => new() { Run = run.Id, Ordinal = ordinal, At = run.StartedAt.AddSeconds(ordinal), Level = LogSeverity.Info, Text = text };
}
