using Automator.Emulator.Store;
using Automator.Emulator.Wire;

namespace Automator.Emulator.Areas;

internal static class PeopleArea
{
    public static IReadOnlyList<Route> Routes { get; } =
    [
        Route.Get("/me", Me),
        Route.Get("/people/me", Me),
        Route.Get("/people", All),
        Route.Get("/people/{id}", Show),
        Route.Get("/projects/{id}/people", call => OfProject(call, call.Id)),
        Route.Get("/companies/{id}/people", call => OfCompany(call, call.Id, null)),
    ];

    private static Answer Me(Call call) => One(call, call.Caller);

    private static Answer All(Call call) => call.Query("project_id") is { Length: > 0 }
        ? OfProject(call, call.QueryNumber("project_id") ?? 0)
        : Many(call, call.Account.People.All.Where(call.Sight.Sees));

    private static Answer OfProject(Call call, int id) => call.Sight.Project(id) is { } project
        ? Many(call, call.Account.People.All.Where(person => project.PersonIds.Contains(person.Id)), throughProject: true)
        : Answer.NotFound;

    /// <param name="projectId">Only those who may see it, as people of it; null: all.</param>
    public static Answer OfCompany(Call call, int id, int? projectId)
    {
        if (call.Account.Companies.Find(id) is not { } company || !call.Sight.Sees(company)) return Answer.NotFound;
        var project = projectId is { } asked ? call.Sight.Project(asked) : null;
        if (projectId is not null && project is null) return Answer.NotFound;
        var people = call.Account.People.Under(company.Id).OrderBy(person => person.Id).Where(call.Sight.Sees);
        return Many(call, people.Where(person => project is null || project.PersonIds.Contains(person.Id)), throughProject: project is not null);
    }

    public static Answer Show(Call call) =>
        call.Account.People.Find(call.Id) is { } person && call.Sight.Sees(person) && (!person.Deleted || call.Sight.Administrator)
            ? One(call, person)
            : Answer.NotFound;

    private static Answer One(Call call, Person person) => Answer.Xml(xml => Write(xml, call, person, false));

    private static Answer Many(Call call, IEnumerable<Person> people, bool throughProject = false)
    {
        var withDeleted = call.Sight.Administrator && call.Query("include_deleted") is "true" or "1" or "";
        var shown = people.Where(person => withDeleted || !person.Deleted).ToList();
        return Answer.Xml(xml => xml.Array("people", shown, (list, person) => Write(list, call, person, throughProject)));
    }

    private static void Write(XmlOut xml, Call call, Person person, bool throughProject) => xml.Group("person", record =>
    {
        var administrator = call.Sight.Administrator;
        if (administrator) record.Boolean("administrator", person.Administrator);
        record.Text("avatar-url", person.AvatarUrl);
        record.Integer("client-id", person.CompanyId == call.Account.Facts.PrimaryCompanyId ? 0 : person.CompanyId);
        record.Integer("company-id", person.CompanyId);
        record.DateTime("created-at", person.CreatedAt);
        if (administrator) record.Boolean("deleted", person.Deleted);
        record.Text("email-address", person.EmailAddress);
        record.Text("first-name", person.FirstName);
        if (administrator) record.Boolean("has-access-to-new-projects", person.HasAccessToNewProjects);
        record.Integer("id", person.Id);
        record.Text("im-handle", person.ImHandle);
        record.Text("im-service", person.ImService);
        record.Text("last-name", person.LastName);
        record.Text("phone-number-fax", person.PhoneNumberFax);
        record.Text("phone-number-home", person.PhoneNumberHome);
        record.Text("phone-number-mobile", person.PhoneNumberMobile);
        record.Text("phone-number-office", person.PhoneNumberOffice);
        record.Text("phone-number-office-ext", person.PhoneNumberOfficeExt);
        record.Text("time-zone-name", person.TimeZoneName);
        record.Text("title", person.Title);
        record.DateTime("updated-at", person.UpdatedAt);
        if (administrator || person.Id == call.Caller.Id) record.Text("user-name", person.UserName);
        record.Text("uuid", person.Uuid.ToString());
        if (!throughProject) return;
        record.Boolean("can-post", true);
        record.Integer("person-id", person.Id);
    });
}
