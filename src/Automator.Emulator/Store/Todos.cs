namespace Automator.Emulator.Store;

internal sealed class TodoList : Entity
{
    public string Name { get; set; } = "";
    public string Description { get; set; } = "";
    public int ProjectId { get; set; }
    public int? MilestoneId { get; set; }
    public int Position { get; set; }
    public bool Private { get; set; }
    public bool Tracked { get; set; }
}

internal sealed class TodoItem : Entity
{
    public string Content { get; set; } = "";
    public int TodoListId { get; set; }
    public int Position { get; set; }
    public int CreatorId { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset UpdatedAt { get; set; }
    public DateTimeOffset? CompletedAt { get; set; }
    public int? CompleterId { get; set; }

    /// <summary>A day, not an instant: its midnight follows the zone of the primary company.</summary>
    public DateOnly? DueOn { get; set; }
    public ResponsibleParty? Responsible { get; set; }

    public bool Completed() => CompletedAt is not null;
}

/// <summary><paramref name="Type"/> is <c>Person</c> or <c>Company</c>.</summary>
internal sealed record ResponsibleParty(string Type, int Id);

/// <summary>No endpoint lists these: their ids are known from the web address, here from the seed.</summary>
internal sealed class TodoListTemplate : Entity
{
    public string Name { get; set; } = "";
    public string Description { get; set; } = "";
    public List<TemplateItem> Items { get; set; } = [];
}

internal sealed record TemplateItem(string Content, ResponsibleParty? Responsible = null);
