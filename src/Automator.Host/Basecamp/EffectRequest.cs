namespace Automator.Host.Basecamp;

/// <summary>The one request of an effect, as it is journaled before it is sent.</summary>
internal sealed record EffectRequest
{
    internal required string Method { get; init; }

    /// <summary>From the account's root, with the leading slash.</summary>
    internal required string Path { get; init; }

    /// <summary>XML; empty where the method and the path say it all.</summary>
    internal ReadOnlyMemory<byte> Body { get; init; }

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
}
