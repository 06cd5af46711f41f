namespace Automator.Emulator.Store;

/// <summary>Bytes that belong to nothing yet. What no message or comment takes within half an hour goes.</summary>
internal sealed class Upload : Entity
{
    /// <summary>The id that clients see: text, like <c>441b2cec.eve.21267</c>.</summary>
    public string Key { get; set; } = "";

    /// <summary>The name of the bytes among the account's <see cref="Files"/>.</summary>
    public string File { get; set; } = "";
    public long ByteSize { get; set; }
    public int PersonId { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
}

/// <summary>A file of a project: one version of it.</summary>
internal sealed class Attachment : Entity
{
    public string Name { get; set; } = "";
    public string Description { get; set; } = "";
    public string OriginalFilename { get; set; } = "";
    public string ContentType { get; set; } = "application/octet-stream";

    /// <summary>The name of the bytes among the account's <see cref="Files"/>.</summary>
    public string File { get; set; } = "";
    public long ByteSize { get; set; }
    public int ProjectId { get; set; }
    public int? CategoryId { get; set; }
    public int PersonId { get; set; }

    /// <summary>Of a file that stands alone: one that a message or comment carries is as private as that.</summary>
    public bool Private { get; set; }
    public DateTimeOffset CreatedOn { get; set; }

    /// <summary>The message or comment that carries it.</summary>
    public int? OwnerId { get; set; }

    /// <summary><c>Post</c> or <c>Comment</c>.</summary>
    public string? OwnerType { get; set; }

    /// <summary>The id of version 1; its own where it is the first.</summary>
    public int Collection { get; set; }
    public int Version { get; set; } = 1;
    public bool Current { get; set; } = true;
}
