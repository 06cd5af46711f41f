using Automator.Host;
using Automator.Host.Journal;
using Automator.Sdk.Protocol;

namespace Automator.Tests.Journal;

/// <summary>Records that are in order, for tests to vary with <c>with</c>.</summary>
internal static class Some
{
    internal const string Account = "main";

    internal static DateTimeOffset Noon { get; } = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    internal static Due Due(string key) => new()
    {
        Key = key,
        Account = Account,
        Rule = new RuleName("close-stale"),
        Handler = "schedule-1",
        Trigger = Trigger.Schedule,
        Payload = """{"project":1}""",
        At = Noon,
        CreatedAt = Noon.AddSeconds(1),
    };

    internal static RunRecord Run(string id, string dueKey) => new()
    {
        Id = new RunId(id),
        Account = Account,
        Rule = new RuleName("close-stale"),
        Handler = "schedule-1",
        Trigger = Trigger.Schedule,
        DueKey = dueKey,
        DueAt = Noon,
        Payload = """{"project":1}""",
        ImageHash = "abc",
        StartedAt = Noon.AddSeconds(2),
    };

    internal static RunEnd End(RunStatus status) => new()
    {
        Status = status,
        At = Noon.AddSeconds(9),
        Reason = "because",
        Reads = 3,
        Writes = 2,
        Calls = 4,
        Waited = TimeSpan.FromMilliseconds(1.5),
        Slept = TimeSpan.FromSeconds(2),
        Worked = TimeSpan.FromMilliseconds(0.25),
    };

    /// <summary>A year later, with a log that has everything.</summary>
    internal static Expiry Expiry(DateTimeOffset runs, DateTimeOffset bodies) =>
        new() { Now = Noon.AddYears(1), Runs = runs, Bodies = bodies, Followed = long.MaxValue };

    internal static EffectRecord Effect(string run, long sequence) => new()
    {
        Run = new RunId(run),
        Sequence = sequence,
        Operation = "todo-item.complete",
        Description = "complete to-do 123",
        Method = "PUT",
        Path = "/todo_items/123/complete.xml",
        Body = "<x/>",
        IntendedAt = Noon.AddSeconds(3),
    };

    internal static LogRecord Line(string run, int ordinal) => new()
    {
        Run = new RunId(run),
        Ordinal = ordinal,
        At = Noon.AddSeconds(4),
        Level = LogSeverity.Warning,
        Text = "a line",
    };

    internal static AnswerRecord Answer(string run, int ordinal, long sequence, string body) => new()
    {
        Run = new RunId(run),
        Ordinal = ordinal,
        Sequence = sequence,
        Operation = "me.read",
        Request = [1, 2, 3],
        At = Noon,
        Body = JournalBody.Of(body),
    };
}
