namespace Automator.Host.Control;

internal sealed record ReleaseRequest
{
    public required string Rule { get; init; }

    /// <summary>Null for all accounts.</summary>
    public string? Account { get; init; }
}

internal sealed record ReleaseReport
{
    /// <summary>The accounts on which runs of the rule had been killed, and are forgotten now.</summary>
    public IReadOnlyList<string> Released { get; init; } = [];

    /// <summary>Why it is not released on others, and what to do.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];
}

internal sealed record PauseRequest
{
    /// <summary>Null for all rules.</summary>
    public string? Rule { get; init; }

    /// <summary>Null for all accounts.</summary>
    public string? Account { get; init; }

    /// <summary>Whether it goes on, rather than being paused.</summary>
    public bool GoesOn { get; init; }
}

internal sealed record PauseReport
{
    /// <summary>The accounts on which something changed: it was not paused, or was.</summary>
    public IReadOnlyList<string> Accounts { get; init; } = [];

    /// <summary>Why it did not on others, and what to do.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>Rules that stay paused by themselves when all go on.</summary>
    public IReadOnlyList<string> Still { get; init; } = [];

    internal PauseReport With(PauseReport other) =>
        new() { Accounts = [.. Accounts, .. other.Accounts], Problems = [.. Problems, .. other.Problems], Still = [.. Still, .. other.Still] };
}
