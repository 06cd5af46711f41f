using System.Text.Json;
using System.Text.Json.Serialization;
using Automator.Emulator.Store;

namespace Automator.Emulator.Seeds;

/// <summary>A seed a person writes: names refer to names, dates are days before or after the moment it is planted.</summary>
internal sealed record SeedFile(
    string Name, string TimeZone, IReadOnlyList<SeedFile.SeedCompany> Companies, IReadOnlyList<SeedFile.SeedProject>? Projects = null)
{
    public static SeedFile Read(string path)
    {
        if (!File.Exists(path)) throw new EmulatorException($"The seed {path} does not exist. A seed is demo, empty, generated, or the path of a JSON file.");
        try
        {
            var seed = JsonSerializer.Deserialize(File.ReadAllText(path), SeedJson.Default.SeedFile);
            if (seed?.Name is null || seed.Companies is not [{ People: not [] }, ..]) throw new JsonException("it wants a name, and companies with people");
            if (!AccountZone.Exists(seed.TimeZone ?? "")) throw new JsonException($"timeZone {seed.TimeZone} is no zone; write a name such as \"Eastern Time (US & Canada)\"");
            if (!seed.Companies[0].People.Any(person => person.Administrator)) throw new JsonException("the first company wants an administrator");
            return seed;
        }
        catch (JsonException fault)
        {
            throw new EmulatorException($"The seed {path} cannot be read: {fault.Message}", fault);
        }
    }

    public void Plant(Seedbed bed)
    {
        bed.Account.Facts.Name = Name;
        var people = new List<Person>();
        foreach (var given in Companies)
        {
            var company = bed.Company(given.Name, TimeZone);
            people.AddRange(given.People.Select(person => bed.Person(company, person.FirstName, person.LastName, made =>
                (made.Administrator, made.HasAccessToNewProjects) = (person.Administrator, person.Administrator))));
        }

        foreach (var given in Projects ?? []) Plant(bed, given, people);
    }

    private static void Plant(Seedbed bed, SeedProject given, List<Person> people)
    {
        var company = bed.Account.Companies.Find(bed.Account.Facts.PrimaryCompanyId)!;
        var project = bed.Project(given.Name, company, bed.Now.AddDays(-given.DaysOld), people, given.Status);
        foreach (var list in given.Lists ?? [])
        {
            var made = bed.List(project, list.Name, list.Description, list.Private);
            foreach (var item in list.Items ?? []) Plant(bed, made, item, people);
        }
    }

    private static void Plant(Seedbed bed, TodoList list, SeedItem given, List<Person> people) =>
        bed.Item(list, given.Content, people[0], bed.Now.AddDays(-given.DaysOld), item =>
        {
            item.DueOn = given.DueInDays is { } days ? bed.Account.Zone.DayOf(bed.Now).AddDays(days) : null;
            item.CompletedAt = given.Completed ? item.CreatedAt : null;
            item.CompleterId = given.Completed ? people[0].Id : null;
            item.Responsible = people.Find(person => person.Name() == given.Responsible) is { } person ? new ResponsibleParty("Person", person.Id) : null;
        });

    internal sealed record SeedCompany(string Name, IReadOnlyList<SeedPerson> People);

    internal sealed record SeedPerson(string FirstName, string LastName, bool Administrator = false);

    internal sealed record SeedProject(string Name, string Status = "active", int DaysOld = 30, IReadOnlyList<SeedList>? Lists = null);

    internal sealed record SeedList(string Name, string Description = "", bool Private = false, IReadOnlyList<SeedItem>? Items = null);

    internal sealed record SeedItem(string Content, int DaysOld = 1, int? DueInDays = null, string? Responsible = null, bool Completed = false);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(SeedFile))]
internal sealed partial class SeedJson : JsonSerializerContext;
