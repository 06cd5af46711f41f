namespace Automator.Host.Basecamp;

/// <summary>Where an account is and how it lets us in.</summary>
internal sealed record AccountConnection
{
    /// <summary>Its name in automator.json.</summary>
    internal required string Name { get; init; }

    /// <summary>Scheme and host, such as <c>https://company.basecamphq.com</c>.</summary>
    internal required Uri Url { get; init; }

    internal required AccountCredentials Credentials { get; init; }

    /// <summary>Names the application with a link or an address; without one Basecamp allows 60 requests a minute.</summary>
    internal required string UserAgent { get; init; }

    /// <summary>IANA, Windows or Rails; null takes the zone of the account's primary company.</summary>
    internal string? Zone { get; init; }

    /// <summary>Null talks over the network.</summary>
    internal HttpMessageHandler? Handler { get; init; }
}
