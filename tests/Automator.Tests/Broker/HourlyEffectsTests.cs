using Automator.Host;
using Automator.Host.Broker;
using Automator.Host.Journal;
using Automator.Sdk.Protocol;
using Automator.Tests.Triggers;

namespace Automator.Tests.Broker;

/// <summary>What all runs of a rule together may change within an hour.</summary>
public sealed class HourlyEffectsTests
{
    [Fact]
    public async Task RuleThatWouldChangeMore_IsPausedBeforeItDoes_WithTheReason()
    {
        await using var bench = await BrokerBench.Open(operations: "todo-item.complete");
        bench.EffectsAnHour = 2;
        (await bench.Call(new CompleteTodoItem { Id = 1 })).Failure.ShouldBeNull();
        (await bench.Call(new CompleteTodoItem { Id = 2 })).Failure.ShouldBeNull();

        (await bench.Call(new CompleteTodoItem { Id = 3 })).IsStop.ShouldBeTrue();

        bench.Effects.Count.ShouldBe(2);
        bench.Broker.Outcome.Reason.ShouldNotBeNull().ShouldStartWith("The rule changed the account 2 times within an hour, its limit");
        var pause = bench.Journal.Pauses("main").ShouldHaveSingleItem();
        pause.Rule.ShouldBe(bench.Run.Rule);
        pause.Reason.ShouldBe(bench.Broker.Outcome.Reason);
    }

    [Fact]
    public async Task WhatAnEarlierHostDid_Counts_UntilItsHourIsOver()
    {
        await using var stage = await TriggerStage.Open();
        await stage.Did("rule", "todo-item.complete", "/todo_items/1/complete.xml");
        stage.Time.Advance(TimeSpan.FromMinutes(40));
        await stage.Did("rule", "todo-item.complete", "/todo_items/2/complete.xml");
        await stage.Did("other", "todo-item.complete", "/todo_items/3/complete.xml");
        await stage.Restart();
        var hourly = new HourlyEffects(stage.Journal, TriggerStage.Account, _ => 2, () => { }, stage.Time);

        hourly.Refusal(new RuleName("other"), "another").ShouldBeNull();
        stage.Time.Advance(TimeSpan.FromMinutes(20));
        hourly.Refusal(new RuleName("rule"), "another").ShouldBeNull("the first one's hour is over");
        hourly.Refusal(new RuleName("rule"), "another").ShouldNotBeNull();
        hourly.Refusal(new RuleName("rule"), "another").ShouldBeNull("a person has let it go on");
    }
}
