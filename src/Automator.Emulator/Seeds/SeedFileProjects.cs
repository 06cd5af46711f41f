using Automator.Emulator.Areas;
using Automator.Emulator.Store;

namespace Automator.Emulator.Seeds;

/// <summary>The projects of a seed file, with their to-do lists.</summary>
internal sealed class SeedFileProjects(Seedbed bed, SeedNames names)
{
    private readonly SeedFileTalk _talk = new(bed, names);

    public void Plant(SeedNode node)
    {
        var account = bed.Account;
        var company = names.Company(node, "company") ?? account.Companies.Find(account.Facts.PrimaryCompanyId)!;
        var status = node.Text("status") ?? "active";
        if (!Project.Statuses.Contains(status)) throw node.Wrong("status", $"is \"{status}\", but must be {string.Join(" or ", Project.Statuses)}");
        var project = bed.Project(node.Words("name"), company, SeedFileDays.Ago(bed, node, "daysOld", 30), Members(node), status);
        project.Announcement = node.Text("announcement") ?? "";
        project.ShowAnnouncement = project.Announcement.Length > 0;
        Categories(node.Texts("messageCategories"), project, "post");
        Categories(node.Texts("fileCategories"), project, "attachment");

        // What is named stands before what names it.
        new SeedFileCalendar(bed, names, _talk, project).Plant(node);
        node.Each("lists", list => List(list, project));
        node.Each("messages", message => _talk.Message(message, project));
        node.Each("hours", hours => Hours(hours, project));
        node.Each("files", file => _talk.File(file, project, null));
    }

    private IEnumerable<Person> Members(SeedNode node) => node.Texts("members") is { } members
        ? [.. members.Select((name, place) => names.Person(node, $"members[{place}]", name))]
        : bed.Account.People.All.Where(person => !person.Deleted);

    /// <summary>In place of those the account gives to every project.</summary>
    private void Categories(IReadOnlyList<string>? given, Project project, string type)
    {
        if (given is null) return;
        var account = bed.Account;
        foreach (var standard in account.Categories.Under(project.Id).Where(category => category.Type == type).ToList()) account.Remove(account.Categories, standard);
        foreach (var name in given) account.Add(account.Categories, new Category { ProjectId = project.Id, Name = name, Type = type });
    }

    private void List(SeedNode node, Project project)
    {
        var list = bed.List(project, node.Words("name"), node.Text("description") ?? "", node.Flag("private"));
        list.Tracked = node.Flag("tracked");
        list.MilestoneId = names.Milestone(node, "milestone", project)?.Id;
        node.Each("items", item => Item(item, list), shorthand: "content");
    }

    private void Item(SeedNode node, TodoList list)
    {
        var (creator, made) = (names.PersonOrFirst(node, "creator"), SeedFileDays.Ago(bed, node, "daysOld", 1));
        var done = SeedFileDays.AgoSince(bed, node, "completedDaysAgo", made) ?? (node.Flag("completed") ? made : null);
        var completer = names.PersonOrFirst(node, "completedBy");
        var item = bed.Item(list, node.Words("content"), creator, made, todo =>
        {
            todo.DueOn = SeedFileDays.Ahead(bed, node, "dueInDays");
            todo.Responsible = names.Party(node, "responsible");
            if (done is { } completed) (todo.CompletedAt, todo.CompleterId, todo.UpdatedAt) = (completed, completer.Id, completed);
        });
        node.Each("comments", comment => _talk.Comment(comment, list.ProjectId, "TodoItem", item.Id, made), shorthand: "body");
    }

    private void Hours(SeedNode node, Project project)
    {
        var person = names.Person(node, "person") ?? throw node.Wrong("person", "is missing; write whose hours these are");
        var hours = node.Number("hours", 0.01, 24) ?? throw node.Wrong("hours", "is missing; write a number such as 1.5");
        var day = bed.Account.Today.AddDays(-(node.Whole("daysAgo", 0, SeedFileDays.Most) ?? 0));
        bed.Hours(project, person, day, (decimal)hours, node.Text("description") ?? "", names.Item(node, "item", project));
    }
}
