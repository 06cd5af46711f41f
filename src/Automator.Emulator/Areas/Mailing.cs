using Automator.Emulator.Store;
using Automator.Emulator.Wire;

namespace Automator.Emulator.Areas;

internal static class Mailing
{
    /// <summary>People who are gone, unknown or may not see the record are passed over in silence.</summary>
    public static void Send(
        Account account, int projectId, IEnumerable<int> people, Func<Sight, bool> sees, string subject, string body, string about)
    {
        if (account.Projects.Find(projectId) is not { } project) return;
        foreach (var person in people.Distinct().Select(account.People.Find).OfType<Person>())
        {
            if (person.Deleted || !sees(new Sight(account, person))) continue;
            account.Add(account.Mails, new Mail
            {
                PersonId = person.Id,
                To = person.EmailAddress,
                Subject = $"[{project.Name}] {subject}",
                Body = body,
                About = about,
                SentAt = account.Now,
            });
        }
    }

    public static IEnumerable<int> Recipients(Account account, ResponsibleParty? party) => party switch
    {
        { Type: "Company" } => account.People.Under(party.Id).Select(person => person.Id),
        { } => [party.Id],
        null => [],
    };
}
