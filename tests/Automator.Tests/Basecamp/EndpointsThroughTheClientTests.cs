using System.Text.RegularExpressions;
using Automator.Host.Basecamp;
using Automator.Host.Budget;
using Automator.Sdk;
using Automator.Sdk.Protocol;
using Automator.Tests.Emulator;
using Microsoft.Extensions.Logging.Abstractions;

namespace Automator.Tests.Basecamp;

/// <summary>Every row of the contract is a request the client makes, and the emulator's own log says that it came and was answered.</summary>
public sealed class EndpointsThroughTheClientTests
{
    private static readonly RequestSource Rule = new("rule");
    private static readonly DateOnly Day = new(2026, 3, 5);

    /// <summary>What makes the client ask for each row.</summary>
    private static readonly Dictionary<string, Func<Ids, object>> Driven = new()
    {
        ["GET /account.xml"] = _ => new ReadAccount(),
        ["GET /projects.xml"] = _ => new ListProjects(),
        ["GET /projects/{project_id}.xml"] = ids => new ReadProject { Id = ids.Project },
        ["GET /projects/count.xml"] = _ => new CountProjects(),
        ["POST /projects.xml"] = _ => new CreateProject { Name = "New" },
        ["PUT /projects/{project_id}.xml"] = ids => new UpdateProject { Id = ids.Project, StartPage = StartPage.TodoLists, CompanyId = ids.Company, ShowWriteboards = false },
        ["GET /me.xml"] = _ => new ReadMe(),
        ["GET /people.xml"] = _ => new ListPeople { IncludeDeleted = true },
        ["GET /projects/{project_id}/people.xml"] = ids => new ListPeople { ProjectId = ids.Project },
        ["GET /companies/{company_id}/people.xml"] = ids => new ListPeople { CompanyId = ids.Company },
        ["GET /people/{id}.xml"] = ids => new ReadPerson { Id = ids.Person },
        ["GET /companies.xml"] = _ => new ListCompanies(),
        ["GET /projects/{project_id}/companies.xml"] = ids => new ListCompanies { ProjectId = ids.Project },
        ["GET /companies/{id}.xml"] = ids => new ReadCompany { Id = ids.Company },
        ["GET /projects/{project_id}/categories.xml"] = ids => new ListCategories { ProjectId = ids.Project, Kind = CategoryKind.Files },
        ["GET /categories/{id}.xml"] = ids => new ReadCategory { Id = ids.Category },
        ["POST /projects/{project_id}/categories.xml"] = ids => new CreateCategory { ProjectId = ids.Project, Kind = CategoryKind.Files, Name = "New" },
        ["PUT /categories/{id}.xml"] = ids => new RenameCategory { Id = ids.Category, Name = "Other" },
        ["DELETE /categories/{id}.xml"] = ids => new DeleteCategory { Id = ids.Category },
        ["GET /projects/{project_id}/posts.xml"] = ids => new ListMessages { ProjectId = ids.Project },
        ["GET /projects/{project_id}/cat/{category_id}/posts.xml"] = ids => new ListMessages { ProjectId = ids.Project, CategoryId = ids.Category },
        ["GET /projects/{project_id}/posts/archive.xml"] = ids => new ListMessageHeadings { ProjectId = ids.Project },
        ["GET /projects/{project_id}/cat/{category_id}/posts/archive.xml"] = ids => new ListMessageHeadings { ProjectId = ids.Project, CategoryId = ids.Category },
        ["GET /posts/{id}.xml"] = ids => new ReadMessage { Id = ids.Message },
        ["GET /projects/{project_id}/posts/new.xml"] = ids => Templates.NewMessage(ids.Project),
        ["GET /posts/{id}/edit.xml"] = ids => Templates.EditMessage(ids.Message),
        ["POST /projects/{project_id}/posts.xml"] = ids => new CreateMessage { ProjectId = ids.Project, Title = "New", Notify = [ids.Person] },
        ["PUT /posts/{id}.xml"] = ids => new UpdateMessage { Id = ids.Message, MilestoneId = ids.Milestone },
        ["DELETE /posts/{id}.xml"] = ids => new DeleteMessage { Id = ids.Message },
        ["GET /posts/{id}/comments.xml"] = ids => new ListComments { On = Commentable.Message(ids.Message) },
        ["GET /posts/{id}/comments/new.xml"] = ids => Templates.NewComment(Commentable.Message(ids.Message)),
        ["POST /posts/{id}/comments.xml"] = ids => new CreateComment { On = Commentable.Message(ids.Message), Body = "New" },
        ["GET /milestones/{id}/comments.xml"] = ids => new ListComments { On = OnMilestone(ids) },
        ["GET /milestones/{id}/comments/new.xml"] = ids => Templates.NewComment(OnMilestone(ids)),
        ["POST /milestones/{id}/comments.xml"] = ids => new CreateComment { On = OnMilestone(ids), Body = "New" },
        ["GET /todo_items/{id}/comments.xml"] = ids => new ListComments { On = Commentable.TodoItem(ids.Item) },
        ["GET /todo_items/{id}/comments/new.xml"] = ids => Templates.NewComment(Commentable.TodoItem(ids.Item)),
        ["POST /todo_items/{id}/comments.xml"] = ids => new CreateComment { On = Commentable.TodoItem(ids.Item), Body = "New" },
        ["GET /calendar_events/{id}/comments.xml"] = ids => new ListComments { On = OnEvent(ids) },
        ["GET /calendar_events/{id}/comments/new.xml"] = ids => Templates.NewComment(OnEvent(ids)),
        ["POST /calendar_events/{id}/comments.xml"] = ids => new CreateComment { On = OnEvent(ids), Body = "New" },
        ["GET /comments/{id}.xml"] = ids => new ReadComment { Id = ids.Comment },
        ["GET /comments/{id}/edit.xml"] = ids => Templates.EditComment(ids.Comment),
        ["PUT /comments/{id}.xml"] = ids => new UpdateComment { Id = ids.Comment, Body = "Other" },
        ["DELETE /comments/{id}.xml"] = ids => new DeleteComment { Id = ids.Comment },
        ["GET /todo_lists.xml"] = ids => new ListAssignedTodoItems { Responsible = new Party { Kind = PartyKind.Company, Id = ids.Company } },
        ["GET /projects/{project_id}/todo_lists.xml"] = ids => new ListTodoLists { ProjectId = ids.Project },
        ["GET /todo_lists/{id}.xml"] = ids => new ReadTodoList { Id = ids.List },
        ["GET /todo_lists/{id}/edit.xml"] = ids => Templates.EditTodoList(ids.List),
        ["GET /projects/{project_id}/todo_lists/new.xml"] = ids => Templates.NewTodoList(ids.Project),
        ["POST /projects/{project_id}/todo_lists.xml"] = ids => new CreateTodoList { ProjectId = ids.Project, TemplateId = ids.Template },
        ["PUT /todo_lists/{id}.xml"] = ids => new UpdateTodoList { Id = ids.List, IsTracked = true },
        ["DELETE /todo_lists/{id}.xml"] = ids => new DeleteTodoList { Id = ids.List },
        ["POST /projects/{project_id}/todo_lists/reorder.xml"] = ids => new ReorderTodoLists { ProjectId = ids.Project, Ids = [ids.List] },
        ["GET /todo_lists/{list_id}/todo_items.xml"] = ids => new ListTodoItems { TodoListId = ids.List },
        ["GET /todo_items/{id}.xml"] = ids => new ReadTodoItem { Id = ids.Item },
        ["PUT /todo_items/{id}/complete.xml"] = ids => new CompleteTodoItem { Id = ids.Item },
        ["PUT /todo_items/{id}/uncomplete.xml"] = ids => new UncompleteTodoItem { Id = ids.Item },
        ["GET /todo_lists/{list_id}/todo_items/new.xml"] = ids => Templates.NewTodoItem(ids.List),
        ["POST /todo_lists/{list_id}/todo_items.xml"] = ids => new CreateTodoItem { TodoListId = ids.List, Content = "New" },
        ["PUT /todo_items/{id}.xml"] = ids => new UpdateTodoItem { Id = ids.Item, DueOn = Day },
        ["GET /todo_items/{id}/edit.xml"] = ids => Templates.EditTodoItem(ids.Item),
        ["DELETE /todo_items/{id}.xml"] = ids => new DeleteTodoItem { Id = ids.Item },
        ["POST /todo_lists/{list_id}/todo_items/reorder.xml"] = ids => new ReorderTodoItems { TodoListId = ids.List, Ids = [ids.Item] },
        ["GET /projects/{project_id}/calendar_entries.xml"] = ids => new ListCalendarEntries { ProjectId = ids.Project },
        ["GET /projects/{project_id}/calendar_entries/milestones.xml"] = ids => new ListCalendarEntries { ProjectId = ids.Project, Kind = CalendarEntryKind.Milestone, State = MilestoneState.Late },
        ["GET /projects/{project_id}/calendar_entries/calendar_events.xml"] = ids => new ListCalendarEntries { ProjectId = ids.Project, Kind = CalendarEntryKind.Event },
        ["GET /projects/{project_id}/calendar_entries/{id}.xml"] = ids => new ReadCalendarEntry { ProjectId = ids.Project, Id = ids.Milestone },
        ["POST /projects/{project_id}/calendar_entries.xml"] = ids => new CreateCalendarEntry { ProjectId = ids.Project, Kind = CalendarEntryKind.Milestone, Title = "New", DueOn = Day },
        ["PUT /projects/{project_id}/calendar_entries/{id}.xml"] = ids => new UpdateCalendarEntry { ProjectId = ids.Project, Id = ids.Milestone, DueOn = Day, MoveLater = true },
        ["DELETE /projects/{project_id}/calendar_entries/{id}.xml"] = ids => new DeleteCalendarEntry { ProjectId = ids.Project, Id = ids.Milestone },
        ["PUT /projects/{project_id}/calendar_entries/{id}/complete.xml"] = ids => new CompleteMilestone { ProjectId = ids.Project, Id = ids.Milestone },
        ["PUT /projects/{project_id}/calendar_entries/{id}/uncomplete.xml"] = ids => new UncompleteMilestone { ProjectId = ids.Project, Id = ids.Milestone },
        ["GET /todo_items/{id}/time_entries.xml"] = ids => new ListTimeEntries { TodoItemId = ids.Item },
        ["GET /projects/{project_id}/time_entries.xml"] = ids => new ListTimeEntries { ProjectId = ids.Project },
        ["POST /projects/{project_id}/time_entries.xml"] = ids => new CreateTimeEntry { ProjectId = ids.Project, Date = Day, Hours = 1.5m },
        ["POST /todo_items/{id}/time_entries.xml"] = ids => new CreateTimeEntry { TodoItemId = ids.Item, Date = Day, Hours = 1.5m, PersonId = ids.Person },
        ["GET /projects/{project_id}/time_entries/new.xml"] = ids => Templates.NewTimeEntry(ids.Project),
        ["GET /time_entries/{id}.xml"] = ids => new ReadTimeEntry { Id = ids.TimeEntry },
        ["GET /time_entries/{id}/edit.xml"] = ids => Templates.EditTimeEntry(ids.TimeEntry),
        ["PUT /time_entries/{id}.xml"] = ids => new UpdateTimeEntry { Id = ids.TimeEntry, Hours = 2 },
        ["DELETE /time_entries/{id}.xml"] = ids => new DeleteTimeEntry { Id = ids.TimeEntry },
        ["GET /time_entries/report.xml"] = _ => new ReportTimeEntries { From = Day, To = Day },
        ["POST /upload"] = _ => new UploadFile { Name = "a.txt", Bytes = [1, 2, 3] },
        ["GET /projects/{project_id}/attachments.xml"] = ids => new ListFiles { ProjectId = ids.Project },
    };

    public static TheoryData<string> Rows() => [.. EndpointTests.Read().Select(Name)];

    [Fact]
    public void NothingIsDriven_ThatIsNoRow() => Driven.Keys.Except(EndpointTests.Read().Select(Name)).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task EveryRow_IsDrivenThroughTheClient(string name)
    {
        Driven.TryGetValue(name, out var driven).ShouldBeTrue($"The client does not ask for {name}.");
        await using var classic = await Classic.StartAsync();
        using var budget = new RequestBudget(new BudgetOptions(), TimeProvider.System);
        using var client = new BasecampClient(AccountStub.Connection(classic.Server.Url, token: classic.Server.Token), budget, TimeProvider.System, NullLogger.Instance);

        await Drive(client, driven!(Ids.In(classic)));

        var row = EndpointTests.Read().Single(row => Name(row) == name);
        using var control = classic.Control();
        using var log = System.Text.Json.JsonDocument.Parse(await control.GetStringAsync("requests", Classic.Token));
        var numbered = Regex.Replace(Regex.Escape(row.GetProperty("path").GetString()!), @"\\\{\w+}", @"\d+");
        var path = new Regex($@"^{numbered}(\?.*)?$");
        log.RootElement.EnumerateArray().ShouldContain(entry =>
            entry.GetProperty("method").GetString() == row.GetProperty("method").GetString()
            && path.IsMatch(entry.GetProperty("path").GetString()!)
            && entry.GetProperty("status").GetInt32() == row.GetProperty("ok").GetInt32());
    }

    private static async Task Drive(BasecampClient client, object driven)
    {
        if (driven is Template template)
        {
            (await client.Action(template, Rule, Classic.Token)).ShouldNotBeNull().ShouldStartWith(template.Creates ? "POST /" : "PUT /");
            return;
        }

        if (driven is IQuery)
        {
            await client.Answer((Operation)driven, Rule, Classic.Token);
            return;
        }

        var request = client.Plan((Operation)driven);
        var answer = await client.Send(request, Rule, Classic.Token);
        (answer.CreatedId is not null).ShouldBe(request.Creates);
        (answer.UploadId is not null).ShouldBe(request.Uploads);
    }

    private static string Name(System.Text.Json.JsonElement row) => $"{row.GetProperty("method").GetString()} {row.GetProperty("path").GetString()}";

    private static Commentable OnMilestone(Ids ids) => new() { Kind = CommentableKind.Milestone, Id = ids.Milestone };

    private static Commentable OnEvent(Ids ids) => new() { Kind = CommentableKind.CalendarEvent, Id = ids.Event };

    private sealed record Ids(
        int Project, int Person, int Company, int Category, int Message, int Comment, int List, int Item, int Milestone, int Event, int TimeEntry, int Template)
    {
        internal static Ids In(Classic classic) => classic.Plant(bed =>
        {
            var list = bed.List(classic.Project, "List");
            var item = bed.Item(list, "Item", classic.Ada, bed.Now);
            var post = bed.Post(classic.Project, "Title", "Body", classic.Ada, bed.Now);
            return new Ids(
                classic.Project.Id, classic.Ada.Id, classic.Firm.Id,
                bed.Account.Add(bed.Account.Categories, new() { ProjectId = classic.Project.Id, Name = "Free" }).Id,
                post.Id, bed.Comment(post, "Comment", classic.Ada, bed.Now).Id, list.Id, item.Id,
                bed.Milestone(classic.Project, "Launch", new DateOnly(2026, 3, 4), classic.Ada, bed.Now).Id,
                bed.Event(classic.Project, "Fair", new DateOnly(2026, 3, 4), classic.Ada, bed.Now).Id,
                bed.Hours(classic.Project, classic.Ada, new DateOnly(2026, 5, 1), 1, "Hours", item).Id,
                bed.Template("Template", "").Id);
        });
    }
}
