using Automator.Emulator.Store;
using Automator.Emulator.Wire;

namespace Automator.Emulator.Areas;

/// <summary>What a body makes of a calendar entry: read whole, with all its faults, before anything changes.</summary>
internal sealed record EntryDraft(string Title, string Type, Deadline Deadline, DateOnly StartAt, Parties.Said Party, bool? Notified, IReadOnlyList<string> Faults)
{
    private static readonly string[] Types = [CalendarEntry.Milestone, CalendarEntry.CalendarEvent];

    /// <param name="before">null for a new entry.</param>
    /// <param name="only">The one type there is behind the older door.</param>
    public static EntryDraft Read(Call call, Fields fields, CalendarEntry? before, string? only = null)
    {
        List<string?> faults = [];
        var account = call.Account;
        var title = fields.Has("title") ? fields.Words("title") ?? "" : before?.Title ?? "";
        if (title.Length == 0) faults.Add("Title can't be blank");
        var type = only ?? ReadType(fields, before, faults);
        var deadline = ReadDeadline(account, fields, before, faults);
        var start = ReadStart(account, fields, before, deadline?.Day, faults);
        var party = type == CalendarEntry.Milestone ? Parties.In(call, fields) : new Parties.Said(false, null, null);
        faults.Add(party.Error);
        var notified = fields.Boolean("notify") ?? fields.Boolean("wants-notification");
        return new EntryDraft(title, type, deadline ?? new Deadline(default, null), start, party, notified, [.. faults.OfType<string>()]);
    }

    public void ApplyTo(CalendarEntry entry)
    {
        (entry.Title, entry.Type) = (Title, Type);
        (entry.StartAt, entry.Deadline, entry.DeadlineAt) = (StartAt, Deadline.Day, Deadline.At);
        if (Party.Given) entry.Responsible = Party.Party;
        entry.WantsNotification = Notified ?? entry.WantsNotification;
        if (entry.IsMilestone()) return;
        (entry.CompletedOn, entry.CompleterId, entry.Responsible, entry.WantsNotification) = (null, null, null, false);
    }

    private static string ReadType(Fields fields, CalendarEntry? before, List<string?> faults)
    {
        var kept = before?.Type ?? CalendarEntry.CalendarEvent;
        if (fields.Filled("type") is not { } text) return kept;
        if (Types.FirstOrDefault(type => type.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } known) return known;
        faults.Add("Type is not included in the list");
        return kept;
    }

    private static Deadline? ReadDeadline(Account account, Fields fields, CalendarEntry? before, List<string?> faults)
    {
        if (!fields.Has("deadline") && before is not null) return new Deadline(before.Deadline, before.DeadlineAt);
        if (Deadline.Read(fields, "deadline", account.Zone) is { } said) return said;
        faults.Add(fields.Filled("deadline") is null ? "Deadline can't be blank" : "Deadline is not a date");
        return null;
    }

    private static DateOnly ReadStart(Account account, Fields fields, CalendarEntry? before, DateOnly? deadline, List<string?> faults)
    {
        var said = Deadline.Read(fields, "start-at", account.Zone)?.Day;
        if (said is null && fields.Filled("start-at") is not null) faults.Add("Start at is not a date");
        if (deadline is not { } end) return default;

        // An entry of one day stays one, also where a client puts the old start back with the rest of the record.
        var oneDay = before is null || before.StartAt == before.Deadline;
        if (oneDay && (said is null || (said == before?.StartAt && said > end))) return end;
        var start = said ?? before!.StartAt;
        if (start > end) faults.Add("Start at is after the deadline");
        return start;
    }
}
