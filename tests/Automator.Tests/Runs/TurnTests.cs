using Automator.Host;
using Automator.Host.Journal;
using Automator.Host.Runs;
using Automator.Sdk;
using Automator.Sdk.Protocol;

namespace Automator.Tests.Runs;

/// <summary>Whether a due may start, as a table: by its handler's overlap, what is under way, and what waits.</summary>
public sealed class TurnTests
{
    [Theory]
    [InlineData("Skip", 0, 0, false, "Now")]
    [InlineData("Skip", 1, 0, false, "Never: Skipped: run run-0 of the same handler was still under way.")]
    [InlineData("QueueOne", 0, 0, true, "Now")]
    [InlineData("QueueOne", 1, 0, true, "Later")]
    [InlineData("QueueOne", 1, 1, false, "Never: Skipped: another due of the same handler was waiting already.")]
    [InlineData("QueueOne", 0, 1, false, "Now")]
    [InlineData("QueueOne", 0, 2, false, "Never: Skipped: another due of the same handler was waiting already.")]
    [InlineData("QueueAll", 0, 0, false, "Now")]
    [InlineData("QueueAll", 1, 7, true, "Later")]
    [InlineData("Restart", 0, 0, false, "Now")]
    [InlineData("Restart", 1, 0, true, "Never: Skipped: a newer due of the same handler has come.")]
    [InlineData("Restart", 1, 0, false, "InPlaceOf run-0")]
    [InlineData("Parallel", 2, 0, true, "Now")]
    [InlineData("Parallel", 3, 0, false, "Later")]
    public void OfOneKey(string overlap, int open, int before, bool behind, string expected) =>
        Words(Turn.Of(DueGroup.Of(Due()), Handler(Enum.Parse<Overlap>(overlap)), Open(open), before, behind)).ShouldBe(expected);

    [Theory]
    [InlineData(7L, 7L, 1, "Later")]
    [InlineData(7L, 8L, 2, "Now")]
    [InlineData(7L, 8L, 3, "Later")]
    public void EventsOfOtherRecords_WaitOnlyForRoom(long due, long running, int open, string expected) =>
        Words(Turn.Of(DueGroup.Of(Due() with { Subject = due }), Handler(Overlap.QueueAll), Open(open, running), before: 0, behind: false)).ShouldBe(expected);

    [Fact]
    public void MissedFireThatIsMadeUpFor_WaitsInPlaceOfBeingSkipped() =>
        Words(Turn.Of(DueGroup.Of(Due() with { At = RunsBench.Start.AddMinutes(-1) }), Handler(Overlap.Skip) with { Misfire = Misfire.All }, Open(1), 0, false)).ShouldBe("Later");

    private static string Words(Turn turn) => turn switch
    {
        Turn.Never(var reason) => $"Never: {reason}",
        Turn.InPlaceOf(var run) => $"InPlaceOf {run.Run.Id}",
        _ => turn.GetType().Name,
    };

    private static HandlerDefinition Handler(Overlap overlap) => new() { Trigger = Trigger.Schedule, Overlap = overlap, AtMost = 3 };

    private static Due Due() => new()
    {
        Key = "due",
        Account = "main",
        Rule = new RuleName("a"),
        Handler = "h",
        Trigger = Trigger.Schedule,
        At = RunsBench.Start.AddMinutes(1),
        CreatedAt = RunsBench.Start,
    };

    private static IReadOnlyList<OpenRun> Open(int count, long? subject = null) => [.. Enumerable.Range(0, count).Select(n => new OpenRun(new RunRecord
    {
        Id = new RunId($"run-{n}"),
        Account = "main",
        Rule = new RuleName("a"),
        Handler = "h",
        Trigger = Trigger.Schedule,
        DueKey = $"due-{n}",
        DueAt = RunsBench.Start,
        Subject = subject,
        ImageHash = "hash",
        StartedAt = RunsBench.Start,
    }))];
}
