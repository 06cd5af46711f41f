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

    /// <summary>The person's company.</summary>
    public long CompanyId { get; init; }

    /// <summary>A Rails zone name, such as <c>Eastern Time (US &amp; Canada)</c>.</summary>
    public string? TimeZoneName { get; init; }

    /// <summary>Null when the account's token is no administrator's.</summary>
    public bool? IsAdministrator { get; init; }

    /// <summary>Null when the account's token is no administrator's.</summary>
    public bool? IsDeleted { get; init; }

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

    /// <summary>A Rails zone name, such as <c>Eastern Time (US &amp; Canada)</c>.</summary>
    public string? TimeZoneId { get; init; }

    /// <summary>Whether its people see private records: true for the account's own company.</summary>
    public bool CanSeePrivate { get; init; }

    /// <summary>The company as one who answers for a to-do.</summary>
    public Party ToParty() => new() { Kind = PartyKind.Company, Id = Id, Name = Name };

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
