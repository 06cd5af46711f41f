namespace Automator.Emulator;

internal sealed record EmulatorOptions
{
    /// <summary>0 takes any free port.</summary>
    public int Port { get; init; }

    /// <summary><c>demo</c>, <c>empty</c>, <c>generated</c> with or without sizes, or the path of a JSON file. Read only when there is no account yet.</summary>
    public string Seed { get; init; } = "demo";

    /// <summary>Without one the account lives in memory and ends with the server.</summary>
    public string? DataDirectory { get; init; }

    public EmulatorLimits Limits { get; init; } = EmulatorLimits.Documented;
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The host names the account answers to; any other is told that there is no such account. None: it answers to all.</summary>
    public IReadOnlyList<string> HostNames { get; init; } = [];
}

/// <summary>One of the seed's people that a client can act as. Roles: administrator, member, client.</summary>
internal sealed record EmulatorPerson(string Name, string Role, string Token);
