using Automator.Sdk.Protocol;

namespace Automator.Sdk;

/// <summary>Hours that somebody spent on a project or on one of its to-do items.</summary>
public sealed record TimeEntry : IRecord
{
    /// <inheritdoc/>
    public required long Id { get; init; }

    /// <summary>The project it is in.</summary>
    public long ProjectId { get; init; }

    /// <summary>The item the hours were spent on; null for the project as such.</summary>
    public long? TodoItemId { get; init; }

    /// <summary>Who spent them.</summary>
    public long? PersonId { get; init; }

    /// <summary>The name of who spent them.</summary>
    public string PersonName { get; init; } = "";

    /// <summary>The day they were spent on.</summary>
    public DateOnly Date { get; init; }

    /// <summary>How many hours: an hour and a half is 1.5.</summary>
    public decimal Hours { get; init; }

    /// <summary>What was done.</summary>
    public string Description { get; init; } = "";

    /// <summary>The entry as it is now, or null when it is gone. Costs 1 request.</summary>
    [Uses<ReadTimeEntry>]
    public Task<TimeEntry?> Reload() => Basecamp.OrNull(Basecamp.Call(new ReadTimeEntry { Id = Id }));

    /// <summary>Changes the entry; what is left out stays. Costs 1 write.</summary>
    /// <param name="hours">A new number of hours.</param>
    /// <param name="date">A new day.</param>
    /// <param name="description">A new description.</param>
    /// <param name="person">Who spent them instead.</param>
    /// <param name="item">The item of the same project they were spent on.</param>
    [Uses<UpdateTimeEntry>]
    public Task Update(decimal? hours = null, DateOnly? date = null, string? description = null, Person? person = null, TodoItem? item = null) =>
        Basecamp.Call(new UpdateTimeEntry
        {
            Id = Id,
            Hours = hours is { } count ? Required.NotNegative(count, nameof(hours)) : null,
            Date = date,
            Description = description,
            PersonId = person?.Id,
            TodoItemId = item?.Id,
        });

    /// <summary>Deletes the entry. Costs 1 write.</summary>
    [Uses<DeleteTimeEntry>]
    public Task Delete() => Basecamp.Call(new DeleteTimeEntry { Id = Id });

    internal static async Task<TimeEntry> Create(CreateTimeEntry wanted, long projectId, Person? person)
    {
        Required.NotNegative(wanted.Hours, "hours");
        var created = await Basecamp.Call(wanted with { PersonId = person?.Id });
        return new TimeEntry
        {
            Id = created.Id,
            ProjectId = projectId,
            TodoItemId = wanted.TodoItemId,
            PersonId = person?.Id,
            PersonName = person?.Name ?? "",
            Date = wanted.Date,
            Hours = wanted.Hours,
            Description = wanted.Description ?? "",
        };
    }
}
