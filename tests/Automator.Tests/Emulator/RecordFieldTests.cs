using System.Xml.Linq;
using Automator.Emulator.Store;
using Shouldly;
using Xunit;

namespace Automator.Tests.Emulator;

/// <summary>
/// Every field of the contract's records, with its type: i integer, b boolean, d date, t date-time, f float, a array, otherwise
/// text. Each is asked for on a record that has all it can have, as an administrator.
/// </summary>
public sealed class RecordFieldTests
{
    private static readonly Dictionary<char, string> Types = new()
    {
        ['i'] = "integer",
        ['b'] = "boolean",
        ['d'] = "date",
        ['t'] = "datetime",
        ['f'] = "float",
        ['a'] = "array",
    };

    [Theory]
    [InlineData("/account.xml", "id i, name, account-holder-id i, primary-company-id i, ssl-enabled b, email-notification-enabled b, time-tracking-enabled b, updated-at t, subscription, default-attachment-categories, default-post-categories")]
    [InlineData("/account.xml subscription", "name, writeboards f, projects i, storage i, ssl b, time-tracking b")]
    [InlineData("/projects/PROJECT.xml", "id i, name, created-on t, status, last-changed-on t, company, announcement, start-page, show-writeboards b, show-announcement b")]
    [InlineData("/projects/PROJECT.xml company", "id i, name")]
    [InlineData("/people/MAX.xml", "id i, first-name, last-name, title, email-address, im-handle, im-service, phone-number-office, phone-number-office-ext, phone-number-mobile, phone-number-home, phone-number-fax, company-id i, client-id i, time-zone-name, avatar-url, user-name, administrator b, deleted b, has-access-to-new-projects b")]
    [InlineData("/companies/FIRM.xml", "id i, name, address-one, address-two, city, state, zip, country, web-address, phone-number-office, phone-number-fax, time-zone-id, can-see-private b, url-name")]
    [InlineData("/categories/CATEGORY.xml", "id i, name, project-id i, elements-count i, type")]
    [InlineData("/posts/POST.xml", "id i, title, body, display-body, posted-on t, commented-at t, project-id i, category-id i, author-id i, author-name, milestone-id i, comments-count i, use-textile b, extended-body, display-extended-body, attachments-count i, attachments a, private b")]
    [InlineData("/projects/PROJECT/posts/archive.xml post", "id i, title, author-name, posted-on t, commented-at t, attachments-count i, category")]
    [InlineData("/comments/COMMENT.xml", "id i, author-id i, author-name, commentable-id i, commentable-type, body, emailed-from, created-at t, attachments-count i, attachments a")]
    [InlineData("/todo_lists/LIST.xml", "id i, name, description, project-id i, milestone-id i, position i, completed b, private b, tracked b, todo-items a")]
    [InlineData("/todo_items/ITEM.xml", "id i, todo-list-id i, content, position i, created-on t, creator-id i, creator-name, completed b, updated-at t, commented-at t, comments-count i, due-at t, responsible-party-type, responsible-party-id i, responsible-party-name, completed-at t, completer-id i, completer-name")]
    [InlineData("/projects/PROJECT/calendar_entries/MILESTONE.xml", "id i, title, type, start-at d, deadline d, project-id i, created-on t, creator-id i, creator-name, commented-at t, comments-count i, completed b, responsible-party-id i, responsible-party-type, responsible-party-name, completed-on t, completer-id i, completer-name")]
    [InlineData("/projects/PROJECT/calendar_entries/EVENT.xml", "id i, title, type, start-at d, deadline d, project-id i, created-on t, creator-id i, creator-name, commented-at t, comments-count i")]
    [InlineData("/projects/PROJECT/milestones/list.xml milestone", "id i, title, deadline d, completed b, project-id i, created-on t, creator-id i, creator-name, responsible-party-id i, responsible-party-type, responsible-party-name, commented-at t, comments-count i, completed-at t, completer-id i, completer-name")]
    [InlineData("/time_entries/HOURS.xml", "id i, project-id i, person-id i, person-name, date d, hours f, description, todo-item-id i")]
    [InlineData("/projects/PROJECT/attachments.xml attachment", "id i, name, description, byte-size i, download-url, project-id i, category-id i, person-id i, private b, created-on t, owner-id i, owner-type, collection i, version i, current b")]
    public async Task EveryField_IsThereWithItsType(string asked, string fields)
    {
        await using var classic = await Classic.StartAsync();
        var parts = Fill(asked, classic).Split(' ');
        var root = await classic.As(classic.Ada).Xml(parts[0]);
        var record = parts.Length == 1 ? root : root.Elements(parts[1]).First();

        foreach (var field in fields.Split(", "))
        {
            var (name, type) = field.Split(' ') is [var named, [var letter]] ? (named, Types[letter]) : (field, null);
            var element = record.Element(name).ShouldNotBeNull(name);
            element.Attribute("type")?.Value.ShouldBe(type, name);
            (type is null || element.Attribute("type") is not null).ShouldBeTrue(name);
        }
    }

    private static string Fill(string asked, Classic classic) => classic.Plant(bed =>
    {
        var (project, now, day) = (classic.Project, bed.Now, new DateOnly(2026, 5, 1));
        var party = new ResponsibleParty("Person", classic.Max.Id);
        var category = bed.Account.Add(bed.Account.Categories, new Category { ProjectId = project.Id, Name = "Words" });
        var milestone = bed.Milestone(project, "M", day, classic.Ada, now, made => (made.Responsible, made.CompletedOn, made.CompleterId) = (party, now, classic.Ada.Id));
        var list = bed.List(project, "L");
        var item = bed.Item(list, "I", classic.Ada, now, made => (made.Responsible, made.DueOn, made.CompletedAt, made.CompleterId) = (party, day, now, classic.Max.Id));
        var post = bed.Post(project, "T", "B", classic.Ada, now, made => (made.CategoryId, made.MilestoneId) = (category.Id, milestone.Id));
        bed.File(project, "a.txt", [1], classic.Ada, now, made => (made.OwnerId, made.OwnerType) = (post.Id, "Post"));
        return asked.Replace("PROJECT", $"{project.Id}").Replace("MAX", $"{classic.Max.Id}").Replace("FIRM", $"{classic.Firm.Id}")
            .Replace("CATEGORY", $"{category.Id}").Replace("POST", $"{post.Id}").Replace("COMMENT", $"{bed.Comment(post, "C", classic.Ada, now).Id}")
            .Replace("LIST", $"{list.Id}").Replace("ITEM", $"{item.Id}").Replace("MILESTONE", $"{milestone.Id}")
            .Replace("EVENT", $"{bed.Event(project, "E", day, classic.Ada, now).Id}").Replace("HOURS", $"{bed.Hours(project, classic.Max, day, 1.5m, "H", item).Id}");
    });
}
