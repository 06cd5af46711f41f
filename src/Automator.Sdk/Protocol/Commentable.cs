namespace Automator.Sdk.Protocol;

/// <summary>What a comment hangs on.</summary>
internal sealed record Commentable
{
    public required CommentableKind Kind { get; init; }

    public required long Id { get; init; }

    /// <summary>As Basecamp calls it.</summary>
    internal string TypeName => Kind == CommentableKind.Message ? "Post" : Kind.ToString();

    internal static Commentable Message(long id) => new() { Kind = CommentableKind.Message, Id = id };

    internal static Commentable Of(CalendarEntry entry) => new()
    {
        Kind = entry.Kind == CalendarEntryKind.Milestone ? CommentableKind.Milestone : CommentableKind.CalendarEvent,
        Id = entry.Id,
    };

    internal static Commentable TodoItem(long id) => new() { Kind = CommentableKind.TodoItem, Id = id };
}

internal enum CommentableKind
{
    Message,
    TodoItem,
    Milestone,
    CalendarEvent,
}
