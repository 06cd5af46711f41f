using Automator.Sdk;
using Automator.Sdk.Protocol;

namespace Automator.Host.Control;

/// <summary>A rule as people see it.</summary>
internal sealed record RuleReport
{
    public required string Rule { get; init; }

    /// <summary>Null where there is none any more.</summary>
    public string? File { get; init; }

    public required RuleState State { get; init; }

    public string? Description { get; init; }

    public string? Owner { get; init; }

    /// <summary>Those it runs on.</summary>
    public IReadOnlyList<string> Accounts { get; init; } = [];

    public IReadOnlyList<HandlerReport> Handlers { get; init; } = [];

    /// <summary>Why it does not run, by account, where its runs had to be killed.</summary>
    public IReadOnlyDictionary<string, string> Quarantine { get; init; } = new Dictionary<string, string>();

    /// <summary>Since when it is paused, by account: by itself, or with all others.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> Paused { get; init; } = new Dictionary<string, DateTimeOffset>();

    /// <summary>What did not run within the last day though a schedule named its time, by account, in a sentence.</summary>
    public IReadOnlyDictionary<string, string> Missed { get; init; } = new Dictionary<string, string>();

    /// <summary>What it can do, in words.</summary>
    public IReadOnlyList<string> Does { get; init; } = [];

    public IReadOnlyList<SourceError> Errors { get; init; } = [];

    /// <summary>What is no error, and yet is seldom meant, in sentences.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    public RunReport? LastRun { get; init; }

    /// <summary>The last one on each account it runs on.</summary>
    public IReadOnlyList<RunReport> LastRuns { get; init; } = [];
}

internal enum RuleState
{
    /// <summary>The file as it is runs.</summary>
    Live,

    /// <summary>The file does not build; its last good version runs.</summary>
    Stale,

    /// <summary>The file does not build, and no version of it ever did: nothing runs.</summary>
    Broken,

    /// <summary>There is no such file, but it is still paused: it would be as soon as there is one again.</summary>
    Gone,
}

internal sealed record HandlerReport
{
    public required string Handler { get; init; }

    public required Trigger Trigger { get; init; }

    public string? Cron { get; init; }

    public string? Zone { get; init; }

    /// <summary>The rule whose runs it runs after.</summary>
    public string? AfterRule { get; init; }

    /// <summary>And after which of them; null where it runs after none.</summary>
    public AfterRuns? AfterRuns { get; init; }

    /// <summary>The webhook whose calls it runs on.</summary>
    public string? Webhook { get; init; }

    /// <summary>How long nothing more must come before it runs for what has; null where it runs at once.</summary>
    public TimeSpan? Quiet { get; init; }

    /// <summary>For how many events a run is at most; null where each has its own.</summary>
    public int? AtOnce { get; init; }

    /// <summary>When it fires next, for a schedule of a running host: on the account where that is soonest.</summary>
    public DateTimeOffset? Next { get; init; }

    /// <summary>The same for each account, in its own zone.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> NextOn { get; init; } = new Dictionary<string, DateTimeOffset>();
}
