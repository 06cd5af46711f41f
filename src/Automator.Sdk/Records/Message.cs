using Automator.Sdk.Protocol;

namespace Automator.Sdk;

/// <summary>A message of a project.</summary>
public sealed record Message : IRecord
{
    /// <inheritdoc/>
    public required long Id { get; init; }

    /// <summary>The project it is in.</summary>
    public long ProjectId { get; init; }

    /// <summary>Its title.</summary>
    public string Title { get; init; } = "";

    /// <summary>Its text as it was typed.</summary>
    public string Body { get; init; } = "";

    /// <summary>When it was posted.</summary>
    public DateTimeOffset PostedOn { get; init; }

    /// <summary>When it was last commented.</summary>
    public DateTimeOffset? CommentedAt { get; init; }

    /// <summary>Who posted it.</summary>
    public long? AuthorId { get; init; }

    /// <summary>The name of who posted it.</summary>
    public string AuthorName { get; init; } = "";

    /// <summary>Its category.</summary>
    public long? CategoryId { get; init; }

    /// <summary>The milestone it belongs to.</summary>
    public long? MilestoneId { get; init; }

    /// <summary>How many comments it has.</summary>
    public int CommentsCount { get; init; }

    /// <summary>How many files hang on it.</summary>
    public int AttachmentsCount { get; init; }

    /// <summary>True when clients do not see it.</summary>
    public bool IsPrivate { get; init; }

    /// <summary>The message as it is now, or null when it is gone. Costs 1 request.</summary>
    [Uses<ReadMessage>]
    public Task<Message?> Reload() => Basecamp.OrNull(Basecamp.Call(new ReadMessage { Id = Id }));

    /// <summary>Changes the message; what is left out stays. Costs 1 write.</summary>
    /// <param name="title">A new title.</param>
    /// <param name="body">A new text.</param>
    /// <param name="isPrivate">Whether clients do not see it.</param>
    /// <param name="notify">People who are told of the change by mail; nobody by default.</param>
    /// <param name="category">A category of its project.</param>
    /// <param name="milestone">A milestone of its project.</param>
    /// <param name="attachments">
    /// What <see cref="Basecamp.Upload(string, string)"/> gave, beside the files it carries already; one of the same name
    /// is the newer version of that file.
    /// </param>
    [Uses<UpdateMessage>]
    public Task Update(
        string? title = null, string? body = null, bool? isPrivate = null, IEnumerable<Person>? notify = null,
        Category? category = null, CalendarEntry? milestone = null, IEnumerable<Upload>? attachments = null) =>
        Basecamp.Call(new UpdateMessage
        {
            Id = Id,
            Title = title,
            Body = body,
            IsPrivate = isPrivate,
            Notify = notify is null ? [] : [.. notify.Select(person => person.Id)],
            CategoryId = category?.Id,
            MilestoneId = milestone?.Id,
            Attachments = Upload.ToAttach(attachments),
        });

    /// <summary>Takes it out of its category. Costs 1 write.</summary>
    [Uses<UpdateMessage>]
    public Task ClearCategory() => Basecamp.Call(new UpdateMessage { Id = Id, ClearCategory = true });

    /// <summary>Leaves it without a milestone. Costs 1 write.</summary>
    [Uses<UpdateMessage>]
    public Task ClearMilestone() => Basecamp.Call(new UpdateMessage { Id = Id, ClearMilestone = true });

    /// <summary>Deletes the message and its comments. Costs 1 write.</summary>
    [Uses<DeleteMessage>]
    public Task Delete() => Basecamp.Call(new DeleteMessage { Id = Id });

    /// <summary>The comments on the message, oldest first. Costs 1 request for every 50 begun.</summary>
    [Uses<ListComments>]
    public Task<IReadOnlyList<Comment>> Comments() => Basecamp.List(new ListComments { On = Commentable.Message(Id) });

    /// <summary>Comments on the message. Costs 1 write.</summary>
    /// <param name="body">The text.</param>
    /// <param name="attachments">What <see cref="Basecamp.Upload(string, string)"/> gave.</param>
    /// <returns>The comment as it was sent.</returns>
    [Uses<CreateComment>]
    public Task<Comment> Comment(string body, IEnumerable<Upload>? attachments = null) => Sdk.Comment.Create(Commentable.Message(Id), body, attachments);

    /// <summary>The files it carries. Costs 1 request.</summary>
    [Uses<ListAttachments>]
    public Task<IReadOnlyList<Attachment>> Attachments() => Basecamp.List(new ListAttachments { MessageId = Id });
}
