using Automator.Sdk.Protocol;

namespace Automator.Sdk;

/// <summary>A file of a project. What is in it cannot be read by a rule.</summary>
public sealed record Attachment : IRecord
{
    /// <inheritdoc/>
    public required long Id { get; init; }

    /// <summary>The project it is in.</summary>
    public long ProjectId { get; init; }

    /// <summary>Its name.</summary>
    public string Name { get; init; } = "";

    /// <summary>Its description.</summary>
    public string Description { get; init; } = "";

    /// <summary>Its size in bytes.</summary>
    public long ByteSize { get; init; }

    /// <summary>Where people with access to the account can download it.</summary>
    public string DownloadUrl { get; init; } = "";

    /// <summary>Its category.</summary>
    public long? CategoryId { get; init; }

    /// <summary>Who put it there.</summary>
    public long? PersonId { get; init; }

    /// <summary>True when clients do not see it.</summary>
    public bool IsPrivate { get; init; }

    /// <summary>When it was put there; null where the account did not say.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>The message or comment that carries it; null for a file of its own.</summary>
    public long? OwnerId { get; init; }

    /// <summary>What carries it, as Basecamp calls it: <c>Post</c> or <c>Comment</c>.</summary>
    public string? OwnerType { get; init; }

    /// <summary>What all versions of one file share: the id of version 1.</summary>
    public long? CollectionId { get; init; }

    /// <summary>Which version it is, from 1.</summary>
    public int Version { get; init; }

    /// <summary>Whether it is the newest version.</summary>
    public bool IsCurrent { get; init; }
}

/// <summary>Bytes at the account that wait for a message or a comment to carry them. Each can be attached once, within half an hour.</summary>
public sealed record Upload
{
    internal const int MostBytes = 8 << 20;

    internal Upload()
    {
    }

    /// <summary>The name the file will have.</summary>
    public string Name { get; internal init; } = "";

    /// <summary>What kind of file it is, such as <c>text/csv</c>.</summary>
    public string ContentType { get; internal init; } = "";

    /// <summary>Its size in bytes.</summary>
    public long ByteSize { get; internal init; }

    internal string Id { get; init; } = "";

    internal static async Task<Upload> Send(string name, byte[] bytes, string contentType)
    {
        Required.Text(name, nameof(name));
        Required.Text(contentType, nameof(contentType));
        if (bytes.Length > MostBytes)
            throw new ArgumentException($"A rule can upload files of at most {MostBytes >> 20} MB; this one has {bytes.Length} bytes.", nameof(bytes));
        var uploaded = await Basecamp.Call(new UploadFile { Name = name, Bytes = bytes });
        return new Upload { Id = uploaded.Id, Name = name, ContentType = contentType, ByteSize = bytes.Length };
    }

    internal static AttachedFile[] ToAttach(IEnumerable<Upload>? uploads) =>
        uploads is null ? [] : [.. uploads.Select(u => new AttachedFile { UploadId = u.Id, Name = u.Name, ContentType = u.ContentType })];
}
