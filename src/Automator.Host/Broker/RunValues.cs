using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Automator.Host.Journal;
using Automator.Sdk.Protocol;

namespace Automator.Host.Broker;

/// <summary>The values of the rule as one run sees them: its own first. What a dry run sets is seen by that run alone.</summary>
internal sealed class RunValues(RunRecord run, bool atEnd, IJournal journal, RunOutcome outcome)
{
    /// <summary>The Sdk's 200, and the name of the record before them.</summary>
    private const int LongestKey = 500;

    private readonly ConcurrentDictionary<string, JsonElement?> _own = new();

    internal JsonElement Read(ReadState read)
    {
        Require(read.Key);
        if (!_own.TryGetValue(read.Key, out var value) && journal.State(run.Account, run.Rule, read.Key) is { } json)
            value = JsonElement.Parse(json);
        return ProtocolJson.ToElement(new StateValue { Value = value });
    }

    /// <returns>What is to be journaled when the rule is told.</returns>
    internal IReadOnlyList<JournalOperation> Write(WriteState write)
    {
        Require(write.Key);
        var json = write.Value?.GetRawText();
        if (json is not null && Encoding.UTF8.GetByteCount(json) > WriteState.LongestValue)
            throw outcome.Stop(RunStatus.Failed, $"State '{write.Key}' would be larger than {WriteState.LongestValue / 1024} KB. Keep less, or keep it in parts.");
        Remember(write);
        return run.Dry || atEnd ? [] : [Kept(write.Key, json)];
    }

    /// <summary>What is to be journaled with the end of a run that has succeeded.</summary>
    internal IReadOnlyList<JournalOperation> AtEnd() =>
        run.Dry || !atEnd ? [] : [.. _own.OrderBy(value => value.Key, StringComparer.Ordinal).Select(value => Kept(value.Key, value.Value?.GetRawText()))];

    internal void Remember(WriteState write) => _own[write.Key] = write.Value;

    private JournalOperation.SetState Kept(string key, string? json) => new(run.Rule, key, json, run.Id);

    private void Require(string key)
    {
        if (key is { Length: > LongestKey })
            throw outcome.Stop(RunStatus.Failed, $"The worker broke the protocol: a key of {key.Length} characters.");
    }
}
