namespace Automator.Sdk.Protocol;

internal sealed record CreateCalendarEntry : Effect<Created>
{
    public required long ProjectId { get; init; }

    public required CalendarEntryKind Kind { get; init; }

    public required string Title { get; init; }

    /// <summary>Null for an entry of one day.</summary>
    public DateOnly? StartOn { get; init; }

    /// <summary>The last or only day; null where <see cref="At"/> says it.</summary>
    public DateOnly? DueOn { get; init; }

    public DateTimeOffset? At { get; init; }

    public Party? Responsible { get; init; }
}

internal sealed record UpdateCalendarEntry : Effect<Done>
{
    public required long ProjectId { get; init; }

    public required long Id { get; init; }

    /// <summary>The kind it has, or the one it is to become.</summary>
    public CalendarEntryKind? Kind { get; init; }

    public string? Title { get; init; }

    public DateOnly? StartOn { get; init; }

    public DateOnly? DueOn { get; init; }

    public DateTimeOffset? At { get; init; }

    public Party? Responsible { get; init; }

    public bool ClearResponsible { get; init; }

    /// <summary>The open milestones after it move by as many days.</summary>
    public bool MoveLater { get; init; }

    public bool OffWeekends { get; init; }
}

internal sealed record DeleteCalendarEntry : Effect<Done>
{
    public required long ProjectId { get; init; }

    public required long Id { get; init; }
}

internal sealed record CompleteMilestone : Effect<Done>
{
    public required long ProjectId { get; init; }

    public required long Id { get; init; }
}

internal sealed record UncompleteMilestone : Effect<Done>
{
    public required long ProjectId { get; init; }

    public required long Id { get; init; }
}

/// <summary>Hours on a project or on one item; only one of the two is set.</summary>
internal sealed record CreateTimeEntry : Effect<Created>
{
    public long? ProjectId { get; init; }

    public long? TodoItemId { get; init; }

    public required DateOnly Date { get; init; }

    public required decimal Hours { get; init; }

    /// <summary>Null for whoever the account's token belongs to.</summary>
    public long? PersonId { get; init; }

    public string? Description { get; init; }
}

internal sealed record UpdateTimeEntry : Effect<Done>
{
    public required long Id { get; init; }

    public DateOnly? Date { get; init; }

    public decimal? Hours { get; init; }

    public long? PersonId { get; init; }

    public string? Description { get; init; }

    public long? TodoItemId { get; init; }
}

internal sealed record DeleteTimeEntry : Effect<Done>
{
    public required long Id { get; init; }
}
