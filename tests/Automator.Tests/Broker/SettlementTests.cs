using System.Globalization;
using Automator.Host.Broker;
using Automator.Host.Journal;
using Automator.Sdk;
using Automator.Sdk.Protocol;

namespace Automator.Tests.Broker;

/// <summary>What an account that is asked after an effect makes of it: sent again, taken for done, or left to a person.</summary>
public sealed class SettlementTests
{
    private const long Me = 7;

    private static readonly DateTimeOffset Intended = new(2026, 3, 2, 9, 0, 0, 600, TimeSpan.Zero);

    private static readonly DateTimeOffset LongBefore = Intended.AddMinutes(-2);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AChangeThatMails_IsSentAgain_OnlyWhereTheAccountShowsThatItWasNotDone()
    {
        var change = new UpdateTodoItem { Id = 1, Content = "new", Notify = true };
        var older = new TodoItem { Id = 1, Content = "old" };
        var newer = older with { Content = "new" };

        (await Settled(change, older with { UpdatedAt = LongBefore })).ShouldBe("send");
        (await Settled(change, newer with { UpdatedAt = Intended })).ShouldBe("done");
        (await Settled(change, newer)).ShouldBe("done"); // The account does not say when it was touched.

        // The clocks may differ, and a person may have been at it.
        (await Settled(change, older with { UpdatedAt = Intended.AddSeconds(-30) })).ShouldStartWith("undecided: People are told of it by mail");
        (await Settled(change, older)).ShouldStartWith("undecided");
        // It was so before.
        (await Settled(change, newer with { UpdatedAt = LongBefore })).ShouldStartWith("undecided");
        (await Settled(new UpdateTodoItem { Id = 1, Notify = true }, newer with { UpdatedAt = Intended })).ShouldStartWith("undecided");
    }

    [Fact]
    public async Task AMessageThatMailsItsChange_IsNotSentAgain()
    {
        var change = new UpdateMessage { Id = 1, Title = "new", Notify = [3] };
        var message = new Message { Id = 1, Title = "old" };

        (await Settled(change, message with { Title = "new" })).ShouldBe("done");
        (await Settled(change, message)).ShouldStartWith("undecided: People are told of it by mail");
        (await Settled(change with { Title = null }, message)).ShouldStartWith("undecided");
        (await Settled(change with { Notify = [] }, message)).ShouldBe("send");
    }

    [Theory]
    [InlineData(1, "done", "new.txt/0")]
    [InlineData(2, "done", "new.txt/-120", "new.txt/1")]
    [InlineData(1, "done", "new.txt/-30")]
    [InlineData(0, "send")]
    [InlineData(2, "send", "old.txt/0", "new.txt/-120")]
    [InlineData(1, "undecided: It carries 1 files, of which 1 may be those that were sent.", "new.txt/?")]
    [InlineData(2, "undecided: It carries 2 files, of which 2 may be those that were sent.", "new.txt/0", "new.txt/1")]
    [InlineData(2, "undecided: It carries 2 files, of which 0 may be those that were sent.")] // It does not show them.
    public async Task FilesThatAMessageWasToCarry_TellWhetherItDoes(int count, string settled, params string[] files)
    {
        var change = new UpdateMessage { Id = 1, Title = "new", Notify = [3], Attachments = [File("new.txt")] };

        (await Settled(change, new Message { Id = 1, Title = "whatever", AttachmentsCount = count }, [.. files.Select(Carried)])).ShouldBe(settled);
    }

    [Fact]
    public async Task FilesOfSomebodyElse_AreNotThoseThatWereSent()
    {
        var change = new UpdateMessage { Id = 1, Attachments = [File("new.txt")] };

        (await Settled(change, new Message { Id = 1, AttachmentsCount = 1 }, Carried("new.txt/0") with { PersonId = Me + 1 })).ShouldBe("send");
    }

    /// <summary>What was not looked at counted as done, and was never done.</summary>
    [Fact]
    public async Task AChangeOfAnyField_IsSentAgain_WhereTheRecordIsNotSo()
    {
        var project = new Project { Id = 1, Status = ProjectStatus.Active, ShowsWriteboards = false, StartPage = StartPage.Log, ShowsAnnouncement = false };
        (await Settled(new UpdateProject { Id = 1, ShowWriteboards = true }, project)).ShouldBe("send");
        (await Settled(new UpdateProject { Id = 1, StartPage = StartPage.Files }, project)).ShouldBe("send");
        (await Settled(new UpdateProject { Id = 1, ShowAnnouncement = true }, project)).ShouldBe("send");
        (await Settled(new UpdateProject { Id = 1, StartPage = StartPage.Log }, project)).ShouldBe("done");

        (await Settled(new UpdateTimeEntry { Id = 1, TodoItemId = 5 }, new TimeEntry { Id = 1 })).ShouldBe("send");
        (await Settled(new UpdateTimeEntry { Id = 1, TodoItemId = 5 }, new TimeEntry { Id = 1, TodoItemId = 5 })).ShouldBe("done");

        var entry = new CalendarEntry { Id = 1, Kind = CalendarEntryKind.Milestone, StartOn = new(2026, 3, 1), DueOn = new(2026, 3, 2) };
        (await Settled(new UpdateCalendarEntry { ProjectId = 2, Id = 1, Kind = CalendarEntryKind.Event }, entry)).ShouldBe("send");
        (await Settled(new UpdateCalendarEntry { ProjectId = 2, Id = 1, StartOn = new(2026, 3, 2) }, entry)).ShouldBe("send");
        (await Settled(new UpdateCalendarEntry { ProjectId = 2, Id = 1, DueOn = new(2026, 3, 2) }, entry)).ShouldBe("done");
    }

    /// <summary>Not found again, it would be made twice.</summary>
    [Fact]
    public async Task ARecordIsFound_InTheFormTheAccountGaveIt()
    {
        var person = new Party { Kind = PartyKind.Person, Id = 3 };
        (await Settled(
            new CreateTodoItem { TodoListId = 2, Content = " New\r\nitem ", Responsible = person },
            new TodoItem { Id = 11, Content = "New\nitem", Responsible = person with { Name = "Ada Lovelace" }, CreatedAt = Intended, CreatorId = Me })).ShouldBe("done: 11");

        var at = new DateTimeOffset(2026, 5, 5, 12, 0, 0, TimeSpan.Zero);
        (await Settled(
            new CreateCalendarEntry { ProjectId = 2, Kind = CalendarEntryKind.Event, Title = "New", At = at.AddMilliseconds(123) },
            new CalendarEntry { Id = 11, Kind = CalendarEntryKind.Event, Title = "New", At = at })).ShouldBe("done: 11");
        (await Settled(
            new CreateTimeEntry { ProjectId = 2, Date = new(2026, 3, 2), Hours = 1m / 3 },
            new TimeEntry { Id = 11, Date = new(2026, 3, 2), Hours = 0.3333m })).ShouldBe("done: 11");
    }

    /// <summary>A project's hours are those of its items too.</summary>
    [Fact]
    public async Task HoursOnAnItem_AreNotThoseOnItsProject()
    {
        var hours = new TimeEntry { Id = 11, Date = new(2026, 3, 2), Hours = 1, TodoItemId = 4 };

        (await Settled(new CreateTimeEntry { ProjectId = 2, Date = hours.Date, Hours = 1 }, hours)).ShouldBe("send");
        (await Settled(new CreateTimeEntry { TodoItemId = 4, Date = hours.Date, Hours = 1 }, hours)).ShouldBe("done: 11");
    }

    private static async Task<string> Settled(Operation operation, object there, params Attachment[] files)
    {
        await using var bench = await BrokerBench.Open();
        bench.Account.Query = query => query switch
        {
            ReadMe => new Person { Id = Me },
            ListAttachments => files,
            _ when operation is Effect<Created> => new[] { there },
            _ => there,
        };
        var request = bench.Account.Plan(operation);
        var effect = new EffectRecord
        {
            Run = bench.Run.Id,
            Sequence = 1,
            Operation = operation.OperationName,
            Description = request.Description,
            Method = request.Method,
            Path = request.Path,
            IntendedAt = Intended,
        };
        var lost = new LostAnswers(bench.Run, bench.Account, TimeSpan.FromSeconds(30), bench.Journal, bench.Broker.Spending, bench.Time);
        var settling = lost.Settle(operation, effect, Cancellation);
        bench.Time.Advance(TimeSpan.FromSeconds(40));
        return await settling switch
        {
            Settlement.Send => "send",
            Settlement.Done { Id: { } id } => $"done: {id}",
            Settlement.Done => "done",
            Settlement.Undecided undecided => $"undecided: {undecided.Why}",
            var other => throw new InvalidOperationException(other.ToString()),
        };
    }

    private static AttachedFile File(string name) => new() { UploadId = "1", Name = name, ContentType = "text/plain" };

    /// <param name="words">Its name, and how many seconds after the effect was intended it came to be; a question mark where the account does not say.</param>
    private static Attachment Carried(string words) => new()
    {
        Id = 1,
        Name = words.Split('/')[0],
        PersonId = Me,
        CreatedAt = words.Split('/')[1] is not "?" and var seconds ? Intended.AddSeconds(int.Parse(seconds, CultureInfo.InvariantCulture)) : null,
    };
}
