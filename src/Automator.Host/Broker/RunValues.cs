using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Automator.Host.Journal;
using Automator.Sdk.Protocol;

namespace Automator.Host.Broker;

/// <summary>The values of the rule as one run sees them. What a dry run sets is seen by that run alone.</summary>
internal sealed class RunValues(RunRecord run, RunJournal runJournal, IJournal journal, RunOutcome outcome)
{
    private const int LongestValue = 64 * 1024;

    /// <summary>The Sdk's 200, and the name of the record before them.</summary>
    private const int LongestKey = 500;

    private readonly ConcurrentDictionary<string, JsonElement?> _dry = new();

    internal JsonElement Read(ReadState read)
    {
        Require(read.Key);
        if (!_dry.TryGetValue(read.Key, out var value) && journal.State(run.Account, run.Rule, read.Key) is { } json)
            value = JsonElement.Parse(json);
        return ProtocolJson.ToElement(new StateValue { Value = value });
    }

    internal async Task<JsonElement> Write(WriteState write)
    {
        Require(write.Key);
        var json = write.Value?.GetRawText();
        if (json is not null && Encoding.UTF8.GetByteCount(json) > LongestValue)
            throw outcome.Stop(RunStatus.Failed, $"State '{write.Key}' would be larger than {LongestValue / 1024} KB. Keep less, or keep it in parts.");
        if (run.Dry)
            _dry[write.Key] = write.Value;
        else
            await runJournal.SetState(write.Key, json);
        return ProtocolJson.ToElement(Done.Value);
    }

    private void Require(string key)
    {
        if (key is { Length: > LongestKey })
            throw outcome.Stop(RunStatus.Failed, $"The worker broke the protocol: a key of {key.Length} characters.");
    }
}
