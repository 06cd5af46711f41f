using System.Security.Cryptography;
using System.Text.Json;
using Automator.Host.Journal;
using Automator.Sdk.Protocol;

namespace Automator.Host.Broker;

/// <summary>What a call came to, before it is delivered: until then it has no place in the run's course, and no time.</summary>
internal sealed record CallAnswer
{
    private const int HashLength = 16;

    public required CallIssued Call { get; init; }

    public JsonElement? Result { get; init; }

    /// <summary>Null when there is a result.</summary>
    public CallFailure? Failure { get; init; }

    /// <summary>GETs that were made for it.</summary>
    public int Reads { get; init; }

    /// <summary>What is journaled with its delivery, or not at all.</summary>
    public IReadOnlyList<JournalOperation> With { get; init; } = [];

    /// <summary>The run is over, whatever the rule makes of this: it belongs to no course that could go on.</summary>
    internal bool IsStop => Failure is { Kind: CallFailureKind.Stopped };

    internal AnswerCall Frame(DateTimeOffset at) => new() { Sequence = Call.Sequence, At = at, Result = Result, Failure = Failure };

    internal AnswerRecord Record(RunId run, int ordinal, DateTimeOffset at) => new()
    {
        Run = run,
        Ordinal = ordinal,
        Sequence = Call.Sequence,
        Operation = Call.Operation.OperationName,
        Request = Hash(Call.Operation),
        At = at,
        Reads = Reads,
        Failed = Failure is not null,
        Body = JournalBody.Of(Failure is { } failure ? Json(failure) : Result!.Value.GetRawText()),
    };

    /// <summary>As it was delivered before.</summary>
    internal static CallAnswer Of(CallIssued call, AnswerRecord record) => Of(call, record.Failed, record.Body.Text);

    internal static CallAnswer Of(CallIssued call, bool failed, string json) => failed
        ? new CallAnswer { Call = call, Failure = JsonSerializer.Deserialize(json, ProtocolJson.Default.CallFailure) }
        : new CallAnswer { Call = call, Result = JsonElement.Parse(json) };

    internal static string Json(CallFailure failure) => JsonSerializer.Serialize(failure, ProtocolJson.Default.CallFailure);

    /// <summary>Tells whether a run that goes on asks for what it asked for before.</summary>
    internal static byte[] Hash(Operation operation) =>
        SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(operation, ProtocolJson.Default.Operation))[..HashLength];
}
