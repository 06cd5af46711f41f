using Automator.Sdk;

namespace Automator.Host.Basecamp;

/// <summary>Each record from its element. The walk stands on the record's element before, and behind it after.</summary>
internal static class AnswerRecords
{
    internal static T[] List<T>(AnswerXml xml, string element, Func<AnswerXml, T> record)
    {
        var records = new List<T>();
        foreach (var name in xml.Children())
        {
            if (name == element)
                records.Add(record(xml));
        }

        return [.. records];
    }

    internal static Project Project(AnswerXml xml)
    {
        long? id = null;
        string name = "", announcement = "";
        var status = ProjectStatus.Active;
        StartPage? page = null;
        bool? shown = null, writeboards = null;
        DateOnly? created = null;
        DateTimeOffset? changed = null;
        (long? Id, string Name) company = (null, "");
        foreach (var field in xml.Children())
        {
            switch (field)
            {
                case "id": id = xml.Integer(); break;
                case "name": name = xml.Text(); break;
                case "status": status = Status(xml); break;
                case "created-on": created = xml.Day(); break;
                case "last-changed-on": changed = xml.Instant(); break;
                case "announcement": announcement = xml.Text(); break;
                case "start-page": page = StartPageOf(xml.Text()); break;
                case "show-announcement": shown = xml.Boolean(); break;
                case "show-writeboards": writeboards = xml.Boolean(); break;
                case "company": company = Named(xml); break;
            }
        }

        return new Project
        {
            Id = Required(xml, "project", id),
            Name = name,
            Status = status,
            CreatedOn = created,
            LastChangedOn = changed,
            CompanyId = company.Id ?? 0,
            CompanyName = company.Name,
            Announcement = announcement.Length == 0 ? null : announcement,
            StartPage = page,
            ShowsAnnouncement = shown,
            ShowsWriteboards = writeboards,
        };
    }

    internal static Message Message(AnswerXml xml)
    {
        long? id = null, project = null, author = null, category = null, milestone = null;
        string title = "", body = "", authorName = "";
        DateTimeOffset? posted = null, commented = null;
        int? comments = null, attachments = null;
        bool? isPrivate = null;
        foreach (var field in xml.Children())
        {
            switch (field)
            {
                case "id": id = xml.Integer(); break;
                case "project-id": project = xml.Integer(); break;
                case "title": title = xml.Text(); break;
                case "body": body = xml.Text(); break;
                case "posted-on": posted = xml.Instant(); break;
                case "commented-at": commented = xml.Instant(); break;
                case "author-id": author = xml.Integer(); break;
                case "author-name": authorName = xml.Text(); break;
                case "category-id": category = xml.Integer(); break;
                case "milestone-id": milestone = xml.Integer(); break;
                case "comments-count": comments = xml.Count(); break;
                case "attachments-count": attachments = xml.Count(); break;
                case "private": isPrivate = xml.Boolean(); break;
            }
        }

        return new Message
        {
            Id = Required(xml, "post", id),
            ProjectId = project ?? 0,
            Title = title,
            Body = body,
            PostedOn = posted ?? throw xml.Unreadable("a <post> without <posted-on>"),
            CommentedAt = commented,
            AuthorId = Reference(author),
            AuthorName = authorName,
            CategoryId = Reference(category),
            MilestoneId = Reference(milestone),
            CommentsCount = comments ?? 0,
            AttachmentsCount = attachments ?? 0,
            IsPrivate = isPrivate ?? false,
        };
    }

    internal static Comment Comment(AnswerXml xml)
    {
        long? id = null, author = null, on = null;
        string body = "", authorName = "", mailedFrom = "", type = "";
        DateTimeOffset? created = null;
        int? attachments = null;
        foreach (var field in xml.Children())
        {
            switch (field)
            {
                case "id": id = xml.Integer(); break;
                case "body": body = xml.Text(); break;
                case "author-id": author = xml.Integer(); break;
                case "author-name": authorName = xml.Text(); break;
                case "emailed-from": mailedFrom = xml.Text(); break;
                case "commentable-id": on = xml.Integer(); break;
                case "commentable-type": type = xml.Text(); break;
                case "created-at": created = xml.Instant(); break;
                case "attachments-count": attachments = xml.Count(); break;
            }
        }

        return new Comment
        {
            Id = Required(xml, "comment", id),
            Body = body,
            AuthorId = Reference(author),
            AuthorName = authorName.Length == 0 ? mailedFrom : authorName,
            CreatedAt = created ?? throw xml.Unreadable("a <comment> without <created-at>"),
            AttachmentsCount = attachments ?? 0,
            CommentableId = on ?? 0,
            CommentableType = type,
            EmailedFrom = mailedFrom.Length == 0 ? null : mailedFrom,
        };
    }

    internal static long Required(AnswerXml xml, string element, long? id) => id ?? throw xml.Unreadable($"a <{element}> without <id>");

    /// <summary>Older records write 0 where there is none.</summary>
    internal static long? Reference(long? id) => id == 0 ? null : id;

    internal static Party? Party(long? id, string type, string name) => id is null or 0 ? null : new Party
    {
        Kind = type.Trim().Equals("Company", StringComparison.OrdinalIgnoreCase) ? PartyKind.Company : PartyKind.Person,
        Id = id.Value,
        Name = name.Length == 0 ? null : name,
    };

    private static ProjectStatus Status(AnswerXml xml) => xml.Text().Trim() switch
    {
        "" or "active" => ProjectStatus.Active,
        "on_hold" or "on-hold" => ProjectStatus.OnHold,
        "archived" => ProjectStatus.Archived,
        var other => throw xml.Unreadable($"a <project> of the unknown status '{other}'"),
    };

    /// <summary>One that is unknown is no reason to leave a project unread.</summary>
    private static StartPage? StartPageOf(string text) => text.Trim() switch
    {
        "log" => StartPage.Log,
        "all" => StartPage.Messages,
        "todos" => StartPage.TodoLists,
        "milestones" => StartPage.Milestones,
        "files" => StartPage.Files,
        _ => null,
    };

    internal static ProjectCounts Counts(AnswerXml xml)
    {
        int? active = null, onHold = null, archived = null;
        foreach (var field in xml.Children())
        {
            switch (field)
            {
                case "active": active = xml.Count(); break;
                case "on-hold": onHold = xml.Count(); break;
                case "archived": archived = xml.Count(); break;
            }
        }

        return new ProjectCounts { Active = active ?? 0, OnHold = onHold ?? 0, Archived = archived ?? 0 };
    }

    internal static (long? Id, string Name) Named(AnswerXml xml)
    {
        long? id = null;
        var name = "";
        foreach (var field in xml.Children())
        {
            switch (field)
            {
                case "id": id = xml.Integer(); break;
                case "name": name = xml.Text(); break;
            }
        }

        return (id, name);
    }
}
