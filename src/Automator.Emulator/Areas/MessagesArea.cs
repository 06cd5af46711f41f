using Automator.Emulator.Store;
using Automator.Emulator.Wire;

namespace Automator.Emulator.Areas;

internal static class MessagesArea
{
    private const int PageSize = 25;

    public static IReadOnlyList<Route> Routes { get; } =
    [
        Route.Get("/projects/{id}/posts", call => Page(call, call.QueryNumber("category_id"))),
        Route.Get("/projects/{id}/cat/{category}/posts", call => Page(call, call.SecondId)),
        Route.Get("/projects/{id}/posts/archive", call => Archive(call, call.Id, call.QueryNumber("category_id"))),
        Route.Get("/projects/{id}/cat/{category}/posts/archive", call => Archive(call, call.Id, call.SecondId)),
        Route.Get("/posts/archive", call => Archive(call, call.QueryNumber("project_id") ?? 0, call.QueryNumber("category_id"))),
        Route.Get("/projects/{id}/posts/new", New),
        Route.Get("/posts/{id}", Show),
        Route.Get("/posts/{id}/edit", Edit),
        Route.Post("/projects/{id}/posts", call => Create(call)),
        Route.Put("/posts/{id}", call => Update(call)),
        Route.Delete("/posts/{id}", call => Delete(call)),
    ];

    public static Answer Archive(Call call, int projectId, int? categoryId)
    {
        if (Newest(call, projectId, categoryId) is not { } posts) return Answer.NotFound;
        var carried = Attaching.Carried(call.Account, projectId);
        return Answer.Xml(xml => xml.Array("posts", posts, (list, post) => PostXml.Abbreviated(list, call.Account, post, carried[post.Id].Count())));
    }

    private static List<Post>? Newest(Call call, int projectId, int? categoryId) => call.Sight.Project(projectId) is { } project
        ? [.. call.Account.Posts.Under(project.Id)
            .Where(post => (categoryId is null || post.CategoryId == categoryId) && call.Sight.Sees(post))
            .OrderByDescending(post => post.PostedOn).ThenByDescending(post => post.Id)]
        : null;

    private static Answer Page(Call call, int? categoryId)
    {
        if (Newest(call, call.Id, categoryId) is not { } posts) return Answer.NotFound;
        var page = posts.Skip(Paging.Offset(call)).Take(PageSize).ToList();
        var carried = Attaching.Carried(call.Account, call.Id);
        return Answer.Xml(xml => xml.Array("posts", page, (list, post) => PostXml.Write(list, call, post, carried[post.Id])));
    }

    private static Answer Show(Call call) => call.Sight.Post(call.Id) is { } post
        ? Answer.Xml(xml => PostXml.Write(xml, call, post))
        : Answer.NotFound;

    private static Answer New(Call call) => call.Sight.Project(call.Id) is { } project
        ? Answer.Xml(xml => PostXml.Template(xml, call, new Post())).With("X-Create-Action", $"POST /projects/{project.Id}/posts.xml")
        : Answer.NotFound;

    private static Answer Edit(Call call) => call.Sight.Post(call.Id) is { } post
        ? Answer.Xml(xml => PostXml.Template(xml, call, post)).With("X-Update-Action", $"PUT /posts/{post.Id}.xml")
        : Answer.NotFound;

    public static Answer Create(Call call, Action<XmlOut, Post>? says = null)
    {
        if (call.Sight.Project(call.Id) is not { } project) return Answer.NotFound;
        var fields = call.Gathered("post");
        var post = new Post { ProjectId = project.Id, AuthorId = call.Caller.Id, PostedOn = call.Now, Title = fields.Words("title") ?? "" };
        var wanted = WantedFiles.In(call, fields, project.Id);
        if (Faults(call, fields, project.Id, post.Title).Concat(wanted.Errors).ToList() is { Count: > 0 } errors) return Answer.Invalid(errors);
        call.Account.Add(call.Account.Posts, post);
        Apply(call, fields, post);
        Attaching.Add(call, wanted.Files, project.Id, post.Id, "Post");
        Mailing.Send(call.Account, project.Id, fields.Notify(), sight => sight.Sees(post), post.Title, post.Body, $"/posts/{post.Id}");
        return Answer.Created($"/posts/{post.Id}.xml", post, says);
    }

    /// <param name="tells">Whoever the request names is told, whether or not it says so once more.</param>
    public static Answer Update(Call call, bool tells = false, Action<XmlOut, Post>? says = null)
    {
        if (call.Sight.Post(call.Id) is not { } post) return Answer.NotFound;
        if (!call.Sight.MayChange(post)) return Answer.Forbidden;
        var fields = call.Gathered("post");
        var title = fields.Has("title") ? fields.Words("title") ?? "" : post.Title;
        var wanted = WantedFiles.In(call, fields, post.ProjectId);
        if (Faults(call, fields, post.ProjectId, title).Concat(wanted.Errors).ToList() is { Count: > 0 } errors) return Answer.Invalid(errors);
        if (!fields.Any && wanted.Files.Count == 0) return Answer.Invalid("Post is missing");
        Apply(call, fields, post);
        Attaching.Add(call, wanted.Files, post.ProjectId, post.Id, "Post");
        if (tells || fields.Boolean("notify-about-changes") == true)
            Mailing.Send(call.Account, post.ProjectId, fields.Notify(), sight => sight.Sees(post), $"Changed: {post.Title}", post.Body, $"/posts/{post.Id}");
        return Answer.Changed(post, says);
    }

    public static Answer Delete(Call call, Action<XmlOut, Post>? says = null)
    {
        if (call.Sight.Post(call.Id) is not { } post) return Answer.NotFound;
        if (!call.Sight.MayChange(post)) return Answer.Forbidden;
        var last = Answer.Changed(post, says);
        CommentsArea.RemoveAll(call.Account, post.Id);
        Attaching.RemoveFrom(call.Account, post.Id);
        call.Account.Remove(call.Account.Posts, post);
        ChangeDating.Changed(call.Account, post.ProjectId);
        return last;
    }

    private static IEnumerable<string> Faults(Call call, Fields fields, int projectId, string title)
    {
        if (title.Length == 0) yield return "Title can't be blank";
        if (fields.Filled("category-id") is not (null or "0") && fields.Integer("category-id") is var id
            && !call.Account.Categories.Under(projectId).Any(category => category.Id == id && category.Type == "post"))
            yield return "Category does not exist";
        if (MilestoneReferences.Fault(call.Account, fields, projectId) is { } fault) yield return fault;
    }

    private static void Apply(Call call, Fields fields, Post post)
    {
        post.Title = fields.Words("title") ?? post.Title;
        post.Body = fields.Text("body") ?? post.Body;
        post.ExtendedBody = fields.Text("extended-body") ?? post.ExtendedBody;
        if (fields.Has("category-id")) post.CategoryId = fields.Integer("category-id") is > 0 and var category ? category : null;
        if (fields.Has("milestone-id")) post.MilestoneId = fields.Integer("milestone-id") ?? 0;
        post.UseTextile = fields.Boolean("use-textile") ?? post.UseTextile;

        // Only the firm hides things: a client's wish to would hide the message from its author.
        if (call.Sight.Firm) post.Private = fields.Boolean("private") ?? post.Private;
        call.Account.Changed(call.Account.Posts, post);
        ChangeDating.Changed(call.Account, post.ProjectId);
    }
}
