namespace Automator.Sdk.Protocol;

internal sealed record CreateProject : Effect<Created>
{
    public required string Name { get; init; }
}

/// <summary>What is null stays as it is; so in every update below.</summary>
internal sealed record UpdateProject : Effect<Done>
{
    public required long Id { get; init; }

    public string? Name { get; init; }

    public ProjectStatus? Status { get; init; }

    public string? Announcement { get; init; }

    public bool? ShowAnnouncement { get; init; }

    public StartPage? StartPage { get; init; }

    public long? CompanyId { get; init; }

    public bool? ShowWriteboards { get; init; }
}

internal sealed record CreateTodoList : Effect<Created>
{
    public required long ProjectId { get; init; }

    /// <summary>Null only with a template, whose name it then gets.</summary>
    public string? Name { get; init; }

    public string? Description { get; init; }

    public long? MilestoneId { get; init; }

    public bool? IsPrivate { get; init; }

    public bool? IsTracked { get; init; }

    public long? TemplateId { get; init; }
}

internal sealed record UpdateTodoList : Effect<Done>
{
    public required long Id { get; init; }

    public string? Name { get; init; }

    public string? Description { get; init; }

    public long? MilestoneId { get; init; }

    public bool ClearMilestone { get; init; }

    public bool? IsPrivate { get; init; }

    public bool? IsTracked { get; init; }
}

internal sealed record DeleteTodoList : Effect<Done>
{
    public required long Id { get; init; }
}

internal sealed record ReorderTodoLists : Effect<Done>
{
    public required long ProjectId { get; init; }

    public required long[] Ids { get; init; }
}

internal sealed record CreateTodoItem : Effect<Created>
{
    public required long TodoListId { get; init; }

    public required string Content { get; init; }

    public DateOnly? DueOn { get; init; }

    public Party? Responsible { get; init; }

    public bool Notify { get; init; }
}

internal sealed record UpdateTodoItem : Effect<Done>
{
    public required long Id { get; init; }

    public string? Content { get; init; }

    public DateOnly? DueOn { get; init; }

    public bool ClearDueOn { get; init; }

    public Party? Responsible { get; init; }

    public bool ClearResponsible { get; init; }

    public bool Notify { get; init; }
}

internal sealed record CompleteTodoItem : Effect<Done>
{
    public required long Id { get; init; }
}

internal sealed record UncompleteTodoItem : Effect<Done>
{
    public required long Id { get; init; }
}

internal sealed record DeleteTodoItem : Effect<Done>
{
    public required long Id { get; init; }
}

internal sealed record ReorderTodoItems : Effect<Done>
{
    public required long TodoListId { get; init; }

    public required long[] Ids { get; init; }
}

internal sealed record CreateMessage : Effect<Created>
{
    public required long ProjectId { get; init; }

    public required string Title { get; init; }

    public string Body { get; init; } = "";

    public long? CategoryId { get; init; }

    public long? MilestoneId { get; init; }

    public bool? IsPrivate { get; init; }

    /// <summary>People who are told by mail.</summary>
    public long[] Notify { get; init; } = [];

    public AttachedFile[] Attachments { get; init; } = [];
}

internal sealed record UpdateMessage : Effect<Done>
{
    public required long Id { get; init; }

    public string? Title { get; init; }

    public string? Body { get; init; }

    public long? CategoryId { get; init; }

    public long? MilestoneId { get; init; }

    public bool? IsPrivate { get; init; }

    public bool ClearCategory { get; init; }

    public bool ClearMilestone { get; init; }

    /// <summary>People who are told of the change by mail.</summary>
    public long[] Notify { get; init; } = [];

    /// <summary>Beside those it carries already.</summary>
    public AttachedFile[] Attachments { get; init; } = [];
}

internal sealed record DeleteMessage : Effect<Done>
{
    public required long Id { get; init; }
}

internal sealed record CreateComment : Effect<Created>
{
    public required Commentable On { get; init; }

    public required string Body { get; init; }

    public AttachedFile[] Attachments { get; init; } = [];
}

internal sealed record UpdateComment : Effect<Done>
{
    public required long Id { get; init; }

    public required string Body { get; init; }
}

internal sealed record DeleteComment : Effect<Done>
{
    public required long Id { get; init; }
}
