namespace Automator.Sdk.Protocol;

internal sealed record ListCategories : Query<Category[]>
{
    public required long ProjectId { get; init; }

    /// <summary>Null for both.</summary>
    public CategoryKind? Kind { get; init; }
}

internal sealed record ReadCategory : Query<Category>
{
    public required long Id { get; init; }
}

/// <summary>The one category of that exact name and kind in a project.</summary>
internal sealed record FindCategory : Query<Category>
{
    public required long ProjectId { get; init; }

    public required string Name { get; init; }

    public CategoryKind Kind { get; init; }
}

/// <summary>The files that one message or comment carries; only one of the two is set.</summary>
internal sealed record ListAttachments : Query<Attachment[]>
{
    public long? MessageId { get; init; }

    public long? CommentId { get; init; }
}

internal sealed record ListFiles : Query<Attachment[]>
{
    public required long ProjectId { get; init; }

    /// <summary>Only those of this category.</summary>
    public long? CategoryId { get; init; }

    /// <summary>Only this page of them, from 1; all by default.</summary>
    public int? Page { get; init; }
}
