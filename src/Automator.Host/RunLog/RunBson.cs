using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Automator.Host.Journal;
using Automator.Sdk.Protocol;
using LiteDB;

namespace Automator.Host.RunLog;

/// <summary>
/// A run as a LiteDB document and back. By hand: the library's own mapping would keep instants to the millisecond and in the
/// machine's zone.
/// </summary>
internal static class RunBson
{
    /// <summary>The rule and then the id: the runs of a rule in the order of time, from one index.</summary>
    internal const string RuleOrder = "ruleOrder";

    /// <summary>The last field: tells whether the others are as they were written, which LiteDB does not.</summary>
    private const string SumField = "sum";

    /// <summary>Keys of an index have at most 1,023 bytes, and a path may have more.</summary>
    private const int LongestRuleInKey = 250;

    /// <summary>Type, name and value, as the sum stands in the bytes of a document, before its last byte.</summary>
    private const int SumLength = 1 + 4 + sizeof(long);

    /// <summary>What a list shows. These come first in a document, so that a list costs the first block of each, however much a run wrote.</summary>
    internal static BsonExpression Head { get; } = BsonExpression.Create(
        "{ _id: $._id, account: $.account, rule: $.rule, handler: $.handler, trigger: $.trigger, dueAt: $.dueAt, dry: $.dry, image: $.image, " +
        "startedAt: $.startedAt, status: $.status, revision: $.revision, end: $.end }");

    private static ReadOnlySpan<byte> SumAsWritten => "\u0012sum\0"u8;

    internal static string RuleKey(RuleName rule)
    {
        var name = rule.Value.Length <= LongestRuleInKey
            ? rule.Value
            : Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(rule.Value)));
        return name + '\n';
    }

    internal static BsonDocument Write(RunDocument run)
    {
        var document = WithoutSum(run);
        document[SumField] = Sum(BsonSerializer.Serialize(document));
        return document;
    }

    /// <exception cref="InvalidDataException">It is not as it was written.</exception>
    internal static RunDocument Read(BsonDocument run)
    {
        var sum = run[SumField];
        run.Remove(SumField);
        if (!sum.IsInt64 || Sum(BsonSerializer.Serialize(run)) != sum.AsInt64)
            throw new InvalidDataException($"The run {run["_id"].AsString} is not as it was written.");
        var id = new RunId(run["_id"].AsString);
        return ReadHead(run) with
        {
            Payload = run["payload"].AsString,
            Effects = [.. run["effects"].AsArray.Select(effect => ReadEffect(id, effect.AsDocument))],
            Lines = [.. run["lines"].AsArray.Select(line => ReadLine(id, line.AsDocument))],
        };
    }

    /// <summary>Without payload, effects and lines.</summary>
    internal static RunDocument ReadHead(BsonDocument run) => new()
    {
        Id = new RunId(run["_id"].AsString),
        Account = run["account"].AsString,
        Rule = new RuleName(run["rule"].AsString),
        Handler = run["handler"].AsString,
        Trigger = Member<Trigger>(run["trigger"]),
        DueAt = Instant(run["dueAt"]),
        Dry = run["dry"].AsBoolean,
        ImageHash = run["image"].AsString,
        StartedAt = Instant(run["startedAt"]),
        Status = Member<RunStatus>(run["status"]),
        Revision = run["revision"].AsInt64,
        End = run["end"].IsNull ? null : ReadEnd(run["end"].AsDocument),
    };

    /// <summary>Whether it is as it was written: told from the bytes alone, before anything in them is believed.</summary>
    internal static bool IsSound(ReadOnlySpan<byte> document)
    {
        if (document.Length < sizeof(int) + SumLength + 1)
            return false;
        var sum = document[^(SumLength + 1)..^1];
        return sum.StartsWith(SumAsWritten)
            && BinaryPrimitives.ReadInt64LittleEndian(sum[SumAsWritten.Length..]) == SumOf(document[sizeof(int)..^(SumLength + 1)]);
    }

    /// <summary>Of the fields, without the length before them and the end behind them, which the sum itself changes.</summary>
    private static long Sum(byte[] document) => SumOf(document.AsSpan(sizeof(int)..^1));

    private static long SumOf(ReadOnlySpan<byte> fields) => BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(fields));

    private static BsonDocument WithoutSum(RunDocument run) => new()
    {
        ["_id"] = run.Id.Value,
        [RuleOrder] = RuleKey(run.Rule) + run.Id.Value,
        ["account"] = run.Account,
        ["rule"] = run.Rule.Value,
        ["handler"] = run.Handler,
        ["trigger"] = run.Trigger.ToString(),
        ["dueAt"] = run.DueAt.UtcTicks,
        ["dry"] = run.Dry,
        ["image"] = run.ImageHash,
        ["startedAt"] = run.StartedAt.UtcTicks,
        ["status"] = run.Status.ToString(),
        ["revision"] = run.Revision,
        ["end"] = run.End is { } end ? Write(end) : BsonValue.Null,
        ["payload"] = run.Payload,
        ["effects"] = new BsonArray(run.Effects.Select(Write)),
        ["lines"] = new BsonArray(run.Lines.Select(Write)),
    };

    private static BsonDocument Write(RunEnd end) => new()
    {
        ["status"] = end.Status.ToString(),
        ["at"] = end.At.UtcTicks,
        ["reason"] = end.Reason,
        ["reads"] = end.Reads,
        ["writes"] = end.Writes,
        ["calls"] = end.Calls,
        ["waited"] = end.Waited.Ticks,
        ["slept"] = end.Slept.Ticks,
        ["worked"] = end.Worked.Ticks,
    };

    private static RunEnd ReadEnd(BsonDocument end) => new()
    {
        Status = Member<RunStatus>(end["status"]),
        At = Instant(end["at"]),
        Reason = end["reason"].AsString,
        Reads = end["reads"].AsInt32,
        Writes = end["writes"].AsInt32,
        Calls = end["calls"].AsInt32,
        Waited = new TimeSpan(end["waited"].AsInt64),
        Slept = new TimeSpan(end["slept"].AsInt64),
        Worked = new TimeSpan(end["worked"].AsInt64),
    };

    private static BsonDocument Write(EffectRecord effect) => new()
    {
        ["sequence"] = effect.Sequence,
        ["operation"] = effect.Operation,
        ["description"] = effect.Description,
        ["method"] = effect.Method,
        ["path"] = effect.Path,
        ["body"] = effect.Body,
        ["intendedAt"] = effect.IntendedAt.UtcTicks,
        ["status"] = effect.Status.ToString(),
        ["answer"] = effect.Answer,
        ["answeredAt"] = effect.AnsweredAt is { } at ? at.UtcTicks : BsonValue.Null,
        ["doubt"] = effect.Doubt,
    };

    private static EffectRecord ReadEffect(RunId run, BsonDocument effect) => new()
    {
        Run = run,
        Sequence = effect["sequence"].AsInt64,
        Operation = effect["operation"].AsString,
        Description = effect["description"].AsString,
        Method = effect["method"].AsString,
        Path = effect["path"].AsString,
        Body = effect["body"].AsString,
        IntendedAt = Instant(effect["intendedAt"]),
        Status = Member<EffectStatus>(effect["status"]),
        Answer = effect["answer"].AsString,
        AnsweredAt = effect["answeredAt"].IsNull ? null : Instant(effect["answeredAt"]),
        Doubt = effect["doubt"].AsString,
    };

    private static BsonDocument Write(LogRecord line) => new()
    {
        ["ordinal"] = line.Ordinal,
        ["at"] = line.At.UtcTicks,
        ["level"] = line.Level.ToString(),
        ["text"] = line.Text,
    };

    private static LogRecord ReadLine(RunId run, BsonDocument line) => new()
    {
        Run = run,
        Ordinal = line["ordinal"].AsInt32,
        At = Instant(line["at"]),
        Level = Member<LogSeverity>(line["level"]),
        Text = line["text"].AsString,
    };

    private static DateTimeOffset Instant(BsonValue ticks) => new(ticks.AsInt64, TimeSpan.Zero);

    private static T Member<T>(BsonValue name)
        where T : struct, Enum => Enum.Parse<T>(name.AsString);
}
