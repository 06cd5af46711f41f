using System.Globalization;
using Automator.Emulator.Store;

namespace Automator.Emulator.Seeds;

/// <summary>The milestones and events of one project of a seed file.</summary>
internal sealed class SeedFileCalendar(Seedbed bed, SeedNames names, SeedFileTalk talk, Project project)
{
    private const int Ahead = 7;

    public void Plant(SeedNode node)
    {
        node.Each("milestones", Milestone);
        node.Each("events", Event);
    }

    private void Milestone(SeedNode node)
    {
        var (creator, made) = (names.PersonOrFirst(node, "creator"), SeedFileDays.Ago(bed, node, "daysOld", project.CreatedOn));
        var done = SeedFileDays.AgoSince(bed, node, "completedDaysAgo", made);
        var completer = names.PersonOrFirst(node, "completedBy");
        var deadline = SeedFileDays.Ahead(bed, node, "dueInDays") ?? bed.Account.Today.AddDays(Ahead);
        var entry = bed.Milestone(project, node.Words("title"), deadline, creator, made, milestone =>
        {
            milestone.Responsible = names.Party(node, "responsible");
            if (done is not null) (milestone.CompletedOn, milestone.CompleterId) = (done, completer.Id);
        });
        Comments(node, entry);
    }

    private void Event(SeedNode node)
    {
        var (creator, made) = (names.PersonOrFirst(node, "creator"), SeedFileDays.Ago(bed, node, "daysOld", project.CreatedOn));
        var start = SeedFileDays.Ahead(bed, node, "startsInDays") ?? bed.Account.Today.AddDays(Ahead);
        var end = SeedFileDays.Ahead(bed, node, "endsInDays") ?? start;
        if (end < start) throw node.Wrong("endsInDays", "is before startsInDays. Write the same number or a larger one");
        var time = Time(node);
        var entry = bed.Event(project, node.Words("title"), end, creator, made, calendar =>
        {
            calendar.StartAt = start;
            if (time is { } clock) calendar.DeadlineAt = bed.Account.Zone.At(end.ToDateTime(clock));
        });
        Comments(node, entry);
    }

    private static TimeOnly? Time(SeedNode node)
    {
        if (node.Text("time") is not { } text) return null;
        return TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : throw node.Wrong("time", $"is \"{text}\", but must be a time of day such as \"15:30\"");
    }

    private void Comments(SeedNode node, CalendarEntry entry) =>
        node.Each("comments", comment => talk.Comment(comment, project.Id, entry.Type, entry.Id, entry.CreatedOn), shorthand: "body");
}
