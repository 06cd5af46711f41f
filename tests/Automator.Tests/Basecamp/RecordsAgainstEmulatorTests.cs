using System.Text;
using Automator.Host.Basecamp;
using Automator.Host.Budget;
using Automator.Sdk;
using Automator.Sdk.Protocol;
using Automator.Tests.Emulator;
using Microsoft.Extensions.Logging.Abstractions;

namespace Automator.Tests.Basecamp;

/// <summary>What records tell of people, companies and the account, and how what they belong to is taken away again.</summary>
public sealed class RecordsAgainstEmulatorTests : IAsyncLifetime
{
    private readonly RequestSource _rule = new("rule");
    private readonly RequestBudget _budget = new(new BudgetOptions(), TimeProvider.System);
    private Classic _classic = null!;
    private BasecampClient _client = null!;

    private long Project => _classic.Project.Id;

    public async ValueTask InitializeAsync()
    {
        _classic = await Classic.StartAsync();
        _client = ClientOf(_classic.Server.Token);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        _budget.Dispose();
        await _classic.DisposeAsync();
    }

    [Fact]
    public async Task Person_TellsHowToBeReached()
    {
        var planted = _classic.Plant(bed => bed.Person(_classic.Firm, "Grace", "Hopper", p =>
        {
            (p.Title, p.ImHandle, p.ImService, p.AvatarUrl) = ("Admiral", "gh", "Jabber", "https://example.com/gh.png");
            (p.PhoneNumberOffice, p.PhoneNumberOfficeExt, p.PhoneNumberMobile, p.PhoneNumberHome, p.PhoneNumberFax) = ("1", "2", "3", "4", "5");
            (p.HasAccessToNewProjects, p.TimeZoneName) = (true, "Hawaii");
        }));
        (await Ask(new ReadPerson { Id = planted.Id })).ShouldBe(new Person
        {
            Id = planted.Id,
            FirstName = "Grace",
            LastName = "Hopper",
            Title = "Admiral",
            EmailAddress = "grace.hopper@example.com",
            ImHandle = "gh",
            ImService = "Jabber",
            PhoneNumberOffice = "1",
            PhoneNumberOfficeExt = "2",
            PhoneNumberMobile = "3",
            PhoneNumberHome = "4",
            PhoneNumberFax = "5",
            AvatarUrl = "https://example.com/gh.png",
            CompanyId = _classic.Firm.Id,
            TimeZoneName = "Hawaii",
            IsAdministrator = false,
            IsDeleted = false,
            HasAccessToNewProjects = true,
            UserName = "grace.hopper",
        });
    }

    [Fact]
    public async Task Person_ReadByAMember_TellsNothingThatIsForAdministrators()
    {
        using var member = ClientOf(_classic.Max.Token);
        var seen = (Person)await member.Answer(new ReadPerson { Id = _classic.Ada.Id }, _rule, Classic.Token);
        seen.ShouldSatisfyAllConditions(p => p.IsAdministrator.ShouldBeNull(), p => p.HasAccessToNewProjects.ShouldBeNull(), p => p.UserName.ShouldBeNull());
        ((Person)await member.Answer(new ReadMe(), _rule, Classic.Token)).UserName.ShouldBe("max.member");
    }

    [Fact]
    public async Task Company_TellsWhereItIs()
    {
        var planted = _classic.Plant(bed => bed.Company("Far Ltd", "Hawaii", c =>
        {
            (c.AddressOne, c.AddressTwo, c.City, c.State, c.Zip, c.Country) = ("1 Road", "Back door", "Honolulu", "HI", "96801", "US");
            (c.WebAddress, c.PhoneNumberOffice, c.PhoneNumberFax) = ("far.example", "1", "2");
        }));
        (await Ask(new ReadCompany { Id = planted.Id })).ShouldBe(new Company
        {
            Id = planted.Id,
            Name = "Far Ltd",
            AddressOne = "1 Road",
            AddressTwo = "Back door",
            City = "Honolulu",
            State = "HI",
            Zip = "96801",
            Country = "US",
            WebAddress = "far.example",
            PhoneNumberOffice = "1",
            PhoneNumberFax = "2",
            TimeZoneId = "Hawaii",
        });
        (await Ask(new ReadCompany { Id = _classic.Firm.Id })).UrlName.ShouldBe(_classic.Firm.UrlName);
    }

    [Fact]
    public async Task Account_TellsWhatItHasPaidFor_AndWhatProjectsBeginWith()
    {
        _classic.Account.Work(known =>
        {
            (known.Facts.PostCategories, known.Facts.AttachmentCategories) = (["Plans", "News"], ["Pictures"]);
            known.FactsChanged();
            return 0;
        });
        var account = await Ask(new ReadAccount());
        account.IsEmailNotificationEnabled.ShouldBeTrue();
        account.Subscription.ShouldBe(new Subscription { Name = "Premium", Projects = 100, Storage = 32_212_254_720, HasSsl = true, HasTimeTracking = true });
        account.DefaultMessageCategories.ShouldBe(["Plans", "News"]);
        account.DefaultFileCategories.ShouldBe(["Pictures"]);
    }

    [Fact]
    public async Task Comment_TellsWhatItIsOn()
    {
        var milestone = _classic.Plant(bed => bed.Milestone(_classic.Project, "Launch", new DateOnly(2026, 5, 4), _classic.Ada, bed.Now));
        var on = new Commentable { Kind = CommentableKind.Milestone, Id = milestone.Id };
        var comment = await Ask(new ReadComment { Id = await Create(new CreateComment { On = on, Body = "B" }) });
        comment.ShouldSatisfyAllConditions(c => c.CommentableId.ShouldBe(milestone.Id), c => c.CommentableType.ShouldBe(on.TypeName), c => c.EmailedFrom.ShouldBeNull());
    }

    [Fact]
    public async Task Milestone_AndCategory_AreTakenAway()
    {
        var milestone = _classic.Plant(bed => bed.Milestone(_classic.Project, "Launch", new DateOnly(2026, 5, 4), _classic.Ada, bed.Now)).Id;
        var category = await Create(new CreateCategory { ProjectId = Project, Kind = CategoryKind.Messages, Name = "Plans" });
        var list = await Create(new CreateTodoList { ProjectId = Project, Name = "L", Description = "D", MilestoneId = milestone });
        var message = await Create(new CreateMessage { ProjectId = Project, Title = "M", Body = "B", CategoryId = category, MilestoneId = milestone });
        (await Ask(new ReadTodoList { Id = list })).MilestoneId.ShouldBe(milestone);
        (await Ask(new ReadMessage { Id = message })).ShouldSatisfyAllConditions(m => m.MilestoneId.ShouldBe(milestone), m => m.CategoryId.ShouldBe(category));

        await Do(new UpdateTodoList { Id = list, ClearMilestone = true });
        (await Ask(new ReadTodoList { Id = list })).ShouldSatisfyAllConditions(l => l.MilestoneId.ShouldBeNull(), l => l.Description.ShouldBe("D"));
        await Do(new UpdateMessage { Id = message, ClearMilestone = true });
        (await Ask(new ReadMessage { Id = message })).ShouldSatisfyAllConditions(m => m.MilestoneId.ShouldBeNull(), m => m.CategoryId.ShouldBe(category));
        await Do(new UpdateMessage { Id = message, ClearCategory = true });
        (await Ask(new ReadMessage { Id = message })).ShouldSatisfyAllConditions(m => m.CategoryId.ShouldBeNull(), m => m.Body.ShouldBe("B"));
    }

    [Fact]
    public async Task Milestone_IsLeftToNobody()
    {
        var id = await Create(new CreateCalendarEntry
        {
            ProjectId = Project,
            Kind = CalendarEntryKind.Milestone,
            Title = "Launch",
            DueOn = new DateOnly(2026, 5, 4),
            Responsible = new Party { Kind = PartyKind.Person, Id = _classic.Max.Id },
        });
        await Do(new UpdateCalendarEntry { ProjectId = Project, Id = id, Kind = CalendarEntryKind.Milestone, ClearResponsible = true });
        (await Ask(new ReadCalendarEntry { ProjectId = Project, Id = id })).ShouldSatisfyAllConditions(m => m.Responsible.ShouldBeNull(), m => m.Title.ShouldBe("Launch"));
    }

    [Fact]
    public async Task ChangedMessage_CarriesMoreFiles_AndTellsWhomItNames()
    {
        var message = await Create(new CreateMessage { ProjectId = Project, Title = "Report", Body = "B", Attachments = [await Uploaded("report.csv", "1"), await Uploaded("notes.txt", "n")] });
        await Do(new UpdateMessage { Id = message, Attachments = [await Uploaded("report.csv", "22"), await Uploaded("more.txt", "m")] });
        _classic.Account.Mails.All.ShouldBeEmpty();

        var files = await Ask(new ListAttachments { MessageId = message });
        files.Select(f => (f.Name, f.Version, f.IsCurrent)).ShouldBe(
            [("report.csv", 1, false), ("notes.txt", 1, true), ("report.csv", 2, true), ("more.txt", 1, true)], ignoreOrder: true);
        await Do(new UpdateMessage { Id = message, Title = "Report 2", Notify = [_classic.Max.Id] });
        _classic.Account.Mails.All.ShouldHaveSingleItem().ShouldSatisfyAllConditions(m => m.PersonId.ShouldBe(_classic.Max.Id), m => m.Subject.ShouldContain("Report 2"));
    }

    private BasecampClient ClientOf(string token) =>
        new(AccountStub.Connection(_classic.Server.Url, token: token), _budget, TimeProvider.System, NullLogger.Instance);

    private async Task<AttachedFile> Uploaded(string name, string text)
    {
        var answer = await _client.Send(_client.Plan(new UploadFile { Name = name, Bytes = Encoding.UTF8.GetBytes(text) }), _rule, Classic.Token);
        return new AttachedFile { UploadId = answer.UploadId.ShouldNotBeNull(), Name = name, ContentType = "text/plain" };
    }

    private async Task<T> Ask<T>(Query<T> query) => (await _client.Answer(query, _rule, Classic.Token)).ShouldBeOfType<T>();

    private async Task<long> Create(Effect<Created> effect) =>
        (await _client.Send(_client.Plan(effect), _rule, Classic.Token)).CreatedId.ShouldNotBeNull();

    private async Task Do(Effect<Done> effect) => (await _client.Send(_client.Plan(effect), _rule, Classic.Token)).Status.ShouldBe(200);
}
