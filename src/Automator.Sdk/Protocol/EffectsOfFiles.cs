namespace Automator.Sdk.Protocol;

internal sealed record CreateCategory : Effect<Created>
{
    public required long ProjectId { get; init; }

    public required CategoryKind Kind { get; init; }

    public required string Name { get; init; }
}

internal sealed record RenameCategory : Effect<Done>
{
    public required long Id { get; init; }

    public required string Name { get; init; }
}

internal sealed record DeleteCategory : Effect<Done>
{
    public required long Id { get; init; }
}

/// <summary>Hands over bytes, which wait half an hour for the message or comment that takes them.</summary>
internal sealed record UploadFile : Effect<Uploaded>
{
    public required string Name { get; init; }

    public required byte[] Bytes { get; init; }
}

/// <summary>An upload as a message or a comment takes it.</summary>
internal sealed record AttachedFile
{
    public required string UploadId { get; init; }

    public required string Name { get; init; }

    public required string ContentType { get; init; }
}
