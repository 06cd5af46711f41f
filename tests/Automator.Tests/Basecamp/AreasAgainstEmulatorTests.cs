using System.Text;
using Automator.Host.Basecamp;
using Automator.Host.Budget;
using Automator.Sdk;
using Automator.Sdk.Protocol;
using Automator.Tests.Emulator;
using Microsoft.Extensions.Logging.Abstractions;

namespace Automator.Tests.Basecamp;

/// <summary>Calendar, hours, categories and files over HTTP, against the whole other side.</summary>
public sealed class AreasAgainstEmulatorTests : IAsyncLifetime
{
    /// <summary>The operations that this class is about.</summary>
    internal static readonly Type[] Covered =
    [
        typeof(CountProjects), typeof(ListCategories), typeof(ReadCategory), typeof(FindCategory), typeof(CreateCategory), typeof(RenameCategory), typeof(DeleteCategory),
        typeof(ListMessageHeadings), typeof(ListAttachments), typeof(ListFiles), typeof(UploadFile),
        typeof(ListCalendarEntries), typeof(ReadCalendarEntry), typeof(CreateCalendarEntry), typeof(UpdateCalendarEntry), typeof(DeleteCalendarEntry),
        typeof(CompleteMilestone), typeof(UncompleteMilestone),
        typeof(ListTimeEntries), typeof(ReadTimeEntry), typeof(ReportTimeEntries), typeof(CreateTimeEntry), typeof(UpdateTimeEntry), typeof(DeleteTimeEntry),
    ];

    private readonly RequestSource _rule = new("rule");
    private readonly RequestBudget _budget = new(new BudgetOptions(), TimeProvider.System);
    private Classic _classic = null!;
    private BasecampClient _client = null!;

    private long Project => _classic.Project.Id;

    public async ValueTask InitializeAsync()
    {
        _classic = await Classic.StartAsync(zone: "Hawaii");
        _client = new BasecampClient(AccountStub.Connection(_classic.Server.Url, token: _classic.Server.Token), _budget, TimeProvider.System, NullLogger.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        _budget.Dispose();
        await _classic.DisposeAsync();
    }

    [Fact]
    public async Task Milestones_AreMadeFoundMovedReachedAndDeleted()
    {
        var (first, later) = (new DateOnly(2020, 5, 4), new DateOnly(2020, 5, 7));
        var max = new Party { Kind = PartyKind.Person, Id = _classic.Max.Id };
        var launch = await Create(new CreateCalendarEntry { ProjectId = Project, Kind = CalendarEntryKind.Milestone, Title = "Launch", DueOn = first, Responsible = max });
        var party = await Create(new CreateCalendarEntry { ProjectId = Project, Kind = CalendarEntryKind.Milestone, Title = "Party", DueOn = later });
        (await Read(launch)).ShouldSatisfyAllConditions(
            m => m.Kind.ShouldBe(CalendarEntryKind.Milestone), m => m.DueOn.ShouldBe(first), m => m.At.ShouldBeNull(), m => m.StartOn.ShouldBe(first),
            m => m.Responsible.ShouldNotBeNull().Id.ShouldBe(max.Id), m => m.IsCompleted.ShouldBeFalse(), m => m.ProjectId.ShouldBe(Project));

        await Do(new UpdateCalendarEntry { ProjectId = Project, Id = launch, Title = "Lift-off", DueOn = first.AddDays(2), MoveLater = true, OffWeekends = true });
        (await Read(launch)).ShouldSatisfyAllConditions(m => m.Title.ShouldBe("Lift-off"), m => m.DueOn.ShouldBe(first.AddDays(2)), m => m.Responsible.ShouldNotBeNull());
        (await Read(party)).DueOn.ShouldBe(new DateOnly(2020, 5, 11)); // Thursday and two days is a Saturday.

        await Do(new CompleteMilestone { ProjectId = Project, Id = launch });
        (await Read(launch)).ShouldSatisfyAllConditions(m => m.IsCompleted.ShouldBeTrue(), m => m.CompletedAt.ShouldNotBeNull(), m => m.CompleterId.ShouldBe(_classic.Ada.Id));
        (await Milestones(MilestoneState.Completed)).ShouldBe([launch]);
        (await Milestones(MilestoneState.Late)).ShouldBe([party]);
        (await Milestones(MilestoneState.Upcoming)).ShouldBeEmpty();
        (await Milestones(MilestoneState.All)).ShouldBe([launch, party]);
        await Do(new UncompleteMilestone { ProjectId = Project, Id = launch });
        (await Read(launch)).IsCompleted.ShouldBeFalse();
        await Do(new DeleteCalendarEntry { ProjectId = Project, Id = launch });
        (await Milestones(MilestoneState.All)).ShouldBe([party]);

        async Task<long[]> Milestones(MilestoneState state) => Array.ConvertAll(
            await Ask(new ListCalendarEntries { ProjectId = Project, Kind = CalendarEntryKind.Milestone, State = state }), m => m.Id);
    }

    [Fact]
    public async Task Events_KeepTheirDaysAndTheirInstants_AndComeInPages()
    {
        var at = new DateTimeOffset(2026, 3, 5, 8, 30, 0, TimeSpan.Zero); // March 4 in Hawaii.
        var talk = await Create(new CreateCalendarEntry { ProjectId = Project, Kind = CalendarEntryKind.Event, Title = "Talk", At = at });
        var fair = await Create(new CreateCalendarEntry { ProjectId = Project, Kind = CalendarEntryKind.Event, Title = "Fair", StartOn = new(2026, 4, 1), DueOn = new(2026, 4, 3) });
        (await Read(talk)).ShouldSatisfyAllConditions(e => e.At.ShouldBe(at), e => e.DueOn.ShouldBe(new DateOnly(2026, 3, 4)), e => e.Kind.ShouldBe(CalendarEntryKind.Event));
        (await Read(fair)).ShouldSatisfyAllConditions(e => e.At.ShouldBeNull(), e => e.StartOn.ShouldBe(new DateOnly(2026, 4, 1)), e => e.DueOn.ShouldBe(new DateOnly(2026, 4, 3)));
        _classic.Plant(bed => Enumerable.Range(0, 60).Select(i => bed.Event(_classic.Project, $"Event {i}", new DateOnly(2027, 1, 1).AddDays(i), _classic.Ada, bed.Now)).ToList());
        (await Ask(new ListCalendarEntries { ProjectId = Project, Kind = CalendarEntryKind.Event })).Length.ShouldBe(62);
        await Do(new UpdateCalendarEntry { ProjectId = Project, Id = fair, Kind = CalendarEntryKind.Milestone });
        (await Read(fair)).Kind.ShouldBe(CalendarEntryKind.Milestone);
        (await Ask(new ListCalendarEntries { ProjectId = Project })).Select(e => e.Id).ShouldContain(fair);

        var on = new Commentable { Kind = CommentableKind.CalendarEvent, Id = talk };
        var comment = await Create(new CreateComment { On = on, Body = "See you" });
        (await Ask(new ListComments { On = on })).ShouldHaveSingleItem().Id.ShouldBe(comment);
    }

    [Fact]
    public async Task Hours_AreTrackedChangedReportedAndDeleted()
    {
        var list = _classic.Plant(bed => bed.List(_classic.Project, "List"));
        var item = _classic.Items(list, "Item")[0];
        var day = new DateOnly(2024, 8, 31);
        var onItem = await Create(new CreateTimeEntry { TodoItemId = item.Id, Date = day, Hours = 1.25m, PersonId = _classic.Max.Id, Description = "Drew" });
        var onProject = await Create(new CreateTimeEntry { ProjectId = Project, Date = day.AddMonths(14), Hours = 0.3333m });
        (await Ask(new ReadTimeEntry { Id = onItem })).ShouldBe(new TimeEntry
        {
            Id = onItem,
            ProjectId = Project,
            TodoItemId = item.Id,
            PersonId = _classic.Max.Id,
            PersonName = "Max Member",
            Date = day,
            Hours = 1.25m,
            Description = "Drew",
        });
        (await Ask(new ListTimeEntries { TodoItemId = item.Id })).ShouldHaveSingleItem().Id.ShouldBe(onItem);
        (await Ask(new ListTimeEntries { ProjectId = Project })).Select(e => e.Id).ShouldBe([onProject, onItem]);

        var before = _rule.Reads;
        (await Ask(new ReportTimeEntries { From = day, To = day.AddMonths(14) })).Select(e => (e.Id, e.Hours)).ShouldBe([(onProject, 0.3333m), (onItem, 1.25m)]);
        (_rule.Reads - before).ShouldBe(3);
        (await Ask(new ReportTimeEntries { From = day, To = day.AddMonths(14), PersonId = _classic.Max.Id })).ShouldHaveSingleItem().Id.ShouldBe(onItem);

        await Do(new UpdateTimeEntry { Id = onProject, Hours = 2, Date = day, Description = "Thought", TodoItemId = item.Id });
        (await Ask(new ReadTimeEntry { Id = onProject })).ShouldSatisfyAllConditions(
            e => e.Hours.ShouldBe(2), e => e.Date.ShouldBe(day), e => e.Description.ShouldBe("Thought"), e => e.TodoItemId.ShouldBe(item.Id));
        await Do(new DeleteTimeEntry { Id = onItem });
        (await Ask(new ListTimeEntries { ProjectId = Project })).ShouldHaveSingleItem().Id.ShouldBe(onProject);
    }

    [Theory]
    [InlineData(49, 1)]
    [InlineData(50, 1)]
    [InlineData(51, 2)]
    public async Task HoursOfAProject_CostOneRequestForEveryFifty(int entries, int requests)
    {
        await _client.Identify(_rule, Classic.Token);
        _classic.Plant(bed => Enumerable.Range(0, entries).Select(i => bed.Hours(_classic.Project, _classic.Ada, new DateOnly(2026, 1, 1).AddDays(i), 1, "")).ToList());
        var before = _rule.Reads;
        (await Ask(new ListTimeEntries { ProjectId = Project })).Length.ShouldBe(entries);
        (_rule.Reads - before).ShouldBe(requests);
    }

    [Fact]
    public async Task Categories_SortMessages()
    {
        var plans = await Create(new CreateCategory { ProjectId = Project, Kind = CategoryKind.Messages, Name = "Plans" });
        var papers = await Create(new CreateCategory { ProjectId = Project, Kind = CategoryKind.Files, Name = "Plans" });
        (await Ask(new ListCategories { ProjectId = Project, Kind = CategoryKind.Files })).Select(c => c.Id).ShouldContain(papers);
        (await Ask(new FindCategory { ProjectId = Project, Name = "Plans", Kind = CategoryKind.Files })).Id.ShouldBe(papers);
        var message = await Create(new CreateMessage { ProjectId = Project, Title = "In it", CategoryId = plans });
        await Create(new CreateMessage { ProjectId = Project, Title = "Beside it" });
        (await Ask(new ListMessages { ProjectId = Project, CategoryId = plans })).ShouldHaveSingleItem().Id.ShouldBe(message);
        (await Ask(new ListMessageHeadings { ProjectId = Project, CategoryId = plans })).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            h => h.Title.ShouldBe("In it"), h => h.CategoryName.ShouldBe("Plans"), h => h.CategoryId.ShouldBe(plans));
        (await Ask(new ListMessageHeadings { ProjectId = Project })).Length.ShouldBe(2);
        await Do(new RenameCategory { Id = plans, Name = "Ideas" });
        (await Ask(new ReadCategory { Id = plans })).ShouldSatisfyAllConditions(c => c.Name.ShouldBe("Ideas"), c => c.ElementsCount.ShouldBe(1), c => c.Kind.ShouldBe(CategoryKind.Messages));

        var used = await Should.ThrowAsync<CallFailedException>(Do(new DeleteCategory { Id = plans }));
        used.Failure.Kind.ShouldBe(CallFailureKind.Invalid);
        used.Message.ShouldContain("still in use");
        await Do(new DeleteCategory { Id = papers });
        (await Ask(new CountProjects())).ShouldBe(new ProjectCounts { Active = 1 });
    }

    [Fact]
    public async Task Uploads_AreCarriedByMessagesAndComments_AndListed()
    {
        var message = await Create(new CreateMessage { ProjectId = Project, Title = "Report", Attachments = [await Uploaded("a & b.csv", "1;2")] });
        var comment = await Create(new CreateComment { On = Commentable.Message(message), Body = "And this", Attachments = [await Uploaded("ü.txt", "✓")] });

        var file = (await Ask(new ListAttachments { MessageId = message })).ShouldHaveSingleItem();
        file.ShouldSatisfyAllConditions(
            f => f.Name.ShouldBe("a & b.csv"), f => f.ByteSize.ShouldBe(3), f => f.OwnerId.ShouldBe(message), f => f.OwnerType.ShouldBe("Post"),
            f => f.Version.ShouldBe(1), f => f.IsCurrent.ShouldBeTrue(), f => f.CollectionId.ShouldBe(f.Id), f => f.PersonId.ShouldBe(_classic.Ada.Id));
        (await Ask(new ListAttachments { CommentId = comment })).ShouldHaveSingleItem().Name.ShouldBe("ü.txt");
        (await Ask(new ReadMessage { Id = message })).AttachmentsCount.ShouldBe(1);
        using var people = _classic.As(_classic.Ada);
        (await people.GetStringAsync(new Uri(file.DownloadUrl).PathAndQuery, Classic.Token)).ShouldBe("1;2");

        _classic.Plant(bed => Enumerable.Range(0, 100).Select(i => bed.File(_classic.Project, $"{i}.txt", "x"u8, _classic.Ada, bed.Now)).ToList());
        (await Ask(new ListFiles { ProjectId = Project })).Select(f => f.Id).Distinct().Count().ShouldBe(102);
        (await Ask(new ListFiles { ProjectId = Project, CategoryId = 1 })).ShouldBeEmpty();

        async Task<AttachedFile> Uploaded(string name, string text)
        {
            var answer = await _client.Send(_client.Plan(new UploadFile { Name = name, Bytes = Encoding.UTF8.GetBytes(text) }), _rule, Classic.Token);
            return new AttachedFile { UploadId = answer.UploadId.ShouldNotBeNull(), Name = name, ContentType = "text/plain" };
        }
    }

    [Fact]
    public async Task Settings_OfAProject_AreChanged()
    {
        await Do(new UpdateProject { Id = Project, StartPage = StartPage.Messages, CompanyId = _classic.Client.Id, ShowWriteboards = false });
        (await Ask(new ReadProject { Id = Project })).ShouldSatisfyAllConditions(
            p => p.StartPage.ShouldBe(StartPage.Messages), p => p.CompanyId.ShouldBe(_classic.Client.Id), p => p.ShowsWriteboards.ShouldBe(false));
    }

    [Fact]
    public async Task DeletedPeople_AreToldWhereAskedFor()
    {
        _classic.Plant(bed => bed.Person(_classic.Firm, "Gone", "Girl", p => p.Deleted = true));
        (await Ask(new ListPeople())).ShouldNotContain(p => p.FirstName == "Gone");
        (await Ask(new ListPeople { CompanyId = _classic.Firm.Id, IncludeDeleted = true })).Single(p => p.FirstName == "Gone").IsDeleted.ShouldBe(true);
    }

    private Task<CalendarEntry> Read(long id) => Ask(new ReadCalendarEntry { ProjectId = Project, Id = id });

    private async Task<T> Ask<T>(Query<T> query) => (await _client.Answer(query, _rule, Classic.Token)).ShouldBeOfType<T>();

    private async Task<long> Create(Effect<Created> effect) =>
        (await _client.Send(_client.Plan(effect), _rule, Classic.Token)).CreatedId.ShouldNotBeNull();

    private async Task Do(Effect<Done> effect) => (await _client.Send(_client.Plan(effect), _rule, Classic.Token)).Status.ShouldBe(200);
}
