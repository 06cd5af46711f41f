using System.Text.Json;
using System.Text.Json.Serialization;

namespace Automator.Sdk.Protocol;

/// <summary>What the host says to a worker.</summary>
[JsonConverter(typeof(VariantConverter<HostFrame>))]
[Variant(typeof(LoadImage), "load")]
[Variant(typeof(RegisterRule), "register")]
[Variant(typeof(BeginRun), "begin")]
[Variant(typeof(AnswerCall), "answer")]
[Variant(typeof(CancelRun), "cancel")]
[Variant(typeof(AbandonRun), "abandon")]
internal abstract record HostFrame;

/// <summary>Hands over the bytes of an image; a worker opens no files. Sent before an image is used and the worker does not hold it.</summary>
internal sealed record LoadImage : HostFrame
{
    public required string ImageHash { get; init; }

    public required byte[] Dll { get; init; }

    public required byte[] Pdb { get; init; }

    /// <summary>The image the worker no longer needs, should there be one: only the host decides what a worker holds.</summary>
    public string? InPlaceOf { get; init; }
}

/// <summary>Runs an image's top level and nothing else; answered by <see cref="RuleRegistered"/> or <see cref="RunEnded"/>.</summary>
internal sealed record RegisterRule : HostFrame
{
    public required string ImageHash { get; init; }

    /// <summary>Names what the worker is at; it says so in its answer. The host draws it at random, so that no earlier turn can have told it.</summary>
    public long Turn { get; init; }
}

internal sealed record BeginRun : HostFrame
{
    public required string ImageHash { get; init; }

    /// <summary>Names what the worker is at, as above; the first and the last frame of the run say so.</summary>
    public long Turn { get; init; }

    public required RunFacts Facts { get; init; }

    /// <summary>The handler to invoke; null for a console snippet, whose top level is the run.</summary>
    public string? Handler { get; init; }

    public JsonElement? Payload { get; init; }
}

internal sealed record AnswerCall : HostFrame
{
    public required long Sequence { get; init; }

    /// <summary>The run's time from here on.</summary>
    public required DateTimeOffset At { get; init; }

    public JsonElement? Result { get; init; }

    public CallFailure? Failure { get; init; }
}

/// <summary>Asks the run to stop at its next call. What does not listen is killed.</summary>
internal sealed record CancelRun : HostFrame
{
    public required string Reason { get; init; }
}

/// <summary>
/// Drops the run as it stands, without a line of its code being run any more: it goes on later, in whatever worker, from the journal.
/// Answered by <see cref="RunAbandoned"/>.
/// </summary>
internal sealed record AbandonRun : HostFrame;

/// <summary>What a worker says to the host, who takes it for hostile.</summary>
[JsonConverter(typeof(VariantConverter<WorkerFrame>))]
[Variant(typeof(WorkerReady), "ready")]
[Variant(typeof(RuleRegistered), "registered")]
[Variant(typeof(RunStarted), "started")]
[Variant(typeof(CallIssued), "call")]
[Variant(typeof(LogWritten), "log")]
[Variant(typeof(RunIdle), "idle")]
[Variant(typeof(RunAbandoned), "abandoned")]
[Variant(typeof(RunEnded), "ended")]
internal abstract record WorkerFrame;

internal sealed record WorkerReady : WorkerFrame
{
    public required int Protocol { get; init; }

    public required string Runtime { get; init; }

    /// <summary>Null from a worker that was told to put on no filter.</summary>
    public WorkerConfinement? Confinement { get; init; }
}

/// <summary>What a worker was born with, as the kernel told it, before it put on the filter that closes the door behind it.</summary>
internal sealed record WorkerConfinement
{
    public required bool GainsNoPrivileges { get; init; }

    public required bool IsFiltered { get; init; }
}

internal sealed record RuleRegistered : WorkerFrame
{
    public required RuleDefinition Rule { get; init; }

    public long Turn { get; init; }
}

/// <summary>The handler is about to be invoked.</summary>
internal sealed record RunStarted : WorkerFrame
{
    public long Turn { get; init; }
}

internal sealed record CallIssued : WorkerFrame
{
    /// <summary>Counts from 1 in each run, in the order in which the rule issued its calls.</summary>
    public required long Sequence { get; init; }

    public required Operation Operation { get; init; }
}

internal sealed record LogWritten : WorkerFrame
{
    public required LogSeverity Level { get; init; }

    public required string Text { get; init; }
}

/// <summary>
/// The rule has done all it can until something is delivered to it. Answers are delivered one by one, each to an idle run: so their
/// order alone decides what the rule does, and the same order does the same again.
/// </summary>
internal sealed record RunIdle : WorkerFrame
{
    public long Turn { get; init; }
}

/// <summary>The worker has dropped the run, and is free.</summary>
internal sealed record RunAbandoned : WorkerFrame
{
    public long Turn { get; init; }
}

internal sealed record RunEnded : WorkerFrame
{
    public required RunEnding Ending { get; init; }

    public long Turn { get; init; }

    public RuleError? Error { get; init; }

    /// <summary>What a console snippet's last expression gave, as text.</summary>
    public string? Value { get; init; }
}

internal enum RunEnding
{
    Completed,

    /// <summary>The rule's own code threw.</summary>
    Faulted,

    /// <summary>The rule was stopped by the host: cancelled, a limit, a refusal.</summary>
    Stopped,

    /// <summary>The rule did not register the same handlers, or did not do the same calls.</summary>
    Diverged,
}

/// <summary>An exception of a rule as text: the object itself would keep the rule's image in memory.</summary>
internal sealed record RuleError
{
    public required string Type { get; init; }

    public required string Message { get; init; }

    /// <summary>The call that failed, where the exception is its failure.</summary>
    public long? Call { get; init; }

    /// <summary>Frames in the rule's own files, innermost first, as <c>file(line)</c>.</summary>
    public IReadOnlyList<string> Frames { get; init; } = [];
}

internal enum LogSeverity
{
    Info,
    Warning,
    Error,
}

/// <summary>Why a call has no result.</summary>
internal sealed record CallFailure
{
    public required CallFailureKind Kind { get; init; }

    public required string Message { get; init; }

    public string? Account { get; init; }

    public string? Method { get; init; }

    public string? Path { get; init; }

    public bool MayRetry { get; init; }

    public IReadOnlyList<string> Errors { get; init; } = [];
}

internal enum CallFailureKind
{
    NotFound,
    Forbidden,
    Invalid,
    Unavailable,
    Unreadable,

    /// <summary>The name does not say which record is meant.</summary>
    Ambiguous,

    /// <summary>Not a rule's to handle: the host has fixed the outcome and refuses every later call.</summary>
    Stopped,
}
