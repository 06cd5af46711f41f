using Automator.Emulator.Store;
using Automator.Emulator.Wire;

namespace Automator.Emulator.Areas;

/// <summary>What can carry comments: how the path names it, how the record names it, and where it lives.</summary>
internal sealed record Commentable(string Plural, string Type, Func<Sight, int, CommentedRecord?> Find);

internal sealed record CommentedRecord(int Id, int ProjectId, string Title);

internal static class CommentsArea
{
    private const int PageSize = 50;

    /// <summary>All that the first API lets comment on.</summary>
    public static readonly Commentable Posts = new("posts", "Post", (sight, id) => sight.Post(id) is { } post ? new(id, post.ProjectId, post.Title) : null);

    private static readonly IReadOnlyList<Commentable> Commentables =
    [
        Posts,
        new("todo_items", "TodoItem", (sight, id) =>
            sight.Item(id) is { } item && sight.List(item.TodoListId) is { } list ? new(id, list.ProjectId, item.Content) : null),
        new("milestones", CalendarEntry.Milestone, Entry),
        new("calendar_events", CalendarEntry.CalendarEvent, Entry),
    ];

    public static IReadOnlyList<Route> Routes { get; } =
    [
        .. Commentables.SelectMany(kind => new[]
        {
            Route.Get($"/{kind.Plural}/{{id}}/comments", call => Page(call, kind)),
            Route.Get($"/{kind.Plural}/{{id}}/comments/new", call => New(call, kind)),
            Route.Post($"/{kind.Plural}/{{id}}/comments", call => Create(call, kind, call.Id)),
        }),
        Route.Get("/comments/{id}", Show),
        Route.Get("/comments/{id}/edit", Edit),
        Route.Put("/comments/{id}", call => Update(call, call.Id)),
        Route.Delete("/comments/{id}", call => Delete(call)),
    ];

    public static DateTimeOffset? LatestOf(IReadOnlyList<Comment> comments) =>
        comments.Count == 0 ? null : comments.Max(comment => comment.CreatedAt);

    public static void RemoveAll(Account account, int commentableId)
    {
        var comments = account.Comments.Under(commentableId).ToList();
        Attaching.RemoveFrom(account, [.. comments.Select(comment => comment.Id)]);
        foreach (var comment in comments) account.Remove(account.Comments, comment);
    }

    /// <summary>By either path, whichever of the two it is now: a conversion must not cost a client its way to the comments.</summary>
    private static CommentedRecord? Entry(Sight sight, int id) =>
        sight.Entry(id) is { } entry ? new(id, entry.ProjectId, entry.Title) : null;

    private static Answer Page(Call call, Commentable kind)
    {
        if (kind.Find(call.Sight, call.Id) is not { } record) return Answer.NotFound;
        var all = call.Account.Comments.Under(record.Id);
        var from = Paging.Offset(call);

        // The newest fifty, and the oldest of these first, as recorded.
        var page = all.OrderByDescending(comment => comment.CreatedAt).ThenByDescending(comment => comment.Id).Skip(from).Take(PageSize).Reverse().ToList();
        var attributes = XmlOut.Attribute("count", $"{all.Count}");
        if (from < all.Count - PageSize) attributes += XmlOut.Attribute("continued-at", $"/{kind.Plural}/{record.Id}/comments.xml?n={from + PageSize}");
        var carried = Attaching.Carried(call.Account, record.ProjectId);
        return Answer.Xml(xml => xml.Array("comments", page, (list, comment) => CommentXml.Write(list, call, comment, carried[comment.Id]), attributes));
    }

    public static (Comment Comment, CommentedRecord Record)? Find(Call call, int id) =>
        call.Account.Comments.Find(id) is { } comment
        && Commentables.Single(kind => kind.Type == comment.CommentableType).Find(call.Sight, comment.CommentableId) is { } record
            ? (comment, record)
            : null;

    private static Answer Show(Call call) =>
        Find(call, call.Id) is var (comment, record) ? Answer.Xml(xml => CommentXml.Alone(xml, call, comment, record)) : Answer.NotFound;

    private static Answer New(Call call, Commentable kind) => kind.Find(call.Sight, call.Id) is { } record
        ? Answer.Xml(xml => CommentXml.Template(xml, "")).With("X-Create-Action", $"POST /{kind.Plural}/{record.Id}/comments.xml")
        : Answer.NotFound;

    private static Answer Edit(Call call) => Find(call, call.Id) is var (comment, _)
        ? Answer.Xml(xml => CommentXml.Template(xml, comment.Body)).With("X-Update-Action", $"PUT /comments/{comment.Id}.xml")
        : Answer.NotFound;

    public static Answer Create(Call call, Commentable kind, int id, Action<XmlOut, Comment>? says = null)
    {
        if (kind.Find(call.Sight, id) is not { } record) return Answer.NotFound;
        var fields = call.Gathered("comment");
        var wanted = WantedFiles.In(call, fields, record.ProjectId);
        if (Faults(fields.Text("body"), wanted) is { Count: > 0 } errors) return Answer.Invalid(errors);
        var comment = call.Account.Add(call.Account.Comments, new Comment
        {
            Body = fields.Text("body")!,
            CommentableType = call.Sight.Entry(record.Id)?.Type ?? kind.Type,
            CommentableId = record.Id,
            AuthorId = call.Caller.Id,
            CreatedAt = call.Now,
        });
        Attaching.Add(call, wanted.Files, record.ProjectId, comment.Id, "Comment");
        ChangeDating.Changed(call.Account, record.ProjectId);
        Mailing.Send(call.Account, record.ProjectId, fields.Notify(), sight => kind.Find(sight, record.Id) is not null,
            $"Re: {record.Title}", comment.Body, $"/comments/{comment.Id}");
        return Answer.Created($"/comments/{comment.Id}.xml", comment, says);
    }

    public static Answer Update(Call call, int id, Action<XmlOut, Comment>? says = null)
    {
        if (Find(call, id) is not var (comment, record)) return Answer.NotFound;
        if (!call.Sight.MayChange(comment)) return Answer.Forbidden;
        var fields = call.Gathered("comment");
        var wanted = WantedFiles.In(call, fields, record.ProjectId);

        // A request that only brings files leaves the words as they are.
        var body = fields.Text("body") ?? (wanted.Files.Count > 0 ? comment.Body : null);
        if (Faults(body, wanted) is { Count: > 0 } errors) return Answer.Invalid(errors);
        comment.Body = body!;
        call.Account.Changed(call.Account.Comments, comment);
        Attaching.Add(call, wanted.Files, record.ProjectId, comment.Id, "Comment");
        ChangeDating.Changed(call.Account, record.ProjectId);
        return Answer.Changed(comment, says);
    }

    public static Answer Delete(Call call, Action<XmlOut, Comment>? says = null)
    {
        if (Find(call, call.Id) is not var (comment, record)) return Answer.NotFound;
        if (!call.Sight.MayChange(comment)) return Answer.Forbidden;
        var last = Answer.Changed(comment, says);
        Attaching.RemoveFrom(call.Account, comment.Id);
        call.Account.Remove(call.Account.Comments, comment);
        ChangeDating.Changed(call.Account, record.ProjectId);
        return last;
    }

    private static List<string> Faults(string? body, WantedFiles.Said wanted) =>
        [.. string.IsNullOrWhiteSpace(body) ? ["Body can't be blank"] : Array.Empty<string>(), .. wanted.Errors];
}
