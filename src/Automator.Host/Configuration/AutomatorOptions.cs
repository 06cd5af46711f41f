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

    /// <summary>What must hold of workers before any runs a rule.</summary>
    internal required SandboxMode Sandbox { get; init; }

    /// <summary>Whether the file says so: what is left out gives way where the machine cannot confine anything.</summary>
    internal bool SandboxIsWritten { get; init; }

    /// <summary>What runs in flight get when the host stops.</summary>
    internal required TimeSpan Grace { get; init; }

    /// <summary>How long the journal keeps what has ended.</summary>
    internal required JournalSection Journal { get; init; }

    /// <summary>How long runs stay in the log.</summary>
    internal required LogOptions Log { get; init; }

    /// <summary>At least one; each with a name, a port and an address of its own.</summary>
    internal required IReadOnlyList<AccountOptions> Accounts { get; init; }

    internal IReadOnlyList<string> RunningOn(RuleName rule) => [.. Accounts.Where(account => account.Runs(rule)).Select(account => account.Name)];
}

internal enum SandboxMode
{
    /// <summary>Every layer holds, or no rule is run.</summary>
    Strict,

    /// <summary>A process of its own with limits, and no more.</summary>
    Process,
}
