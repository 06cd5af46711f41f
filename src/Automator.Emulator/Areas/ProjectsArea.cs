using Automator.Emulator.Store;
using Automator.Emulator.Wire;

namespace Automator.Emulator.Areas;

internal static class ProjectsArea
{
    private static readonly string[] StartPages = ["log", "all", "todos", "milestones", "files"];

    public static IReadOnlyList<Route> Routes { get; } =
    [
        Route.Get("/projects", All),
        Route.Get("/projects/count", Count),
        Route.Get("/projects/{id}", Show),
        Route.Post("/projects", Create),
        Route.Put("/projects/{id}", Update),
    ];

    public static Answer All(Call call)
    {
        var projects = call.Sight.Projects().ToList();
        return Answer.Xml(xml => xml.Array("projects", projects, (list, project) => Write(list, call, project)));
    }

    private static Answer Show(Call call) =>
        call.Sight.Project(call.Id) is { } project ? Answer.Xml(xml => Write(xml, call, project)) : Answer.NotFound;

    private static Answer Count(Call call)
    {
        var counts = call.Sight.Projects().CountBy(project => project.Status).ToDictionary();
        return Answer.Xml(xml => xml.Group("count", count =>
        {
            foreach (var status in Project.Statuses)
            {
                if (counts.TryGetValue(status, out var number)) count.Integer(status.Replace('_', '-'), number);
            }
        }));
    }

    private static Answer Create(Call call)
    {
        if (!call.Sight.Administrator) return Answer.Forbidden;
        if (call.Fields("project").Words("name") is not { } name) return Answer.Invalid("Name can't be blank");
        var account = call.Account;
        var project = account.Add(account.Projects, new Project
        {
            Name = name,
            CompanyId = account.Facts.PrimaryCompanyId,
            CreatedOn = call.Now,
            PersonIds = [call.Caller.Id, .. account.People.All.Where(person => person.HasAccessToNewProjects && !person.Deleted).Select(person => person.Id)],
        });
        CategoriesArea.AddDefaults(account, project);
        return Answer.Created($"/projects/{project.Id}.xml");
    }

    private static Answer Update(Call call)
    {
        if (call.Sight.Project(call.Id) is not { } project) return Answer.NotFound;
        if (!call.Sight.Administrator) return Answer.Forbidden;
        var fields = call.Fields("project");
        var errors = Faults(call, fields).ToList();
        if (errors.Count > 0) return Answer.Invalid(errors);
        project.Name = fields.Words("name") ?? project.Name;
        project.Status = fields.Filled("status") ?? project.Status;
        project.StartPage = fields.Filled("start-page") ?? project.StartPage;
        project.CompanyId = fields.Integer("company-id") ?? project.CompanyId;
        project.Announcement = fields.Text("announcement") ?? project.Announcement;
        project.ShowAnnouncement = fields.Boolean("show-announcement") ?? project.ShowAnnouncement;
        project.ShowWriteboards = fields.Boolean("show-writeboards") ?? project.ShowWriteboards;
        call.Account.Changed(call.Account.Projects, project);
        ChangeDating.Changed(call.Account, project.Id);
        return Answer.Done;
    }

    private static IEnumerable<string> Faults(Call call, Fields fields)
    {
        if (!fields.Any) yield return "Project is missing";
        if (fields.Has("name") && fields.Filled("name") is null) yield return "Name can't be blank";
        if (fields.Filled("status") is { } status && !Project.Statuses.Contains(status)) yield return "Status is not included in the list";
        if (fields.Filled("start-page") is { } page && !StartPages.Contains(page)) yield return "Start page is not included in the list";
        if (fields.Filled("company-id") is not null && call.Account.Companies.Find(fields.Integer("company-id") ?? 0) is null) yield return "Company does not exist";
    }

    private static void Write(XmlOut xml, Call call, Project project) => xml.Group("project", record =>
    {
        var administrator = call.Sight.Administrator;
        if (administrator) record.Text("announcement", project.Announcement);
        record.DateTime("created-on", project.CreatedOn);
        record.Integer("id", project.Id);
        record.DateTime("last-changed-on", ChangeDating.Seen(call.Account, project));
        record.Text("name", project.Name);
        if (administrator)
        {
            record.Boolean("show-announcement", project.ShowAnnouncement);
            record.Boolean("show-writeboards", project.ShowWriteboards);
            record.Text("start-page", project.StartPage);
        }

        record.Text("status", project.Status);
        record.Group("company", company =>
        {
            company.Integer("id", project.CompanyId);
            company.Text("name", call.Account.Companies.Find(project.CompanyId)?.Name ?? "");
        });
    });
}
