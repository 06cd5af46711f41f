using Automator.Emulator.Store;
using Automator.Emulator.Wire;

namespace Automator.Emulator.Areas;

/// <summary>What happens to calendar entries, whichever door the wish comes through. An answer is a refusal.</summary>
internal static class CalendarChanges
{
    public static CalendarEntry Add(Call call, Project project, EntryDraft draft, Fields fields)
    {
        var entry = new CalendarEntry { ProjectId = project.Id, CreatorId = call.Caller.Id, CreatedOn = call.Now };
        draft.ApplyTo(entry);
        call.Account.Add(call.Account.Calendar, entry);
        ChangeDating.Changed(call.Account, project.Id);
        Notify(call, fields, entry);
        return entry;
    }

    /// <param name="only">The one type there is behind the older door.</param>
    public static Answer? Update(Call call, CalendarEntry entry, Fields fields, string? only = null)
    {
        if (!call.Sight.MayChange(entry)) return Answer.Forbidden;
        if (!fields.Any) return Answer.Invalid(only is null ? "Calendar entry is missing" : "Milestone is missing");
        var draft = EntryDraft.Read(call, fields, entry, only);
        if (draft.Faults.Count > 0) return Answer.Invalid(draft.Faults);
        if (Shifts(call, entry, draft) is not { } shifts) return Answer.Invalid("Deadline moves upcoming milestones out of the calendar");
        var type = entry.Type;
        draft.ApplyTo(entry);
        if (entry.Type != type) Converted(call.Account, entry);
        Changed(call.Account, entry);
        foreach (var (milestone, days) in shifts)
        {
            MilestoneShifts.Move(milestone, days, call.Account.Zone);
            Changed(call.Account, milestone);
        }

        Notify(call, fields, entry);
        return null;
    }

    public static Answer? Remove(Call call, CalendarEntry entry)
    {
        if (!call.Sight.MayChange(entry)) return Answer.Forbidden;
        CommentsArea.RemoveAll(call.Account, entry.Id);
        MilestoneReferences.Drop(call.Account, entry);
        call.Account.Remove(call.Account.Calendar, entry);
        ChangeDating.Changed(call.Account, entry.ProjectId);
        return null;
    }

    /// <summary>The first completion stands.</summary>
    public static void Complete(Call call, CalendarEntry milestone)
    {
        if (milestone.Completed()) return;
        (milestone.CompletedOn, milestone.CompleterId) = (call.Now, call.Caller.Id);
        Changed(call.Account, milestone);
    }

    public static void Uncomplete(Call call, CalendarEntry milestone)
    {
        if (!milestone.Completed()) return;
        (milestone.CompletedOn, milestone.CompleterId) = (null, null);
        Changed(call.Account, milestone);
    }

    private static IReadOnlyList<(CalendarEntry Milestone, int Days)>? Shifts(Call call, CalendarEntry entry, EntryDraft draft) =>
        draft.Type == CalendarEntry.Milestone && call.Wants("move-upcoming-milestones")
            ? MilestoneShifts.Plan(call.Account, entry, draft.Deadline.Day, call.Wants("move-upcoming-milestones-off-weekends"))
            : [];

    private static void Converted(Account account, CalendarEntry entry)
    {
        foreach (var comment in account.Comments.Under(entry.Id))
        {
            comment.CommentableType = entry.Type;
            account.Changed(account.Comments, comment);
        }

        if (!entry.IsMilestone()) MilestoneReferences.Drop(account, entry);
    }

    private static void Changed(Account account, CalendarEntry entry)
    {
        account.Changed(account.Calendar, entry);
        ChangeDating.Changed(account, entry.ProjectId);
    }

    private static void Notify(Call call, Fields fields, CalendarEntry entry)
    {
        if (fields.Boolean("notify") != true) return;
        Mailing.Send(call.Account, entry.ProjectId, Mailing.Recipients(call.Account, entry.Responsible), sight => sight.Entry(entry.Id) is not null,
            "You are responsible for a milestone", entry.Title, $"/projects/{entry.ProjectId}/calendar_entries/{entry.Id}");
    }
}
