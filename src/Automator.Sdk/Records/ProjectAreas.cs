using Automator.Sdk.Protocol;

namespace Automator.Sdk;

/// <content>Categories, files, the calendar and hours.</content>
public sealed partial record Project
{
    /// <summary>The messages of the project without their texts, newest first. Costs 1 request.</summary>
    [Uses<ListMessageHeadings>]
    public Task<IReadOnlyList<MessageHeading>> MessageHeadings() => Basecamp.List(new ListMessageHeadings { ProjectId = Id });

    /// <summary>The categories of the project. Costs 1 request.</summary>
    /// <param name="kind">Those for messages or those for files; null for both.</param>
    [Uses<ListCategories>]
    public Task<IReadOnlyList<Category>> Categories(CategoryKind? kind = null) => Basecamp.List(new ListCategories { ProjectId = Id, Kind = kind });

    /// <summary>The one category of exactly this name. Costs 1 request.</summary>
    /// <param name="name">Upper and lower case count.</param>
    /// <param name="kind">For messages by default.</param>
    /// <exception cref="NotFoundException">There is none; the message lists the names there are.</exception>
    /// <exception cref="AmbiguousException">There is more than one.</exception>
    [Uses<FindCategory>]
    public Task<Category> Category(string name, CategoryKind kind = CategoryKind.Messages) =>
        Basecamp.Call(new FindCategory { ProjectId = Id, Name = Required.Text(name, nameof(name)), Kind = kind });

    /// <summary>Adds a category. Costs 1 write, and 1 request where the run has not read the categories of its kind in the last 2 minutes.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="kind">For messages by default.</param>
    /// <returns>The category as it was sent.</returns>
    [Uses<CreateCategory>]
    public async Task<Category> CreateCategory(string name, CategoryKind kind = CategoryKind.Messages)
    {
        var created = await Basecamp.Call(new CreateCategory { ProjectId = Id, Name = Required.Text(name, nameof(name)), Kind = kind });
        return new Category { Id = created.Id, ProjectId = Id, Name = name, Kind = kind };
    }

    /// <summary>The files of the project, those that messages and comments carry among them, newest first. Costs 1 request, and 1 more for every 100.</summary>
    [Uses<ListFiles>]
    public Task<IReadOnlyList<Attachment>> Files() => Basecamp.List(new ListFiles { ProjectId = Id });

    /// <summary>The milestones of the project, by their day. Costs 1 request.</summary>
    /// <param name="state">Late, upcoming or completed ones; all by default.</param>
    [Uses<ListCalendarEntries>]
    public Task<IReadOnlyList<CalendarEntry>> Milestones(MilestoneState state = MilestoneState.All) =>
        Basecamp.List(new ListCalendarEntries { ProjectId = Id, Kind = CalendarEntryKind.Milestone, State = state });

    /// <summary>The events of the project, by their day. Costs 1 request, and 1 more for every 50.</summary>
    [Uses<ListCalendarEntries>]
    public Task<IReadOnlyList<CalendarEntry>> Events() => Basecamp.List(new ListCalendarEntries { ProjectId = Id, Kind = CalendarEntryKind.Event });

    /// <summary>The milestones and events of the project, by their day. Costs 1 request, and 1 more for every 50.</summary>
    [Uses<ListCalendarEntries>]
    public Task<IReadOnlyList<CalendarEntry>> Calendar() => Basecamp.List(new ListCalendarEntries { ProjectId = Id });

    /// <summary>A milestone or event by id. Costs 1 request.</summary>
    /// <param name="id">The id in Basecamp.</param>
    /// <exception cref="NotFoundException">The project has no such entry, or the token does not see it.</exception>
    [Uses<ReadCalendarEntry>]
    public Task<CalendarEntry> CalendarEntry(long id) => Basecamp.Call(new ReadCalendarEntry { ProjectId = Id, Id = id });

    /// <summary>Adds a milestone. Costs 1 write, and 1 request where the run has not read all milestones of the project in the last 2 minutes.</summary>
    /// <param name="title">Its title.</param>
    /// <param name="dueOn">The day it is to be reached.</param>
    /// <param name="responsible">Who answers for it: a <see cref="Person"/>, a <see cref="Company"/> or a <see cref="Party"/>.</param>
    /// <returns>The milestone as it was sent; <see cref="CalendarEntry.Reload"/> reads what the account made of it.</returns>
    [Uses<CreateCalendarEntry>]
    public Task<CalendarEntry> CreateMilestone(string title, DateOnly dueOn, Party? responsible = null) => Sdk.CalendarEntry.Create(new CreateCalendarEntry
    {
        ProjectId = Id,
        Kind = CalendarEntryKind.Milestone,
        Title = Required.Text(title, nameof(title)),
        DueOn = dueOn,
        Responsible = responsible,
    });

    /// <summary>Adds an event of whole days. Costs 1 write; where the run has not read the project's events in the last 2 minutes, 1 request too, and 1 more for every 50.</summary>
    /// <param name="title">Its title.</param>
    /// <param name="on">Its first or only day.</param>
    /// <param name="until">Its last day; the same by default.</param>
    /// <returns>The event as it was sent.</returns>
    [Uses<CreateCalendarEntry>]
    public Task<CalendarEntry> CreateEvent(string title, DateOnly on, DateOnly? until = null)
    {
        if (until < on)
            throw new ArgumentException("The last day is before the first.", nameof(until));
        return Sdk.CalendarEntry.Create(new CreateCalendarEntry
        {
            ProjectId = Id,
            Kind = CalendarEntryKind.Event,
            Title = Required.Text(title, nameof(title)),
            StartOn = on,
            DueOn = until ?? on,
        });
    }

    /// <summary>Adds an event at a time of day. Costs 1 write; where the run has not read the project's events in the last 2 minutes, 1 request too, and 1 more for every 50.</summary>
    /// <param name="title">Its title.</param>
    /// <param name="at">Its time.</param>
    /// <returns>The event as it was sent.</returns>
    [Uses<CreateCalendarEntry>]
    public Task<CalendarEntry> CreateEvent(string title, DateTimeOffset at) => Sdk.CalendarEntry.Create(new CreateCalendarEntry
    {
        ProjectId = Id,
        Kind = CalendarEntryKind.Event,
        Title = Required.Text(title, nameof(title)),
        At = at,
    });

    /// <summary>The hours spent on the project, those on its items among them, newest first. Costs 1 request for every 50 begun.</summary>
    [Uses<ListTimeEntries>]
    public Task<IReadOnlyList<TimeEntry>> TimeEntries() => Basecamp.List(new ListTimeEntries { ProjectId = Id });

    /// <summary>Tracks hours on the project. Costs 1 write, and 1 request where the run has tracked no hours on that day in the last 2 minutes.</summary>
    /// <param name="hours">How many: an hour and a half is 1.5.</param>
    /// <param name="description">What was done.</param>
    /// <param name="date">The day; today in the account's zone by default.</param>
    /// <param name="person">Who spent them; whoever the account's token belongs to by default.</param>
    /// <returns>The entry as it was sent; <see cref="TimeEntry.Reload"/> reads what the account made of it.</returns>
    [Uses<CreateTimeEntry>]
    public Task<TimeEntry> TrackTime(decimal hours, string? description = null, DateOnly? date = null, Person? person = null) =>
        TimeEntry.Create(new CreateTimeEntry { ProjectId = Id, Hours = hours, Description = description, Date = date ?? Clock.Today }, Id, person);
}
