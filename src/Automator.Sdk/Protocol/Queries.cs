namespace Automator.Sdk.Protocol;

internal sealed record ReadAccount : Query<Account>;

internal sealed record ReadMe : Query<Person>;

/// <summary>The people of the account, of a project or of a company.</summary>
internal sealed record ListPeople : Query<Person[]>
{
    public long? ProjectId { get; init; }

    public long? CompanyId { get; init; }

    /// <summary>Those deleted too; an account tells only its administrators.</summary>
    public bool IncludeDeleted { get; init; }
}

internal sealed record ReadPerson : Query<Person>
{
    public required long Id { get; init; }
}

internal sealed record ListCompanies : Query<Company[]>
{
    public long? ProjectId { get; init; }
}

internal sealed record ReadCompany : Query<Company>
{
    public required long Id { get; init; }
}

internal sealed record ListProjects : Query<Project[]>
{
    /// <summary>Null for all.</summary>
    public ProjectStatus? Status { get; init; }
}

internal sealed record CountProjects : Query<ProjectCounts>;

internal sealed record ReadProject : Query<Project>
{
    public required long Id { get; init; }
}

/// <summary>The one active project of that exact name; an error that lists the candidates when there is none or more than one.</summary>
internal sealed record FindProject : Query<Project>
{
    public required string Name { get; init; }
}

internal sealed record ListTodoLists : Query<TodoList[]>
{
    public required long ProjectId { get; init; }

    /// <summary>True for lists with open items, false for those without, null for all.</summary>
    public bool? Open { get; init; }
}

internal sealed record ReadTodoList : Query<TodoList>
{
    public required long Id { get; init; }
}

/// <summary>The one list of that exact name in a project.</summary>
internal sealed record FindTodoList : Query<TodoList>
{
    public required long ProjectId { get; init; }

    public required string Name { get; init; }
}

internal sealed record ListTodoItems : Query<TodoItem[]>
{
    public required long TodoListId { get; init; }

    public TodoItemFilter Filter { get; init; } = new();
}

/// <summary>The open items of one person or company over the whole account: one request.</summary>
internal sealed record ListAssignedTodoItems : Query<TodoItem[]>
{
    /// <summary>Null for the items nobody is responsible for.</summary>
    public Party? Responsible { get; init; }

    /// <summary>Only those of this project; null for all active ones.</summary>
    public long? ProjectId { get; init; }

    public TodoItemFilter Filter { get; init; } = new();
}

internal sealed record ReadTodoItem : Query<TodoItem>
{
    public required long Id { get; init; }
}

internal sealed record ListMessages : Query<Message[]>
{
    public required long ProjectId { get; init; }

    /// <summary>Only those of this category.</summary>
    public long? CategoryId { get; init; }

    /// <summary>Only this page of them, from 1; all by default.</summary>
    public int? Page { get; init; }
}

internal sealed record ListMessageHeadings : Query<MessageHeading[]>
{
    public required long ProjectId { get; init; }

    public long? CategoryId { get; init; }
}

internal sealed record ReadMessage : Query<Message>
{
    public required long Id { get; init; }
}

internal sealed record ListComments : Query<Comment[]>
{
    public required Commentable On { get; init; }
}

internal sealed record ReadComment : Query<Comment>
{
    public required long Id { get; init; }
}

/// <summary>What a query for to-do items leaves out; applied in the host, so that only matches cross to the rule.</summary>
internal sealed record TodoItemFilter
{
    public bool? Open { get; init; }

    public TimeSpan? UntouchedFor { get; init; }

    /// <summary>Items due before this day; those without a due date never match.</summary>
    public DateOnly? DueBefore { get; init; }

    /// <summary>Items this person or company answers for; null for all.</summary>
    public Party? AssignedTo { get; init; }
}
