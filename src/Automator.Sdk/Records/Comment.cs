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
        return new Comment { Id = created.Id, Body = body, CreatedAt = Clock.Now, AttachmentsCount = files.Length };
    }
}
