using Automator.Sdk;

namespace Automator.Host.Basecamp;

/// <summary>Milestones and events from their elements, in the form of today and in the older one; else like <see cref="AnswerRecords"/>.</summary>
internal static class AnswerCalendar
{
    /// <summary>What the older form calls the same element.</summary>
    internal static string? OlderName(string element) => element switch
    {
        "calendar-entries" => "milestones",
        "calendar-entry" => "milestone",
        _ => null,
    };

    internal static CalendarEntry[] List(AnswerXml xml)
    {
        var entries = new List<CalendarEntry>();
        foreach (var name in xml.Children())
        {
            if (name is "calendar-entry" or "milestone")
                entries.Add(Entry(xml));
        }

        return [.. entries];
    }

    internal static CalendarEntry Entry(AnswerXml xml)
    {
        var element = xml.Name;
        long? id = null, project = null, creator = null, completer = null, party = null;
        string title = "", type = "", creatorName = "", completerName = "", partyName = "", partyType = "";
        int? comments = null;
        bool? isCompleted = null;
        DateOnly? start = null;
        (DateOnly Day, DateTimeOffset? At)? deadline = null;
        DateTimeOffset? created = null, commented = null, completedOn = null, completedAt = null;
        foreach (var field in xml.Children())
        {
            switch (field)
            {
                case "id": id = xml.Integer(); break;
                case "project-id": project = xml.Integer(); break;
                case "title": title = xml.Text(); break;
                case "type": type = xml.Text(); break;
                case "start-at": start = xml.Day(); break;
                case "deadline": deadline = xml.Deadline(); break;
                case "created-on": created = xml.Instant(); break;
                case "creator-id": creator = xml.Integer(); break;
                case "creator-name": creatorName = xml.Text(); break;
                case "commented-at": commented = xml.Instant(); break;
                case "comments-count": comments = xml.Count(); break;
                case "completed": isCompleted = xml.Boolean(); break;
                case "completed-on": completedOn = xml.Instant(); break;
                case "completed-at": completedAt = xml.Instant(); break;
                case "completer-id": completer = xml.Integer(); break;
                case "completer-name": completerName = xml.Text(); break;
                case "responsible-party-id": party = xml.Integer(); break;
                case "responsible-party-type": partyType = xml.Text(); break;
                case "responsible-party-name": partyName = xml.Text(); break;
            }
        }

        var (day, at) = deadline ?? throw xml.Unreadable($"a <{element}> without <deadline>");
        return new CalendarEntry
        {
            Id = AnswerRecords.Required(xml, element, id),
            ProjectId = project ?? 0,
            Kind = Kind(element, type, isCompleted is not null),
            Title = title,
            StartOn = start ?? day,
            DueOn = day,
            At = at,
            Responsible = AnswerRecords.Party(party, partyType, partyName),
            IsCompleted = isCompleted ?? (completedOn ?? completedAt) is not null,
            CompletedAt = completedOn ?? completedAt,
            CompleterId = AnswerRecords.Reference(completer),
            CompleterName = completerName,
            CreatedAt = created,
            CreatorId = AnswerRecords.Reference(creator),
            CreatorName = creatorName,
            CommentedAt = commented,
            CommentsCount = comments ?? 0,
        };
    }

    /// <summary>Only milestones are or are not completed, and the older form knows nothing else.</summary>
    private static CalendarEntryKind Kind(string element, string type, bool canBeCompleted) => type.Trim() switch
    {
        "Milestone" => CalendarEntryKind.Milestone,
        "CalendarEvent" => CalendarEntryKind.Event,
        _ => element == "milestone" || canBeCompleted ? CalendarEntryKind.Milestone : CalendarEntryKind.Event,
    };
}
