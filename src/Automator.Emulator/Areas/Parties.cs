using System.Globalization;
using Automator.Emulator.Store;
using Automator.Emulator.Wire;

namespace Automator.Emulator.Areas;

/// <summary>Who answers for an item: <c>12</c> is a person, <c>c12</c> a company, nothing or 0 is nobody.</summary>
internal static class Parties
{
    public static ResponsibleParty? Parse(string text)
    {
        text = text.Trim();
        var company = text.StartsWith('c') || text.StartsWith('C');
        return int.TryParse(company ? text[1..] : text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id > 0
            ? new ResponsibleParty(company ? "Company" : "Person", id)
            : null;
    }

    /// <summary>What the body says: documented as one element, sent by some as the pair that records carry.</summary>
    public static Said In(Call call, Fields fields)
    {
        if (!fields.Has("responsible-party") && !fields.Has("responsible-party-id")) return new Said(false, null, null);
        var text = fields.Filled("responsible-party") ?? fields.Filled("responsible-party-id");
        if (text is null or "0") return new Said(true, null, null);
        var party = Parse(text);
        if (party is { Type: "Person" } && fields.Filled("responsible-party") is null && fields.Filled("responsible-party-type") == "Company")
            party = party with { Type = "Company" };
        return party is not null && Sees(call, party)
            ? new Said(true, party, null)
            : new Said(true, null, "Responsible party does not exist");
    }

    /// <summary>Whom one cannot see one cannot name: the record would say who it is.</summary>
    private static bool Sees(Call call, ResponsibleParty party) => party.Type == "Company"
        ? call.Account.Companies.Find(party.Id) is { } company && call.Sight.Sees(company)
        : call.Account.People.Find(party.Id) is { } person && call.Sight.Sees(person);

    public static string Name(Account account, ResponsibleParty party) => party.Type == "Company"
        ? account.Companies.Find(party.Id)?.Name ?? ""
        : account.NameOf(party.Id);

    /// <summary>As records carry the pair; nothing where nobody answers.</summary>
    /// <param name="record">Where it is written.</param>
    /// <param name="party">Who answers for the record.</param>
    /// <param name="always">To-dos leave out what nobody is; milestones say nil.</param>
    public static void Write(XmlOut record, ResponsibleParty? party, bool always = false)
    {
        if (party is null)
        {
            if (always) record.Integer("responsible-party-id", null);
            if (always) record.Nil("responsible-party-type");
            return;
        }

        record.Integer("responsible-party-id", party.Id);
        record.Text("responsible-party-type", party.Type);
    }

    public static void WriteName(XmlOut record, Account account, ResponsibleParty? party, bool always = false)
    {
        if (party is not null) record.Text("responsible-party-name", Name(account, party));
        else if (always) record.Nil("responsible-party-name");
    }

    internal sealed record Said(bool Given, ResponsibleParty? Party, string? Error);
}
