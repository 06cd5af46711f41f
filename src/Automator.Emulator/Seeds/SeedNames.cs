using Automator.Emulator.Store;

namespace Automator.Emulator.Seeds;

/// <summary>Finds what a seed file names.</summary>
internal sealed class SeedNames(Account account)
{
    private const int MostShown = 10;

    /// <summary>By full name, or by user name.</summary>
    public Person? Person(SeedNode node, string key) => node.Text(key) is { } name ? Person(node, key, name) : null;

    /// <summary>Whoever comes first does what nobody is said to have done.</summary>
    public Person PersonOrFirst(SeedNode node, string key) => Person(node, key) ?? account.People.All.First();

    public Person Person(SeedNode node, string key, string name) =>
        account.People.All.FirstOrDefault(person => person.UserName == name)
        ?? One(node, key, name, "person", account.People.All, person => person.Name(), "Name the person by user name");

    public Company? Company(SeedNode node, string key) => node.Text(key) is { } name
        ? One(node, key, name, "company", account.Companies.All, company => company.Name)
        : null;

    public ResponsibleParty? Party(SeedNode node, string key)
    {
        if (node.Text(key) is not { } name) return null;
        return account.Companies.All.FirstOrDefault(company => company.Name == name) is { } company
            ? new ResponsibleParty("Company", company.Id)
            : new ResponsibleParty("Person", Person(node, key, name).Id);
    }

    public CalendarEntry? Milestone(SeedNode node, string key, Project project) => node.Text(key) is { } title
        ? One(node, key, title, "milestone", account.Calendar.Under(project.Id).Where(entry => entry.IsMilestone()), entry => entry.Title)
        : null;

    /// <param name="type"><c>post</c> or <c>attachment</c>.</param>
    public int? Category(SeedNode node, string key, Project project, string type) => node.Text(key) is { } name
        ? One(node, key, name, "category", account.Categories.Under(project.Id).Where(category => category.Type == type), category => category.Name).Id
        : null;

    public TodoItem? Item(SeedNode node, string key, Project project) => node.Text(key) is { } content
        ? One(node, key, content, "item", account.Lists.Under(project.Id).SelectMany(list => account.Items.Under(list.Id)), item => item.Content)
        : null;

    private static T One<T>(
        SeedNode node, string key, string name, string kind, IEnumerable<T> all, Func<T, string> nameOf, string way = "Give them different names")
    {
        var known = all.ToList();
        return known.FindAll(record => nameOf(record) == name) switch
        {
            [var only] => only,
            [] => throw node.Wrong(key, $"names the {kind} \"{name}\", which is not there. {Known(kind, [.. known.Select(nameOf)])}"),
            _ => throw node.Wrong(key, $"names the {kind} \"{name}\", of which there are several. {way}"),
        };
    }

    private static string Known(string kind, List<string> names) => names.Count == 0
        ? $"There is no {kind} in this place"
        : $"There is {string.Join(", ", names.Take(MostShown).Select(name => $"\"{name}\""))}{(names.Count > MostShown ? $" and {names.Count - MostShown} more" : "")}";
}
