using System.Security.Cryptography;
using System.Text;

namespace Automator.Host.Basecamp;

/// <summary>The one request of an effect, as it is journaled before it is sent.</summary>
internal sealed record EffectRequest
{
    internal required string Method { get; init; }

    /// <summary>From the account's root, with the leading slash.</summary>
    internal required string Path { get; init; }

    /// <summary>What <see cref="ContentType"/> says; empty where the method and the path say it all.</summary>
    internal ReadOnlyMemory<byte> Body { get; init; }

    internal string ContentType { get; init; } = "application/xml";

    /// <summary>The content type of an upload, whose answer names it.</summary>
    internal const string Bytes = "application/octet-stream";

    internal bool Uploads => ContentType == Bytes;

    /// <summary>For the journal: of a file, what proves that another is the same.</summary>
    internal string? BodyText => Body.IsEmpty ? null
        : Uploads ? $"{Body.Length} bytes, SHA-256 {Convert.ToHexStringLower(SHA256.HashData(Body.Span))}"
        : Encoding.UTF8.GetString(Body.Span);

    /// <summary>True when the answer names a new record.</summary>
    internal bool Creates { get; init; }

    /// <summary>True when sending it twice does what sending it once does, mail included.</summary>
    internal required bool IsIdempotent { get; init; }

    /// <summary>For people: <c>complete to-do 123</c>.</summary>
    internal required string Description { get; init; }
}

/// <summary>What came back of an effect that was done.</summary>
internal sealed record EffectAnswer
{
    internal required int Status { get; init; }

    /// <summary>Null where nothing was created, and where the answer does not name what was.</summary>
    internal long? CreatedId { get; init; }

    /// <summary>Null where nothing was uploaded, and where the answer does not name what was.</summary>
    internal string? UploadId { get; init; }
}
