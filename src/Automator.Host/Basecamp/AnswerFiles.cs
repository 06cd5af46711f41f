using Automator.Sdk;

namespace Automator.Host.Basecamp;

/// <summary>Files, categories and the archive's short messages from their elements; else like <see cref="AnswerRecords"/>.</summary>
internal static class AnswerFiles
{
    internal static Category Category(AnswerXml xml)
    {
        long? id = null, project = null;
        string name = "", type = "";
        int? elements = null;
        foreach (var field in xml.Children())
        {
            switch (field)
            {
                case "id": id = xml.Integer(); break;
                case "project-id": project = xml.Integer(); break;
                case "name": name = xml.Text(); break;
                case "type": type = xml.Text(); break;
                case "elements-count": elements = xml.Count(); break;
            }
        }

        return new Category
        {
            Id = AnswerRecords.Required(xml, "category", id),
            ProjectId = project ?? 0,
            Name = name,
            Kind = type.Contains("attachment", StringComparison.OrdinalIgnoreCase) ? CategoryKind.Files : CategoryKind.Messages,
            ElementsCount = elements ?? 0,
        };
    }

    internal static MessageHeading Heading(AnswerXml xml)
    {
        long? id = null;
        string title = "", author = "";
        DateTimeOffset? posted = null, commented = null;
        int? attachments = null;
        (long? Id, string Name) category = (null, "");
        foreach (var field in xml.Children())
        {
            switch (field)
            {
                case "id": id = xml.Integer(); break;
                case "title": title = xml.Text(); break;
                case "author-name": author = xml.Text(); break;
                case "posted-on": posted = xml.Instant(); break;
                case "commented-at": commented = xml.Instant(); break;
                case "attachments-count": attachments = xml.Count(); break;
                case "category": category = AnswerRecords.Named(xml); break;
            }
        }

        return new MessageHeading
        {
            Id = AnswerRecords.Required(xml, "post", id),
            Title = title,
            AuthorName = author,
            PostedOn = posted ?? throw xml.Unreadable("a <post> without <posted-on>"),
            CommentedAt = commented,
            AttachmentsCount = attachments ?? 0,
            CategoryId = AnswerRecords.Reference(category.Id),
            CategoryName = category.Name,
        };
    }

    internal static Attachment Attachment(AnswerXml xml)
    {
        long? id = null, project = null, category = null, person = null, owner = null, collection = null, size = null;
        string name = "", description = "", url = "", ownerType = "";
        int? version = null;
        bool? isPrivate = null, isCurrent = null;
        DateTimeOffset? created = null;
        foreach (var field in xml.Children())
        {
            switch (field)
            {
                case "id": id = xml.Integer(); break;
                case "project-id": project = xml.Integer(); break;
                case "category-id": category = xml.Integer(); break;
                case "person-id": person = xml.Integer(); break;
                case "owner-id": owner = xml.Integer(); break;
                case "owner-type": ownerType = xml.Text(); break;
                case "collection": collection = xml.Integer(); break;
                case "byte-size": size = xml.Integer(); break;
                case "name": name = xml.Text(); break;
                case "description": description = xml.Text(); break;
                case "download-url": url = xml.Text(); break;
                case "version": version = xml.Count(); break;
                case "private": isPrivate = xml.Boolean(); break;
                case "current": isCurrent = xml.Boolean(); break;
                case "created-on": created = xml.Instant(); break;
            }
        }

        return new Attachment
        {
            Id = AnswerRecords.Required(xml, "attachment", id),
            ProjectId = project ?? 0,
            Name = name,
            Description = description,
            ByteSize = size ?? 0,
            DownloadUrl = url,
            CategoryId = AnswerRecords.Reference(category),
            PersonId = AnswerRecords.Reference(person),
            IsPrivate = isPrivate ?? false,
            CreatedAt = created,
            OwnerId = AnswerRecords.Reference(owner),
            OwnerType = ownerType.Length == 0 ? null : ownerType,
            CollectionId = AnswerRecords.Reference(collection),
            Version = version ?? 1,
            IsCurrent = isCurrent ?? true,
        };
    }

    /// <summary>The files of a message or a comment read alone.</summary>
    internal static Attachment[] Within(AnswerXml xml)
    {
        Attachment[] files = [];
        foreach (var field in xml.Children())
        {
            if (field == "attachments")
                files = AnswerRecords.List(xml, "attachment", Attachment);
        }

        return files;
    }
}
