using System.Globalization;
using Automator.Host.Basecamp;
using Automator.Sdk;
using Automator.Sdk.Protocol;

namespace Automator.Host.Triggers.Watching;

/// <summary>All that is watched of one account, and what was last seen of it.</summary>
internal sealed class WatchedAccount(WatchContext context, TimeZoneInfo zone)
{
    private readonly WatchedProjects _projects = new(context);
    private readonly KeptCursor _swept = context.Cursor("watch-sweep");

    private readonly WatchedArea[] _areas =
    [
        new TodoArea(context),
        new ListedArea<Message>(context, "message", [Trigger.MessagePosted])
        {
            PageSize = 25,
            Page = (project, page) => new ListMessages { ProjectId = project, Page = page },
            See = Sighting.Of,
        },
        new ListedArea<CalendarEntry>(context, "calendar", [Trigger.MilestoneCreated, Trigger.MilestoneCompleted, Trigger.MilestoneLate, Trigger.MilestoneDueIn])
        {
            PageSize = 50,
            Page = (project, _) => new ListCalendarEntries { ProjectId = project },
            IsReadWhole = true,
            See = Sighting.Of,
            Dated = RecordEvents.Milestone,
        },
        new ListedArea<TimeEntry>(context, "time-entry", [Trigger.TimeEntryAdded])
        {
            PageSize = 50,
            Page = (project, page) => new ListTimeEntries { ProjectId = project, Page = page },
            See = Sighting.Of,
            IsByDay = true,
            HasComments = false,
        },
        new ListedArea<Attachment>(context, "file", [Trigger.FileAdded])
        {
            PageSize = 100,
            Page = (project, page) => new ListFiles { ProjectId = project, Page = page },
            See = Sighting.Of,
            HasComments = false,
        },
    ];

    /// <param name="live">Who listens.</param>
    /// <param name="isSweep">Whether it is time to read some projects whole.</param>
    /// <param name="batch">Takes what is found.</param>
    /// <param name="cancellation">Gives up.</param>
    internal async Task Look(LiveRules live, bool isSweep, WatchBatch batch, CancellationToken cancellation)
    {
        context.Days.Begin(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(batch.Now, zone).DateTime));
        context.Kinds.Begin(live, batch.Now);
        var unread = context.Kinds.AreWanted ? await LookAt(await context.Ask(new ListDatedProjects(), cancellation), isSweep, batch, cancellation) : null;
        foreach (var area in _areas.Where(area => !area.IsWanted))
            area.Rest(batch);
        context.Kinds.FinishAll(batch);
        if (unread is not null)
            throw new CallFailedException(unread.Failure, unread);
    }

    /// <returns>Why some of it could not be read; null when it was read whole.</returns>
    private async Task<CallFailedException?> LookAt(DatedProjects dated, bool isSweep, WatchBatch batch, CancellationToken cancellation)
    {
        var projects = dated.Projects;
        _projects.Look(projects, batch);
        context.Kinds.Finish(batch, WatchedProjects.Triggers);
        var areas = _areas.Where(area => area.IsWanted).ToList();
        var swept = isSweep && areas.Count > 0 ? Turn(projects) : [];
        CallFailedException? unread = null;
        foreach (var area in areas)
        {
            unread = await area.Look(dated, swept.ToHashSet(), batch, cancellation) ?? unread;
            context.Kinds.Finish(batch, area.Triggers);
        }

        context.Days.Finish(batch);
        if (swept.Count > 0)
            _swept.Move(swept[^1].ToString(CultureInfo.InvariantCulture), batch);
        return unread;
    }

    /// <summary>The projects whose turn it is to be read whole.</summary>
    private List<long> Turn(IReadOnlyList<Project> projects)
    {
        var last = _swept.Text is { } text ? long.Parse(text, CultureInfo.InvariantCulture) : 0;
        var ids = projects.Select(project => project.Id).Order().ToList();
        return [.. ids.Where(id => id > last).Concat(ids.Where(id => id <= last)).Take(context.Options.SweepProjects)];
    }
}
