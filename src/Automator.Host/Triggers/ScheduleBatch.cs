using Automator.Host.Journal;
using Automator.Sdk.Protocol;

namespace Automator.Host.Triggers;

/// <summary>All that one waking of the scheduler writes, and what is true in memory once it is written.</summary>
internal sealed class ScheduleBatch(string account, DateTimeOffset now)
{
    private readonly List<JournalOperation> _operations = [];
    private readonly List<(ScheduleEntry Entry, string Cursor)> _moves = [];

    internal IReadOnlyList<JournalOperation> Operations => _operations;

    internal IEnumerable<ScheduleEntry> Entries => _moves.Select(move => move.Entry);

    internal void Move(ScheduleEntry entry, string? from)
    {
        var to = new ScheduleCursor(now, entry.Text).ToString();
        if (from != to)
            MoveCursor(entry.CursorName, from, to);
        _moves.Add((entry, to));
    }

    internal void MoveCursor(string name, string? from, string to) => _operations.Add(new JournalOperation.MoveCursor(name, from, to));

    internal void Fire(ScheduleEntry entry, DateTimeOffset at) => _operations.Add(new JournalOperation.AddDue(Due(entry, at, "schedule")));

    /// <summary>By a key of its own: should the clock be set back, it is due after all.</summary>
    internal void Miss(ScheduleEntry entry, DateTimeOffset at, string reason) => _operations.Add(new JournalOperation.RefuseDue(Due(entry, at, "missed"), reason));

    internal void Written()
    {
        foreach (var (entry, cursor) in _moves)
            entry.Move(cursor, now);
    }

    private Due Due(ScheduleEntry entry, DateTimeOffset at, string kind) => new()
    {
        Key = $"{kind}:{entry.Key.Rule}:{entry.Key.Handler}:{at.UtcDateTime:O}",
        Account = account,
        Rule = entry.Key.Rule,
        Handler = entry.Key.Handler,
        Trigger = Trigger.Schedule,
        At = at,
        CreatedAt = now,
    };
}
