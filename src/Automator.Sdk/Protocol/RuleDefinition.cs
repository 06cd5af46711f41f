namespace Automator.Sdk.Protocol;

/// <summary>What a rule registered: the part of an image's manifest that only running its top level can tell.</summary>
internal sealed record RuleDefinition
{
    public string? Description { get; init; }

    public string? Owner { get; init; }

    public RunLimits Limits { get; init; } = new();

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

internal enum Trigger
{
    Schedule,
    ProjectCreated,
    TodoItemCompleted,
    Demand,
}

internal static class TriggerName
{
    internal static string ToName(this Trigger trigger) => trigger switch
    {
        Trigger.Schedule => "schedule",
        Trigger.ProjectCreated => "project-created",
        Trigger.TodoItemCompleted => "todo-item-completed",
        Trigger.Demand => "demand",
        _ => throw new ArgumentOutOfRangeException(nameof(trigger), trigger, "A trigger without a name."),
    };
}
