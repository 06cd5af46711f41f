using Automator.Emulator.Store;
using Automator.Emulator.Wire;

namespace Automator.Emulator.Areas;

internal static class CategoriesArea
{
    public static IReadOnlyList<Route> Routes { get; } =
    [
        Route.Get("/projects/{id}/categories", All),
        Route.Get("/categories/{id}", Show),
        Route.Post("/projects/{id}/categories", Create),
        Route.Put("/categories/{id}", Update),
        Route.Delete("/categories/{id}", Delete),
    ];

    public static void AddDefaults(Account account, Project project)
    {
        foreach (var name in account.Facts.PostCategories) Add(account, project.Id, name, "post");
        foreach (var name in account.Facts.AttachmentCategories) Add(account, project.Id, name, "attachment");
    }

    private static Category Add(Account account, int projectId, string name, string type) =>
        account.Add(account.Categories, new Category { ProjectId = projectId, Name = name, Type = type });

    private static Answer All(Call call)
    {
        if (call.Sight.Project(call.Id) is not { } project) return Answer.NotFound;
        var type = call.Query("type");
        var shown = call.Account.Categories.Under(project.Id).Where(category => string.IsNullOrEmpty(type) || category.Type == type).ToList();
        return Answer.Xml(xml => xml.Array("categories", shown, (list, category) => Write(list, call.Account, category)));
    }

    private static Answer Show(Call call) =>
        call.Sight.Category(call.Id) is { } category ? Answer.Xml(xml => Write(xml, call.Account, category)) : Answer.NotFound;

    private static Answer Create(Call call)
    {
        if (call.Sight.Project(call.Id) is not { } project) return Answer.NotFound;
        var fields = call.Fields("category");
        List<string> errors = [];
        if (fields.Filled("name") is null) errors.Add("Name can't be blank");
        if (fields.Filled("type") is not ("post" or "attachment")) errors.Add("Type must be post or attachment");
        if (errors.Count > 0) return Answer.Invalid(errors);
        var category = Add(call.Account, project.Id, fields.Words("name")!, fields.Filled("type")!);
        ChangeDating.Changed(call.Account, project.Id);
        return Answer.Created($"/categories/{category.Id}.xml");
    }

    private static Answer Update(Call call)
    {
        if (call.Sight.Category(call.Id) is not { } category) return Answer.NotFound;
        if (call.Fields("category").Words("name") is not { } name) return Answer.Invalid("Name can't be blank");
        category.Name = name;
        call.Account.Changed(call.Account.Categories, category);
        ChangeDating.Changed(call.Account, category.ProjectId);
        return Answer.Done;
    }

    private static Answer Delete(Call call)
    {
        if (call.Sight.Category(call.Id) is not { } category) return Answer.NotFound;
        if (Elements(call.Account, category) > 0) return Answer.Conflict;
        call.Account.Remove(call.Account.Categories, category);
        ChangeDating.Changed(call.Account, category.ProjectId);
        return Answer.Done;
    }

    private static int Elements(Account account, Category category) =>
        account.Posts.Under(category.ProjectId).Count(post => post.CategoryId == category.Id)
        + account.Attachments.Under(category.ProjectId).Count(attachment => attachment.CategoryId == category.Id);

    public static void Write(XmlOut xml, Account account, Category category, string root = "category") => xml.Group(root, record =>
    {
        record.Integer("elements-count", Elements(account, category));
        record.Integer("id", category.Id);
        record.Text("name", category.Name);
        record.Integer("project-id", category.ProjectId);
        record.Text("type", category.Type);
    });
}
