namespace Automator.Confinement;

/// <summary>What the probe tries to reach: all of it is really there, so that only a refusal keeps it away.</summary>
internal sealed record ProbeTargets
{
    /// <summary>A process outside, such as the host.</summary>
    public required int Process { get; init; }

    /// <summary>A port of this machine that somebody listens on.</summary>
    public required int Port { get; init; }

    /// <summary>The name of an abstract socket that somebody listens on.</summary>
    public required string Socket { get; init; }

    /// <summary>A folder with something to lose in it.</summary>
    public required string Folder { get; init; }

    internal string[] Arguments => [Process.ToString(), Port.ToString(), Socket, Folder];

    internal static ProbeTargets Of(ReadOnlySpan<string> arguments) => new()
    {
        Process = int.Parse(arguments[0]),
        Port = int.Parse(arguments[1]),
        Socket = arguments[2],
        Folder = arguments[3],
    };
}
