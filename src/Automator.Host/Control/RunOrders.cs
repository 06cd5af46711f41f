using Automator.Host.Journal;
using Automator.Host.Runs;

namespace Automator.Host.Control;

internal sealed record CancelRequest
{
    /// <summary>By id or the first characters of it; what is queued by its whole key.</summary>
    public IReadOnlyList<string> Runs { get; init; } = [];

    /// <summary>All of this rule.</summary>
    public string? Rule { get; init; }

    /// <summary>Of the rule: null for all accounts.</summary>
    public string? Account { get; init; }
}

internal sealed record CancelReport
{
    public IReadOnlyList<CancelledRun> Runs { get; init; } = [];

    /// <summary>Why others are not cancelled, and what to do.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    internal static CancelReport Of(CancelledRun run) => new() { Runs = [run] };

    internal static CancelReport Not(string problem) => new() { Problems = [problem] };

    internal CancelReport With(CancelReport other) => new() { Runs = [.. Runs, .. other.Runs], Problems = [.. Problems, .. other.Problems] };
}

internal sealed record CancelledRun
{
    /// <summary>Its id, or the key of what was queued.</summary>
    public required string Run { get; init; }

    public required string Account { get; init; }

    public required string Rule { get; init; }

    public required RunStatus Was { get; init; }

    /// <summary>Cancelled; or still under way, and told to end.</summary>
    public required RunStatus Status { get; init; }
}

/// <summary>What a person says of an effect of which nobody can tell, or of the run that it holds up.</summary>
internal sealed record ResolveRequest
{
    /// <summary>Its id, or the first characters of it.</summary>
    public required string Run { get; init; }

    public required DoubtWord Word { get; init; }

    /// <summary>Which effect; null where only one is in doubt.</summary>
    public long? Effect { get; init; }

    /// <summary>The record that it made.</summary>
    public long? Id { get; init; }
}

internal sealed record ResolveReport
{
    /// <summary>What became of it.</summary>
    public string? Did { get; init; }

    /// <summary>Why nothing did, and what to do.</summary>
    public string? Problem { get; init; }

    /// <summary>The run as it is then; null where there is none.</summary>
    public RunReport? Run { get; init; }
}

internal sealed record AgainRequest
{
    /// <summary>Its id, or the first characters of it.</summary>
    public required string Run { get; init; }

    /// <summary>Whether the person has seen what that run had done already.</summary>
    public bool IsConfirmed { get; init; }
}
