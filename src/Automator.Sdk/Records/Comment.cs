using Automator.Sdk.Protocol;

namespace Automator.Sdk;

/// <summary>A comment on a message, a to-do item, a milestone or an event.</summary>
public sealed record Comment : IRecord
{
    /// <inheritdoc/>
    public required long Id { get; init; }

    /// <summary>Its text as it was typed.</summary>
    public string Body { get; init; } = "";

    /// <summary>Who wrote it.</summary>
    public long? AuthorId { get; init; }

    /// <summary>The name of who wrote it.</summary>
    public string AuthorName { get; init; } = "";

    /// <summary>When it was written.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>How many files hang on it.</summary>
    public int AttachmentsCount { get; init; }

    /// <summary>The id of what it is on.</summary>
    public long CommentableId { get; init; }

    /// <summary>What it is on, as Basecamp calls it: <c>Post</c>, <c>TodoItem</c>, <c>Milestone</c> or <c>CalendarEvent</c>.</summary>
    public string CommentableType { get; init; } = "";

    /// <summary>The address it was mailed from; null when it was typed.</summary>
    public string? EmailedFrom { get; init; }

    /// <summary>The comment as it is now, or null when it is gone. Costs 1 request.</summary>
    [Uses<ReadComment>]
    public Task<Comment?> Reload() => Basecamp.OrNull(Basecamp.Call(new ReadComment { Id = Id }));

    /// <summary>Replaces the text. Costs 1 write.</summary>
    /// <param name="body">The new text.</param>
    [Uses<UpdateComment>]
    public Task Update(string body) => Basecamp.Call(new UpdateComment { Id = Id, Body = Required.Text(body, nameof(body)) });

    /// <summary>Deletes the comment. Costs 1 write.</summary>
    [Uses<DeleteComment>]
    public Task Delete() => Basecamp.Call(new DeleteComment { Id = Id });

    /// <summary>The files it carries. Costs 1 request.</summary>
    [Uses<ListAttachments>]
    public Task<IReadOnlyList<Attachment>> Attachments() => Basecamp.List(new ListAttachments { CommentId = Id });

    internal static async Task<Comment> Create(Commentable on, string body, IEnumerable<Upload>? attachments)
    {
        var files = Upload.ToAttach(attachments);
        var created = await Basecamp.Call(new CreateComment { On = on, Body = Required.Text(body, nameof(body)), Attachments = files });
        return new Comment
        {
            Id = created.Id,
            Body = body,
            CreatedAt = Clock.Now,
            AttachmentsCount = files.Length,
            CommentableId = on.Id,
            CommentableType = on.TypeName,
        };
    }
}
