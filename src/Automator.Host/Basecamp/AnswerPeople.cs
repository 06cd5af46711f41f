using System.Globalization;
using Automator.Sdk;

namespace Automator.Host.Basecamp;

/// <summary>Account, people and companies from their elements; else like <see cref="AnswerRecords"/>.</summary>
internal static class AnswerPeople
{
    internal static Account Account(AnswerXml xml)
    {
        long? id = null, holder = null, company = null;
        var name = "";
        bool? ssl = null, time = null, mail = null;
        DateTimeOffset? updated = null;
        Subscription? subscription = null;
        string[] messages = [], files = [];
        foreach (var field in xml.Children())
        {
            switch (field)
            {
                case "id": id = xml.Integer(); break;
                case "name": name = xml.Text(); break;
                case "account-holder-id": holder = xml.Integer(); break;
                case "primary-company-id": company = xml.Integer(); break;
                case "ssl-enabled": ssl = xml.Boolean(); break;
                case "time-tracking-enabled": time = xml.Boolean(); break;
                case "email-notification-enabled": mail = xml.Boolean(); break;
                case "updated-at": updated = xml.Instant(); break;
                case "subscription": subscription = SubscriptionIn(xml); break;
                case "default-post-categories": messages = AnswerRecords.List(xml, "category", one => one.Text()); break;
                case "default-attachment-categories": files = AnswerRecords.List(xml, "category", one => one.Text()); break;
            }
        }

        return new Account
        {
            Id = AnswerRecords.Required(xml, "account", id),
            Name = name,
            AccountHolderId = AnswerRecords.Reference(holder),
            PrimaryCompanyId = company ?? 0,
            IsSslEnabled = ssl ?? false,
            IsTimeTrackingEnabled = time ?? false,
            IsEmailNotificationEnabled = mail ?? false,
            UpdatedAt = updated,
            Subscription = subscription,
            DefaultMessageCategories = messages,
            DefaultFileCategories = files,
        };
    }

    private static Subscription SubscriptionIn(AnswerXml xml)
    {
        var name = "";
        long? projects = null, storage = null, writeboards = null;
        bool? ssl = null, time = null;
        foreach (var field in xml.Children())
        {
            switch (field)
            {
                case "name": name = xml.Text(); break;
                case "projects": projects = Most(xml); break;
                case "storage": storage = Most(xml); break;
                case "writeboards": writeboards = Most(xml); break;
                case "ssl": ssl = xml.Boolean(); break;
                case "time-tracking": time = xml.Boolean(); break;
            }
        }

        return new Subscription
        {
            Name = name,
            Projects = projects,
            Storage = storage,
            Writeboards = writeboards,
            HasSsl = ssl ?? false,
            HasTimeTracking = time ?? false,
        };
    }

    /// <summary>A number that may read <c>Infinity</c>.</summary>
    private static long? Most(AnswerXml xml) =>
        decimal.TryParse(xml.Text().Trim(), NumberStyles.Number, CultureInfo.InvariantCulture, out var most) && most is >= 0 and <= long.MaxValue ? (long)most : null;

    internal static Person Person(AnswerXml xml)
    {
        long? id = null, company = null;
        string first = "", last = "", title = "", mail = "", zone = "", handle = "", service = "", avatar = "", userName = "";
        string office = "", extension = "", mobile = "", home = "", fax = "";
        bool? administrator = null, deleted = null, newProjects = null;
        foreach (var field in xml.Children())
        {
            switch (field)
            {
                case "id": id = xml.Integer(); break;
                case "first-name": first = xml.Text(); break;
                case "last-name": last = xml.Text(); break;
                case "title": title = xml.Text(); break;
                case "email-address": mail = xml.Text(); break;
                case "im-handle": handle = xml.Text(); break;
                case "im-service": service = xml.Text(); break;
                case "phone-number-office": office = xml.Text(); break;
                case "phone-number-office-ext": extension = xml.Text(); break;
                case "phone-number-mobile": mobile = xml.Text(); break;
                case "phone-number-home": home = xml.Text(); break;
                case "phone-number-fax": fax = xml.Text(); break;
                case "avatar-url": avatar = xml.Text(); break;
                case "company-id": company = xml.Integer(); break;
                case "time-zone-name": zone = xml.Text(); break;
                case "administrator": administrator = xml.Boolean(); break;
                case "deleted": deleted = xml.Boolean(); break;
                case "has-access-to-new-projects": newProjects = xml.Boolean(); break;
                case "user-name": userName = xml.Text(); break;
            }
        }

        return new Person
        {
            Id = AnswerRecords.Required(xml, "person", id),
            FirstName = first,
            LastName = last,
            Title = title,
            EmailAddress = mail,
            ImHandle = handle,
            ImService = service,
            PhoneNumberOffice = office,
            PhoneNumberOfficeExt = extension,
            PhoneNumberMobile = mobile,
            PhoneNumberHome = home,
            PhoneNumberFax = fax,
            AvatarUrl = avatar,
            CompanyId = company ?? 0,
            TimeZoneName = OrNull(zone),
            IsAdministrator = administrator,
            IsDeleted = deleted,
            HasAccessToNewProjects = newProjects,
            UserName = OrNull(userName),
        };
    }

    internal static Company Company(AnswerXml xml)
    {
        long? id = null;
        string name = "", one = "", two = "", city = "", state = "", zip = "", country = "", web = "", office = "", fax = "", url = "", zone = "";
        bool? seesPrivate = null;
        foreach (var field in xml.Children())
        {
            switch (field)
            {
                case "id": id = xml.Integer(); break;
                case "name": name = xml.Text(); break;
                case "address-one": one = xml.Text(); break;
                case "address-two": two = xml.Text(); break;
                case "city": city = xml.Text(); break;
                case "state": state = xml.Text(); break;
                case "zip": zip = xml.Text(); break;
                case "country": country = xml.Text(); break;
                case "web-address": web = xml.Text(); break;
                case "phone-number-office": office = xml.Text(); break;
                case "phone-number-fax": fax = xml.Text(); break;
                case "url-name": url = xml.Text(); break;
                case "time-zone-id": zone = xml.Text(); break;
                case "can-see-private": seesPrivate = xml.Boolean(); break;
            }
        }

        return new Company
        {
            Id = AnswerRecords.Required(xml, "company", id),
            Name = name,
            AddressOne = one,
            AddressTwo = two,
            City = city,
            State = state,
            Zip = zip,
            Country = country,
            WebAddress = web,
            PhoneNumberOffice = office,
            PhoneNumberFax = fax,
            UrlName = OrNull(url),
            TimeZoneId = OrNull(zone),
            CanSeePrivate = seesPrivate ?? false,
        };
    }

    private static string? OrNull(string text) => text.Length == 0 ? null : text;
}
