using Automator.Emulator.Store;

namespace Automator.Emulator.Seeds;

internal sealed class DemoPeople
{
    private const string Eastern = "Eastern Time (US & Canada)";
    private readonly List<Person> _all = [];

    public DemoPeople(Seedbed bed)
    {
        Larkspur = bed.Company("Larkspur Design", Eastern, company => Address(company, "41 Mercer Street", "New York", "NY", "10013", "larkspur.example"));
        Harbor = bed.Company("Harbor Brewing Co.", Eastern, company => Address(company, "8 Wharf Road", "Portland", "ME", "04101", "harborbrewing.example"));
        Foxglove = bed.Company("Foxglove Books", "London", company => Address(company, "17 Lamb's Conduit Street", "London", "", "WC1N 3NB", "foxglovebooks.example"));
        Add(bed, Larkspur, "Maya", "Okafor", "Principal", administrator: true);
        Add(bed, Larkspur, "Daniel", "Reyes", "Project lead", administrator: true);
        Add(bed, Larkspur, "Tom", "Whitfield", "Developer");
        Add(bed, Larkspur, "Priya", "Natarajan", "Content strategist");
        Add(bed, Larkspur, "Lena", "Fischer", "Designer");
        Add(bed, Larkspur, "Marcus", "Bell", "Designer");
        Add(bed, Larkspur, "Sofia", "Lindqvist", "Developer");
        Add(bed, Larkspur, "Grace", "Kim", "Office manager");
        Add(bed, Larkspur, "Oliver", "Hart", "Intern", deleted: true);
        Add(bed, Harbor, "Ruth", "Callahan", "Owner");
        Add(bed, Harbor, "Ben", "Sorensen", "Marketing");
        Add(bed, Harbor, "Alice", "Dumont", "Taproom manager");
        Add(bed, Foxglove, "Imogen", "Price", "Publisher");
        Add(bed, Foxglove, "Hugh", "Adeyemi", "Web editor");
    }

    public Company Larkspur { get; }
    public Company Harbor { get; }
    public Company Foxglove { get; }
    public Person Maya => Named("Maya");
    public IReadOnlyList<Person> Firm => [.. Present.Where(person => person.CompanyId == Larkspur.Id)];

    private IEnumerable<Person> Present => _all.Where(person => !person.Deleted);

    /// <summary>By the first word of its name.</summary>
    public Company? CompanyOf(string word) => new[] { Larkspur, Harbor, Foxglove }.FirstOrDefault(company => company.Name.StartsWith(word, StringComparison.Ordinal));

    public Person Named(string first) => _all.Single(person => person.FirstName == first);

    /// <summary>The whole firm, and the client whose project it is.</summary>
    public IEnumerable<Person> Team(Company client) => Present.Where(person => person.CompanyId == Larkspur.Id || person.CompanyId == client.Id);

    private void Add(Seedbed bed, Company company, string first, string last, string title, bool administrator = false, bool deleted = false) =>
        _all.Add(bed.Person(company, first, last, person =>
        {
            (person.Title, person.Administrator, person.HasAccessToNewProjects, person.Deleted) = (title, administrator, administrator, deleted);
            person.EmailAddress = $"{first.ToLowerInvariant()}@{company.WebAddress}";
            person.PhoneNumberOffice = company.PhoneNumberOffice;
        }));

    private static void Address(Company company, string street, string city, string state, string zip, string web)
    {
        (company.AddressOne, company.City, company.State, company.Zip, company.WebAddress) = (street, city, state, zip, web);
        company.Country = company.TimeZoneId == "London" ? "United Kingdom" : "United States";
        company.PhoneNumberOffice = company.TimeZoneId == "London" ? "+44 20 7946 0142" : "+1 212 555 0142";
    }
}
