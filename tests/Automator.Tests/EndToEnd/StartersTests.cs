using System.Text.Json;
using Automator.Host.Basecamp;
using Automator.Host.Budget;
using Automator.Host.Rules;
using Automator.Sdk;
using Automator.Sdk.Protocol;
using Automator.Tests.Basecamp;
using Automator.Tests.Emulator;
using Microsoft.Extensions.Logging.Abstractions;

namespace Automator.Tests.EndToEnd;

/// <summary>A host with the starter of every event, and people who let each of these events happen.</summary>
public sealed class StartersTests
{
    private static readonly Trigger[] Events = [.. Enum.GetValues<Trigger>().Where(trigger => trigger.IsEvent())];

    private static DateOnly Today => DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);

    [Fact]
    public async Task StarterOfEveryEvent_RunsWhenItsEventHappens()
    {
        using var place = new Workplace("empty");
        foreach (var trigger in Events)
            RuleStarter.Create(place.Rules, trigger.ToName(), trigger).Refusal.ShouldBeNull();
        await using var host = await HostProcess.Serve(place);
        using var budget = new RequestBudget(new BudgetOptions { Reads = 1_000_000, Writes = 1_000_000 }, TimeProvider.System);
        using var client = new BasecampClient(AccountStub.Connection(host.EmulatorUrl, token: host.Token), budget, TimeProvider.System, NullLogger.Instance);
        var people = new People(client);
        await Eventually(async () => { await people.Make(new CreateProject { Name = "First" }); }, "project-created"); // From here on all are listened to.

        var project = await people.Make(new CreateProject { Name = "Site" });
        var list = await people.Make(new CreateTodoList { ProjectId = project, Name = "Kickoff" });
        var other = await people.Make(new CreateTodoList { ProjectId = project, Name = "Later" });
        var item = await people.Make(new CreateTodoItem { TodoListId = list, Content = "Say hello", DueOn = Today.AddDays(-2) });
        var moving = await people.Make(new CreateTodoItem { TodoListId = list, Content = "Say goodbye", DueOn = Today.AddDays(3) });
        await people.Make(new CreateComment { On = Commentable.TodoItem(item), Body = "Hello" });
        var milestone = await people.Make(new CreateCalendarEntry { ProjectId = project, Kind = CalendarEntryKind.Milestone, Title = "Begin", DueOn = Today.AddDays(-2) });
        await people.Make(new CreateCalendarEntry { ProjectId = project, Kind = CalendarEntryKind.Milestone, Title = "End", DueOn = Today.AddDays(7) });
        var me = (Person)await client.Answer(new ReadMe(), RequestSource.Person(), TestContext.Current.CancellationToken);
        await people.Make(new CreateTimeEntry { ProjectId = project, Date = Today, Hours = 13, PersonId = me.Id });
        using (var web = Workplace.Client(host.EmulatorUrl, host.Token))
            await web.PostWith((int)project, Uploading.Attachments(await web.Upload("plan")));
        await Ran("todo-list-created", "todo-item-created", "todo-item-overdue", "todo-item-due-in", "comment-posted", "milestone-created", "milestone-late", "milestone-due-in", "time-entry-added", "message-posted", "file-added");

        await people.Make(new CompleteTodoItem { Id = item });
        await people.Make(new UpdateTodoItem { Id = moving, Content = "Say farewell" });
        await people.Make(new CompleteMilestone { ProjectId = project, Id = milestone });
        await people.Make(new UpdateProject { Id = project, Name = "Website" });
        await Ran("todo-item-completed", "todo-item-changed", "milestone-completed", "project-renamed");

        await people.Make(new UncompleteTodoItem { Id = item });
        await people.Make(new UpdateTodoItem { Id = moving, Responsible = new Party { Kind = PartyKind.Person, Id = me.Id } });
        await Ran("todo-item-reopened", "todo-item-reassigned");

        await people.Make(new ReorderTodoItems { TodoListId = other, Ids = [moving] });
        await Ran("todo-item-moved");

        await people.Make(new CompleteTodoItem { Id = item });
        await Ran("todo-list-completed");

        await people.Make(new UpdateProject { Id = project, Status = ProjectStatus.Archived });
        await Ran("project-archived");
        (await Runs("failed")).ShouldBeEmpty();

        async Task Ran(params string[] rules)
        {
            foreach (var rule in rules)
                await Eventually(() => Task.CompletedTask, rule);
        }

        async Task Eventually(Func<Task> again, string rule)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2), TimeProvider.System);
            while (!(await Runs("succeeded")).Contains(rule))
            {
                patience.IsCancellationRequested.ShouldBeFalse($"no run of '{rule}' succeeded");
                await again();
            }
        }

        async Task<HashSet<string>> Runs(string status)
        {
            using var runs = JsonDocument.Parse((await HostCommand.Run(place, ["runs", "--status", status, "--most", "1000", "--json"])).Output);
            return [.. runs.RootElement.EnumerateArray().Select(run => run.GetProperty("rule").GetString()!)];
        }
    }

    private sealed class People(BasecampClient client)
    {
        private readonly RequestSource _source = RequestSource.Person();

        internal async Task<long> Make(Operation effect) => (await client.Send(client.Plan(effect), _source, TestContext.Current.CancellationToken)).CreatedId ?? 0;
    }
}
