using Automator.Sdk.Protocol;

namespace Automator.Sdk;

/// <summary>A category of a project, for its messages or for its files.</summary>
public sealed record Category : IRecord
{
    /// <inheritdoc/>
    public required long Id { get; init; }

    /// <summary>The project it is in.</summary>
    public long ProjectId { get; init; }

    /// <summary>Its name.</summary>
    public string Name { get; init; } = "";

    /// <summary>What it sorts.</summary>
    public CategoryKind Kind { get; init; }

    /// <summary>How many messages or files it has.</summary>
    public int ElementsCount { get; init; }

    /// <summary>The category as it is now, or null when it is gone. Costs 1 request.</summary>
    [Uses<ReadCategory>]
    public Task<Category?> Reload() => Basecamp.OrNull(Basecamp.Call(new ReadCategory { Id = Id }));

    /// <summary>Gives it another name. Costs 1 write.</summary>
    /// <param name="name">The new name.</param>
    [Uses<RenameCategory>]
    public Task Rename(string name) => Basecamp.Call(new RenameCategory { Id = Id, Name = Required.Text(name, nameof(name)) });

    /// <summary>Deletes the category. Costs 1 write.</summary>
    /// <exception cref="InvalidException">It still has messages or files.</exception>
    [Uses<DeleteCategory>]
    public Task Delete() => Basecamp.Call(new DeleteCategory { Id = Id });

    /// <summary>The messages of the category, newest first. Costs 1 request, and 1 more for every 25.</summary>
    [Uses<ListMessages>]
    public Task<IReadOnlyList<Message>> Messages() => Basecamp.List(new ListMessages { ProjectId = ProjectId, CategoryId = Id });

    /// <summary>The messages of the category without their texts, newest first. Costs 1 request.</summary>
    [Uses<ListMessageHeadings>]
    public Task<IReadOnlyList<MessageHeading>> MessageHeadings() => Basecamp.List(new ListMessageHeadings { ProjectId = ProjectId, CategoryId = Id });

    /// <summary>The files of the category, newest first. Costs 1 request, and 1 more for every 100 files of the project.</summary>
    [Uses<ListFiles>]
    public Task<IReadOnlyList<Attachment>> Files() => Basecamp.List(new ListFiles { ProjectId = ProjectId, CategoryId = Id });
}

/// <summary>What a <see cref="Category"/> sorts.</summary>
public enum CategoryKind
{
    /// <summary>Messages.</summary>
    Messages,

    /// <summary>Files.</summary>
    Files,
}

/// <summary>What the archive of a project tells of a message: all but its text.</summary>
public sealed record MessageHeading : IRecord
{
    /// <inheritdoc/>
    public required long Id { get; init; }

    /// <summary>Its title.</summary>
    public string Title { get; init; } = "";

    /// <summary>The name of who posted it.</summary>
    public string AuthorName { get; init; } = "";

    /// <summary>When it was posted.</summary>
    public DateTimeOffset PostedOn { get; init; }

    /// <summary>When it was last commented.</summary>
    public DateTimeOffset? CommentedAt { get; init; }

    /// <summary>How many files hang on it.</summary>
    public int AttachmentsCount { get; init; }

    /// <summary>Its category.</summary>
    public long? CategoryId { get; init; }

    /// <summary>The name of its category.</summary>
    public string CategoryName { get; init; } = "";

    /// <summary>The message whole. Costs 1 request.</summary>
    [Uses<ReadMessage>]
    public Task<Message> Message() => Basecamp.Call(new ReadMessage { Id = Id });
}
