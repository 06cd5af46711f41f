namespace Automator.Emulator.Store;

internal sealed class Company : Entity
{
    public string Name { get; set; } = "";
    public string AddressOne { get; set; } = "";
    public string AddressTwo { get; set; } = "";
    public string City { get; set; } = "";
    public string State { get; set; } = "";
    public string Zip { get; set; } = "";
    public string Country { get; set; } = "";
    public string WebAddress { get; set; } = "";
    public string PhoneNumberOffice { get; set; } = "";
    public string PhoneNumberFax { get; set; } = "";
    public string TimeZoneId { get; set; } = "UTC";
    public bool CanSeePrivate { get; set; }
    public string? UrlName { get; set; }
}

internal sealed class Person : Entity
{
    public string FirstName { get; set; } = "";
    public string LastName { get; set; } = "";
    public string Title { get; set; } = "";
    public string EmailAddress { get; set; } = "";
    public string ImHandle { get; set; } = "";
    public string ImService { get; set; } = "";
    public string PhoneNumberOffice { get; set; } = "";
    public string PhoneNumberOfficeExt { get; set; } = "";
    public string PhoneNumberMobile { get; set; } = "";
    public string PhoneNumberHome { get; set; } = "";
    public string PhoneNumberFax { get; set; } = "";
    public string TimeZoneName { get; set; } = "UTC";
    public string AvatarUrl { get; set; } = "";
    public string UserName { get; set; } = "";
    public string Password { get; set; } = "";
    public string Token { get; set; } = "";
    public int CompanyId { get; set; }
    public bool Administrator { get; set; }
    public bool Deleted { get; set; }
    public bool HasAccessToNewProjects { get; set; }
    public Guid Uuid { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset UpdatedAt { get; set; }

    public string Name() => $"{FirstName} {LastName}".Trim();
}

internal sealed class Project : Entity
{
    public static readonly IReadOnlyList<string> Statuses = ["active", "on_hold", "archived"];

    public string Name { get; set; } = "";
    public string Status { get; set; } = "active";
    public string Announcement { get; set; } = "";
    public string StartPage { get; set; } = "all";
    public bool ShowAnnouncement { get; set; }
    public bool ShowWriteboards { get; set; } = true;
    public int CompanyId { get; set; }
    public DateTimeOffset CreatedOn { get; set; }

    /// <summary>What a caller sees, and what comes into sight at <see cref="NextSeenAt"/> where dates are late.</summary>
    public DateTimeOffset? LastChangedOn { get; set; }
    public DateTimeOffset? NextChangedOn { get; set; }
    public DateTimeOffset? NextSeenAt { get; set; }
    public HashSet<int> PersonIds { get; set; } = [];

    public bool IsActive() => Status == "active";
}
