using System.Text;
using Automator.Emulator.Sites;
using Automator.Emulator.Store;

namespace Automator.Emulator.Control;

/// <summary>What there is to see: the accounts, who may come in, what came and what went out.</summary>
internal sealed class StateControl(SiteDirectory sites, EmulatorClock clock, string? certificatePem)
{
    public IReadOnlyList<ControlRoute> Routes =>
    [
        new("GET", "", call => ControlAnswer.Of(State(call.Site), ControlJson.Default.ControlState)),
        new("GET", "/people", People),
        new("GET", "/requests", call => ControlAnswer.Of(call.Site.Log.Since(call.Since), ControlJson.Default.IReadOnlyListRequestEntry)),
        new("DELETE", "/requests", Forget),
        new("GET", "/mail", Mail),
        new("GET", "/certificate", _ => certificatePem is { } pem
            ? new ControlAnswer(200, Encoding.ASCII.GetBytes(pem), "application/x-pem-file")
            : ControlAnswer.Error(404, "No account answers over https. Start the emulator with --ssl.")),
    ];

    private ControlState State(Site site) => site.Account.Work(account => new ControlState(
        site.Name,
        account.Facts.Incarnation,
        account.Facts.Seed,
        ClockControl.State(clock),
        [.. sites.All.Select(other => new AccountAddress(other.Name, other.Url))],
        account.Counts(),
        [.. account.Snapshots.Select(snapshot => snapshot.Name)],
        site.Faults.Left()));

    /// <summary>Every person with the words to come in by, the deleted too.</summary>
    private static ControlAnswer People(ControlCall call) => ControlAnswer.Of(call.Site.Account.Work<IReadOnlyList<PersonRecord>>(account =>
    [
        .. account.People.All.Select(person => new PersonRecord(
            person.Id, person.Name(), account.Companies.Find(person.CompanyId)?.Name ?? "", person.Administrator, person.Deleted,
            person.EmailAddress, person.UserName, person.Password, person.Token)),
    ]), ControlJson.Default.IReadOnlyListPersonRecord);

    private static ControlAnswer Forget(ControlCall call)
    {
        call.Site.Log.Clear();
        return ControlAnswer.Of([], ControlJson.Default.IReadOnlyListRequestEntry);
    }

    private static ControlAnswer Mail(ControlCall call) => ControlAnswer.Of(call.Site.Account.Work<IReadOnlyList<MailRecord>>(account =>
    [
        .. account.Mails.All.Where(mail => mail.Id > call.Since).Select(mail =>
            new MailRecord(mail.Id, mail.SentAt, mail.PersonId, mail.To, mail.Subject, mail.Body, mail.About)),
    ]), ControlJson.Default.IReadOnlyListMailRecord);
}

internal sealed record AccountAddress(string Name, Uri Url);

internal sealed record ControlState(
    string Account, Guid Incarnation, string Seed, ClockState Clock, IReadOnlyList<AccountAddress> Accounts,
    IReadOnlyDictionary<string, int> Counts, IReadOnlyList<string> Snapshots, IReadOnlyList<Fault> Faults);

internal sealed record PersonRecord(
    int Id, string Name, string Company, bool Administrator, bool Deleted, string EmailAddress, string UserName, string Password, string Token);

internal sealed record MailRecord(int Id, DateTimeOffset SentAt, int PersonId, string To, string Subject, string Body, string About);
