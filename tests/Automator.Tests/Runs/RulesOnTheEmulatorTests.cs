using Automator.Host.Basecamp;
using Automator.Host.Broker;
using Automator.Host.Budget;
using Automator.Host.Journal;
using Automator.Tests.Basecamp;
using Automator.Tests.Compiler;
using Automator.Tests.Emulator;
using Microsoft.Extensions.Logging.Abstractions;

namespace Automator.Tests.Runs;

/// <summary>Rules as people write them, from their source to the records of the account.</summary>
[Collection(nameof(CompilerFixture))]
public sealed class RulesOnTheEmulatorTests(CompilerFixture compiler)
{
    private const string AllAreas = """
        On.Demand(async () =>
        {
            var project = await Basecamp.Project("Site");
            var milestone = await project.CreateMilestone("Launch", new DateOnly(2026, 3, 9));
            var category = await project.CreateCategory("Plans");
            var file = await Basecamp.Upload("hours.csv", "who;hours");
            await project.CreateMessage("Report", category: category, milestone: milestone, attachments: [file]);
            await milestone.Comment("On the way");
            await milestone.Complete();
            await project.CreateEvent("Fair", new DateOnly(2026, 4, 1), until: new DateOnly(2026, 4, 3));
            await project.TrackTime(1.5m, "Planned");
        });
        """;

    [Fact]
    public async Task EveryArea_IsChangedByARule()
    {
        await using var classic = await Classic.StartAsync();
        var ended = (await Run(classic, AllAreas))[^1].ShouldBeOfType<RunEvent.Ended>();
        ended.ShouldSatisfyAllConditions(e => e.Status.ShouldBe(RunStatus.Succeeded, e.Reason), e => e.Writes.ShouldBe(8));
        classic.Account.Calendar.All.Select(e => e.Title).ShouldBe(["Launch", "Fair"], ignoreOrder: true);
        classic.Account.Attachments.All.ShouldHaveSingleItem().Name.ShouldBe("hours.csv");
        classic.Account.Hours.All.ShouldHaveSingleItem().Hours.ShouldBe(1.5m);
    }

    [Fact]
    public async Task DryRun_DescribesItAll_AndSendsNothing()
    {
        await using var classic = await Classic.StartAsync();
        var events = await Run(classic, AllAreas, dry: true);
        events[^1].ShouldBeOfType<RunEvent.Ended>().Status.ShouldBe(RunStatus.Succeeded);
        events.OfType<RunEvent.Effect>().Select(e => e.Description).ShouldContain("upload 'hours.csv' (9 bytes)");
        classic.Account.Calendar.All.ShouldBeEmpty();
        classic.Account.Attachments.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task Copy_ShiftsDatesOffWeekends_KeepsOrder_AndReopensWhatWasDone()
    {
        await using var classic = await Classic.StartAsync();
        var list = classic.Plant(bed => bed.List(classic.Project, "Kickoff", "D", isPrivate: true));
        classic.Plant(bed => bed.Item(list, "First", classic.Ada, bed.Now, i => i.DueOn = new DateOnly(2026, 1, 5)));
        classic.Plant(bed => bed.Item(list, "Second", classic.Ada, bed.Now, i => i.DueOn = new DateOnly(2026, 1, 10)));
        var target = classic.Plant(bed => bed.Project("Target", classic.Firm, bed.Now, [classic.Ada]));

        var events = await Run(classic, """
            On.Demand(async () =>
            {
                var kickoff = await Basecamp.Project("Site").TodoList("Kickoff");
                await foreach (var item in Basecamp.TodoItems(open: true, inProject: await Basecamp.Project("Site")))
                    if (item.Content == "First") await item.Complete();
                await kickoff.CopyTo(await Basecamp.Project("Target"), new() { StartOn = new DateOnly(2026, 3, 2), Anchor = new DateOnly(2026, 1, 5), IfCompleted = IfCompleted.Reopen });
            });
            """);

        events[^1].ShouldBeOfType<RunEvent.Ended>().ShouldSatisfyAllConditions(e => e.Status.ShouldBe(RunStatus.Succeeded, e.Reason));
        var copy = classic.Account.Lists.Under(target.Id).ShouldHaveSingleItem();
        copy.Private.ShouldBeTrue();
        classic.Account.Items.Under(copy.Id).OrderBy(i => i.Position).Select(i => (i.Content, i.DueOn)).ShouldBe(
            [("Second", new DateOnly(2026, 3, 9)), ("First", new DateOnly(2026, 3, 2))]);
    }

    private async Task<List<RunEvent>> Run(Classic classic, string source, bool dry = false)
    {
        using var budget = new RequestBudget(new BudgetOptions(), TimeProvider.System);
        using var client = new BasecampClient(AccountStub.Connection(classic.Server.Url, token: classic.Server.Token), budget, TimeProvider.System, NullLogger.Instance);
        await using var bench = await RunsBench.Open(compiler, account: client);
        await bench.Rule("a", source);
        bench.Run();
        return await bench.Fire(bench.Due("a", dry: dry));
    }
}
