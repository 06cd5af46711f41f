using Automator.Host;
using Automator.Host.Journal;
using Automator.Host.Triggers;
using Automator.Sdk;
using Shouldly;
using Xunit;
using static Automator.Tests.Triggers.TriggerStage;

namespace Automator.Tests.Triggers;

public sealed class SchedulerTests
{
    [Fact]
    public async Task Holiday_IsLeftOut_FromTheNextSaveOn()
    {
        await using var stage = await TriggerStage.Open();
        stage.Holidays.Add(new DateOnly(2027, 1, 2));
        var daily = Schedule("0 23 * * *");
        var scheduler = stage.Scheduler(daily);
        await scheduler.Step(Cancellation);
        scheduler.Listen(Live(daily with { Definition = daily.Definition with { SkipHolidays = true } }));
        for (var hour = 0; hour < 40; hour++)
        {
            await scheduler.Step(Cancellation);
            stage.Time.Advance(TimeSpan.FromHours(1));
        }

        stage.Pending("tick").Select(due => due.At.UtcDateTime.Day).ShouldBe([1]);
    }

    [Fact]
    public async Task Holiday_IsLeftOut_ByItsDateInTheSchedulesZone_WhereTheHandlerAsksForIt()
    {
        await using var stage = await TriggerStage.Open();
        stage.Holidays.Add(new DateOnly(2027, 1, 3));
        var off = Schedule("0 23 * * *", zone: "Europe/Berlin");
        var scheduler = stage.Scheduler(off with { Definition = off.Definition with { SkipHolidays = true } }, Schedule("0 23 * * *", rule: "always", zone: "Europe/Berlin"));
        for (var hour = 0; hour < 72; hour++)
        {
            await scheduler.Step(Cancellation);
            stage.Time.Advance(TimeSpan.FromHours(1));
        }

        await scheduler.Step(Cancellation);
        stage.Pending("tick").Select(due => due.At.UtcDateTime.Day).ShouldBe([1, 2]);
        stage.Pending("always").Select(due => due.At.UtcDateTime.Day).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task Jitter_PutsEachFireOffByTheSameTime_WhichDiffersFromHandlerToHandler()
    {
        await using var stage = await TriggerStage.Open();
        var jitter = TimeSpan.FromMinutes(10);
        LiveHandler[] rules = [.. Enumerable.Range(1, 5).Select(n => Schedule("0 * * * *", rule: $"rule{n}")).Select(live => live with { Definition = live.Definition with { Jitter = jitter } })];
        var scheduler = stage.Scheduler(rules);
        for (var minute = 0; minute < 130; minute++)
        {
            await scheduler.Step(Cancellation);
            stage.Time.Advance(TimeSpan.FromMinutes(1));
        }

        var delays = rules.Select(rule => stage.Pending(rule.Rule.Value).Select(due => TimeSpan.FromTicks(due.At.Ticks % TimeSpan.TicksPerHour)).ToList()).ToList();
        delays.ShouldAllBe(ofOne => ofOne.Count == 3 && ofOne.Distinct().Count() == 1 && ofOne[0] >= TimeSpan.Zero && ofOne[0] <= jitter);
        delays.Select(ofOne => ofOne[0]).Distinct().Count().ShouldBe(5);
    }

    [Fact]
    public async Task Time_FiresEachOccurrenceOnce_InOneCommitAWaking()
    {
        await using var stage = await TriggerStage.Open();
        using var scheduler = stage.Scheduler(Schedule("*/5 * * * *"), Schedule("0,10 12 * * *", rule: "other"));
        await scheduler.Step(Cancellation);
        stage.Fires().ShouldBe("");

        for (var i = 0; i < 2; i++)
        {
            stage.Time.Advance(TimeSpan.FromMinutes(5));
            await scheduler.Step(Cancellation);
            await scheduler.Step(Cancellation);
        }

        stage.Fires().ShouldBe("12:05:00 12:10:00");
        stage.Fires("other").ShouldBe("12:10:00");
        stage.Flaky.Commits.ShouldBe(3);
        var due = stage.Pending("other").ShouldHaveSingleItem();
        due.Key.ShouldBe("schedule:other:schedule-1:2027-01-01T12:10:00.0000000Z");
    }

    [Fact]
    public async Task Sleep_LastsUntilTheNextOccurrence_ButNotPastTheLongest()
    {
        await using var stage = await TriggerStage.Open();
        using var scheduler = stage.Scheduler(Schedule("*/10 * * * * *"));
        (await scheduler.Step(Cancellation)).ShouldBe(TimeSpan.FromSeconds(10));
        scheduler.Listen(Live(Schedule("0 * * * *")));
        (await scheduler.Step(Cancellation)).ShouldBe(TimeSpan.FromSeconds(15));
    }

    [Theory]
    [InlineData(Misfire.Skip, "")]
    [InlineData(Misfire.Once, "12:25:00")]
    [InlineData(Misfire.All, "12:05:00 12:10:00 12:15:00 12:20:00 12:25:00")]
    public async Task HostThatWasDown_MakesUpByThePolicy(Misfire misfire, string fires)
    {
        await using var stage = await TriggerStage.Open();
        await stage.Scheduler(Schedule("*/5 * * * *", misfire)).Step(Cancellation);

        await stage.Restart();
        stage.Time.Advance(TimeSpan.FromMinutes(27));
        await stage.Scheduler(Schedule("*/5 * * * *", misfire)).Step(Cancellation);
        stage.Fires().ShouldBe(fires);

        await stage.Restart();
        var scheduler = stage.Scheduler(Schedule("*/5 * * * *", misfire));
        await scheduler.Step(Cancellation);
        stage.Fires().ShouldBe(fires);

        stage.Time.Advance(TimeSpan.FromMinutes(3));
        await scheduler.Step(Cancellation);
        stage.Fires().ShouldBe($"{fires} 12:30:00".Trim());
    }

    [Fact]
    public async Task HostThatWasDownForAYear_MakesUpForTheLatestHundred()
    {
        await using var stage = await TriggerStage.Open();
        await stage.Scheduler(Schedule("* * * * * *", Misfire.All)).Step(Cancellation);

        await stage.Restart();
        stage.Time.Advance(TimeSpan.FromDays(365));
        await stage.Scheduler(Schedule("* * * * * *", Misfire.All)).Step(Cancellation);

        var fires = stage.Pending().Select(due => due.At).Order().ToList();
        fires.Count.ShouldBe(100);
        fires[^1].ShouldBe(stage.Time.GetUtcNow());
        fires[0].ShouldBe(stage.Time.GetUtcNow() - TimeSpan.FromSeconds(99));
    }

    [Fact]
    public async Task OccurrenceThatIsALittleLate_IsNotMissed()
    {
        await using var stage = await TriggerStage.Open();
        var scheduler = stage.Scheduler(Schedule("* * * * * *", Misfire.Skip));
        await scheduler.Step(Cancellation);
        stage.Time.Advance(TimeSpan.FromSeconds(4));
        await scheduler.Step(Cancellation);
        stage.Fires().ShouldBe("12:00:01 12:00:02 12:00:03 12:00:04");
    }

    [Theory]
    [InlineData(Misfire.Skip, "")]
    [InlineData(Misfire.Once, "13:00:00")]
    [InlineData(Misfire.All, "12:15:00 12:30:00 12:45:00 13:00:00")]
    public async Task ClockThatStepsForthAndBack_LosesByThePolicyOnly_AndRepeatsNothing(Misfire misfire, string leapt)
    {
        await using var stage = await TriggerStage.Open();
        var scheduler = stage.Scheduler(Schedule("*/15 * * * *", misfire));
        await scheduler.Step(Cancellation);
        stage.Time.AdjustTime(stage.Time.GetUtcNow().AddMinutes(61));
        await scheduler.Step(Cancellation);
        stage.Fires().ShouldBe(leapt);

        stage.Time.AdjustTime(stage.Time.GetUtcNow().AddMinutes(-60));
        for (var minute = 0; minute < 75; minute++)
        {
            await scheduler.Step(Cancellation);
            stage.Time.Advance(TimeSpan.FromMinutes(1));
        }

        // By the true clock everything comes in its time; what had fired ahead of its time does not come again.
        stage.Fires().ShouldBe("12:15:00 12:30:00 12:45:00 13:00:00 13:15:00");
    }

    [Fact]
    public async Task ChangedSchedule_StartsFromNow()
    {
        await using var stage = await TriggerStage.Open();
        await stage.Scheduler(Schedule("*/5 * * * *", Misfire.All)).Step(Cancellation);

        await stage.Restart();
        stage.Time.Advance(TimeSpan.FromMinutes(12));
        var scheduler = stage.Scheduler(Schedule("*/4 * * * *", Misfire.All));
        await scheduler.Step(Cancellation);
        stage.Time.Advance(TimeSpan.FromMinutes(4));
        await scheduler.Step(Cancellation);
        scheduler.Listen(Live(Schedule("*/4 * * * *", Misfire.All, zone: "Europe/Berlin")));
        await scheduler.Step(Cancellation);

        stage.Fires().ShouldBe("12:16:00");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ScheduleThatWasAway_StartsFromNow(bool removedWhileDown)
    {
        await using var stage = await TriggerStage.Open();
        var scheduler = stage.Scheduler(Schedule("*/5 * * * *", Misfire.All));
        await scheduler.Step(Cancellation);
        if (removedWhileDown)
        {
            await stage.Restart();
            scheduler = stage.Scheduler();
        }

        scheduler.Listen(Live());
        await scheduler.Step(Cancellation);
        stage.Time.Advance(TimeSpan.FromMinutes(12));
        await scheduler.Step(Cancellation);
        scheduler.Listen(Live(Schedule("*/5 * * * *", Misfire.All)));
        await scheduler.Step(Cancellation);
        stage.Fires().ShouldBe("");
    }

    [Fact]
    public async Task RuleThatBuildsLate_MakesUp()
    {
        await using var stage = await TriggerStage.Open();
        await stage.Scheduler(Schedule("*/5 * * * *")).Step(Cancellation);

        await stage.Restart();
        stage.Time.Advance(TimeSpan.FromMinutes(12));
        var scheduler = stage.Scheduler();
        scheduler.Listen(new LiveRules { Unbuilt = new HashSet<RuleName> { new("tick") } });
        await scheduler.Step(Cancellation);
        scheduler.Listen(Live(Schedule("*/5 * * * *")));
        await scheduler.Step(Cancellation);
        stage.Fires().ShouldBe("12:10:00");
    }

    [Theory]
    [InlineData(17, "are made up for: 2027-01-01 12:05:00Z, 2027-01-01 12:10:00Z, 2027-01-01 12:15:00Z")]
    [InlineData(150, "12:05:00Z, 2027-01-01 12:10:00Z, 2027-01-01 12:15:00Z, 2027-01-01 12:20:00Z, 2027-01-01 12:25:00Z, 2027-01-01 12:30:00Z, " +
        "2027-01-01 12:35:00Z, 2027-01-01 12:40:00Z, 2027-01-01 12:45:00Z, 2027-01-01 12:50:00Z, 2027-01-01 12:55:00Z, 2027-01-01 13:00:00Z, 2027-01-01 13:05:00Z, " +
        "2027-01-01 13:10:00Z, 2027-01-01 13:15:00Z, 2027-01-01 13:20:00Z, 2027-01-01 13:25:00Z, 2027-01-01 13:30:00Z, 2027-01-01 13:35:00Z, 2027-01-01 13:40:00Z, and 10 more up to 2027-01-01 14:30:00Z")]
    public async Task WhatIsMadeUpFor_IsListedFirst(int minutes, string list)
    {
        await using var stage = await TriggerStage.Open();
        var schedule = Schedule("*/5 * * * *", Misfire.All);
        await stage.Scheduler(schedule).Step(Cancellation);
        await stage.Restart();
        stage.Time.Advance(TimeSpan.FromMinutes(minutes));

        await stage.Scheduler(schedule).Step(Cancellation);

        stage.Said.ShouldHaveSingleItem().ShouldEndWith(list);
    }

    [Theory]
    [InlineData(Misfire.Once, 1, "")]
    [InlineData(Misfire.Once, 3, "12:10:00")]
    [InlineData(Misfire.All, 3, "12:10:00")]
    [InlineData(Misfire.All, 7, "12:05:00 12:10:00")]
    public async Task WhatIsTooLate_IsNotMadeUpFor_AndIsListed(Misfire misfire, int minutes, string fires)
    {
        await using var stage = await TriggerStage.Open();
        var schedule = Schedule("*/5 * * * *", misfire);
        schedule = schedule with { Definition = schedule.Definition with { MisfireWithin = TimeSpan.FromMinutes(minutes) } };
        await stage.Scheduler(schedule).Step(Cancellation);
        await stage.Restart();
        stage.Time.Advance(TimeSpan.FromMinutes(12));

        await stage.Scheduler(schedule).Step(Cancellation);

        stage.Fires().ShouldBe(fires);
        var dropped = stage.Journal.DroppedDues(TriggerStage.Account, 10);
        string.Join(' ', dropped.Select(due => due.At).Concat(stage.Pending().Select(due => due.At)).Order().Select(at => $"{at:HH:mm:ss}")).ShouldBe("12:05:00 12:10:00");
        dropped.ShouldAllBe(due => due.DropReason!.StartsWith("Missed: no host ran, or the rule was paused or did not build, at some time between 2027-01-01 12:00:00Z and 2027-01-01 12:12:00Z."));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task FirstFireAfterAStartOrAPause_IsNotMissed(bool isPaused)
    {
        await using var stage = await TriggerStage.Open();
        var schedule = Schedule("*/5 * * * *", Misfire.Skip);
        var scheduler = stage.Scheduler(schedule);
        await scheduler.Step(Cancellation);
        if (isPaused)
        {
            await stage.Commit(new JournalOperation.Pause(null, stage.Time.GetUtcNow()));
            scheduler.PausesChanged();
            await scheduler.Step(Cancellation);
            await stage.Commit(new JournalOperation.Resume(null));
            scheduler.PausesChanged();
        }
        else
        {
            await stage.Restart();
            scheduler = stage.Scheduler(schedule);
        }

        await scheduler.Step(Cancellation);
        stage.Time.Advance(TimeSpan.FromMinutes(5) + TimeSpan.FromMilliseconds(3));
        await scheduler.Step(Cancellation);

        stage.Fires().ShouldBe("12:05:00");
        stage.Journal.DroppedDues(TriggerStage.Account, 10).ShouldBeEmpty();
    }

    [Fact]
    public async Task WhatAllDoesNotMakeUpFor_IsListed()
    {
        await using var stage = await TriggerStage.Open();
        var schedule = Schedule("* * * * *", Misfire.All);
        schedule = schedule with { Definition = schedule.Definition with { MisfireWithin = TimeSpan.FromMinutes(10) } };
        await stage.Scheduler(schedule).Step(Cancellation);
        await stage.Restart();
        stage.Time.Advance(TimeSpan.FromMinutes(30));

        await stage.Scheduler(schedule).Step(Cancellation);

        stage.Pending().Min(due => due.At).ShouldBe(stage.Time.GetUtcNow().AddMinutes(-10));
        stage.Journal.DroppedDues(TriggerStage.Account, 10).Select(due => due.At).Order()
            .ShouldBe(Enumerable.Range(15, 5).Select(minute => new DateTimeOffset(2027, 1, 1, 12, minute, 0, TimeSpan.Zero)));
    }

    [Fact]
    public async Task ClockThatIsSetBackBehindWhatWasMissed_FiresIt()
    {
        await using var stage = await TriggerStage.Open();
        var scheduler = stage.Scheduler(Schedule("*/5 * * * *", Misfire.Skip));
        await scheduler.Step(Cancellation);
        stage.Time.Advance(TimeSpan.FromMinutes(12));
        await scheduler.Step(Cancellation);
        stage.Fires().ShouldBe("");

        stage.Time.AdjustTime(new DateTimeOffset(2027, 1, 1, 12, 1, 0, TimeSpan.Zero));
        await scheduler.Step(Cancellation);
        stage.Time.Advance(TimeSpan.FromMinutes(4));
        await scheduler.Step(Cancellation);

        stage.Fires().ShouldBe("12:05:00");
    }

    [Theory]
    [InlineData(Misfire.Skip, "")]
    [InlineData(Misfire.Once, "12:10:00")]
    [InlineData(Misfire.All, "12:05:00 12:10:00")]
    public async Task RuleThatWasPaused_MakesUpByThePolicy(Misfire misfire, string fires)
    {
        await using var stage = await TriggerStage.Open();
        var scheduler = stage.Scheduler(Schedule("*/5 * * * *", misfire));
        await scheduler.Step(Cancellation);
        await stage.Commit(new JournalOperation.Pause(new RuleName("tick"), stage.Time.GetUtcNow()));
        scheduler.PausesChanged();
        await scheduler.Step(Cancellation);
        stage.Time.Advance(TimeSpan.FromMinutes(7));
        await scheduler.Step(Cancellation);
        stage.Fires().ShouldBe("");

        await stage.Restart();
        scheduler = stage.Scheduler(Schedule("*/5 * * * *", misfire));
        await scheduler.Step(Cancellation);
        stage.Time.Advance(TimeSpan.FromMinutes(5));
        await stage.Commit(new JournalOperation.Resume(new RuleName("tick")));
        scheduler.PausesChanged();
        await scheduler.Step(Cancellation);

        stage.Fires().ShouldBe(fires);
        stage.Time.Advance(TimeSpan.FromMinutes(3));
        await scheduler.Step(Cancellation);
        stage.Fires().ShouldBe($"{fires} 12:15:00".Trim());
    }

    [Theory]
    [InlineData(FlakyJournal.Failure.BeforeWriting)]
    [InlineData(FlakyJournal.Failure.AfterWriting)]
    public async Task CommitThatFails_IsMadeAgain_AndFiresOnce(object failure)
    {
        await using var stage = await TriggerStage.Open();
        var scheduler = stage.Scheduler(Schedule("*/5 * * * *", Misfire.Skip));
        await scheduler.Step(Cancellation);
        stage.Time.Advance(TimeSpan.FromMinutes(5));
        stage.Flaky.Next = (FlakyJournal.Failure)failure;
        await Should.ThrowAsync<JournalException>(() => scheduler.Step(Cancellation));

        stage.Time.Advance(TimeSpan.FromMinutes(1));
        for (var i = 0; i < 3; i++)
            await scheduler.Step(Cancellation);
        stage.Fires().ShouldBe("12:05:00");
        stage.Time.Advance(TimeSpan.FromMinutes(4));
        await scheduler.Step(Cancellation);
        stage.Fires().ShouldBe("12:05:00 12:10:00");
    }

    [Fact]
    public async Task AccountThatWasTakenOver_FiresNothing()
    {
        await using var stage = await TriggerStage.Open();
        var scheduler = stage.Scheduler(Schedule("*/5 * * * *"));
        await scheduler.Step(Cancellation);
        await stage.Journal.Take(TriggerStage.Account, "acme", Cancellation);
        stage.Time.Advance(TimeSpan.FromMinutes(5));
        (await scheduler.Step(Cancellation)).ShouldBeNull();
        stage.Fires().ShouldBe("");
    }

    [Fact]
    public async Task Run_WakesByTheClockAndByTheCatalog()
    {
        await using var stage = await TriggerStage.Open();
        var scheduler = stage.Scheduler();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var running = scheduler.Run(stop.Token);
        scheduler.Listen(Live(Schedule("* * * * * *")));
        await stage.Dues.Wait(Cancellation); // The cursor of the new schedule.
        while (stage.Pending("tick").Count == 0)
        {
            stage.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(running);
    }

    [Fact]
    public async Task ThousandsOfSchedules_AreOneCommit()
    {
        await using var stage = await TriggerStage.Open();
        var scheduler = stage.Scheduler([.. Enumerable.Range(0, 2_000).Select(i => Schedule("* * * * * *", rule: $"rule-{i}"))]);
        await scheduler.Step(Cancellation);
        stage.Time.Advance(TimeSpan.FromSeconds(1));
        await scheduler.Step(Cancellation);
        stage.Pending().Count.ShouldBe(2_000);
        stage.Flaky.Commits.ShouldBe(2);
    }
}
