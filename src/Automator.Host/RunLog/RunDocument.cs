using Automator.Host.Journal;
using Automator.Sdk.Protocol;

namespace Automator.Host.RunLog;

/// <summary>One run as people read it, whole: nothing else has to be looked up.</summary>
internal sealed record RunDocument
{
    /// <summary>A LiteDB document has at most some 16 MB, and a letter up to three bytes; the journal keeps what is cut off here.</summary>
    private const int LongestBody = 4_000;

    private const int LongestLog = 2_000_000;
    private const int LongestEffects = 2_500_000;
    private const int LongestPayload = 200_000;

    /// <summary>What an effect or a line takes beside its texts.</summary>
    private const int Around = 300;

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

    /// <summary>What it takes, in letters.</summary>
    internal long Length => Around + (Payload?.Length ?? 0) + Effects.Sum(LengthOf) + Lines.Sum(LengthOf);

    internal static RunDocument From(RunRecord run, IReadOnlyList<EffectRecord> effects, IReadOnlyList<LogRecord> lines) => new()
    {
        Id = run.Id,
        Account = run.Account,
        Rule = run.Rule,
        Handler = run.Handler,
        Trigger = run.Trigger,
        DueAt = run.DueAt,
        Payload = run.Payload?.Length > LongestPayload ? null : run.Payload,
        Dry = run.Dry,
        ImageHash = run.ImageHash,
        StartedAt = run.StartedAt,
        Status = run.Status,
        End = run.End,
        Revision = run.Revision,
        Effects = [.. Shorten([.. effects.Select(Cut)], LongestEffects, LengthOf, (effect, left) => effect with { Description = Ends(left, "effects") })],
        Lines = [.. Shorten(lines, LongestLog, LengthOf, (line, left) => line with { Text = Ends(left, "lines") })],
    };

    /// <summary>What the journal has thrown away meanwhile, from the document that was once made of the same state of the run.</summary>
    /// <returns>Null where there is nothing it could add.</returns>
    internal RunDocument? CompletedFrom(RunDocument old)
    {
        if (old.Revision != Revision || old.Length <= Length)
            return null;
        var effects = old.Effects.ToDictionary(effect => effect.Sequence);
        return this with
        {
            Payload = Payload ?? old.Payload,
            Effects = Effects.Count < old.Effects.Count ? old.Effects : [.. Effects.Select(effect => effects.GetValueOrDefault(effect.Sequence) is { } before
                ? effect with { Body = effect.Body ?? before.Body, Answer = effect.Answer ?? before.Answer }
                : effect)],
            Lines = Lines.Count < old.Lines.Count ? old.Lines : Lines,
        };
    }

    private static string Ends(int left, string what) => $"The run log ends here; {left} more {what} are only in the journal.";

    private static EffectRecord Cut(EffectRecord effect) => effect with { Body = Cut(effect.Body), Answer = Cut(effect.Answer) };

    private static string? Cut(string? text) => text?.Length > LongestBody ? text[..LongestBody] + " …" : text;

    private static int LengthOf(EffectRecord effect) => Around + effect.Description.Length + effect.Path.Length + (effect.Body?.Length ?? 0) + (effect.Answer?.Length ?? 0);

    private static int LengthOf(LogRecord line) => Around + line.Text.Length;

    /// <summary>As many as fit; the last of them says how many more there are.</summary>
    private static IEnumerable<T> Shorten<T>(IReadOnlyList<T> all, int longest, Func<T, int> lengthOf, Func<T, int, T> last)
    {
        var length = 0;
        foreach (var (index, one) in all.Index())
        {
            length += lengthOf(one);
            if (length > longest)
            {
                yield return last(one, all.Count - index);
                yield break;
            }

            yield return one;
        }
    }
}
