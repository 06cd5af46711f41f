namespace Automator.Sdk;

/// <summary>How a schedule behaves.</summary>
public sealed record ScheduleOptions
{
    /// <summary>The handler's name; by default its trigger and place, like <c>schedule-1</c>.</summary>
    public string? Name { get; init; }

    /// <summary>The zone of the cron expression: an IANA, Windows or Rails name. By default the account's zone.</summary>
    public string? Zone { get; init; }

    /// <summary>
    /// What happens with fires that were missed, while the host was down or the rule was paused or did not build;
    /// <see cref="Sdk.Misfire.Once"/> by default.
    /// </summary>
    public Misfire Misfire { get; init; } = Misfire.Once;

    /// <summary>How late a missed fire may still be made up for; however late, by default.</summary>
    public TimeSpan? MisfireWithin { get; init; }

    /// <summary>Whether it does not fire on the account's <c>holidays</c> (automator.json), by their dates in the schedule's zone; false by default.</summary>
    public bool SkipHolidays { get; init; }

    /// <summary>
    /// Puts every fire off by a time of up to this long, so that what is due at the same minute does not all begin at once; not at all by
    /// default. A handler's time is always the same on an account: its name decides it. At most a day.
    /// </summary>
    public TimeSpan? Jitter { get; init; }

    /// <summary>What becomes of a fire that comes while a run of this handler is under way; <see cref="Sdk.Overlap.Skip"/> by default.</summary>
    public Overlap Overlap { get; init; } = Overlap.Skip;

    /// <summary>How many runs of this handler there are at once with <see cref="Sdk.Overlap.Parallel"/>; 16 by default.</summary>
    public int AtMost { get; init; } = 16;
}

/// <summary>How a handler behaves that runs after another rule's runs.</summary>
public sealed record AfterOptions
{
    /// <summary>
    /// The handler's name; by default that of the other rule, like <c>after-nightly</c>, with a number from the second on. What waits is for the
    /// handler of that name, also after the file has been edited.
    /// </summary>
    public string? Name { get; init; }

    /// <summary>After which ends it runs; <see cref="AfterRuns.Succeeded"/> by default.</summary>
    public AfterRuns When { get; init; } = AfterRuns.Succeeded;

    /// <summary>What becomes of an end that comes while a run of this handler is under way; <see cref="Sdk.Overlap.QueueAll"/> by default.</summary>
    public Overlap Overlap { get; init; } = Overlap.QueueAll;

    /// <summary>How many runs of this handler there are at once with <see cref="Sdk.Overlap.Parallel"/>; 16 by default.</summary>
    public int AtMost { get; init; } = 16;
}

/// <summary>Which of another rule's runs a handler runs after.</summary>
public enum AfterRuns
{
    /// <summary>Those that succeeded.</summary>
    Succeeded,

    /// <summary>Those that ended in any other way, and those that wait for a person to decide; these are told of once more when they are over.</summary>
    Failed,

    /// <summary>All.</summary>
    Either,
}

/// <summary>How a handler of a webhook behaves.</summary>
public sealed record WebhookOptions
{
    /// <summary>
    /// The handler's name; by default that of the webhook, like <c>webhook-deploys</c>, with a number from the second on. What waits is for the
    /// handler of that name, also after the file has been edited.
    /// </summary>
    public string? Name { get; init; }

    /// <summary>What becomes of a call that comes while a run of this handler is under way; <see cref="Sdk.Overlap.QueueAll"/> by default.</summary>
    public Overlap Overlap { get; init; } = Overlap.QueueAll;

    /// <summary>How many runs of this handler there are at once with <see cref="Sdk.Overlap.Parallel"/>; 16 by default.</summary>
    public int AtMost { get; init; } = 16;
}

/// <summary>How a handler on demand behaves.</summary>
public sealed record DemandOptions
{
    /// <summary>The handler's name; by default its trigger and place, like <c>demand-1</c>.</summary>
    public string? Name { get; init; }

    /// <summary>What becomes of a demand that comes while a run of this handler is under way; <see cref="Sdk.Overlap.QueueAll"/> by default.</summary>
    public Overlap Overlap { get; init; } = Overlap.QueueAll;

    /// <summary>How many runs of this handler there are at once with <see cref="Sdk.Overlap.Parallel"/>; 16 by default.</summary>
    public int AtMost { get; init; } = 16;
}

/// <summary>What a schedule does about fires that were missed.</summary>
public enum Misfire
{
    /// <summary>Nothing: the next fire is the next one in the future.</summary>
    Skip,

    /// <summary>One run makes up for all of them, as soon as the host is back.</summary>
    Once,

    /// <summary>One run for each of them, in order, at most 100.</summary>
    All,
}

/// <summary>
/// What becomes of what fires a handler while a run of it is under way: in a worker, or waiting. Of a handler of an event, a run for
/// the same record. What is skipped is listed with its reason.
/// </summary>
public enum Overlap
{
    /// <summary>Nothing is run for it.</summary>
    Skip,

    /// <summary>It waits its turn, unless one waits already: then nothing is run for it.</summary>
    QueueOne,

    /// <summary>It waits its turn.</summary>
    QueueAll,

    /// <summary>
    /// The run under way is cancelled, and one for the newest takes its place, as long as it has changed nothing yet; after that, the
    /// newest waits its turn. Others that wait are not run.
    /// </summary>
    Restart,

    /// <summary>It is run beside it, up to the number in the options; what is past that waits its turn.</summary>
    Parallel,
}
