using Automator.Host;
using Automator.Host.Control;
using Automator.Host.Journal;
using Automator.Sdk.Protocol;

namespace Automator.Tests.Control;

/// <summary>Rules that were expected to run, and did not.</summary>
public sealed class MissedFiresTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1, null, true)]
    [InlineData(1, 2, true)]
    [InlineData(2, 1, false)]
    [InlineData(25, null, false)]
    public void RuleThatHasNotRunSinceItsLastMiss_IsNamed(int hoursSinceMiss, int? hoursSinceRun, bool isNamed)
    {
        var missed = new MissedFires((_, _) => [Missed(hoursSinceMiss, Trigger.Schedule)], Now);
        RunReport[] runs = hoursSinceRun is { } hours ? [Ran(hours)] : [];

        missed.Of(new RuleName("nightly"), ["main"], runs).Values.ShouldBe(
            isNamed ? [$"did not run when it was due at {Now.AddHours(-hoursSinceMiss):yyyy-MM-dd HH:mm:ss'Z'}; 'automator why nightly' says why"] : []);
        missed.Of(new RuleName("another"), ["main"], runs).ShouldBeEmpty();
    }

    [Fact]
    public void EventThatWasLeftOut_IsNoMiss() =>
        new MissedFires((_, _) => [Missed(1, Trigger.TodoItemCompleted)], Now).Of(new RuleName("nightly"), ["main"], []).ShouldBeEmpty();

    private static Due Missed(int hours, Trigger trigger) => new()
    {
        Key = "missed",
        Account = "main",
        Rule = new RuleName("nightly"),
        Handler = "schedule-1",
        Trigger = trigger,
        At = Now.AddHours(-hours),
        CreatedAt = Now,
    };

    private static RunReport Ran(int hours) => new()
    {
        Run = "run",
        Account = "main",
        Rule = "nightly",
        Handler = "schedule-1",
        Trigger = Trigger.Schedule,
        Status = RunStatus.Succeeded,
        StartedAt = Now.AddHours(-hours),
    };
}
