using Automator.Emulator.Store;

namespace Automator.Emulator.Seeds;

/// <summary>The account, the companies and the people of a seed file. The first company is the account's own.</summary>
internal sealed class SeedFileCompanies(Seedbed bed)
{
    public void Plant(SeedNode root)
    {
        var facts = bed.Account.Facts;
        facts.Name = root.Words("name");
        facts.PostCategories = [.. root.Texts("messageCategories") ?? []];
        facts.AttachmentCategories = [.. root.Texts("fileCategories") ?? []];
        var zone = Zone(root, root.Words("timeZone"));
        root.Each("companies", company => Company(company, zone));
        if (bed.Account.Companies.Count == 0) throw root.Wrong("companies", "is missing; write at least one company with people");
        if (facts.AccountHolderId == 0 || bed.Account.People.Find(facts.AccountHolderId)!.CompanyId != facts.PrimaryCompanyId)
            throw root.Wrong("companies[0].people", "has nobody with \"administrator\": true; the first company must have one");
    }

    private void Company(SeedNode node, string zone)
    {
        var name = node.Words("name");
        if (bed.Account.Companies.All.Any(other => other.Name == name)) throw node.Wrong("name", $"is \"{name}\", as another company's. Names refer to companies, so they must differ");
        var company = bed.Company(name, Zone(node, zone));
        company.CanSeePrivate = node.Flag("canSeePrivate", company.CanSeePrivate);
        node.Each("people", person => Person(person, company));
    }

    private static string Zone(SeedNode node, string standard)
    {
        var zone = node.Text("timeZone") ?? standard;
        return AccountZone.Exists(zone) ? zone : throw node.Wrong("timeZone", $"is \"{zone}\", which is no zone. Write a name such as \"Eastern Time (US & Canada)\" or \"Berlin\"");
    }

    private void Person(SeedNode node, Company company)
    {
        var (userName, token) = (Login(node, "userName", person => person.UserName), Login(node, "token", person => person.Token));
        var made = bed.Person(company, node.Words("firstName"), node.Words("lastName"), person =>
        {
            person.UserName = userName ?? person.UserName;
            person.Token = token ?? "";
            person.Password = node.Text("password") ?? person.Password;
            person.Title = node.Text("title") ?? "";
            person.EmailAddress = node.Text("email") ?? person.EmailAddress;
            person.Administrator = node.Flag("administrator");
            person.HasAccessToNewProjects = node.Flag("hasAccessToNewProjects", person.Administrator);
            person.Deleted = node.Flag("deleted");
        });
        if (bed.Account.People.All.Any(other => other != made && other.UserName == made.UserName))
            throw node.Wrong("userName", $"is \"{made.UserName}\", as another person's. Give one of them another");
    }

    /// <summary>What a person signs in with: it must be one person's alone, and a header must be able to carry it.</summary>
    private string? Login(SeedNode node, string key, Func<Person, string> of)
    {
        if (node.Text(key) is not { } text) return null;
        if (text.Length == 0 || text.Any(letter => letter == ':' || char.IsControl(letter))) throw node.Wrong(key, "must have letters, and no colon or line break");
        return bed.Account.People.All.Any(person => of(person) == text) ? throw node.Wrong(key, $"is \"{text}\", as another person's. Give one of them another") : text;
    }
}
