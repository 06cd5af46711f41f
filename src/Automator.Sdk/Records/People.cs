using Automator.Sdk.Protocol;

namespace Automator.Sdk;

/// <summary>A person with access to the account, or without it any more.</summary>
public sealed record Person : IRecord
{
    /// <inheritdoc/>
    public required long Id { get; init; }

    /// <summary>First name.</summary>
    public string FirstName { get; init; } = "";

    /// <summary>Last name.</summary>
    public string LastName { get; init; } = "";

    /// <summary>First and last name.</summary>
    public string Name => $"{FirstName} {LastName}".Trim();

    /// <summary>What the person does.</summary>
    public string Title { get; init; } = "";

    /// <summary>Mail address.</summary>
    public string EmailAddress { get; init; } = "";

    /// <summary>The name under which the person is reached on <see cref="ImService"/>; empty where there is none.</summary>
    public string ImHandle { get; init; } = "";

    /// <summary>An instant messenger, such as <c>Jabber</c>.</summary>
    public string ImService { get; init; } = "";

    /// <summary>Phone number in the office, as it was typed; this and the numbers below are empty where there is none.</summary>
    public string PhoneNumberOffice { get; init; } = "";

    /// <summary>Extension of the number in the office.</summary>
    public string PhoneNumberOfficeExt { get; init; } = "";

    /// <summary>Number of the mobile phone.</summary>
    public string PhoneNumberMobile { get; init; } = "";

    /// <summary>Phone number at home.</summary>
    public string PhoneNumberHome { get; init; } = "";

    /// <summary>Fax number.</summary>
    public string PhoneNumberFax { get; init; } = "";

    /// <summary>Where the person's picture is; empty where there is none.</summary>
    public string AvatarUrl { get; init; } = "";

    /// <summary>The person's company.</summary>
    public long CompanyId { get; init; }

    /// <summary>A Rails zone name, such as <c>Eastern Time (US &amp; Canada)</c>.</summary>
    public string? TimeZoneName { get; init; }

    /// <summary>Null when the account's token is no administrator's.</summary>
    public bool? IsAdministrator { get; init; }

    /// <summary>Null when the account's token is no administrator's.</summary>
    public bool? IsDeleted { get; init; }

    /// <summary>Whether new projects are open to the person without being asked; null when the account's token is no administrator's.</summary>
    public bool? HasAccessToNewProjects { get; init; }

    /// <summary>What the person logs in with; null when the account's token is neither the person's own nor an administrator's.</summary>
    public string? UserName { get; init; }

    /// <summary>The person as one who answers for a to-do.</summary>
    public Party ToParty() => new() { Kind = PartyKind.Person, Id = Id, Name = Name };

    /// <summary>The person as it is now, or null when it is gone. Costs 1 request.</summary>
    [Uses<ReadPerson>]
    public Task<Person?> Reload() => Basecamp.OrNull(Basecamp.Call(new ReadPerson { Id = Id }));
}

/// <summary>A company: the account's own, or a client's.</summary>
public sealed record Company : IRecord
{
    /// <inheritdoc/>
    public required long Id { get; init; }

    /// <summary>Its name.</summary>
    public string Name { get; init; } = "";

    /// <summary>First line of the address; this and what follows of it are empty where nobody typed them.</summary>
    public string AddressOne { get; init; } = "";

    /// <summary>Second line of the address.</summary>
    public string AddressTwo { get; init; } = "";

    /// <summary>City.</summary>
    public string City { get; init; } = "";

    /// <summary>State or province.</summary>
    public string State { get; init; } = "";

    /// <summary>Postal code.</summary>
    public string Zip { get; init; } = "";

    /// <summary>Country, as it was typed.</summary>
    public string Country { get; init; } = "";

    /// <summary>Web site, as it was typed.</summary>
    public string WebAddress { get; init; } = "";

    /// <summary>Phone number, as it was typed.</summary>
    public string PhoneNumberOffice { get; init; } = "";

    /// <summary>Fax number, as it was typed.</summary>
    public string PhoneNumberFax { get; init; } = "";

    /// <summary>What the account's address begins with; null for a client's company.</summary>
    public string? UrlName { get; init; }

    /// <summary>A Rails zone name, such as <c>Eastern Time (US &amp; Canada)</c>.</summary>
    public string? TimeZoneId { get; init; }

    /// <summary>Whether its people see private records: true for the account's own company.</summary>
    public bool CanSeePrivate { get; init; }

    /// <summary>The company as one who answers for a to-do.</summary>
    public Party ToParty() => new() { Kind = PartyKind.Company, Id = Id, Name = Name };

    /// <summary>The company as it is now, or null when it is gone. Costs 1 request.</summary>
    [Uses<ReadCompany>]
    public Task<Company?> Reload() => Basecamp.OrNull(Basecamp.Call(new ReadCompany { Id = Id }));

    /// <summary>The people of the company. Costs 1 request.</summary>
    /// <param name="includeDeleted">Those deleted too; an account tells only its administrators.</param>
    [Uses<ListPeople>]
    public Task<IReadOnlyList<Person>> People(bool includeDeleted = false) =>
        Basecamp.List(new ListPeople { CompanyId = Id, IncludeDeleted = includeDeleted });
}

/// <summary>Who answers for a to-do: a person, or everybody of a company.</summary>
public sealed record Party
{
    /// <summary>Person or company.</summary>
    public required PartyKind Kind { get; init; }

    /// <summary>The id of the person or of the company.</summary>
    public required long Id { get; init; }

    /// <summary>Its name, where the account gave it.</summary>
    public string? Name { get; init; }

    /// <summary>The person itself, or everybody of the company. Costs 1 request.</summary>
    /// <exception cref="NotFoundException">The account's token does not see the person or the company.</exception>
    [Uses<ListPeople>, Uses<ReadPerson>]
    public async Task<IReadOnlyList<Person>> People() => Kind == PartyKind.Company
        ? await Basecamp.List(new ListPeople { CompanyId = Id })
        : [await Basecamp.Call(new ReadPerson { Id = Id })];

    /// <summary>A person answers for a to-do as a party.</summary>
    public static implicit operator Party?(Person? person) => person?.ToParty();

    /// <summary>A company answers for a to-do as a party.</summary>
    public static implicit operator Party?(Company? company) => company?.ToParty();
}

/// <summary>The two kinds of <see cref="Party"/>.</summary>
public enum PartyKind
{
    /// <summary>One person.</summary>
    Person,

    /// <summary>Everybody of a company.</summary>
    Company,
}
