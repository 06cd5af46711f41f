namespace Automator.Sdk.Protocol;

internal sealed record ListCalendarEntries : Query<CalendarEntry[]>
{
    public required long ProjectId { get; init; }

    /// <summary>Null for both.</summary>
    public CalendarEntryKind? Kind { get; init; }

    /// <summary>For milestones alone.</summary>
    public MilestoneState State { get; init; }
}

internal sealed record ReadCalendarEntry : Query<CalendarEntry>
{
    public required long ProjectId { get; init; }

    public required long Id { get; init; }
}

/// <summary>The hours of a project or of one item; only one of the two is set.</summary>
internal sealed record ListTimeEntries : Query<TimeEntry[]>
{
    public long? ProjectId { get; init; }

    public long? TodoItemId { get; init; }

    /// <summary>Of a project's, only this page, from 1; all by default.</summary>
    public int? Page { get; init; }
}

internal sealed record ReadTimeEntry : Query<TimeEntry>
{
    public required long Id { get; init; }
}

/// <summary>Hours over all projects, by as many requests as the six months that one may cover make necessary.</summary>
internal sealed record ReportTimeEntries : Query<TimeEntry[]>
{
    public required DateOnly From { get; init; }

    /// <summary>The last day.</summary>
    public required DateOnly To { get; init; }

    public long? PersonId { get; init; }

    public long? TodoItemId { get; init; }

    public long? ProjectId { get; init; }

    public long? CompanyId { get; init; }
}
