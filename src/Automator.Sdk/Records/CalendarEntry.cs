using Automator.Sdk.Protocol;

namespace Automator.Sdk;

/// <summary>A milestone or an event in a project's calendar.</summary>
public sealed record CalendarEntry : IRecord
{
    /// <inheritdoc/>
    public required long Id { get; init; }

    /// <summary>The project it is in.</summary>
    public long ProjectId { get; init; }

    /// <summary>Milestone or event.</summary>
    public CalendarEntryKind Kind { get; init; }

    /// <summary>Its title.</summary>
    public string Title { get; init; } = "";

    /// <summary>The first day; the same as <see cref="DueOn"/> for an entry of one day.</summary>
    public DateOnly StartOn { get; init; }

    /// <summary>The last or only day, in the account's zone.</summary>
    public DateOnly DueOn { get; init; }

    /// <summary>The instant of an event that has a time of day; null for one of whole days.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Who answers for the milestone; null for events.</summary>
    public Party? Responsible { get; init; }

    /// <summary>Whether the milestone is reached; false for events.</summary>
    public bool IsCompleted { get; init; }

    /// <summary>When it was completed.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>Who completed it.</summary>
    public long? CompleterId { get; init; }

    /// <summary>The name of who completed it.</summary>
    public string CompleterName { get; init; } = "";

    /// <summary>When it was created; null where the account did not say.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Who created it.</summary>
    public long? CreatorId { get; init; }

    /// <summary>The name of who created it.</summary>
    public string CreatorName { get; init; } = "";

    /// <summary>When it was last commented.</summary>
    public DateTimeOffset? CommentedAt { get; init; }

    /// <summary>How many comments it has.</summary>
    public int CommentsCount { get; init; }

    /// <summary>The entry as it is now, or null when it is gone. Costs 1 request.</summary>
    [Uses<ReadCalendarEntry>]
    public Task<CalendarEntry?> Reload() => Basecamp.OrNull(Basecamp.Call(new ReadCalendarEntry { ProjectId = ProjectId, Id = Id }));

    /// <summary>Marks the milestone reached. Costs 1 write; reached already does no harm.</summary>
    /// <exception cref="InvalidException">It is an event.</exception>
    [Uses<CompleteMilestone>]
    public Task Complete() => Basecamp.Call(new CompleteMilestone { ProjectId = ProjectId, Id = Id });

    /// <summary>Opens the milestone again. Costs 1 write; open already does no harm.</summary>
    /// <exception cref="InvalidException">It is an event.</exception>
    [Uses<UncompleteMilestone>]
    public Task Reopen() => Basecamp.Call(new UncompleteMilestone { ProjectId = ProjectId, Id = Id });

    /// <summary>Changes the entry; what is left out stays. Costs 1 write.</summary>
    /// <param name="title">A new title.</param>
    /// <param name="dueOn">A new last or only day.</param>
    /// <param name="startOn">A new first day, for an entry of several.</param>
    /// <param name="responsible">Who answers for the milestone from now on.</param>
    /// <param name="moveLater">Whether the open milestones after this one move by as many days as it does.</param>
    [Uses<UpdateCalendarEntry>]
    public Task Update(
        string? title = null, DateOnly? dueOn = null, DateOnly? startOn = null, Party? responsible = null, MoveLater moveLater = MoveLater.No) =>
        Basecamp.Call(new UpdateCalendarEntry
        {
            ProjectId = ProjectId,
            Id = Id,
            Kind = Kind,
            Title = title,
            DueOn = dueOn,
            StartOn = startOn,
            Responsible = responsible,
            MoveLater = moveLater != MoveLater.No,
            OffWeekends = moveLater == MoveLater.OffWeekends,
        });

    /// <summary>Leaves nobody responsible for the milestone. Costs 1 write.</summary>
    [Uses<UpdateCalendarEntry>]
    public Task Unassign() => Basecamp.Call(new UpdateCalendarEntry { ProjectId = ProjectId, Id = Id, Kind = Kind, ClearResponsible = true });

    /// <summary>Moves an event to an instant. Costs 1 write.</summary>
    /// <param name="at">Its new time.</param>
    [Uses<UpdateCalendarEntry>]
    public Task MoveTo(DateTimeOffset at) => Basecamp.Call(new UpdateCalendarEntry { ProjectId = ProjectId, Id = Id, Kind = Kind, At = at });

    /// <summary>Makes a milestone of an event, or an event of a milestone, which then is open and nobody's. Costs 1 write.</summary>
    /// <param name="kind">What it is to be.</param>
    [Uses<UpdateCalendarEntry>]
    public Task ConvertTo(CalendarEntryKind kind) => Basecamp.Call(new UpdateCalendarEntry { ProjectId = ProjectId, Id = Id, Kind = kind });

    /// <summary>Deletes the entry and its comments. Costs 1 write.</summary>
    [Uses<DeleteCalendarEntry>]
    public Task Delete() => Basecamp.Call(new DeleteCalendarEntry { ProjectId = ProjectId, Id = Id });

    /// <summary>The comments on the entry, oldest first. Costs 1 request for every 50 begun.</summary>
    [Uses<ListComments>]
    public Task<IReadOnlyList<Comment>> Comments() => Basecamp.List(new ListComments { On = Commentable.Of(this) });

    /// <summary>Comments on the entry. Costs 1 write.</summary>
    /// <param name="body">The text.</param>
    /// <param name="attachments">What <see cref="Basecamp.Upload(string, string)"/> gave.</param>
    /// <returns>The comment as it was sent.</returns>
    [Uses<CreateComment>]
    public Task<Comment> Comment(string body, IEnumerable<Upload>? attachments = null) => Sdk.Comment.Create(Commentable.Of(this), body, attachments);

    internal static async Task<CalendarEntry> Create(CreateCalendarEntry wanted)
    {
        var created = await Basecamp.Call(wanted);
        var due = wanted.DueOn ?? DayOf(wanted.At!.Value);
        return new CalendarEntry
        {
            Id = created.Id,
            ProjectId = wanted.ProjectId,
            Kind = wanted.Kind,
            Title = wanted.Title,
            StartOn = wanted.StartOn ?? due,
            DueOn = due,
            At = wanted.At,
            Responsible = wanted.Responsible,
            CreatedAt = Clock.Now,
        };
    }

    private static DateOnly DayOf(DateTimeOffset at) =>
        DateOnly.FromDateTime(Ambient.Running(nameof(Basecamp)).Facts.Zone.Convert(at).DateTime);
}

/// <summary>The two kinds of <see cref="CalendarEntry"/>.</summary>
public enum CalendarEntryKind
{
    /// <summary>Something to be reached by a day; it can be completed, and somebody may answer for it.</summary>
    Milestone,

    /// <summary>Something that happens.</summary>
    Event,
}

/// <summary>Which milestones are meant.</summary>
public enum MilestoneState
{
    /// <summary>Every one.</summary>
    All,

    /// <summary>Open, and their day is over.</summary>
    Late,

    /// <summary>Open, and their day is today or to come.</summary>
    Upcoming,

    /// <summary>Reached.</summary>
    Completed,
}

/// <summary>What becomes of the open milestones after one that moves.</summary>
public enum MoveLater
{
    /// <summary>They stay.</summary>
    No,

    /// <summary>They move by as many days.</summary>
    Yes,

    /// <summary>They move by as many days, and from a Saturday or Sunday to the Monday after.</summary>
    OffWeekends,
}
