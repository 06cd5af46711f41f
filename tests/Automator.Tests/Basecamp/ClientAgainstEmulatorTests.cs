using System.Text.Json;
using Automator.Emulator;
using Automator.Host.Basecamp;
using Automator.Host.Budget;
using Automator.Sdk;
using Automator.Sdk.Protocol;
using Automator.Tests.Emulator;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;

namespace Automator.Tests.Basecamp;

/// <summary>Every operation, over HTTP, against the whole other side.</summary>
public sealed class ClientAgainstEmulatorTests
{
    private readonly RequestSource _rule = new("rule");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Hawaii")]
    [InlineData("Eastern Time (US & Canada)")]
    [InlineData("Nuku'alofa")]
    public async Task EveryOperation_DoesWhatItSays(string zone)
    {
        await using var classic = await Classic.StartAsync(zone: zone);
        using var budget = new RequestBudget(new BudgetOptions(), TimeProvider.System);
        using var client = new BasecampClient(AccountStub.Connection(classic.Server.Url, token: classic.Server.Token), budget, TimeProvider.System, NullLogger.Instance);
        var done = new HashSet<Type>();

        var identity = await client.Identify(_rule, Cancellation);
        identity.Zone.Name.ShouldBe(zone);
        identity.Incarnation.ShouldBe(classic.Server.Incarnation.ToString());
        (await Ask<Account>(new ReadAccount())).Id.ShouldBe(identity.Id);
        var me = await Ask<Person>(new ReadMe());
        (await Ask<Person[]>(new ListPeople())).ShouldContain(me);
        (await Ask<Person>(new ReadPerson { Id = me.Id })).ShouldBe(me);
        (await Ask<Person[]>(new ListPeople { CompanyId = me.CompanyId })).ShouldContain(me);
        var companies = await Ask<Company[]>(new ListCompanies());
        (await Ask<Company>(new ReadCompany { Id = me.CompanyId })).ShouldBe(companies.Single(c => c.Id == me.CompanyId));

        var projectId = await Create(new CreateProject { Name = "Templates & more" });
        await Do(new UpdateProject { Id = projectId, Announcement = "Hi", ShowAnnouncement = true });
        (await Ask<Project>(new ReadProject { Id = projectId })).Announcement.ShouldBe("Hi");
        (await Ask<Project[]>(new ListProjects { Status = ProjectStatus.Active })).ShouldContain(p => p.Id == projectId);
        (await Ask<Project>(new FindProject { Name = "Templates & more" })).Id.ShouldBe(projectId);
        (await Ask<Person[]>(new ListPeople { ProjectId = projectId })).ShouldContain(p => p.Id == me.Id);

        var listId = await Create(new CreateTodoList { ProjectId = projectId, Name = "Kickoff", Description = "D", IsPrivate = true });
        var other = await Create(new CreateTodoList { ProjectId = projectId, Name = "Later" });
        await Do(new UpdateTodoList { Id = listId, Description = "line\nline" });
        await Do(new ReorderTodoLists { ProjectId = projectId, Ids = [listId, other] });
        (await Ask<TodoList[]>(new ListTodoLists { ProjectId = projectId })).Select(l => l.Id).ShouldBe([listId, other]);
        (await Ask<TodoList>(new FindTodoList { ProjectId = projectId, Name = "Kickoff" })).ShouldSatisfyAllConditions(
            l => l.Description.ShouldBe("line\nline"), l => l.IsPrivate.ShouldBeTrue(), l => l.ProjectId.ShouldBe(projectId));

        var due = new DateOnly(2024, 3, 10);
        var first = await Create(new CreateTodoItem { TodoListId = listId, Content = "First", DueOn = due, Responsible = me });
        var second = await Create(new CreateTodoItem { TodoListId = listId, Content = "Second" });
        var item = await Ask<TodoItem>(new ReadTodoItem { Id = first });
        item.ShouldSatisfyAllConditions(i => i.DueOn.ShouldBe(due), i => i.Responsible!.Id.ShouldBe(me.Id), i => i.TodoListId.ShouldBe(listId));
        (await Ask<TodoItem[]>(new ListAssignedTodoItems { Responsible = me })).ShouldContain(item);
        (await Ask<TodoItem[]>(new ListAssignedTodoItems())).ShouldContain(i => i.Id == second);
        await Do(new UpdateTodoItem { Id = first, Content = "1st" });
        (await Ask<TodoItem>(new ReadTodoItem { Id = first })).ShouldSatisfyAllConditions(i => i.Content.ShouldBe("1st"), i => i.DueOn.ShouldBe(due), i => i.Responsible.ShouldNotBeNull());
        await Do(new UpdateTodoItem { Id = first, ClearDueOn = true, ClearResponsible = true });
        (await Ask<TodoItem>(new ReadTodoItem { Id = first })).ShouldSatisfyAllConditions(i => i.DueOn.ShouldBeNull(), i => i.Responsible.ShouldBeNull());
        await Do(new ReorderTodoItems { TodoListId = listId, Ids = [second, first] });
        (await Ask<TodoItem[]>(new ListTodoItems { TodoListId = listId })).Select(i => i.Id).ShouldBe([second, first]);
        await Do(new CompleteTodoItem { Id = first });
        (await Ask<TodoItem[]>(new ListTodoItems { TodoListId = listId, Filter = new() { Open = false } })).ShouldHaveSingleItem().CompleterId.ShouldBe(me.Id);
        (await Ask<TodoList>(new ReadTodoList { Id = listId })).ShouldSatisfyAllConditions(l => l.OpenCount.ShouldBe(1), l => l.CompletedCount.ShouldBe(1));
        await Do(new UncompleteTodoItem { Id = first });
        (await Ask<TodoItem>(new ReadTodoItem { Id = first })).IsCompleted.ShouldBeFalse();

        var posts = new List<long>();
        for (var i = 0; i < 26; i++)
            posts.Add(await Create(new CreateMessage { ProjectId = projectId, Title = $"Message {i}", Body = "B", IsPrivate = true, Notify = [me.Id] }));
        (await Ask<Message[]>(new ListMessages { ProjectId = projectId })).Select(m => m.Id).ShouldBe(posts, ignoreOrder: true);
        await Do(new UpdateMessage { Id = posts[0], Title = "Changed", Notify = [me.Id] });
        (await Ask<Message>(new ReadMessage { Id = posts[0] })).ShouldSatisfyAllConditions(m => m.Title.ShouldBe("Changed"), m => m.IsPrivate.ShouldBeTrue());
        var comments = new List<long>();
        for (var i = 0; i < 51; i++)
            comments.Add(await Create(new CreateComment { On = Commentable.TodoItem(first), Body = $"Comment {i}" }));
        (await Ask<Comment[]>(new ListComments { On = Commentable.TodoItem(first) })).Select(c => c.Id).ShouldBe(comments);
        var remark = await Create(new CreateComment { On = Commentable.Message(posts[1]), Body = "Remark" });
        await Do(new UpdateComment { Id = remark, Body = "Better" });
        (await Ask<Comment>(new ReadComment { Id = remark })).Body.ShouldBe("Better");

        await Do(new DeleteComment { Id = remark });
        await Do(new DeleteMessage { Id = posts[1] });
        await Do(new DeleteTodoItem { Id = second });
        await Do(new DeleteTodoList { Id = listId });
        foreach (var gone in (Operation[])[new ReadComment { Id = remark }, new ReadMessage { Id = posts[1] }, new ReadTodoItem { Id = second }, new ReadTodoList { Id = listId }])
            (await Should.ThrowAsync<CallFailedException>(client.Answer(gone, _rule, Cancellation))).Failure.Kind.ShouldBe(CallFailureKind.NotFound);
        done.Concat(AreasAgainstEmulatorTests.Covered).ShouldBe(Operations.Of<IQuery>().Concat(Operations.Of<IEffect>()), ignoreOrder: true);

        async Task<T> Ask<T>(Query<T> query)
        {
            done.Add(query.GetType());
            return (await client.Answer(query, _rule, Cancellation)).ShouldBeOfType<T>();
        }

        async Task<long> Create(Effect<Created> effect) => (await Send(effect)).CreatedId.ShouldNotBeNull();

        async Task Do(Effect<Done> effect) => (await Send(effect)).Status.ShouldBe(200);

        Task<EffectAnswer> Send(Operation effect)
        {
            done.Add(effect.GetType());
            return client.Send(client.Plan(effect), _rule, Cancellation);
        }
    }

    [Fact]
    public async Task SaturatedAccount_IsNeverAskedTooMuch()
    {
        var window = TimeSpan.FromMilliseconds(400);
        await using var classic = await Classic.StartAsync(new EmulatorOptions { Seed = "empty", Limits = new EmulatorLimits { Gets = 20, Window = window } }, zone: "UTC");
        using var budget = new RequestBudget(new BudgetOptions { Reads = 20, Window = window }, TimeProvider.System);
        using var client = new BasecampClient(AccountStub.Connection(classic.Server.Url, zone: "UTC", token: classic.Server.Token), budget, TimeProvider.System, NullLogger.Instance);
        var list = classic.Plant(bed => bed.List(classic.Project, "List"));
        var items = classic.Items(list, [.. Enumerable.Range(0, 100).Select(i => $"Item {i}")]);
        await Task.WhenAll(items.Select((item, i) => client.Answer(new ReadTodoItem { Id = item.Id }, new RequestSource($"rule {i % 5}"), Cancellation)));
        using var control = classic.Control();
        using var log = JsonDocument.Parse(await control.GetStringAsync("requests", Cancellation));
        log.RootElement.EnumerateArray().Select(entry => entry.GetProperty("status").GetInt32()).ShouldBe(Enumerable.Repeat(200, 100));
        budget.State.PausedUntil.ShouldBeNull();
    }

    [Fact]
    public async Task WrongToken_IsSaidInWords()
    {
        await using var classic = await Classic.StartAsync();
        using var budget = new RequestBudget(new BudgetOptions(), TimeProvider.System);
        using var client = new BasecampClient(AccountStub.Connection(classic.Server.Url), budget, TimeProvider.System, NullLogger.Instance);
        var failed = await Should.ThrowAsync<CallFailedException>(client.Identify(_rule, Cancellation));
        failed.Failure.Kind.ShouldBe(CallFailureKind.Forbidden);
        failed.Message.ShouldNotContain(AccountStub.Secret);
    }

    [Fact]
    public async Task AccountOfTheOtherScheme_IsAConfigurationErrorWithTheRightAddress_AndNothingIsFollowed()
    {
        await using var classic = await Classic.SeededAsync(new EmulatorOptions { Seed = "empty", Ssl = true });
        using var budget = new RequestBudget(new BudgetOptions(), TimeProvider.System);
        var plain = new Uri(classic.Server.ControlUrl, "/");
        using var client = new BasecampClient(AccountStub.Connection(plain, token: classic.Server.Token), budget, TimeProvider.System, NullLogger.Instance);

        var read = await Should.ThrowAsync<CallFailedException>(client.Identify(_rule, Cancellation));
        var written = await Should.ThrowAsync<CallFailedException>(client.Send(client.Plan(new CreateProject { Name = "P" }), _rule, Cancellation));

        var right = classic.Server.Url.GetLeftPart(UriPartial.Authority);
        right.ShouldStartWith("https://");
        foreach (var failed in (CallFailedException[])[read, written])
        {
            failed.IsConfiguration.ShouldBeTrue();
            failed.Failure.MayRetry.ShouldBeFalse();
            failed.IsInDoubt.ShouldBeFalse();
            failed.Message.ShouldContain($"answers over https alone: the url of 'acme' in automator.json should be {right} (status 302)");
        }

        using var control = classic.Control();
        using var log = JsonDocument.Parse(await control.GetStringAsync("requests", Cancellation));
        log.RootElement.EnumerateArray().Select(entry => entry.GetProperty("status").GetInt32()).ShouldBe([302, 302]);
        classic.Account.Work(account => account.Projects.All.Count).ShouldBe(0);
    }
}
