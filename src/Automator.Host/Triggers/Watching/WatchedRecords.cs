using Automator.Host.Journal;
using Automator.Sdk.Protocol;

namespace Automator.Host.Triggers.Watching;

/// <summary>
/// The records of one area, each against its mark: what is new, what changed, what is due. Nothing is doubled, because a record's mark is
/// written in the commit of its dues, and a due's key tells what happened. So a poll that dies anywhere is simply made again.
/// </summary>
internal sealed class WatchedRecords(WatchContext context, string kind)
{
    private readonly NewComments _comments = new(context);

    internal SeenMarks<RecordMark> Marks { get; } = context.Marks<RecordMark>(kind);

    /// <summary>False when it cannot be judged yet, and must be looked at again: a run of ours may be the one that makes it.</summary>
    internal async Task<bool> Judge(Sighting seen, WatchBatch batch, CancellationToken cancellation)
    {
        var known = Marks.Find(seen.Record.Id);
        DoneBy? maker = null;
        if (known is null && seen.Events.Created is { } created && context.Kinds.IsHeard(created, seen.CreatedAt ?? batch.Now))
        {
            maker = Maker(seen, batch);
            if (maker is null && context.Causes.IsMaking(seen.Events.Make))
                return false;
        }

        if (!await _comments.Look(seen, known, batch, cancellation))
            return false;
        if (known is null)
            Fire(seen.Events.Created, seen, $"{seen.Record.Id}", seen.CreatedAt, batch, seen.Creator, maker);
        FireCompletion(seen, known, batch);
        FireChanges(seen, known, batch);
        FireDays(seen, known, batch);
        Marks.Set(seen.Record.Id, seen.Mark, batch);
        return true;
    }

    /// <summary>The lists, or projects, with records whose day has come since the days were last gone through.</summary>
    internal IReadOnlySet<long> ParentsOfTurned(RecordEvents events)
    {
        var parents = new HashSet<long>();
        if (!context.Days.HaveTurned)
            return parents;
        var late = context.Kinds.IsHeard(events.Late!.Value);
        var ahead = context.Kinds.Days(events.DueIn!.Value).ToList();
        foreach (var mark in Marks.All.Values)
        {
            if (!mark.IsCompleted && mark.DueOn is { } due && (late && IsLate(due, isNew: false) || ahead.Exists(days => HasCome(due, days, isNew: false))))
                parents.Add(mark.Parent);
        }

        return parents;
    }

    private void FireCompletion(Sighting seen, RecordMark? known, WatchBatch batch)
    {
        var before = known?.Completed ?? 0;
        var after = seen.Mark.Completed;
        if (after != 0 && (before == 0 || before != after && before != RecordMark.SomeTime && after != RecordMark.SomeTime))
        {
            var at = seen.CompletedAt ?? seen.UpdatedAt;
            Fire(seen.Events.Completed, seen, What(seen, at ?? batch.Now), at, batch, seen.Completer,
                () => context.Causes.Changed(seen.Events.Complete, $"{seen.Path}/complete.xml", at ?? batch.Now));
        }
        else if (after == 0 && before != 0)
        {
            Fire(seen.Events.Reopened, seen, What(seen, batch.Now), seen.UpdatedAt, batch, by: null,
                () => context.Causes.Changed(seen.Events.Reopen, $"{seen.Path}/uncomplete.xml", seen.UpdatedAt ?? batch.Now));
        }
    }

    private void FireChanges(Sighting seen, RecordMark? before, WatchBatch batch)
    {
        if (before is not { } known)
            return;
        if (known.Hash != seen.Mark.Hash || known.Due != seen.Mark.Due)
            Fire(seen.Events.Changed, seen, What(seen, batch.Now), seen.UpdatedAt, batch, by: null, () => Updated(seen, batch));
        if (known.Responsible != seen.Mark.Responsible)
            Fire(seen.Events.Reassigned, seen, What(seen, batch.Now), seen.UpdatedAt, batch, by: null, () => Updated(seen, batch));
        if (known.Parent != seen.Mark.Parent)
            Fire(seen.Events.Moved, seen, What(seen, batch.Now), at: null, batch, by: null, () => Moved(seen, batch));
    }

    private void FireDays(Sighting seen, RecordMark? known, WatchBatch batch)
    {
        if (seen.Mark.IsCompleted || seen.Mark.DueOn is not { } due || seen.Events.Late is not { } late)
            return;
        var isNew = known is not { IsCompleted: false } before || before.Due != seen.Mark.Due;
        var at = known is null ? seen.CreatedAt : null; // What was late already when it came into view is not news.
        if (IsLate(due, isNew))
            Fire(late, seen, $"{seen.Record.Id}:{due:yyyy-MM-dd}", at, batch, by: null, () => Dated(seen, known, isNew, batch));
        foreach (var days in context.Kinds.Days(seen.Events.DueIn!.Value))
        {
            if (HasCome(due, days, isNew))
                FireDueIn(seen, due, days, at, Dated(seen, known, isNew, batch), batch);
        }
    }

    private void FireDueIn(Sighting seen, DateOnly due, int days, DateTimeOffset? at, DoneBy? cause, WatchBatch batch) => context.Kinds.Fire(
        new WatchedEvent
        {
            Trigger = seen.Events.DueIn!.Value,
            What = $"{seen.Record.Id}:{due:yyyy-MM-dd}:{days}",
            At = at ?? batch.Now,
            Record = seen.Record,
            Project = seen.Project,
            List = seen.List,
            Responsible = seen.Responsible,
            Days = days,
            Cause = cause,
            TooLate = due < context.Days.Today ? $"It was due on {due:yyyy-MM-dd}, and the account was not looked at between {days} days before and then." : null,
        },
        batch);

    private bool IsLate(DateOnly due, bool isNew) => due < context.Days.Today && (isNew || due >= context.Days.From);

    /// <summary>Whether the day so many days before has come: of something that was given another day, only if that is not over.</summary>
    private bool HasCome(DateOnly due, int days, bool isNew)
    {
        var first = due.DayNumber - days;
        return first <= context.Days.Today.DayNumber && (isNew ? due >= context.Days.Today : first > context.Days.From.DayNumber);
    }

    private static string What(Sighting seen, DateTimeOffset at) => $"{seen.Record.Id}:{at.UtcDateTime:O}";

    private DoneBy? Updated(Sighting seen, WatchBatch batch) =>
        context.Causes.Changed(seen.Events.Change, $"{seen.Path}.xml", seen.UpdatedAt ?? batch.Now);

    /// <summary>Who gave it its day, where that is what makes it late or due.</summary>
    private DoneBy? Dated(Sighting seen, RecordMark? known, bool isNew, WatchBatch batch) =>
        known is null ? Maker(seen, batch) : isNew ? Updated(seen, batch) : null;

    /// <summary>What comes with another record came with it when it was made, or was changed.</summary>
    private DoneBy? Maker(Sighting seen, WatchBatch batch)
    {
        var at = seen.CreatedAt ?? batch.Now;
        return seen.Events.ComesBy is not { } change ? context.Causes.Made(seen.Events.Make, seen.MadeAs)
            : context.Causes.Made(seen.Events.Make, seen.MadeAs, at) ?? context.Causes.Changed(change, $"{seen.Path}.xml", at);
    }

    private DoneBy? Moved(Sighting seen, WatchBatch batch) =>
        context.Causes.Changed("todo-items.reorder", $"/todo_lists/{seen.Mark.Parent}/todo_items/reorder.xml", batch.Now);

    private void Fire(Trigger? trigger, Sighting seen, string what, DateTimeOffset? at, WatchBatch batch, string? by, Func<DoneBy?> cause)
    {
        if (trigger is { } wanted && context.Kinds.IsHeard(wanted, at ?? batch.Now))
            Fire(wanted, seen, what, at, batch, by, cause());
    }

    private void Fire(Trigger? trigger, Sighting seen, string what, DateTimeOffset? at, WatchBatch batch, string? by, DoneBy? cause)
    {
        if (trigger is not { } wanted)
            return;
        context.Kinds.Fire(
            new WatchedEvent
            {
                Trigger = wanted,
                What = what,
                At = at ?? batch.Now,
                Record = seen.Record,
                Project = seen.Project,
                List = seen.List,
                By = by,
                Responsible = seen.Responsible,
                Cause = cause,
            },
            batch);
    }
}
