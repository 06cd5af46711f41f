using Automator.Host.Journal;
using Automator.Sdk.Protocol;

namespace Automator.Host.RunLog;

/// <summary>One run as people read it, whole: nothing else has to be looked up.</summary>
internal sealed record RunDocument
{
    /// <summary>A LiteDB document has at most some 16 MB; the journal keeps what is cut off here.</summary>
    private const int LongestBody = 4_000;

    private const int LongestLog = 2_000_000;

    public required RunId Id { get; init; }

    public required string Account { get; init; }

    public required RuleName Rule { get; init; }

    public required string Handler { get; init; }

    public required Trigger Trigger { get; init; }

    public required DateTimeOffset DueAt { get; init; }

    public string? Payload { get; init; }

    public bool Dry { get; init; }

    public required string ImageHash { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required RunStatus Status { get; init; }

    /// <summary>Null while it runs.</summary>
    public RunEnd? End { get; init; }

    /// <summary>Of the journal, when this was written.</summary>
    public required long Revision { get; init; }

    public IReadOnlyList<EffectRecord> Effects { get; init; } = [];

    public IReadOnlyList<LogRecord> Lines { get; init; } = [];

    internal static RunDocument From(RunRecord run, IReadOnlyList<EffectRecord> effects, IReadOnlyList<LogRecord> lines) => new()
    {
        Id = run.Id,
        Account = run.Account,
        Rule = run.Rule,
        Handler = run.Handler,
        Trigger = run.Trigger,
        DueAt = run.DueAt,
        Payload = run.Payload,
        Dry = run.Dry,
        ImageHash = run.ImageHash,
        StartedAt = run.StartedAt,
        Status = run.Status,
        End = run.End,
        Revision = run.Revision,
        Effects = [.. effects.Select(effect => effect with { Body = Cut(effect.Body), Answer = Cut(effect.Answer) })],
        Lines = [.. Shorten(lines)],
    };

    private static string? Cut(string? text) => text?.Length > LongestBody ? text[..LongestBody] + " …" : text;

    private static IEnumerable<LogRecord> Shorten(IReadOnlyList<LogRecord> lines)
    {
        var length = 0;
        foreach (var (index, line) in lines.Index())
        {
            length += line.Text.Length + 100;
            if (length > LongestLog)
            {
                yield return line with { Text = $"The run log ends here; {lines.Count - index} more lines are only in the journal." };
                yield break;
            }

            yield return line;
        }
    }
}
