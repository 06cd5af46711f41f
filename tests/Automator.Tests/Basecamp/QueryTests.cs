using System.Globalization;
using Automator.Host.Basecamp;
using Automator.Host.Budget;
using Automator.Sdk;
using Automator.Sdk.Protocol;
using Microsoft.AspNetCore.Http;
using Shouldly;
using Xunit;

namespace Automator.Tests.Basecamp;

public sealed class QueryTests
{
    private readonly RequestSource _rule = new("rule");

    [Fact]
    public async Task Request_SaysWhoAsksAndForWhat()
    {
        await using var stub = await AccountStub.Answering("<people type=\"array\"/>");
        (await stub.Client().Answer(new ListPeople(), _rule, AccountStub.Cancellation)).ShouldBeOfType<Person[]>().ShouldBeEmpty();
        var asked = stub.Requests.ShouldHaveSingleItem();
        asked.Headers["Authorization"].ShouldBe("Basic " + Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{AccountStub.Secret}:X")));
        asked.Headers["User-Agent"].ShouldBe("Automator/1.0 (https://example.com)");
        asked.Headers["Accept"].ShouldBe("application/xml");
    }

    [Fact]
    public async Task Messages_AreReadPageByPageUntilWhole_EachOnce()
    {
        // One message was posted between the two requests, so that the first of the second page is the last of the first.
        await using var stub = await AccountStub.Start(context => context.Xml(context.Request.Query["n"].ToString() switch
        {
            "" => Posts(Enumerable.Range(1, 25)),
            "25" => Posts(Enumerable.Range(25, 25)),
            "50" => Posts([50]),
            _ => "<posts/>",
        }));
        var messages = (Message[])await stub.Client().Answer(new ListMessages { ProjectId = 1 }, _rule, AccountStub.Cancellation);
        messages.Select(m => m.Id).ShouldBe(Enumerable.Range(1, 50).Select(i => (long)i));
        stub.Requests.Select(r => r.Path).ShouldBe(["/projects/1/posts.xml", "/projects/1/posts.xml?n=25", "/projects/1/posts.xml?n=50"]);
    }

    [Fact]
    public async Task PagesThatNeverEnd_AreLeftWhenNothingNewComes()
    {
        await using var stub = await AccountStub.Start(context => context.Xml(Posts(Enumerable.Range(1, 25))));
        ((Message[])await stub.Client().Answer(new ListMessages { ProjectId = 1 }, _rule, AccountStub.Cancellation)).Length.ShouldBe(25);
        stub.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Comments_AreFollowedToTheOldest_AndComeOldestFirst()
    {
        AccountStub? stub = null;
        stub = await AccountStub.Start(context => context.Xml(context.Request.QueryString.Value switch
        {
            "?page=2" => Comments($"continued-at=\"{stub!.Url}todo_items/7/comments.xml?page=3\"", 3, 4),
            "?page=3" => Comments("", 1, 2),
            _ => Comments("continued-at=\"/todo_items/7/comments.xml?page=2\"", 5, 6),
        }));
        await using var owned = stub;
        var comments = (Comment[])await stub.Client().Answer(new ListComments { On = Commentable.TodoItem(7) }, _rule, AccountStub.Cancellation);
        comments.Select(c => c.Id).ShouldBe([1, 2, 3, 4, 5, 6]);
        _rule.Reads.ShouldBe(3);
    }

    [Fact]
    public async Task CommentsThatGoOnElsewhere_AreNotFollowedThere()
    {
        await using var stub = await AccountStub.Start(context => context.Xml(Comments("continued-at=\"http://example.com/comments.xml\"", 1)));
        var failed = await Should.ThrowAsync<CallFailedException>(
            stub.Client().Answer(new ListComments { On = Commentable.Message(7) }, _rule, AccountStub.Cancellation));
        failed.Failure.Kind.ShouldBe(CallFailureKind.Unreadable);
        stub.Requests.ShouldHaveSingleItem().Path.ShouldBe("/posts/7/comments.xml");
    }

    [Fact]
    public async Task NoProjectOfThatName_ListsTheNearestFirst_TenAtMost()
    {
        var names = Enumerable.Range(1, 12).Select(i => $"Some other project {i:00}").Append("Templates").Append("templates");
        await using var stub = await AccountStub.Answering(Projects(names));
        var failed = await Should.ThrowAsync<CallFailedException>(stub.Client().Answer(new FindProject { Name = "Template" }, _rule, AccountStub.Cancellation));
        failed.Failure.Kind.ShouldBe(CallFailureKind.NotFound);
        failed.Message.ShouldStartWith("There is no active project of the name 'Template'. There is: 'Templates', 'templates', 'Some other project 01'");
        failed.Message.ShouldEndWith("'Some other project 08', and 4 more.");
    }

    [Fact]
    public async Task TwoProjectsOfThatName_AreAmbiguous()
    {
        await using var stub = await AccountStub.Answering(Projects(["Site", "Site", "site"]));
        var failed = await Should.ThrowAsync<CallFailedException>(stub.Client().Answer(new FindProject { Name = "Site" }, _rule, AccountStub.Cancellation));
        failed.Failure.Kind.ShouldBe(CallFailureKind.Ambiguous);
        failed.Message.ShouldContain("'Site': 1, 2.");
    }

    [Fact]
    public async Task OpenLists_AreToldByTheCounts_ElseByCompleted()
    {
        const string Lists = """
            <todo-lists><todo-list><id>1</id><uncompleted-count>2</uncompleted-count><completed>false</completed></todo-list>
            <todo-list><id>2</id><uncompleted-count>0</uncompleted-count><completed>false</completed></todo-list>
            <todo-list><id>3</id><completed>true</completed></todo-list><todo-list><id>4</id><complete>false</complete></todo-list></todo-lists>
            """;
        await using var stub = await AccountStub.Answering(Lists);
        (await Ids(true)).ShouldBe([1, 4]);
        (await Ids(false)).ShouldBe([2, 3]);
        (await Ids(null)).ShouldBe([1, 2, 3, 4]);

        async Task<long[]> Ids(bool? open) => Array.ConvertAll(
            (TodoList[])await stub.Client().Answer(new ListTodoLists { ProjectId = 1, Open = open }, _rule, AccountStub.Cancellation), l => l.Id);
    }

    [Fact]
    public async Task Items_AreFilteredHere()
    {
        var now = new DateTimeOffset(2024, 5, 31, 12, 0, 0, TimeSpan.Zero);
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(now);
        await using var stub = await AccountStub.Answering("""
            <todo-items>
            <todo-item><id>1</id><created-at>2024-01-01T00:00:00Z</created-at><updated-at>2024-05-01T12:00:00Z</updated-at><completed>false</completed></todo-item>
            <todo-item><id>2</id><created-at>2024-01-01T00:00:00Z</created-at><commented-at>2024-05-01T12:00:01Z</commented-at><due-at>2024-06-01</due-at></todo-item>
            <todo-item><id>3</id><created-at>2024-01-01T00:00:00Z</created-at><completed>true</completed><due-at>2024-05-31</due-at></todo-item>
            </todo-items>
            """);
        (await Ids(new TodoItemFilter { Open = true })).ShouldBe([1, 2]);
        (await Ids(new TodoItemFilter { Open = false })).ShouldBe([3]);
        (await Ids(new TodoItemFilter { UntouchedFor = TimeSpan.FromDays(30) })).ShouldBe([1, 3]);
        (await Ids(new TodoItemFilter { DueBefore = new DateOnly(2024, 6, 1) })).ShouldBe([3]);

        async Task<long[]> Ids(TodoItemFilter filter) => Array.ConvertAll(
            (TodoItem[])await stub.Client(time).Answer(new ListTodoItems { TodoListId = 5, Filter = filter }, _rule, AccountStub.Cancellation), i => i.Id);
    }

    [Theory]
    [InlineData("Person", "9")]
    [InlineData("Company", "c9")]
    [InlineData(null, "")]
    public async Task Assigned_AsksForThePartyInOneRequest(string? kind, string sent)
    {
        await using var stub = await AccountStub.Answering(
            "<todo-lists><todo-list><id>5</id><todo-items><todo-item><id>1</id><created-at>2024-01-01T00:00:00Z</created-at></todo-item></todo-items></todo-list><todo-list><id>6</id></todo-list></todo-lists>");
        var party = kind is null ? null : new Party { Kind = Enum.Parse<PartyKind>(kind), Id = 9 };
        var items = (TodoItem[])await stub.Client().Answer(new ListAssignedTodoItems { Responsible = party }, _rule, AccountStub.Cancellation);
        items.ShouldHaveSingleItem().TodoListId.ShouldBe(5);
        stub.Requests.ShouldHaveSingleItem().Path.ShouldBe($"/todo_lists.xml?responsible_party={sent}");
    }

    [Fact]
    public async Task Zone_IsTheCompanysUnlessConfigured_AndAskedForOnce()
    {
        await using var stub = await AccountStub.Start(context => context.Request.Path.Value switch
        {
            "/account.xml" => context.Xml("<account><id>1</id><name>Acme</name><primary-company-id>3</primary-company-id></account>"),
            "/companies/3.xml" => context.Xml("<company><id>3</id><time-zone-id>Auckland</time-zone-id></company>"),
            _ => context.Xml("<todo-item><id>7</id><created-at>2024-01-01T00:00:00Z</created-at><due-at>2024-01-01T11:00:00Z</due-at></todo-item>"),
        });
        using var budget = new RequestBudget(new BudgetOptions(), TimeProvider.System);
        using var client = new BasecampClient(AccountStub.Connection(stub.Url), budget, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
        for (var i = 0; i < 2; i++)
            ((TodoItem)await client.Answer(new ReadTodoItem { Id = 7 }, _rule, AccountStub.Cancellation)).DueOn.ShouldBe(new DateOnly(2024, 1, 2));
        _rule.Reads.ShouldBe(4);
        ((TodoItem)await stub.Client(zone: "UTC").Answer(new ReadTodoItem { Id = 7 }, _rule, AccountStub.Cancellation)).DueOn.ShouldBe(new DateOnly(2024, 1, 1));
    }

    [Fact]
    public async Task CompanyWithoutAZoneWeKnow_AsksForOneInTheConfiguration()
    {
        await using var stub = await AccountStub.Start(context => context.Request.Path.Value == "/account.xml"
            ? context.Xml("<account><id>1</id><name>Acme</name><primary-company-id>3</primary-company-id></account>")
            : context.Xml("<company><id>3</id><time-zone-id>Middle Earth</time-zone-id></company>"));
        using var budget = new RequestBudget(new BudgetOptions(), TimeProvider.System);
        using var client = new BasecampClient(AccountStub.Connection(stub.Url), budget, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
        (await Should.ThrowAsync<CallFailedException>(client.Identify(_rule, AccountStub.Cancellation))).Message
            .ShouldBe("The company of the account 'acme' has the unknown time zone 'Middle Earth'. Set \"zone\" for the account in automator.json.");
    }

    private static string Posts(IEnumerable<int> ids) =>
        $"<posts>{string.Concat(ids.Select(id => $"<post><id>{id}</id><posted-on>2011-07-01T10:00:00Z</posted-on></post>"))}</posts>";

    private static string Comments(string attributes, params int[] ids) =>
        $"<comments type=\"array\" count=\"6\" {attributes}>{string.Concat(ids.Select(id => string.Create(CultureInfo.InvariantCulture, $"<comment><id>{id}</id><created-at>2011-07-01T10:00:{id:00}Z</created-at></comment>")))}</comments>";

    private static string Projects(IEnumerable<string> names) =>
        $"<projects>{string.Concat(names.Select((name, i) => $"<project><id>{i + 1}</id><name>{name}</name><status>active</status></project>"))}</projects>";
}
