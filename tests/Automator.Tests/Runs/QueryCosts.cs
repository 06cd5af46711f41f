namespace Automator.Tests.Runs;

/// <summary>A query of the Sdk as a rule asks it, and how many requests its <c>///</c> says that it costs on the account of <see cref="QueryCostTests"/>.</summary>
/// <param name="Member">Type and member.</param>
/// <param name="Code">An expression; what stands in it is read before.</param>
/// <param name="Requests">By the formula.</param>
internal sealed record QueryCost(string Member, string Code, int Requests = 1)
{
    /// <summary>
    /// The project 'Site' has three lists: one with open items, one with completed items alone, one without items. It has
    /// 30 messages, 25 of them in one category, the newest with 50 comments; 100 files, 50 events, 10 milestones, 51 time
    /// entries. 'Other' has one list with an open item; 'Old' is archived and has one too.
    /// </summary>
    internal static IReadOnlyList<QueryCost> All { get; } =
    [
        new("Basecamp.Account", "Basecamp.Account()"),
        new("Basecamp.Me", "Basecamp.Me()"),
        new("Basecamp.People", "Basecamp.People()"),
        new("Basecamp.Person", "Basecamp.Person(person.Id)"),
        new("Basecamp.Companies", "Basecamp.Companies()"),
        new("Basecamp.Company", "Basecamp.Company(company.Id)"),
        new("Basecamp.Projects", "Basecamp.Projects()"),
        new("Basecamp.Project", "Basecamp.Project(\"Site\")"),
        new("Basecamp.Project", "Basecamp.Project(site.Id)"),
        new("Basecamp.ProjectCounts", "Basecamp.ProjectCounts()"),
        new("Basecamp.TodoList", "Basecamp.TodoList(list.Id)"),
        new("Basecamp.TodoItem", "Basecamp.TodoItem(item.Id)"),
        new("Basecamp.TodoItems", "All(Basecamp.TodoItems())", 1 + 2 + 3),
        new("Basecamp.TodoItems", "All(Basecamp.TodoItems(open: true))", 1 + 2 + 2),
        new("Basecamp.TodoItems", "All(Basecamp.TodoItems(open: false))", 1 + 2 + 1),
        new("Basecamp.TodoItems", "All(Basecamp.TodoItems(inProject: site))", 1 + 2),
        new("Basecamp.TodoItems", "All(Basecamp.TodoItems(open: true, assignedTo: person))"),
        new("Basecamp.TodoItems", "All(Basecamp.TodoItems(open: true, assignedTo: person, inProject: site))"),
        new("Basecamp.TodoItems", "All(Basecamp.TodoItems(assignedTo: person))", 1 + 2 + 3),
        new("Basecamp.TodoItems", "All(Basecamp.TodoItems(untouchedFor: TimeSpan.FromDays(1), dueBefore: Clock.Today))", 1 + 2 + 3),
        new("Basecamp.TodoItemsOf", "Basecamp.TodoItemsOf(person)"),
        new("Basecamp.Message", "Basecamp.Message(message.Id)"),
        new("Basecamp.Comment", "Basecamp.Comment(comment.Id)"),
        new("Basecamp.Category", "Basecamp.Category(category.Id)"),
        new("Basecamp.TimeEntry", "Basecamp.TimeEntry(hours.Id)"),
        new("Basecamp.TimeReport", "Basecamp.TimeReport(new DateOnly(2025, 1, 1), new DateOnly(2025, 6, 30))"),
        new("Basecamp.TimeReport", "Basecamp.TimeReport(new DateOnly(2025, 1, 1), new DateOnly(2025, 7, 1))", 2),
        new("Basecamp.TimeReport", "Basecamp.TimeReport(new DateOnly(2024, 8, 31), new DateOnly(2025, 10, 31), person, site, company, item)", 3),

        new("Awaiting.TodoList", "Basecamp.Project(\"Site\").TodoList(\"Open\")", 1 + 1),

        new("Project.Reload", "site.Reload()"),
        new("Project.People", "site.People()"),
        new("Project.Companies", "site.Companies()"),
        new("Project.TodoLists", "site.TodoLists(open: true)"),
        new("Project.TodoList", "site.TodoList(\"Open\")"),
        new("Project.TodoItems", "All(site.TodoItems())", 1 + 2),
        new("Project.TodoItems", "All(site.TodoItems(open: true))", 1 + 1),
        new("Project.TodoItems", "All(site.TodoItems(open: true, assignedTo: person))"),
        new("Project.Messages", "site.Messages()", 1 + 30 / 25),
        new("Project.MessageHeadings", "site.MessageHeadings()"),
        new("Project.Categories", "site.Categories()"),
        new("Project.Category", "site.Category(\"Plans\")"),
        new("Project.Files", "site.Files()", 1 + 100 / 100),
        new("Project.Milestones", "site.Milestones(MilestoneState.Late)"),
        new("Project.Events", "site.Events()", 1 + 50 / 50),
        new("Project.Calendar", "site.Calendar()", 1 + 60 / 50),
        new("Project.CalendarEntry", "site.CalendarEntry(milestone.Id)"),
        new("Project.TimeEntries", "site.TimeEntries()", 2),

        new("TodoList.Reload", "list.Reload()"),
        new("TodoList.Project", "list.Project()"),
        new("TodoList.Items", "list.Items(open: true)"),
        new("TodoList.CopyTo", "list.CopyTo(site)"),

        new("TodoItem.Reload", "item.Reload()"),
        new("TodoItem.TodoList", "item.TodoList()"),
        new("TodoItem.Comments", "item.Comments()"),
        new("TodoItem.TimeEntries", "item.TimeEntries()"),

        new("Message.Reload", "message.Reload()"),
        new("Message.Comments", "message.Comments()"),
        new("Message.Attachments", "message.Attachments()"),
        new("MessageHeading.Message", "heading.Message()"),
        new("Comment.Reload", "comment.Reload()"),
        new("Comment.Attachments", "comment.Attachments()"),

        new("Category.Reload", "category.Reload()"),
        new("Category.Messages", "category.Messages()", 1 + 25 / 25),
        new("Category.MessageHeadings", "category.MessageHeadings()"),
        new("Category.Files", "category.Files()", 1 + 100 / 100),

        new("CalendarEntry.Reload", "milestone.Reload()"),
        new("CalendarEntry.Comments", "milestone.Comments()", 2),

        new("TimeEntry.Reload", "hours.Reload()"),

        new("Person.Reload", "person.Reload()"),
        new("Company.Reload", "company.Reload()"),
        new("Company.People", "company.People()"),
        new("Party.People", "person.ToParty().People()"),
        new("Party.People", "company.ToParty().People()"),
    ];
}
