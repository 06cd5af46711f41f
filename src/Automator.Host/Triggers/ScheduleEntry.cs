using Automator.Host.Runs;
using Automator.Sdk;

namespace Automator.Host.Triggers;

/// <summary>One live schedule: where it stands and when it fires next.</summary>
internal sealed class ScheduleEntry(HandlerKey key, ZonedSchedule schedule, string text)
{
    internal HandlerKey Key => key;

    /// <summary>Zone and expression, as the cursor keeps them.</summary>
    internal string Text => text;

    internal string CursorName => $"schedule/{key}";

    internal Misfire Misfire { get; set; }

    /// <summary>How late a missed fire may still be made up for; null for however late.</summary>
    internal TimeSpan? MisfireWithin { get; set; }

    /// <summary>The cursor as the journal has it.</summary>
    internal string? Cursor { get; private set; }

    /// <summary>Everything up to here has been considered.</summary>
    internal DateTimeOffset Position { get; private set; }

    internal DateTimeOffset? Next { get; private set; }

    /// <summary>What came due before this host went to work on it was missed, however short the time.</summary>
    private DateTimeOffset _resumedAt = DateTimeOffset.MinValue;

    internal void Resume(string cursor, DateTimeOffset position, DateTimeOffset now)
    {
        _resumedAt = now;
        Stand(cursor, position);
    }

    /// <summary>The journal has the cursor at this position.</summary>
    internal void Move(string cursor, DateTimeOffset position) => Stand(cursor, position);

    /// <summary>
    /// The clock went back behind the position. What is due from now on is due again by the clock; what fired already is
    /// kept from firing twice by its key.
    /// </summary>
    internal void GoBack(DateTimeOffset now)
    {
        if (Position > now)
            Stand(Cursor, now);
    }

    internal bool IsMissed(DateTimeOffset now, TimeSpan grace) => Next < _resumedAt || now - Next > grace;

    internal IReadOnlyList<DateTimeOffset> Fires(DateTimeOffset now, bool isMissed, int atMost) => (isMissed, Misfire) switch
    {
        (false, _) => [.. Backlog.Between(schedule, Position, now)],
        (true, Misfire.Skip) => [],
        (true, Misfire.Once) => [.. Latest(now, 1).Where(at => IsInTime(at, now))],
        (true, Misfire.All) => [.. Latest(now, atMost).Where(at => IsInTime(at, now))],
        _ => throw new InvalidOperationException($"A misfire policy nobody knows: {Misfire}."),
    };

    /// <summary>Occurrences that have not been considered, the latest few.</summary>
    internal IReadOnlyList<DateTimeOffset> Latest(DateTimeOffset now, int atMost) => Backlog.Latest(schedule, Position, now, atMost);

    private bool IsInTime(DateTimeOffset at, DateTimeOffset now) => MisfireWithin is not { } within || now - at <= within;

    private void Stand(string? cursor, DateTimeOffset position)
    {
        (Cursor, Position) = (cursor, position);
        Next = schedule.Next(position);
    }
}
