using System.Net;

namespace Automator.Host.Configuration;

/// <summary>What <c>automator.json</c> says, checked, with every default filled in and every path absolute.</summary>
/// <remarks>The defaults stand in <see cref="AutomatorKeys"/>, from which the schema is made as well.</remarks>
internal sealed record AutomatorOptions
{
    /// <summary>The folder of the rules.</summary>
    internal required string Rules { get; init; }

    /// <summary>The folder of the journal, the run log and the embedded account.</summary>
    internal required string Data { get; init; }

    /// <summary>Where the dashboard and the control API listen; port 0 is any free one.</summary>
    internal required IPEndPoint Listen { get; init; }

    /// <summary>Worker processes at most.</summary>
    internal required int Workers { get; init; }

    /// <summary>What runs in flight get when the host stops.</summary>
    internal required TimeSpan Grace { get; init; }

    /// <summary>Exactly one for now.</summary>
    internal required IReadOnlyList<AccountOptions> Accounts { get; init; }
}
