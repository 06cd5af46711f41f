using Automator.Emulator.Store;

namespace Automator.Emulator.Seeds;

/// <summary>Whom a client of the emulator can be.</summary>
internal static class Cast
{
    public static IReadOnlyList<EmulatorPerson> Of(Account account)
    {
        var firm = account.Facts.PrimaryCompanyId;
        var people = account.People.All.Where(person => !person.Deleted && person.Token.Length > 0).ToList();
        var administrator = people.Find(person => person.Id == account.Facts.AccountHolderId) ?? people.Find(person => person.Administrator);
        return
        [
            .. As("administrator", administrator),
            .. As("member", people.Find(person => person.CompanyId == firm && !person.Administrator)),
            .. As("client", people.Find(person => person.CompanyId != firm)),
        ];
    }

    private static IEnumerable<EmulatorPerson> As(string role, Person? person) =>
        person is null ? [] : [new EmulatorPerson(person.Name(), role, person.Token)];
}
