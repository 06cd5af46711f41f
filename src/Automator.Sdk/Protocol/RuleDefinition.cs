namespace Automator.Sdk.Protocol;

/// <summary>What a rule registered: the part of an image's manifest that only running its top level can tell.</summary>
internal sealed record RuleDefinition
{
    public string? Description { get; init; }

    public string? Owner { get; init; }

    public RunLimits Limits { get; init; } = new();

    public RetryPolicy Retry { get; init; } = new();

    /// <summary>Whether values are kept together, when a run succeeds, and not one by one.</summary>
    public bool StateAtEnd { get; init; }

    public RuleScope Only { get; init; } = new();

    public IReadOnlyList<string> FormerNames { get; init; } = [];

    public IReadOnlyList<HandlerDefinition> Handlers { get; init; } = [];
}

/// <summary>To what a rule keeps itself; an empty list keeps it from nothing.</summary>
internal sealed record RuleScope
{
    /// <summary>Exact names.</summary>
    public IReadOnlyList<string> Projects { get; init; } = [];

    public IReadOnlyList<RecordKind> Kinds { get; init; } = [];
}

internal sealed record HandlerDefinition
{
    /// <summary>The trigger and the handler's place among those of that trigger, or the name its options give.</summary>
    public string Key { get; init; } = "";

    public required Trigger Trigger { get; init; }

    public string? Name { get; init; }

    /// <summary>The line of the rule's file on which it is registered.</summary>
    public int Line { get; init; }

    public string? Cron { get; init; }

    public string? Zone { get; init; }

    public Misfire Misfire { get; init; }

    /// <summary>How late a missed fire may still be made up for; null for however late.</summary>
    public TimeSpan? MisfireWithin { get; init; }

    /// <summary>Of a schedule: whether it does not fire on holidays.</summary>
    public bool SkipHolidays { get; init; }

    /// <summary>Up to how much later than its times a schedule fires; null for not at all.</summary>
    public TimeSpan? Jitter { get; init; }

    /// <summary>Of an event: whether what the rule itself has done fires it.</summary>
    public bool Own { get; init; }

    /// <summary>Of an event of a day: how many days before it.</summary>
    public int? Days { get; init; }

    /// <summary>Of an event: which of them it hears of; null for all.</summary>
    public EventFilter? Filter { get; init; }

    /// <summary>How what happens is gathered before a run is begun; null: each event has a run of its own.</summary>
    public Gathering? Gathering { get; init; }

    /// <summary>Whether a run is given a list.</summary>
    internal bool TakesMany => Gathering is { ManyAtOnce: true };

    /// <summary>Whose runs it runs after.</summary>
    public string? AfterRule { get; init; }

    /// <summary>And after which of them.</summary>
    public AfterRuns AfterRuns { get; init; }

    /// <summary>The name of the webhook whose calls it runs on.</summary>
    public string? Webhook { get; init; }

    /// <summary>On demand, or of a webhook: the name of the type it is given; null for nothing.</summary>
    public string? Takes { get; init; }

    public Overlap Overlap { get; init; }

    /// <summary>Runs at once: of a handler of an event, over all records; of another, where they may overlap at all.</summary>
    public int AtMost { get; init; } = 16;
}

/// <summary>Which events of a handler are run together, and when.</summary>
internal sealed record Gathering
{
    /// <summary>Whether a run is given a list of all; else those of one record are run together, with the newest.</summary>
    public bool ManyAtOnce { get; init; }

    /// <summary>How long nothing more must have come.</summary>
    public required TimeSpan Quiet { get; init; }

    /// <summary>How long the first of them waits at most.</summary>
    public required TimeSpan Longest { get; init; }

    public int Most { get; init; } = int.MaxValue;
}

/// <summary>Which events a handler hears of: those that match all that is given, each by one of its names. Upper and lower case count.</summary>
internal sealed record EventFilter
{
    public IReadOnlyList<string> Projects { get; init; } = [];

    public IReadOnlyList<string> Companies { get; init; } = [];

    public IReadOnlyList<string> Lists { get; init; } = [];

    /// <summary>Who did it.</summary>
    public IReadOnlyList<string> By { get; init; } = [];

    public IReadOnlyList<string> Responsible { get; init; } = [];
}

/// <summary>What one run may spend. Design: "Limits, in one place".</summary>
internal sealed record RunLimits
{
    public int Reads { get; init; } = 10_000;

    public int Writes { get; init; } = 500;

    public int Calls { get; init; } = 10_000;

    public TimeSpan Time { get; init; } = TimeSpan.FromMinutes(30);

    public TimeSpan Processor { get; init; } = TimeSpan.FromMinutes(1);
}

/// <summary>How often a run goes on after a call that failed and may succeed later.</summary>
internal sealed record RetryPolicy
{
    public int Times { get; init; } = 3;

    /// <summary>Before the first; each next one waits twice as long.</summary>
    public TimeSpan After { get; init; } = TimeSpan.FromMinutes(1);
}
