using Automator.Emulator.Store;

namespace Automator.Emulator.Seeds;

/// <summary>Two thirds of the people are the firm's, the others its clients'.</summary>
internal sealed class GeneratedPeople
{
    private readonly Dice _dice;
    private readonly List<Company> _companies;
    private readonly List<Person> _all = [];

    public GeneratedPeople(Seedbed bed, int count, Dice dice)
    {
        _dice = dice;
        _companies = [.. GeneratedTexts.Companies.Select(name => bed.Company(name, "Berlin"))];
        for (var i = 0; i < count; i++)
        {
            var company = i % 3 == 2 ? _companies[1 + (i / 3 % (_companies.Count - 1))] : Firm;
            _all.Add(bed.Person(company, First(i), Last(i), person => person.Administrator = person.HasAccessToNewProjects = i % 20 == 0));
        }
    }

    public Company Firm => _companies[0];

    public Company Any() => _dice.One(_companies);

    /// <summary>An administrator, some of the firm, and some of the client, if there are any.</summary>
    public List<Person> Team(Company client) =>
    [
        _all[0],
        .. _dice.Some([.. _all.Where(person => person != _all[0] && person.CompanyId == Firm.Id)], 3, 8),
        .. client == Firm ? [] : _dice.Some([.. _all.Where(person => person.CompanyId == client.Id)], 1, 4),
    ];

    private static string First(int number) => GeneratedTexts.FirstNames[number % GeneratedTexts.FirstNames.Length];

    /// <summary>With a number once the names are used up, since user names must differ.</summary>
    private static string Last(int number)
    {
        var round = number / GeneratedTexts.FirstNames.Length;
        var name = GeneratedTexts.LastNames[round % GeneratedTexts.LastNames.Length];
        return round < GeneratedTexts.LastNames.Length ? name : $"{name}{round / GeneratedTexts.LastNames.Length}";
    }
}
