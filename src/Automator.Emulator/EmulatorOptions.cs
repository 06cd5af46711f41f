using Automator.Emulator.Authorization;
using Automator.Emulator.Store;

namespace Automator.Emulator;

/// <summary>One account of the emulator.</summary>
internal record SiteOptions
{
    /// <summary>Also its host name up to the first dot: <c>acme.localhost</c>, <c>acme.basecamphq.com</c>.</summary>
    public string Name { get; init; } = "main";

    /// <summary>The port at which it answers whatever the host name; 0 takes any free one.</summary>
    public int Port { get; init; }

    /// <summary>Host names beside its own. With any, other names are told that there is no such account.</summary>
    public IReadOnlyList<string> HostNames { get; init; } = [];

    /// <summary>True: it answers over https alone, and sends plain requests there.</summary>
    public bool Ssl { get; init; }

    /// <summary>The https port; null: none, or any free one where <see cref="Ssl"/> is on. Without it, https requests are sent to the plain port.</summary>
    public int? SslPort { get; init; }

    /// <summary><c>demo</c>, <c>empty</c>, <c>generated</c> with or without sizes, or the path of a JSON file. Read only when there is no account yet.</summary>
    public string Seed { get; init; } = "demo";

    public EmulatorLimits Limits { get; init; } = EmulatorLimits.Documented;
    public AccountBehaviour Behaviour { get; init; } = new();

    /// <summary>How many of the last requests are kept to be looked at; about 300 bytes each.</summary>
    public int RequestsKept { get; init; } = 50_000;
}

/// <summary>The emulator's first account, and what surrounds it.</summary>
internal sealed record EmulatorOptions : SiteOptions
{
    /// <summary>Without one the accounts live in memory and end with the server.</summary>
    public string? DataDirectory { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Found by their names at the first account's port too.</summary>
    public IReadOnlyList<SiteOptions> MoreAccounts { get; init; } = [];

    /// <summary>Where the authorization server answers; 0 takes any free port, null is none.</summary>
    public int? AuthorizationPort { get; init; }

    /// <summary>The applications that may ask for authorization. None: every one may, with any secret.</summary>
    public IReadOnlyList<RegisteredClient> AuthorizationClients { get; init; } = [];
}

/// <summary>One of the seed's people that a client can act as. Roles: administrator, member, client.</summary>
internal sealed record EmulatorPerson(string Name, string Role, string Token);
