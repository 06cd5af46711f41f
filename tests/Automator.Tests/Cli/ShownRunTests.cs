using Automator.Host.Cli;
using Automator.Host.Control;
using Automator.Host.Journal;
using Automator.Sdk.Protocol;

namespace Automator.Tests.Cli;

/// <summary>A run as <c>runs show</c> tells it.</summary>
public sealed class ShownRunTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(RunStatus.InDoubt, "\nnext     automator runs resolve r1\n")]
    [InlineData(RunStatus.Interrupted, "\nnext     automator runs again r1\n")]
    [InlineData(RunStatus.Failed, null)]
    [InlineData(RunStatus.Running, null)]
    internal async Task RunThatWaitsForAPerson_SaysWhatThatOneCanDo(RunStatus status, string? next)
    {
        var shown = await Shown(Run with { Status = status });

        if (next is null)
            shown.ShouldNotContain("next");
        else
            shown.ShouldContain(next);
    }

    [Fact]
    public async Task EffectThatAPersonSettled_SaysSo()
    {
        var effect = new EffectReport { Sequence = 2, Operation = "todo-item.create", Description = "create to-do", Method = "POST", Path = "/x.xml", Status = EffectStatus.Done, Answer = "501", At = At, SettledAt = At };

        (await Shown(Run with { Effects = [effect, effect with { Sequence = 3, Status = EffectStatus.NotDone, Answer = null }] })).ShouldContain("""
            effect   2. did create to-do  POST /x.xml  → 501  (by a person, at 2026-03-02 09:00:00Z)
            effect   3. not done: create to-do  POST /x.xml  (by a person, at 2026-03-02 09:00:00Z)

            """);
    }

    [Fact]
    public async Task RunOfSeveralEvents_SaysOfWhichRecords()
    {
        (await Shown(Run with { Records = [7] })).ShouldContain("\nfor      record 7\n");
        (await Shown(Run with { Records = [7, 8] })).ShouldContain("\nfor      2 records: 7, 8\n");
        (await Shown(Run with { Records = [.. Enumerable.Range(1, 21)] })).ShouldContain("\nfor      21 records: 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20 …\n");
    }

    [Fact]
    public async Task WhatHasNotBegun_IsShownAsQueued() =>
        (await Shown(Run with { Run = "todo-item-created:7:a:x", Status = RunStatus.Queued, StartedAt = null, Image = null, Trigger = Trigger.TodoItemCreated, DueAt = At, Records = [7] })).ShouldBe("""
            run      todo-item-created:7:a:x
            rule     a  demand-1
            account  main
            trigger  todo-item-created, due 2026-03-02 09:00:00Z
            for      record 7
            outcome  queued: it has not begun. 'automator why' says what it waits for.

            """);

    private static RunReport Run { get; } = new() { Run = "r1", Account = "main", Rule = "a", Handler = "demand-1", Trigger = Trigger.Demand, Status = RunStatus.Succeeded, Image = "hash", StartedAt = At };

    private static async Task<string> Shown(RunReport run)
    {
        using var output = new StringWriter();
        await RunsCommand.Print(run, output);
        return output.ToString().ReplaceLineEndings("\n");
    }
}
