using Automator.Sdk;
using Automator.Sdk.Protocol;

namespace Automator.Host.Triggers.Watching;

/// <summary>A record as a poll saw it, and what there is to say of it.</summary>
internal sealed record Sighting
{
    public required RecordEvents Events { get; init; }

    public required IRecord Record { get; init; }

    public required RecordMark Mark { get; init; }

    public required Project Project { get; init; }

    /// <summary>The name of its to-do list.</summary>
    public string? List { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    public DateTimeOffset? UpdatedAt { get; init; }

    public DateTimeOffset? CompletedAt { get; init; }

    public string? Creator { get; init; }

    public string? Completer { get; init; }

    public string? Responsible { get; init; }

    /// <summary>What its comments hang on; null where it can have none.</summary>
    public Commentable? On { get; init; }

    /// <summary>Where effects on it are sent, without the suffix.</summary>
    public string Path { get; init; } = "";

    /// <summary>What our effect made that it came with: itself, or for a file what carries it.</summary>
    public long MadeAs { get; init; }

    internal static Sighting Of(TodoItem item, long list, string listName, Project project) => new()
    {
        Events = RecordEvents.TodoItem,
        Record = item,
        Mark = new RecordMark
        {
            Parent = list,
            Completed = Completion(item.IsCompleted, item.CompletedAt),
            Due = RecordMark.Day(item.DueOn),
            Hash = RecordMark.HashOf(item.Content),
            Responsible = Hash(item.Responsible),
            Comments = item.CommentsCount,
            Commented = RecordMark.Seconds(item.CommentedAt),
        },
        Project = project,
        List = listName,
        CreatedAt = item.CreatedAt == default ? null : item.CreatedAt,
        UpdatedAt = item.UpdatedAt,
        CompletedAt = item.CompletedAt,
        Creator = item.CreatorName,
        Completer = item.CompleterName,
        Responsible = item.Responsible?.Name,
        On = Commentable.TodoItem(item.Id),
        Path = $"/todo_items/{item.Id}",
        MadeAs = item.Id,
    };

    internal static Sighting Of(CalendarEntry entry, Project project) => new()
    {
        Events = entry.Kind == CalendarEntryKind.Milestone ? RecordEvents.Milestone : RecordEvents.CalendarEvent,
        Record = entry,
        Mark = new RecordMark
        {
            Parent = project.Id,
            Completed = Completion(entry.IsCompleted, entry.CompletedAt),
            Due = RecordMark.Day(entry.DueOn),
            Comments = entry.CommentsCount,
            Commented = RecordMark.Seconds(entry.CommentedAt),
        },
        Project = project,
        CreatedAt = entry.CreatedAt,
        CompletedAt = entry.CompletedAt,
        Creator = entry.CreatorName,
        Completer = entry.CompleterName,
        Responsible = entry.Responsible?.Name,
        On = Commentable.Of(entry),
        Path = $"/projects/{project.Id}/calendar_entries/{entry.Id}",
        MadeAs = entry.Id,
    };

    internal static Sighting Of(Message message, Project project) => new()
    {
        Events = RecordEvents.Message,
        Record = message,
        Mark = new RecordMark { Parent = project.Id, Comments = message.CommentsCount, Commented = RecordMark.Seconds(message.CommentedAt) },
        Project = project,
        CreatedAt = message.PostedOn,
        Creator = message.AuthorName,
        On = Commentable.Message(message.Id),
        MadeAs = message.Id,
    };

    internal static Sighting Of(TimeEntry entry, Project project) => new()
    {
        Events = RecordEvents.TimeEntry,
        Record = entry,
        Mark = new RecordMark { Parent = project.Id },
        Project = project,
        Creator = entry.PersonName,
        MadeAs = entry.Id,
    };

    internal static Sighting Of(Attachment file, Project project) => new()
    {
        Events = file.OwnerType == "Comment" ? RecordEvents.FileOfComment : RecordEvents.FileOfMessage,
        Record = file,
        Mark = new RecordMark { Parent = project.Id },
        Project = project,
        CreatedAt = file.CreatedAt,
        MadeAs = file.OwnerId ?? 0,
        Path = file.OwnerType == "Comment" ? $"/comments/{file.OwnerId}" : $"/posts/{file.OwnerId}",
    };

    private static long Completion(bool isCompleted, DateTimeOffset? at) => !isCompleted ? 0 : at is null ? RecordMark.SomeTime : RecordMark.Seconds(at);

    private static int Hash(Party? party) => party is null ? 0 : RecordMark.HashOf($"{party.Kind} {party.Id}");
}
