using System.Globalization;
using Automator.Sdk;
using Automator.Sdk.Protocol;

namespace Automator.Host.Basecamp;

/// <summary>What each effect sends.</summary>
internal static class EffectPlan
{
    /// <summary>A record that belongs to none says so; an empty element may be taken for one that was left out.</summary>
    private const long None = 0;

    internal static EffectRequest Of(Operation effect) => effect switch
    {
        CreateProject e => Post("/projects.xml", $"create project {Quote(e.Name)}", RequestXml.Write(x =>
            x.Within("request", () => x.Within("project", () => x.Text("name", e.Name))))),
        UpdateProject e => Put($"/projects/{e.Id}.xml", $"change project {e.Id}", RequestXml.Write(x => WriteProject(x, e))),

        CreateTodoList e => Post($"/projects/{e.ProjectId}/todo_lists.xml", $"create to-do list {Quote(e.Name ?? "")} in project {e.ProjectId}",
            RequestXml.Write(x => WriteTodoList(x, e))),
        UpdateTodoList e => Put($"/todo_lists/{e.Id}.xml", $"change to-do list {e.Id}", RequestXml.Write(x => WriteTodoList(x, e))),
        DeleteTodoList e => Delete($"/todo_lists/{e.Id}.xml", $"delete to-do list {e.Id}"),
        ReorderTodoLists e => Reorder($"/projects/{e.ProjectId}/todo_lists/reorder.xml",
            $"reorder {e.Ids.Length} to-do lists of project {e.ProjectId}", RequestXml.Write(x => x.Ids("todo-lists", "todo-list", e.Ids))),

        CreateTodoItem e => Post($"/todo_lists/{e.TodoListId}/todo_items.xml", $"create to-do {Quote(e.Content)} in list {e.TodoListId}",
            RequestXml.Write(x => WriteTodoItem(x, e))),
        UpdateTodoItem e => Put($"/todo_items/{e.Id}.xml", $"change to-do {e.Id}", RequestXml.Write(x => WriteTodoItem(x, e)), oncePerRequest: e.Notify),
        CompleteTodoItem e => Put($"/todo_items/{e.Id}/complete.xml", $"complete to-do {e.Id}", default),
        UncompleteTodoItem e => Put($"/todo_items/{e.Id}/uncomplete.xml", $"reopen to-do {e.Id}", default),
        DeleteTodoItem e => Delete($"/todo_items/{e.Id}.xml", $"delete to-do {e.Id}"),
        ReorderTodoItems e => Reorder($"/todo_lists/{e.TodoListId}/todo_items/reorder.xml",
            $"reorder {e.Ids.Length} to-dos of list {e.TodoListId}", RequestXml.Write(x => x.Ids("todo-items", "todo-item", e.Ids))),

        CreateMessage e => Post($"/projects/{e.ProjectId}/posts.xml", $"post message {Quote(e.Title)} in project {e.ProjectId}",
            RequestXml.Write(x => x.Within("request", () => WriteMessage(x, e)))),
        UpdateMessage e => Put($"/posts/{e.Id}.xml", $"change message {e.Id}",
            RequestXml.Write(x => x.Within("request", () => WriteMessage(x, e))), oncePerRequest: e.Notify.Length > 0 || e.Attachments.Length > 0),
        DeleteMessage e => Delete($"/posts/{e.Id}.xml", $"delete message {e.Id}"),

        CreateComment e => Post($"/{Segment(e.On)}/{e.On.Id}/comments.xml", $"comment on {Noun(e.On)} {e.On.Id}",
            RequestXml.Write(x => WriteComment(x, e))),
        UpdateComment e => Put($"/comments/{e.Id}.xml", $"change comment {e.Id}",
            RequestXml.Write(x => x.Within("request", () => x.Within("comment", () => x.Text("body", e.Body))))),
        DeleteComment e => Delete($"/comments/{e.Id}.xml", $"delete comment {e.Id}"),
        _ => CalendarEffects.Plan(effect) ?? HoursEffects.Plan(effect) ?? FileEffects.Plan(effect) ?? throw new ArgumentException($"{effect.GetType().Name} is no effect on the account.", nameof(effect)),
    };

    internal static string Segment(Commentable on) => on.Kind switch
    {
        CommentableKind.Message => "posts",
        CommentableKind.TodoItem => "todo_items",
        CommentableKind.Milestone => "milestones",
        CommentableKind.CalendarEvent => "calendar_events",
        _ => throw new ArgumentOutOfRangeException(nameof(on), on.Kind, "A kind of record without comments."),
    };

    private static string Noun(Commentable on) => on.Kind switch
    {
        CommentableKind.Message => "message",
        CommentableKind.TodoItem => "to-do",
        CommentableKind.Milestone => "milestone",
        _ => "event",
    };

    private static void WriteProject(RequestXml xml, UpdateProject e) => xml.Within("project", () =>
    {
        xml.Text("name", e.Name);
        xml.Text("status", e.Status switch
        {
            null => null,
            ProjectStatus.Active => "active",
            ProjectStatus.OnHold => "on_hold",
            ProjectStatus.Archived => "archived",
            _ => throw new ArgumentOutOfRangeException(nameof(e), e.Status, "A status that Basecamp does not know."),
        });
        xml.Text("announcement", e.Announcement);
        xml.Boolean("show-announcement", e.ShowAnnouncement);
        xml.Text("start-page", Name(e.StartPage));
        xml.Integer("company-id", e.CompanyId);
        xml.Boolean("show-writeboards", e.ShowWriteboards);
    });

    private static string? Name(StartPage? page) => page switch
    {
        null => null,
        StartPage.Log => "log",
        StartPage.Messages => "all",
        StartPage.TodoLists => "todos",
        StartPage.Milestones => "milestones",
        StartPage.Files => "files",
        _ => throw new ArgumentOutOfRangeException(nameof(page), page, "A start page that Basecamp does not know."),
    };

    /// <summary>The files stand beside the comment, and so both inside a request.</summary>
    private static void WriteComment(RequestXml xml, CreateComment e)
    {
        if (e.Attachments.Length == 0)
        {
            xml.Within("comment", () => xml.Text("body", e.Body));
            return;
        }

        xml.Within("request", () =>
        {
            xml.Within("comment", () => xml.Text("body", e.Body));
            FileEffects.Write(xml, e.Attachments);
        });
    }

    private static void WriteTodoList(RequestXml xml, CreateTodoList e) => xml.Within("todo-list", () =>
    {
        xml.Text("name", e.Name);
        xml.Text("description", e.Description);
        xml.Integer("milestone-id", e.MilestoneId);
        xml.Boolean("private", e.IsPrivate);
        xml.Boolean("tracked", e.IsTracked);
        xml.Integer("todo-list-template-id", e.TemplateId);
    });

    private static void WriteTodoList(RequestXml xml, UpdateTodoList e) => xml.Within("todo-list", () =>
    {
        xml.Text("name", e.Name);
        xml.Text("description", e.Description);
        xml.Integer("milestone-id", e.ClearMilestone ? None : e.MilestoneId);
        xml.Boolean("private", e.IsPrivate);
        xml.Boolean("tracked", e.IsTracked);
    });

    private static void WriteTodoItem(RequestXml xml, CreateTodoItem e) => xml.Within("todo-item", () =>
    {
        xml.Text("content", e.Content);
        xml.Text("due-at", Day(e.DueOn));
        xml.Text("responsible-party", Party(e.Responsible));
        xml.Boolean("notify", e.Notify ? true : null);
    });

    private static void WriteTodoItem(RequestXml xml, UpdateTodoItem e) => xml.Within("todo-item", () =>
    {
        xml.Text("content", e.Content);
        xml.Text("due-at", e.ClearDueOn ? "" : Day(e.DueOn));
        xml.Text("responsible-party", e.ClearResponsible ? "" : Party(e.Responsible));
        xml.Boolean("notify", e.Notify ? true : null);
    });

    private static void WriteMessage(RequestXml xml, CreateMessage e)
    {
        xml.Within("post", () =>
        {
            xml.Integer("category-id", e.CategoryId);
            xml.Text("title", e.Title);
            xml.Text("body", e.Body);
            xml.Flag("private", e.IsPrivate);
            xml.Integer("milestone-id", e.MilestoneId);
        });
        WriteBeside(xml, e.Notify, e.Attachments);
    }

    private static void WriteMessage(RequestXml xml, UpdateMessage e)
    {
        xml.Within("post", () =>
        {
            xml.Integer("category-id", e.ClearCategory ? None : e.CategoryId);
            xml.Text("title", e.Title);
            xml.Text("body", e.Body);
            xml.Flag("private", e.IsPrivate);
            xml.Integer("milestone-id", e.ClearMilestone ? None : e.MilestoneId);
            xml.Flag("notify-about-changes", e.Notify.Length > 0 ? true : null);
        });
        WriteBeside(xml, e.Notify, e.Attachments);
    }

    private static void WriteBeside(RequestXml xml, long[] notify, AttachedFile[] attachments)
    {
        foreach (var person in notify)
            xml.Text("notify", person.ToString(CultureInfo.InvariantCulture));
        FileEffects.Write(xml, attachments);
    }

    /// <summary>A day of the account's zone as it is: a date-time would have to name the zone's midnight, and some days have none.</summary>
    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    internal static string? Party(Party? party) => party switch
    {
        null => null,
        { Kind: PartyKind.Company, Id: var id } => $"c{id}",
        { Id: var id } => $"{id}",
    };

    internal static string Quote(string name) => $"'{(name.Length <= 60 ? name : name[..60] + "…")}'";

    internal static EffectRequest Post(string path, string description, byte[] body) => new()
    {
        Method = "POST",
        Path = path,
        Body = body,
        Creates = true,
        IsIdempotent = false,
        Description = description,
    };

    /// <param name="path">The record's.</param>
    /// <param name="description">For people.</param>
    /// <param name="body">What it sends.</param>
    /// <param name="oncePerRequest">True where the same again would do more: mail people twice, or ask for an upload that is taken.</param>
    internal static EffectRequest Put(string path, string description, ReadOnlyMemory<byte> body, bool oncePerRequest = false) => new()
    {
        Method = "PUT",
        Path = path,
        Body = body,
        IsIdempotent = !oncePerRequest,
        Description = description,
    };

    internal static EffectRequest Delete(string path, string description) => new()
    {
        Method = "DELETE",
        Path = path,
        IsIdempotent = true,
        Description = description,
    };

    /// <summary>The order is the whole list of ids, so that the same again changes nothing.</summary>
    private static EffectRequest Reorder(string path, string description, byte[] body) => new()
    {
        Method = "POST",
        Path = path,
        Body = body,
        IsIdempotent = true,
        Description = description,
    };
}
