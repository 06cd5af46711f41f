using Automator.Host.Runs;

namespace Automator.Host.Triggers;

/// <summary>The schedules that were live when last looked, as one text of sorted lines.</summary>
internal sealed class ScheduleIndex
{
    private readonly HashSet<string> _lines;

    private ScheduleIndex(HashSet<string> lines, string? text) => (_lines, Text) = (lines, text);

    /// <summary>As the cursor has it; null where there is none.</summary>
    internal string? Text { get; }

    internal static ScheduleIndex Read(string? text) =>
        new([.. (text ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries)], text);

    internal bool Contains(HandlerKey key) => _lines.Contains(Line(key));

    /// <summary>The live ones, and those of rules that have not been built yet or are paused.</summary>
    internal ScheduleIndex Next(IEnumerable<HandlerKey> live, HashSet<RuleName> silent)
    {
        var next = _lines.Where(line => silent.Contains(new RuleName(line[..line.IndexOf('\t', StringComparison.Ordinal)])))
            .Concat(live.Select(Line))
            .ToHashSet();
        return next.SetEquals(_lines) ? this : new ScheduleIndex(next, string.Join('\n', next.Order(StringComparer.Ordinal)));
    }

    private static string Line(HandlerKey key) => $"{key.Rule}\t{key.Handler}";
}
