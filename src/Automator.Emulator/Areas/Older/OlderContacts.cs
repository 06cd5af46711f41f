using Automator.Emulator.Wire;

namespace Automator.Emulator.Areas.Older;

/// <summary>What there is in the account: projects, companies, people, and the categories of a project.</summary>
internal static class OlderContacts
{
    public static IReadOnlyList<Route> Routes { get; } =
    [
        .. Route.Older("/project/list", ProjectsArea.All),
        .. Route.Older("/contacts/companies", Companies),
        .. Route.Older("/contacts/company/{id}", CompaniesArea.Show),
        .. Route.Older("/contacts/people/{company}", call => PeopleArea.OfCompany(call, call.Id, ProjectAsked(call))),
        .. Route.Older("/projects/{id}/contacts/people/{company}", call => PeopleArea.OfCompany(call, call.SecondId, call.Id)),
        .. Route.Older("/contacts/person/{id}", PeopleArea.Show),
        .. Route.Older("/projects/{id}/post_categories", call => Categories(call, "post")),
        .. Route.Older("/projects/{id}/attachment_categories", call => Categories(call, "attachment")),
    ];

    /// <summary>Documented as the firm's own list: others may see single companies, and are refused this.</summary>
    private static Answer Companies(Call call) => call.Sight.Firm ? CompaniesArea.All(call) : Answer.Forbidden;

    private static int? ProjectAsked(Call call) => call.Query("project_id") is { Length: > 0 } ? call.QueryNumber("project_id") ?? 0 : null;

    /// <summary>By name, and named by their type.</summary>
    private static Answer Categories(Call call, string type)
    {
        if (call.Sight.Project(call.Id) is not { } project) return Answer.NotFound;
        var shown = call.Account.Categories.Under(project.Id).Where(category => category.Type == type)
            .OrderBy(category => category.Name, StringComparer.OrdinalIgnoreCase).ThenBy(category => category.Id).ToList();
        return Answer.Xml(xml => xml.Array($"{type}-categories", shown, (list, category) => CategoriesArea.Write(list, call.Account, category, $"{type}-category")));
    }
}
