using System.Text;
using Automator.Host.Basecamp;
using Automator.Host.Budget;
using Automator.Sdk;
using Automator.Sdk.Protocol;
using Automator.Tests.Emulator;
using CsCheck;

namespace Automator.Tests.Basecamp;

/// <summary>Answers as an account really gives them, cut off and spoiled: read, or said to be unreadable and where.</summary>
public sealed class FuzzedAnswersTests
{
    private static readonly RequestSource Rule = new("rule");

    private static readonly Operation[] Queries =
    [
        new ReadAccount(), new ReadMe(), new ListPeople(), new ListCompanies(), new ListProjects(), new CountProjects(),
        new ListCategories { ProjectId = 1 }, new ListMessages { ProjectId = 1 }, new ListMessageHeadings { ProjectId = 1 },
        new ListComments { On = Commentable.Message(1) }, new ListAttachments { MessageId = 1 }, new ListFiles { ProjectId = 1 },
        new ListTodoLists { ProjectId = 1 }, new ListTodoItems { TodoListId = 1 }, new ListAssignedTodoItems(),
        new ListCalendarEntries { ProjectId = 1 }, new ListCalendarEntries { ProjectId = 1, Kind = CalendarEntryKind.Milestone },
        new ListTimeEntries { ProjectId = 1 }, new ReportTimeEntries { From = new(2026, 1, 1), To = new(2026, 1, 2) },
    ];

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, Queries.Length)];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task CutOffAnswer_IsUnreadable_WithAccountMethodPathAndPosition(int index)
    {
        var whole = "";
        await using var stub = await AccountStub.Start(context => context.Xml(whole[..(whole.Length * 2 / 3)]));
        using var client = stub.Client();
        // What is cut off is an answer to this very question, given by the emulator.
        whole = await Whole(Queries[index]);

        var failed = await Should.ThrowAsync<CallFailedException>(client.Answer(Queries[index], Rule, AccountStub.Cancellation));

        var path = stub.Requests.First().Path;
        failed.Failure.ShouldSatisfyAllConditions(
            f => f.Kind.ShouldBe(CallFailureKind.Unreadable), f => f.Account.ShouldBe("acme"), f => f.Method.ShouldBe("GET"), f => f.Path.ShouldBe(path),
            f => f.Message.ShouldMatch(@"\(line \d+, column \d+\)"), f => f.MayRetry.ShouldBeFalse());
        stub.Requests.ShouldHaveSingleItem();
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task SpoiledAnswer_IsReadOrUnreadable_AndNothingElse(int index)
    {
        var bytes = Encoding.UTF8.GetBytes(await Whole(Queries[index]));
        var read = Reader(Queries[index]);
        Gen.Select(Gen.Int[0, bytes.Length - 1], Gen.Byte).Array[1, 8].Sample(changes =>
        {
            var spoiled = bytes.ToArray();
            foreach (var (at, value) in changes)
                spoiled[at] = value;
            Attempt(spoiled, read);
        }, iter: 300);
        Gen.Int[0, bytes.Length].Sample(length => Attempt(bytes[..length], read), iter: 100);
    }

    [Theory]
    [InlineData("<calendar-entries><calendar-entry><id>1</id><deadline>soon</deadline></calendar-entry></calendar-entries>", "<deadline> is no date: 'soon'")]
    [InlineData("<calendar-entries><calendar-entry><id>1</id></calendar-entry></calendar-entries>", "a <calendar-entry> without <deadline>")]
    [InlineData("<time-entries/>", "it is a <time-entries> where a <calendar-entries> was asked for")]
    public async Task WhatIsMissing_IsNamed(string answer, string words)
    {
        await using var stub = await AccountStub.Answering(answer);
        using var client = stub.Client();
        var failed = await Should.ThrowAsync<CallFailedException>(client.Answer(new ListCalendarEntries { ProjectId = 1 }, Rule, AccountStub.Cancellation));
        failed.Message.ShouldContain(words);
        failed.Message.ShouldContain("(line 1, column");
    }

    private static void Attempt(byte[] bytes, Action<AnswerXml> read)
    {
        try
        {
            using var xml = new AnswerXml(bytes, AccountZone.Utc);
            read(xml);
        }
        catch (UnreadableXmlException)
        {
        }
    }

    /// <summary>What each query reads its answer with.</summary>
    private static Action<AnswerXml> Reader(Operation query) => query switch
    {
        ReadAccount => xml => AnswerPeople.Account(xml),
        ReadMe => xml => AnswerPeople.Person(xml),
        ListPeople => xml => AnswerRecords.List(xml, "person", AnswerPeople.Person),
        ListCompanies => xml => AnswerRecords.List(xml, "company", AnswerPeople.Company),
        ListProjects => xml => AnswerRecords.List(xml, "project", AnswerRecords.Project),
        CountProjects => xml => AnswerRecords.Counts(xml),
        ListCategories => xml => AnswerRecords.List(xml, "category", AnswerFiles.Category),
        ListMessages => xml => AnswerRecords.List(xml, "post", AnswerRecords.Message),
        ListMessageHeadings => xml => AnswerRecords.List(xml, "post", AnswerFiles.Heading),
        ListComments => xml => AnswerRecords.List(xml, "comment", AnswerRecords.Comment),
        ListAttachments => xml => AnswerFiles.Within(xml),
        ListFiles => xml => AnswerRecords.List(xml, "attachment", AnswerFiles.Attachment),
        ListTodoLists or ListAssignedTodoItems => xml => AnswerRecords.List(xml, "todo-list", AnswerTodos.List),
        ListTodoItems => xml => AnswerRecords.List(xml, "todo-item", AnswerTodos.Item),
        ListCalendarEntries => xml => AnswerCalendar.List(xml),
        _ => xml => AnswerRecords.List(xml, "time-entry", AnswerHours.Entry),
    };

    private static async Task<string> Whole(Operation query)
    {
        await using var classic = await Classic.StartAsync();
        var (post, list) = Planted(classic);
        var project = classic.Project.Id;
        var path = query switch
        {
            ReadAccount => "/account.xml",
            ReadMe => "/me.xml",
            ListPeople => "/people.xml",
            ListCompanies => "/companies.xml",
            ListProjects => "/projects.xml",
            CountProjects => "/projects/count.xml",
            ListCategories => $"/projects/{project}/categories.xml",
            ListMessages => $"/projects/{project}/posts.xml",
            ListMessageHeadings => $"/projects/{project}/posts/archive.xml",
            ListComments => $"/posts/{post}/comments.xml",
            ListAttachments => $"/posts/{post}.xml",
            ListFiles => $"/projects/{project}/attachments.xml",
            ListTodoLists => $"/projects/{project}/todo_lists.xml",
            ListTodoItems => $"/todo_lists/{list}/todo_items.xml",
            ListAssignedTodoItems => "/todo_lists.xml?responsible_party=",
            ListCalendarEntries { Kind: null } => $"/projects/{project}/calendar_entries.xml",
            ListCalendarEntries => $"/projects/{project}/calendar_entries/milestones.xml",
            ListTimeEntries => $"/projects/{project}/time_entries.xml",
            _ => "/time_entries/report.xml",
        };
        return await classic.As(classic.Ada).Raw(path);
    }

    private static (int Post, int List) Planted(Classic classic) => classic.Plant(bed =>
    {
        var list = bed.List(classic.Project, "List");
        var item = bed.Item(list, "Item", classic.Ada, bed.Now);
        var post = bed.Post(classic.Project, "Title", "Body", classic.Ada, bed.Now);
        bed.Account.Add(bed.Account.Categories, new() { ProjectId = classic.Project.Id, Name = "Free" });
        bed.Comment(post, "Comment", classic.Ada, bed.Now);
        bed.File(classic.Project, "a.txt", "x"u8, classic.Ada, bed.Now);
        bed.Milestone(classic.Project, "Launch", new DateOnly(2026, 3, 4), classic.Ada, bed.Now);
        bed.Event(classic.Project, "Fair", new DateOnly(2026, 3, 4), classic.Ada, bed.Now);
        bed.Hours(classic.Project, classic.Ada, DateOnly.FromDateTime(bed.Now.UtcDateTime.AddDays(-2)), 1.5m, "Hours", item);
        return (post.Id, list.Id);
    });
}
