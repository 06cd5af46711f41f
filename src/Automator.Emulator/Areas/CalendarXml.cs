using Automator.Emulator.Store;
using Automator.Emulator.Wire;

namespace Automator.Emulator.Areas;

internal static class CalendarXml
{
    public static void Entry(XmlOut xml, Account account, CalendarEntry entry) =>
        xml.Group("calendar-entry", record => Write(record, account, entry, older: false));

    /// <summary>The older form: its deadline is a day, and it says twice when it was completed, as clients read either.</summary>
    public static void Milestone(XmlOut xml, Account account, CalendarEntry entry) =>
        xml.Group("milestone", record => Write(record, account, entry, older: true));

    private static void Write(XmlOut record, Account account, CalendarEntry entry, bool older)
    {
        Columns(record, account, entry, older);
        record.Text("type", entry.Type);
        record.Text("creator-name", account.NameOf(entry.CreatorId));
        if (older || entry.DeadlineAt is null) record.Date("deadline", entry.Deadline);
        else record.DateTime("deadline", entry.DeadlineAt);
        if (entry.CompleterId is { } completer) record.Text("completer-name", account.NameOf(completer));
        Parties.WriteName(record, account, entry.Responsible, always: entry.IsMilestone());
    }

    private static void Columns(XmlOut record, Account account, CalendarEntry entry, bool older)
    {
        var comments = account.Comments.Under(entry.Id);
        record.Boolean("all-day", entry.DeadlineAt is null);
        record.DateTime("commented-at", CommentsArea.LatestOf(comments));
        record.Integer("comments-count", comments.Count);
        if (entry.IsMilestone()) record.Boolean("completed", entry.Completed());
        if (entry.Completed())
        {
            if (older) record.DateTime("completed-at", entry.CompletedOn);
            record.DateTime("completed-on", entry.CompletedOn);
            record.Integer("completer-id", entry.CompleterId);
        }

        record.DateTime("created-on", entry.CreatedOn);
        record.Integer("creator-id", entry.CreatorId);
        record.Integer("id", entry.Id);
        record.Integer("project-id", entry.ProjectId);
        Parties.Write(record, entry.Responsible, always: entry.IsMilestone());
        record.Date("start-at", entry.StartAt);
        record.Text("title", entry.Title);
        if (entry.IsMilestone()) record.Boolean("wants-notification", entry.WantsNotification);
    }
}
