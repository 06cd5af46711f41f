using System.Globalization;
using Automator.Host.Journal;

namespace Automator.Host.Triggers.Watching;

/// <summary>How far the days have been gone through for what is due: a day that turned is done when a poll has looked at all it concerns.</summary>
internal sealed class WatchedDays(IJournal journal, string account)
{
    private const string Format = "yyyy-MM-dd";

    private readonly KeptCursor _cursor = new(journal, account, "watch-day");

    /// <summary>In the account's zone.</summary>
    internal DateOnly Today { get; private set; }

    /// <summary>The last day that is done; today itself when no day has turned.</summary>
    internal DateOnly From { get; private set; }

    internal bool HaveTurned => From < Today;

    /// <summary>Whether a whole day went by in which nobody looked at the account.</summary>
    internal bool IsAfterAbsence => Today.DayNumber - From.DayNumber > 1;

    internal void Begin(DateOnly today)
    {
        var done = _cursor.Text is { } text ? DateOnly.ParseExact(text, Format, CultureInfo.InvariantCulture) : today;
        Today = today > done ? today : done; // A clock that goes back turns no day a second time.
        From = done;
    }

    internal void Finish(WatchBatch batch) => _cursor.Move(Today.ToString(Format, CultureInfo.InvariantCulture), batch);
}
