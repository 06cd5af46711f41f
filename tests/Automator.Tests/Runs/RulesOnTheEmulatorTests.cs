using Automator.Tests.Compiler;
using Automator.Tests.Emulator;

namespace Automator.Tests.Runs;

/// <summary>Rules as people write them, from their source to the records of the account.</summary>
[Collection(nameof(RunsCollection))]
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

    [Fact]
    public async Task References_AreTakenAway_AndChangedMessagesCarryAndTellMore()
    {
        await using var classic = await Classic.StartAsync();
        var run = await EmulatedRun.OfBody(compiler, classic, """
            var project = await Basecamp.Project("Site");
            var max = (await project.People()).Single(person => person.FirstName == "Max");
            var milestone = await project.CreateMilestone("Launch", new DateOnly(2026, 3, 9), max);
            var list = await project.CreateTodoList("Work", new() { MilestoneId = milestone.Id });
            var message = await project.CreateMessage("Report", category: await project.CreateCategory("Plans"), milestone: milestone);
            await list.ClearMilestone();
            await message.ClearMilestone();
            await message.ClearCategory();
            await milestone.Unassign();
            await message.Update(body: "More", notify: [max], attachments: [await Basecamp.Upload("a.txt", "a")]);
            var comment = await message.Comment("Done");
            Log.Info($"{comment.CommentableType} {comment.CommentableId == message.Id} {(await comment.Reload())!.CommentableType}");
            """);

        run.Lines.ShouldBe(["Post True Post"]);
        classic.Account.Lists.All.ShouldHaveSingleItem().MilestoneId.ShouldBeNull();
        classic.Account.Posts.All.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            p => p.MilestoneId.ShouldBe(0), p => p.CategoryId.ShouldBeNull(), p => p.Title.ShouldBe("Report"), p => p.Body.ShouldBe("More"));
        classic.Account.Calendar.All.ShouldHaveSingleItem().Responsible.ShouldBeNull();
        classic.Account.Attachments.All.ShouldHaveSingleItem().Name.ShouldBe("a.txt");
        classic.Account.Mails.All.ShouldHaveSingleItem().PersonId.ShouldBe(classic.Max.Id);
    }

    [Fact]
    public async Task PeopleCompaniesAndTheAccount_ReachARuleWhole()
    {
        await using var classic = await Classic.StartAsync();
        classic.Account.Work(account =>
        {
            account.Facts.PostCategories = ["Plans", "News"];
            account.FactsChanged();
            (classic.Max.PhoneNumberMobile, classic.Firm.City) = ("555 0142", "New York");
            account.Changed(account.People, classic.Max);
            account.Changed(account.Companies, classic.Firm);
            return 0;
        });
        var run = await EmulatedRun.OfBody(compiler, classic, """
            var account = await Basecamp.Account();
            Log.Info($"{account.Subscription!.Name} {account.Subscription.Storage} {account.Subscription.Writeboards is null} {string.Join("+", account.DefaultMessageCategories)}");
            foreach (var person in (await Basecamp.People()).Where(person => person.PhoneNumberMobile.Length > 0))
                Log.Info($"{person.Name} {person.PhoneNumberMobile} {(await Basecamp.Company(person.CompanyId)).City}");
            """);
        run.Lines.ShouldBe(["Premium 32212254720 True Plans+News", "Max Member 555 0142 New York"]);
    }
}
