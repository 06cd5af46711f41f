using System.Text;
using System.Text.Json;
using Automator.Emulator;
using Automator.Emulator.Store;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Automator.Tests.Emulator;

public sealed class DemoSeedTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 8, 0, 0, TimeSpan.Zero);

    private static Task<Classic> Demo(DateTimeOffset? now = null) =>
        Classic.SeededAsync(new EmulatorOptions { Time = new FakeTimeProvider(now ?? Now), Limits = EmulatorLimits.Off });

    [Fact]
    public async Task TheDemoSeed_IsBelievable()
    {
        await using var classic = await Demo();

        classic.Server.Tokens.Select(person => person.Role).ShouldBe(["administrator", "member", "client"]);
        classic.Account.Work(account =>
        {
            (account.Companies.Count, account.People.Count, account.Projects.Count).ShouldBe((3, 14, 12));
            account.Projects.All.Select(project => project.Status).Distinct().Order().ShouldBe(["active", "archived", "on_hold"]);
            account.Lists.All.Single(list => list.Name == "Kickoff").ShouldSatisfyAllConditions(
                list => account.Projects.Find(list.ProjectId)!.Name.ShouldBe("Templates"),
                list => account.Items.Under(list.Id).Count.ShouldBe(8),
                list => account.Items.Under(list.Id).ShouldContain(item => item.Responsible != null && item.DueOn != null));
            account.Lists.All.ShouldContain(list => list.Name == "Office" && account.Projects.Find(list.ProjectId)!.Name == "Studio operations");
            account.Items.Count.ShouldBeInRange(900, 1200);
            account.Posts.Count.ShouldBeInRange(90, 200);
            account.Hours.Count.ShouldBeInRange(400, 1500);
            account.Comments.All.Select(comment => comment.CommentableType).Distinct().Order().ShouldBe(["CalendarEvent", "Milestone", "Post", "TodoItem"]);
            account.Lists.All.Select(list => account.Items.Under(list.Id).Count).Distinct().Count().ShouldBeGreaterThan(20);
        });
    }

    [Theory]
    [InlineData("2026-05-01")]
    [InlineData("2024-02-29")]
    [InlineData("2026-11-29")]
    public async Task WhatHappened_HappenedBeforeNowAndInOrder(string day)
    {
        var now = DateTimeOffset.Parse($"{day}T08:00:00Z");
        await using var classic = await Demo(now);

        classic.Account.Work(account =>
        {
            account.Items.All.ShouldAllBe(item => item.CreatedAt < now && item.UpdatedAt < now && item.UpdatedAt >= item.CreatedAt);
            account.Items.All.Where(item => item.Completed()).ShouldAllBe(item => item.CompletedAt == item.UpdatedAt && item.CompleterId != null);
            account.Posts.All.ShouldAllBe(post => post.PostedOn < now);
            account.Comments.All.ShouldAllBe(comment => comment.CreatedAt < now && comment.CreatedAt > BeginningOf(account, comment.CommentableId));
            account.Calendar.All.ShouldAllBe(entry => entry.CreatedOn < now && entry.StartAt <= entry.Deadline);
            account.Calendar.All.Where(entry => entry.Completed()).ShouldAllBe(entry => entry.CompletedOn < now && entry.CompletedOn > entry.CreatedOn);
            account.Hours.All.ShouldAllBe(entry => entry.Date < account.Today && entry.Date > account.Today.AddDays(-125));
            account.Attachments.All.ShouldAllBe(file => file.CreatedOn < now);
            account.Projects.All.ShouldAllBe(project => project.LastChangedOn < now && project.LastChangedOn > project.CreatedOn);
        });
    }

    private static DateTimeOffset BeginningOf(Account account, int id) =>
        account.Items.Find(id)?.CreatedAt ?? account.Posts.Find(id)?.PostedOn ?? account.Calendar.Find(id)!.CreatedOn;

    [Fact]
    public async Task Todos_AreOfAllAges()
    {
        await using var classic = await Demo();

        classic.Account.Work(account =>
        {
            var open = account.Items.All.Where(item => !item.Completed()).ToList();
            open.ShouldContain(item => Now - item.UpdatedAt > TimeSpan.FromDays(200));
            open.ShouldContain(item => Now - item.UpdatedAt < TimeSpan.FromDays(2));
            open.ShouldContain(item => item.DueOn < account.Today);
            open.ShouldContain(item => item.DueOn > account.Today);
            account.Items.All.ShouldContain(item => item.Responsible == null);
            account.Items.All.Select(item => item.Responsible?.Type).OfType<string>().Distinct().Order().ShouldBe(["Company", "Person"]);

            // The sample rule closes these with two writes each, of the 400 it allows itself.
            open.Count(item => Now - item.UpdatedAt > TimeSpan.FromDays(30)).ShouldBeInRange(40, 190);
        });
    }

    [Fact]
    public async Task People_MostlyWorkByDay()
    {
        await using var classic = await Demo();

        classic.Account.Work(account =>
        {
            var zone = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");
            var night = account.Items.All.Count(item => TimeZoneInfo.ConvertTime(item.CreatedAt, zone).Hour is < 7 or > 18);
            night.ShouldBeLessThan(account.Items.Count / 20);
        });
    }

    [Fact]
    public async Task Texts_DoNotRepeatThemselves()
    {
        await using var classic = await Demo();

        classic.Account.Work(account =>
        {
            account.Items.All.ShouldAllBe(item => !item.Content.Contains('{') && char.IsUpper(item.Content[0]));
            account.Posts.All.ShouldAllBe(post => !post.Title.Contains('{') && !post.Body.Contains('{'));
            foreach (var project in account.Projects.All)
            {
                account.Lists.Under(project.Id).SelectMany(list => account.Items.Under(list.Id)).Select(item => item.Content).ShouldBeUnique(project.Name);
                account.Posts.Under(project.Id).Select(post => post.Title).ShouldBeUnique(project.Name);
            }

            account.Items.All.CountBy(item => item.Content).Max(pair => pair.Value).ShouldBeLessThanOrEqualTo(6);
        });
    }

    [Fact]
    public async Task TheCalendar_HasWhatIsLateToComeAndDone()
    {
        await using var classic = await Demo();

        classic.Account.Work(account =>
        {
            var milestones = account.Calendar.All.Where(entry => entry.IsMilestone()).ToList();
            milestones.Count.ShouldBeInRange(25, 60);
            milestones.Count(entry => entry.Completed()).ShouldBeGreaterThan(10);
            milestones.Count(entry => !entry.Completed() && entry.Deadline < account.Today).ShouldBeGreaterThan(4);
            milestones.Count(entry => !entry.Completed() && entry.Deadline > account.Today).ShouldBeGreaterThan(8);
            milestones.ShouldAllBe(entry => entry.Deadline.DayOfWeek != DayOfWeek.Saturday && entry.Deadline.DayOfWeek != DayOfWeek.Sunday);
            milestones.Select(entry => entry.Responsible!.Type).Distinct().Order().ShouldBe(["Company", "Person"]);
            var events = account.Calendar.All.Where(entry => !entry.IsMilestone()).ToList();
            events.ShouldContain(entry => entry.StartAt < entry.Deadline && entry.DeadlineAt == null);
            events.Where(entry => entry.DeadlineAt != null).ShouldAllBe(entry => account.Zone.DayOf(entry.DeadlineAt!.Value) == entry.Deadline);
            events.Count(entry => entry.DeadlineAt != null).ShouldBeGreaterThan(5);
            account.Lists.All.Count(list => list.MilestoneId is { } id && account.Calendar.Find(id)!.ProjectId == list.ProjectId).ShouldBeGreaterThan(10);
            account.Posts.All.Count(post => post.MilestoneId != 0 && account.Calendar.Find(post.MilestoneId)!.ProjectId == post.ProjectId).ShouldBeGreaterThan(5);
        });
    }

    [Fact]
    public async Task Hours_AreTheFirmsOnWorkingDays()
    {
        await using var classic = await Demo();

        classic.Account.Work(account =>
        {
            account.Hours.All.ShouldAllBe(entry => account.People.Find(entry.PersonId)!.CompanyId == account.Facts.PrimaryCompanyId);
            account.Hours.All.ShouldAllBe(entry => entry.Hours >= 0.5m && entry.Hours <= 5 && entry.Hours % 0.25m == 0);
            account.Hours.All.ShouldAllBe(entry => entry.Date.DayOfWeek != DayOfWeek.Saturday && entry.Date.DayOfWeek != DayOfWeek.Sunday);
            account.Hours.All.ShouldAllBe(entry => entry.TodoItemId != null || entry.Description.Length > 0);
            account.Hours.All.CountBy(entry => (entry.PersonId, entry.Date)).Max(pair => pair.Value).ShouldBeLessThanOrEqualTo(2);
            var onItems = account.Hours.All.Where(entry => entry.TodoItemId != null).ToList();
            onItems.Count.ShouldBeGreaterThan(100);
            onItems.ShouldAllBe(entry => account.Lists.Find(account.Items.Find(entry.TodoItemId!.Value)!.TodoListId)!.ProjectId == entry.ProjectId);
            onItems.ShouldAllBe(entry => account.Zone.DayOf(account.Items.Find(entry.TodoItemId!.Value)!.CreatedAt) <= entry.Date);
            account.Hours.All.ShouldAllBe(entry => account.Projects.Find(entry.ProjectId)!.Status != "archived");
        });
    }

    [Fact]
    public async Task Files_AreWhatTheyAreCalled()
    {
        await using var classic = await Demo();

        classic.Account.Work(account =>
        {
            var files = account.Attachments.All.ToList();
            files.Count.ShouldBeInRange(8, 12);
            files.Select(file => file.OwnerType ?? "").Distinct().Order().ShouldBe(["", "Comment", "Post"]);
            foreach (var file in files) Bytes(account, file).Length.ShouldBe((int)file.ByteSize, file.Name);
            foreach (var file in files.Where(file => file.Name.EndsWith(".pdf"))) Pdf(Encoding.ASCII.GetString(Bytes(account, file)));
            foreach (var file in files.Where(file => file.Name.EndsWith(".png"))) Png(Bytes(account, file));
            var versions = files.Where(file => file.Name == "style-tile.png").OrderBy(file => file.Version).ToList();
            versions.Select(file => (file.Version, file.Current, file.Collection)).ShouldBe([(1, false, versions[0].Id), (2, true, versions[0].Id)]);
            Bytes(account, versions[0]).ShouldNotBe(Bytes(account, versions[1]));
        });
    }

    private static byte[] Bytes(Account account, Attachment file)
    {
        using var stream = account.Files.Open(file.File)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>A reader begins at the end, and finds every object where the table says.</summary>
    private static void Pdf(string text)
    {
        var table = int.Parse(text[(text.LastIndexOf("startxref\n", StringComparison.Ordinal) + 10)..].Split('\n')[0]);
        text[table..].ShouldStartWith("xref\n0 6\n");
        var rows = text[table..].Split('\n')[3..8];
        for (var number = 1; number <= 5; number++) text[int.Parse(rows[number - 1][..10])..].ShouldStartWith($"{number} 0 obj\n");
    }

    private static void Png(byte[] bytes)
    {
        bytes[..8].ShouldBe([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);
        var kinds = new List<string>();
        for (var at = 8; at < bytes.Length;)
        {
            var length = System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(at));
            kinds.Add(Encoding.ASCII.GetString(bytes, at + 4, 4));
            at += 12 + length;
        }

        kinds.ShouldBe(["IHDR", "IDAT", "IEND"]);

        // The sum of the end of any PNG.
        bytes[^4..].ShouldBe([0xAE, 0x42, 0x60, 0x82]);
    }

    [Fact]
    public async Task TheDemoSeed_IsTheSameEveryTime()
    {
        async Task<string> Account()
        {
            await using var classic = await Demo();
            return classic.Account.Work(account =>
            {
                foreach (var person in account.People.All) person.Token = "";
                foreach (var file in account.Attachments.All) file.File = "";
                return JsonSerializer.Serialize(new object[]
                {
                    account.People.All, account.Projects.All, account.Categories.All, account.Lists.All, account.Items.All, account.Posts.All,
                    account.Comments.All, account.Calendar.All, account.Hours.All, account.Attachments.All, account.Templates.All,
                });
            });
        }

        (await Account()).ShouldBe(await Account());
    }

    [Fact]
    public async Task EveryPath_ShowsIt()
    {
        await using var classic = await Demo();
        var client = classic.As(classic.Server.Token);

        foreach (var project in (await client.Xml("/projects.xml")).Elements().Select(project => project.Element("id")!.Value))
        {
            foreach (var path in new[] { "", "/people", "/companies", "/categories", "/posts", "/posts/archive", "/todo_lists" })
                (await client.Xml($"/projects/{project}{path}.xml")).Name.LocalName.ShouldNotBeEmpty();
        }
    }
}
