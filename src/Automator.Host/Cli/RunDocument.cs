using System.Text.Json;
using System.Text.Json.Serialization;
using Automator.Host.Broker;
using Automator.Host.Configuration;
using Automator.Host.Journal;
using Automator.Sdk.Protocol;

namespace Automator.Host.Cli;

/// <summary>A followed run as one JSON document, for scripts.</summary>
internal sealed record RunDocument
{
    public string? Run { get; init; }

    public bool Dry { get; init; }

    /// <summary>Null when nothing was started.</summary>
    public RunStatus? Status { get; init; }

    public string? Reason { get; init; }

    public int Reads { get; init; }

    public int Writes { get; init; }

    public string? Value { get; init; }

    public IReadOnlyList<RunEvent.Effect> Effects { get; init; } = [];

    public IReadOnlyList<RunEvent.Line> Log { get; init; } = [];

    internal static async Task<int> Print(IAsyncEnumerable<RunEvent> events, Terminal terminal, CancellationToken cancellation)
    {
        var effects = new List<RunEvent.Effect>();
        var lines = new List<RunEvent.Line>();
        var document = new RunDocument { Effects = effects, Log = lines };
        var exit = ExitCode.Failed;
        await foreach (var happened in events.WithCancellation(cancellation))
        {
            switch (happened)
            {
                case RunEvent.Started started:
                    document = document with { Run = started.Run, Dry = started.Dry };
                    break;
                case RunEvent.Line line:
                    lines.Add(line);
                    break;
                case RunEvent.Effect effect:
                    effects.Add(effect);
                    break;
                case RunEvent.Ended ended:
                    document = document with { Status = ended.Status, Reason = ended.Reason, Reads = ended.Reads, Writes = ended.Writes, Value = ended.Value };
                    exit = ended.Status == RunStatus.Succeeded ? ExitCode.Done : ExitCode.Failed;
                    break;
                case RunEvent.NotStarted not:
                    document = document with { Reason = not.Reason };
                    exit = not.IsRefusal ? ExitCode.Refused : ExitCode.Failed;
                    break;
            }
        }

        if (document is { Status: null, Reason: null })
            document = document with { Reason = RunPrinter.WentAway(document.Run) };
        await terminal.Out.WriteLineAsync(JsonSerializer.Serialize(document, RunDocumentJson.Default.RunDocument));
        return exit;
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(RunDocument))]
internal sealed partial class RunDocumentJson : JsonSerializerContext;
