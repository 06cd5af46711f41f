using System.Text;
using Automator.Host.Basecamp;
using Automator.Sdk;
using Automator.Sdk.Protocol;
using Shouldly;
using Xunit;

namespace Automator.Tests.Basecamp;

public sealed class EffectPlanTests
{
    private static readonly Party Ann = new() { Kind = PartyKind.Person, Id = 9 };
    private static readonly Party Acme = new() { Kind = PartyKind.Company, Id = 3 };

    private static readonly AttachedFile Csv = new() { UploadId = "441b.eve.1", Name = "a.csv", ContentType = "text/csv" };

    /// <summary>Each effect, and all that it sends: method, path, whether it creates (+) or may be sent twice (=), body.</summary>
    internal static readonly (Operation Effect, string Sent)[] Golden =
    [
        (new CreateProject { Name = "A & B" }, "POST /projects.xml + <request><project><name>A &amp; B</name></project></request>"),
        (new UpdateProject { Id = 1, Name = "N", Status = ProjectStatus.OnHold, Announcement = "", ShowAnnouncement = false },
            "PUT /projects/1.xml = <project><name>N</name><status>on_hold</status><announcement></announcement><show-announcement type=\"boolean\">false</show-announcement></project>"),
        (new CreateTodoList { ProjectId = 1, Name = "L", Description = "D", MilestoneId = 4, IsPrivate = true, IsTracked = false },
            "POST /projects/1/todo_lists.xml + <todo-list><name>L</name><description>D</description><milestone-id type=\"integer\">4</milestone-id><private type=\"boolean\">true</private><tracked type=\"boolean\">false</tracked></todo-list>"),
        (new CreateTodoList { ProjectId = 1, TemplateId = 8 },
            "POST /projects/1/todo_lists.xml + <todo-list><todo-list-template-id type=\"integer\">8</todo-list-template-id></todo-list>"),
        (new UpdateTodoList { Id = 5, Description = "line\nline" }, "PUT /todo_lists/5.xml = <todo-list><description>line\nline</description></todo-list>"),
        (new DeleteTodoList { Id = 5 }, "DELETE /todo_lists/5.xml = "),
        (new ReorderTodoLists { ProjectId = 1, Ids = [6, 5] },
            "POST /projects/1/todo_lists/reorder.xml = <todo-lists type=\"array\"><todo-list><id>6</id></todo-list><todo-list><id>5</id></todo-list></todo-lists>"),
        (new CreateTodoItem { TodoListId = 5, Content = "C", DueOn = new DateOnly(2024, 2, 9), Responsible = Acme, Notify = true },
            "POST /todo_lists/5/todo_items.xml + <todo-item><content>C</content><due-at>2024-02-09</due-at><responsible-party>c3</responsible-party><notify type=\"boolean\">true</notify></todo-item>"),
        (new CreateTodoItem { TodoListId = 5, Content = "C" }, "POST /todo_lists/5/todo_items.xml + <todo-item><content>C</content></todo-item>"),
        (new UpdateTodoItem { Id = 7, Content = "C", Responsible = Ann },
            "PUT /todo_items/7.xml = <todo-item><content>C</content><responsible-party>9</responsible-party></todo-item>"),
        (new UpdateTodoItem { Id = 7, Responsible = Ann, Notify = true },
            "PUT /todo_items/7.xml <todo-item><responsible-party>9</responsible-party><notify type=\"boolean\">true</notify></todo-item>"),
        (new UpdateTodoItem { Id = 7, ClearDueOn = true, ClearResponsible = true },
            "PUT /todo_items/7.xml = <todo-item><due-at></due-at><responsible-party></responsible-party></todo-item>"),
        (new CompleteTodoItem { Id = 7 }, "PUT /todo_items/7/complete.xml = "),
        (new UncompleteTodoItem { Id = 7 }, "PUT /todo_items/7/uncomplete.xml = "),
        (new DeleteTodoItem { Id = 7 }, "DELETE /todo_items/7.xml = "),
        (new ReorderTodoItems { TodoListId = 5, Ids = [7] },
            "POST /todo_lists/5/todo_items/reorder.xml = <todo-items type=\"array\"><todo-item><id>7</id></todo-item></todo-items>"),
        (new CreateMessage { ProjectId = 1, Title = "T", Body = "B", CategoryId = 2, MilestoneId = 4, IsPrivate = true, Notify = [9, 10] },
            "POST /projects/1/posts.xml + <request><post><category-id type=\"integer\">2</category-id><title>T</title><body>B</body><private>1</private><milestone-id type=\"integer\">4</milestone-id></post><notify>9</notify><notify>10</notify></request>"),
        (new UpdateMessage { Id = 11, Title = "T" }, "PUT /posts/11.xml = <request><post><title>T</title></post></request>"),
        (new UpdateMessage { Id = 11, IsPrivate = false, Notify = [9] },
            "PUT /posts/11.xml <request><post><private>0</private><notify-about-changes>1</notify-about-changes></post><notify>9</notify></request>"),
        (new UpdateMessage { Id = 11, ClearCategory = true, ClearMilestone = true },
            "PUT /posts/11.xml = <request><post><category-id type=\"integer\">0</category-id><milestone-id type=\"integer\">0</milestone-id></post></request>"),
        (new UpdateMessage { Id = 11, Attachments = [Csv] },
            "PUT /posts/11.xml <request><post></post><attachments><name>a.csv</name><file><file>441b.eve.1</file><content-type>text/csv</content-type><original-filename>a.csv</original-filename></file></attachments></request>"),
        (new UpdateTodoList { Id = 5, ClearMilestone = true }, "PUT /todo_lists/5.xml = <todo-list><milestone-id type=\"integer\">0</milestone-id></todo-list>"),
        (new UpdateCalendarEntry { ProjectId = 1, Id = 4, ClearResponsible = true },
            "PUT /projects/1/calendar_entries/4.xml = <request><calendar-entry><responsible-party></responsible-party></calendar-entry></request>"),
        (new DeleteMessage { Id = 11 }, "DELETE /posts/11.xml = "),
        (new CreateComment { On = Commentable.Message(11), Body = "é ✓" }, "POST /posts/11/comments.xml + <comment><body>é ✓</body></comment>"),
        (new CreateComment { On = Commentable.TodoItem(7), Body = "B" }, "POST /todo_items/7/comments.xml + <comment><body>B</body></comment>"),
        (new UpdateComment { Id = 12, Body = "B" }, "PUT /comments/12.xml = <request><comment><body>B</body></comment></request>"),
        (new DeleteComment { Id = 12 }, "DELETE /comments/12.xml = "),
        (new UpdateProject { Id = 1, StartPage = StartPage.TodoLists, CompanyId = 3, ShowWriteboards = true },
            "PUT /projects/1.xml = <project><start-page>todos</start-page><company-id type=\"integer\">3</company-id><show-writeboards type=\"boolean\">true</show-writeboards></project>"),
        (new CreateComment { On = new() { Kind = CommentableKind.Milestone, Id = 4 }, Body = "B" }, "POST /milestones/4/comments.xml + <comment><body>B</body></comment>"),
        (new CreateComment { On = new() { Kind = CommentableKind.CalendarEvent, Id = 4 }, Body = "B", Attachments = [Csv] },
            "POST /calendar_events/4/comments.xml + <request><comment><body>B</body></comment><attachments><name>a.csv</name><file><file>441b.eve.1</file><content-type>text/csv</content-type><original-filename>a.csv</original-filename></file></attachments></request>"),
        (new CreateMessage { ProjectId = 1, Title = "T", Notify = [9], Attachments = [Csv] },
            "POST /projects/1/posts.xml + <request><post><title>T</title><body></body></post><notify>9</notify><attachments><name>a.csv</name><file><file>441b.eve.1</file><content-type>text/csv</content-type><original-filename>a.csv</original-filename></file></attachments></request>"),
        (new CreateCategory { ProjectId = 1, Kind = CategoryKind.Files, Name = "N" }, "POST /projects/1/categories.xml + <category><type>attachment</type><name>N</name></category>"),
        (new RenameCategory { Id = 2, Name = "N" }, "PUT /categories/2.xml = <category><name>N</name></category>"),
        (new DeleteCategory { Id = 2 }, "DELETE /categories/2.xml = "),
        (new UploadFile { Name = "a.csv", Bytes = [49, 59, 50] }, "POST /upload = 1;2"),
        (new CreateCalendarEntry { ProjectId = 1, Kind = CalendarEntryKind.Milestone, Title = "T", DueOn = new(2026, 3, 4), Responsible = Acme },
            "POST /projects/1/calendar_entries.xml + <request><calendar-entry><title>T</title><deadline type=\"date\">2026-03-04</deadline><type>Milestone</type><responsible-party>c3</responsible-party></calendar-entry></request>"),
        (new CreateCalendarEntry { ProjectId = 1, Kind = CalendarEntryKind.Event, Title = "T", At = new(2026, 3, 4, 10, 0, 0, TimeSpan.FromHours(2)) },
            "POST /projects/1/calendar_entries.xml + <request><calendar-entry><title>T</title><deadline type=\"datetime\">2026-03-04T08:00:00Z</deadline><type>CalendarEvent</type></calendar-entry></request>"),
        (new UpdateCalendarEntry { ProjectId = 1, Id = 4, StartOn = new(2026, 3, 4), DueOn = new(2026, 3, 6), MoveLater = true, OffWeekends = true },
            "PUT /projects/1/calendar_entries/4.xml = <request><calendar-entry><start-at type=\"date\">2026-03-04</start-at><deadline type=\"date\">2026-03-06</deadline></calendar-entry><move-upcoming-milestones type=\"boolean\">true</move-upcoming-milestones><move-upcoming-milestones-off-weekends type=\"boolean\">true</move-upcoming-milestones-off-weekends></request>"),
        (new DeleteCalendarEntry { ProjectId = 1, Id = 4 }, "DELETE /projects/1/calendar_entries/4.xml = "),
        (new CompleteMilestone { ProjectId = 1, Id = 4 }, "PUT /projects/1/calendar_entries/4/complete.xml = "),
        (new UncompleteMilestone { ProjectId = 1, Id = 4 }, "PUT /projects/1/calendar_entries/4/uncomplete.xml = "),
        (new CreateTimeEntry { ProjectId = 1, Date = new(2026, 3, 4), Hours = 1.50m, PersonId = 9, Description = "D" },
            "POST /projects/1/time_entries.xml + <time-entry><person-id type=\"integer\">9</person-id><date type=\"date\">2026-03-04</date><hours>1.5</hours><description>D</description></time-entry>"),
        (new CreateTimeEntry { TodoItemId = 7, Date = new(2026, 3, 4), Hours = 2 }, "POST /todo_items/7/time_entries.xml + <time-entry><date type=\"date\">2026-03-04</date><hours>2</hours></time-entry>"),
        (new UpdateTimeEntry { Id = 13, Hours = 0.25m, TodoItemId = 7 }, "PUT /time_entries/13.xml = <time-entry><hours>0.25</hours><todo-item-id type=\"integer\">7</todo-item-id></time-entry>"),
        (new DeleteTimeEntry { Id = 13 }, "DELETE /time_entries/13.xml = "),
    ];

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, Golden.Length)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Effect_SendsTheDocumentedForm(int index)
    {
        var (effect, sent) = Golden[index];
        var plan = EffectPlan.Of(effect);
        var marks = (plan.Creates ? " +" : "") + (plan.IsIdempotent ? " =" : "");
        var body = Encoding.UTF8.GetString(plan.Body.Span);
        const string Prolog = "<?xml version=\"1.0\" encoding=\"utf-8\"?>";
        if (body.Length > 0 && !plan.Uploads)
            body.ShouldStartWith(Prolog);
        $"{plan.Method} {plan.Path}{marks} {body.Replace(Prolog, "")}".ShouldBe(sent);
    }

    [Fact]
    public void EveryEffect_IsInTheGoldenTable() =>
        Golden.Select(g => g.Effect.GetType()).Distinct().ShouldBe(Operations.Of<IEffect>(), ignoreOrder: true);

    [Fact]
    public void Description_SaysWhatForPeople()
    {
        EffectPlan.Of(new CompleteTodoItem { Id = 123 }).Description.ShouldBe("complete to-do 123");
        EffectPlan.Of(new CreateTodoItem { TodoListId = 5, Content = "Call Ann" }).Description.ShouldBe("create to-do 'Call Ann' in list 5");
        EffectPlan.Of(new CreateComment { On = Commentable.TodoItem(7), Body = "B" }).Description.ShouldBe("comment on to-do 7");
        EffectPlan.Of(new CreateCalendarEntry { ProjectId = 1, Kind = CalendarEntryKind.Event, Title = "Fair", DueOn = new(2026, 3, 4) }).Description.ShouldBe("create event 'Fair' in project 1");
        EffectPlan.Of(new UpdateCalendarEntry { ProjectId = 1, Id = 4, Kind = CalendarEntryKind.Milestone, MoveLater = true }).Description.ShouldBe("change milestone 4, and move the milestones after it");
        EffectPlan.Of(new CreateTimeEntry { TodoItemId = 7, Date = new(2026, 3, 4), Hours = 1.5m }).Description.ShouldBe("track 1.5 hours on to-do 7");
        EffectPlan.Of(new UploadFile { Name = "a.csv", Bytes = [1, 2] }).Description.ShouldBe("upload 'a.csv' (2 bytes)");
    }

    [Fact]
    public void CharacterThatXmlCannotCarry_IsInvalidAndNamed() =>
        Should.Throw<CallFailedException>(() => EffectPlan.Of(new CreateTodoItem { TodoListId = 5, Content = "a\u0001b" }))
            .Failure.ShouldSatisfyAllConditions(f => f.Kind.ShouldBe(CallFailureKind.Invalid), f => f.Message.ShouldContain("'content'"));
}

internal static class Operations
{
    /// <summary>The closed set, as the pipe knows it.</summary>
    internal static IEnumerable<Type> Of<TKind>() => VariantConverter<Operation>.Names.Keys.Where(t => t.IsAssignableTo(typeof(TKind)));
}
