using Automator.Emulator.Store;
using Automator.Emulator.Wire;

namespace Automator.Emulator.Areas;

internal static class CompaniesArea
{
    public static IReadOnlyList<Route> Routes { get; } =
    [
        Route.Get("/companies", All),
        Route.Get("/companies/{id}", Show),
        Route.Get("/projects/{id}/companies", OfProject),
    ];

    public static Answer All(Call call) => Many(call.Account.Companies.All.Where(call.Sight.Sees));

    public static Answer Show(Call call) => call.Account.Companies.Find(call.Id) is { } company && call.Sight.Sees(company)
        ? Answer.Xml(xml => Write(xml, company))
        : Answer.NotFound;

    private static Answer OfProject(Call call)
    {
        if (call.Sight.Project(call.Id) is not { } project) return Answer.NotFound;
        HashSet<int> ids = [call.Account.Facts.PrimaryCompanyId, project.CompanyId];
        ids.UnionWith(project.PersonIds.Select(call.Account.People.Find).OfType<Person>().Select(person => person.CompanyId));
        return Many(call.Account.Companies.All.Where(company => ids.Contains(company.Id)));
    }

    private static Answer Many(IEnumerable<Company> companies) =>
        Answer.Xml(xml => xml.Array("companies", companies.ToList(), (list, company) => Write(list, company)));

    private static void Write(XmlOut xml, Company company) => xml.Group("company", record =>
    {
        record.Text("address-one", company.AddressOne);
        record.Text("address-two", company.AddressTwo);
        record.Boolean("can-see-private", company.CanSeePrivate);
        record.Text("city", company.City);
        record.Text("country", company.Country);
        record.Integer("id", company.Id);
        record.Text("name", company.Name);
        record.Text("phone-number-fax", company.PhoneNumberFax);
        record.Text("phone-number-office", company.PhoneNumberOffice);
        record.Text("state", company.State);
        record.Text("time-zone-id", company.TimeZoneId);
        if (company.UrlName is { } urlName) record.Text("url-name", urlName);
        record.Text("web-address", company.WebAddress);
        record.Text("zip", company.Zip);
    });
}
