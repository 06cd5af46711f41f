using Automator.Host.Broker;
using Automator.Sdk;
using Automator.Sdk.Protocol;

namespace Automator.Tests.Broker;

public sealed class EqualCreatesTests
{
    private static readonly DateOnly Day = new(2026, 3, 2);

    private readonly EqualCreates _creates = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Pairs whose records may be taken for each other, however their bodies differ.</summary>
    public static TheoryData<string> Alike() => ["message", "description", "template", "flags", "notify", "start", "at", "hours"];

    [Theory]
    [MemberData(nameof(Alike))]
    public async Task EffectsWhoseRecordsMayBeTakenForEachOther_GoOneAfterTheOther(string name)
    {
        var (one, other) = Pair(name);
        var first = await Enter(one);

        var second = Enter(other);

        second.IsCompleted.ShouldBeFalse();
        first!.Dispose();
        (await second).ShouldNotBeNull().Dispose();
    }

    [Theory]
    [InlineData("other title")]
    [InlineData("other files")]
    [InlineData("other project")]
    [InlineData("other description")]
    [InlineData("item and project")]
    [InlineData("change")]
    public async Task Others_GoAtOnce(string name)
    {
        var (one, other) = Pair(name);
        using var first = await Enter(one);

        using var second = await Enter(other).WaitAsync(TimeSpan.FromMinutes(1), TimeProvider.System, Cancellation);
    }

    [Fact]
    public async Task WhoGivesUpWaiting_LetsNobodyPastWhoIsBeforeHim()
    {
        var (one, other) = Pair("message");
        using var stop = new CancellationTokenSource();
        var first = await Enter(one);
        var second = _creates.Enter(other, stop.Token);
        var third = Enter(one);

        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(second);
        third.IsCompleted.ShouldBeFalse();
        first!.Dispose();

        (await third).ShouldNotBeNull().Dispose();
    }

    /// <summary>The middle one, which leaves its description open, is like both; they are not like each other.</summary>
    [Fact]
    public async Task OneThatIsLikeTwo_WaitsForBoth_AndBothForIt()
    {
        var (open, a) = Pair("description");
        var b = (CreateTodoList)a with { Description = "b" };
        var first = await Enter(a);
        var second = await Enter(b);
        var middle = Enter(open);
        var last = Enter(b);

        second!.Dispose();
        (middle.IsCompleted, last.IsCompleted).ShouldBe((false, false));
        first!.Dispose();
        var entered = await middle;
        last.IsCompleted.ShouldBeFalse();
        entered!.Dispose();

        (await last).ShouldNotBeNull().Dispose();
    }

    private Task<IDisposable?> Enter(Operation effect) => _creates.Enter(effect, Cancellation);

    private static (Operation, Operation) Pair(string name)
    {
        var message = new CreateMessage { ProjectId = 1, Title = "Twin", Body = "a" };
        var list = new CreateTodoList { ProjectId = 1, Name = "Twin" };
        var item = new CreateTodoItem { TodoListId = 1, Content = "Twin" };
        var entry = new CreateCalendarEntry { ProjectId = 1, Kind = CalendarEntryKind.Event, Title = "Twin", DueOn = Day };
        var hours = new CreateTimeEntry { ProjectId = 1, Date = Day, Hours = 1 };
        return name switch
        {
            "message" => (message, message with { Body = "b", Notify = [3], CategoryId = 4 }),
            "description" => (list, list with { Description = "a" }),
            "template" => (list, list with { Name = null, TemplateId = 5 }),
            "flags" => (list with { IsPrivate = true }, list with { MilestoneId = 6 }),
            "notify" => (item, item with { Content = " Twin", Notify = true }),
            "start" => (entry, entry with { StartOn = Day.AddDays(-1) }),
            "at" => (entry with { DueOn = null, At = new DateTimeOffset(Day, new TimeOnly(9, 0), TimeSpan.Zero) }, entry),
            "hours" => (hours, hours with { PersonId = 7, Description = "a" }),
            "other title" => (message, message with { Title = "Single" }),
            "other files" => (message, message with { Attachments = [new AttachedFile { UploadId = "1", Name = "a", ContentType = "b" }] }),
            "other project" => (message, message with { ProjectId = 2 }),
            "other description" => (list with { Description = "a" }, list with { Description = "b" }),
            "item and project" => (hours, hours with { ProjectId = null, TodoItemId = 1 }),
            "change" => (new CompleteTodoItem { Id = 1 }, new CompleteTodoItem { Id = 1 }),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No pair."),
        };
    }
}
