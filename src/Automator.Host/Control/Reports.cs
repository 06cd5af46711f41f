using System.Text.Json;
using System.Text.Json.Serialization;
using Automator.Host.Broker;
using Automator.Host.Journal;
using Automator.Sdk;
using Automator.Sdk.Protocol;

namespace Automator.Host.Control;

internal sealed record RunRequest
{
    public required string Rule { get; init; }

    /// <summary>Null where the rule runs on one account only.</summary>
    public string? Account { get; init; }

    /// <summary>Null when the rule has only one, or only one on demand.</summary>
    public string? Handler { get; init; }

    public bool Dry { get; init; }

    /// <summary>The record for a handler of an event: whole, or <c>{"id": 123}</c>, which is then read.</summary>
    public JsonElement? Payload { get; init; }
}

internal sealed record SnippetRequest
{
    public required string Text { get; init; }

    /// <summary>Null where there is one account only.</summary>
    public string? Account { get; init; }

    public bool Dry { get; init; } = true;
}

internal sealed record RunQuery
{
    public string? Account { get; init; }

    public string? Rule { get; init; }

    public RunStatus? Status { get; init; }

    public int AtMost { get; init; } = 20;
}

/// <summary>A run as people see it: from the log, or from the journal where it is queued.</summary>
internal sealed record RunReport
{
    /// <summary>Its id; of one that is queued, the key of its due.</summary>
    public required string Run { get; init; }

    public required string Account { get; init; }

    public required string Rule { get; init; }

    public required string Handler { get; init; }

    public required Trigger Trigger { get; init; }

    public required RunStatus Status { get; init; }

    public string? Reason { get; init; }

    public bool Dry { get; init; }

    public DateTimeOffset DueAt { get; init; }

    /// <summary>Ids of the records whose events it is for, in the order of what happened to each last. Left out of lists, and where there are too many to be logged.</summary>
    public IReadOnlyList<long>? Records { get; init; }

    /// <summary>Null for one that is queued.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public int Reads { get; init; }

    public int Writes { get; init; }

    public int Calls { get; init; }

    /// <summary>Null for one that is queued.</summary>
    public string? Image { get; init; }

    /// <summary>When the journal let go what the run had read and sent, some time after its end. Left out of lists, and while it has it.</summary>
    public DateTimeOffset? BodiesGoneAt { get; init; }

    /// <summary>Time in which a request of it waited for the account's budget, however many did at once.</summary>
    public TimeSpan Waited { get; init; }

    /// <summary>Time in which it waited for nothing but a time to come.</summary>
    public TimeSpan Slept { get; init; }

    /// <summary>Processor time of its worker.</summary>
    public TimeSpan Worked { get; init; }

    /// <summary>Left out of lists.</summary>
    public IReadOnlyList<EffectReport>? Effects { get; init; }

    /// <summary>Left out of lists.</summary>
    public IReadOnlyList<LineReport>? Log { get; init; }
}

internal sealed record EffectReport
{
    public required long Sequence { get; init; }

    public required string Operation { get; init; }

    public required string Description { get; init; }

    public required string Method { get; init; }

    public required string Path { get; init; }

    /// <summary>What was sent, the first of it: how the record was to be.</summary>
    public string? Sent { get; init; }

    public required EffectStatus Status { get; init; }

    /// <summary>The id of what was created, or why it failed.</summary>
    public string? Answer { get; init; }

    public required DateTimeOffset At { get; init; }


    /// <summary>Why nobody could tell whether it was done; null where that never was so.</summary>
    public string? Doubt { get; init; }

    /// <summary>Ids of the records of which one may be what it made.</summary>
    public IReadOnlyList<long>? Candidates { get; init; }

    /// <summary>When a person said what became of it.</summary>
    public DateTimeOffset? SettledAt { get; init; }
}

internal sealed record LineReport
{
    public required DateTimeOffset At { get; init; }

    public required LogSeverity Level { get; init; }

    public required string Text { get; init; }
}

/// <summary>An account as people see it.</summary>
internal sealed record AccountReport
{
    /// <summary>In automator.json.</summary>
    public required string Account { get; init; }

    public required Uri? Url { get; init; }

    /// <summary>What it lets us in by: the kind, never the secret.</summary>
    public required string Login { get; init; }

    public required bool Answers { get; init; }

    /// <summary>What the account calls itself.</summary>
    public string? Name { get; init; }

    public string? Zone { get; init; }

    public string? Person { get; init; }

    public string? EmailAddress { get; init; }

    /// <summary>When the access token has to be renewed, which happens by itself; null where there is none.</summary>
    public DateTimeOffset? LoginExpiresAt { get; init; }

    /// <summary>Why it does not answer, and what to do.</summary>
    public string? Problem { get; init; }
}

/// <summary>The names of <c>--json</c> and of the control API: one and the same, and stable.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(RunRequest))]
[JsonSerializable(typeof(SnippetRequest))]
[JsonSerializable(typeof(ReleaseRequest))]
[JsonSerializable(typeof(ReleaseReport))]
[JsonSerializable(typeof(PauseRequest))]
[JsonSerializable(typeof(PauseReport))]
[JsonSerializable(typeof(WhyRequest))]
[JsonSerializable(typeof(IReadOnlyList<WhyReport>))]
[JsonSerializable(typeof(CancelRequest))]
[JsonSerializable(typeof(CancelReport))]
[JsonSerializable(typeof(ResolveRequest))]
[JsonSerializable(typeof(ResolveReport))]
[JsonSerializable(typeof(AgainRequest))]
[JsonSerializable(typeof(LogRebuildRequest))]
[JsonSerializable(typeof(LogRebuildReport))]
[JsonSerializable(typeof(RunEvent))]
[JsonSerializable(typeof(IReadOnlyList<RuleReport>))]
[JsonSerializable(typeof(IReadOnlyList<RunReport>))]
[JsonSerializable(typeof(IReadOnlyList<BudgetReport>))]
[JsonSerializable(typeof(IReadOnlyList<AccountReport>))]
[JsonSerializable(typeof(DoctorReport))]
[JsonSerializable(typeof(JournalReport))]
[JsonSerializable(typeof(RestoreReport))]
[JsonSerializable(typeof(ControlError))]
[JsonSerializable(typeof(WebhookAnswer))]
internal sealed partial class ControlJson : JsonSerializerContext;

/// <summary>What the control API answers when it cannot do what was asked.</summary>
internal sealed record ControlError
{
    public required string Error { get; init; }
}
