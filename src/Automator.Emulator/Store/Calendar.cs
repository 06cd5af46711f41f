namespace Automator.Emulator.Store;

/// <summary>A milestone or an event: one record, as converting one into the other keeps its number and its comments.</summary>
internal sealed class CalendarEntry : Entity
{
    public const string Milestone = "Milestone";
    public const string CalendarEvent = "CalendarEvent";

    public string Title { get; set; } = "";

    /// <summary><see cref="Milestone"/> or <see cref="CalendarEvent"/>.</summary>
    public string Type { get; set; } = Milestone;
    public int ProjectId { get; set; }
    public DateOnly StartAt { get; set; }

    /// <summary>The day it is due or ends. Of a type date, so no zone shifts it.</summary>
    public DateOnly Deadline { get; set; }

    /// <summary>For an entry with a time of day: the instant whose day in the account's zone is <see cref="Deadline"/>.</summary>
    public DateTimeOffset? DeadlineAt { get; set; }
    public int CreatorId { get; set; }
    public DateTimeOffset CreatedOn { get; set; }

    /// <summary>Milestones only, as all that follow.</summary>
    public DateTimeOffset? CompletedOn { get; set; }
    public int? CompleterId { get; set; }
    public ResponsibleParty? Responsible { get; set; }

    /// <summary>Whoever is responsible is to be reminded: what a client last said.</summary>
    public bool WantsNotification { get; set; }

    public bool IsMilestone() => Type == Milestone;
    public bool Completed() => CompletedOn is not null;
}
