using Automator.Tests.Compiler;
using Automator.Tests.Emulator;

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
        var run = await EmulatedRun.Of(compiler, classic, AllAreas);
        run.End.Writes.ShouldBe(8);
        classic.Account.Calendar.All.Select(e => e.Title).ShouldBe(["Launch", "Fair"], ignoreOrder: true);
        classic.Account.Attachments.All.ShouldHaveSingleItem().Name.ShouldBe("hours.csv");
        classic.Account.Hours.All.ShouldHaveSingleItem().Hours.ShouldBe(1.5m);
    }

    [Fact]
    public async Task DryRun_DescribesItAll_AndSendsNothing()
    {
        await using var classic = await Classic.StartAsync();
        var run = await EmulatedRun.Of(compiler, classic, AllAreas, dry: true);
        run.Planned.ShouldContain("upload 'hours.csv' (9 bytes)");
        run.Requests.ShouldAllBe(request => request.Method == "GET");
        classic.Account.Calendar.All.ShouldBeEmpty();
        classic.Account.Attachments.All.ShouldBeEmpty();
    }
}
