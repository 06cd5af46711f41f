using Automator.Sdk;
using Automator.Sdk.Protocol;

namespace Automator.Host.Broker;

/// <summary>The record that an effect changes, and whether it is as the effect would have it.</summary>
internal static class ChangedRecords
{
    /// <summary>Null where there is nothing to compare: sent again, it does the same.</summary>
    internal static Operation? Read(Operation change) => change switch
    {
        UpdateProject e => new ReadProject { Id = e.Id },
        UpdateTodoList e => new ReadTodoList { Id = e.Id },
        UpdateTodoItem e => new ReadTodoItem { Id = e.Id },
        CompleteTodoItem e => new ReadTodoItem { Id = e.Id },
        UncompleteTodoItem e => new ReadTodoItem { Id = e.Id },
        UpdateMessage e => new ReadMessage { Id = e.Id },
        UpdateComment e => new ReadComment { Id = e.Id },
        RenameCategory e => new ReadCategory { Id = e.Id },
        UpdateTimeEntry e => new ReadTimeEntry { Id = e.Id },
        CompleteMilestone e => new ReadCalendarEntry { ProjectId = e.ProjectId, Id = e.Id },
        UncompleteMilestone e => new ReadCalendarEntry { ProjectId = e.ProjectId, Id = e.Id },
        UpdateCalendarEntry e => new ReadCalendarEntry { ProjectId = e.ProjectId, Id = e.Id },
        _ => null,
    };

    /// <summary>Compares what was sent, and nothing else.</summary>
    internal static bool IsAsSent(Operation change, object record) => (change, record) switch
    {
        (UpdateProject e, Project r) => Same(e.Name, r.Name) && Same(e.Status, r.Status) && Same(e.Announcement, r.Announcement) && Same(e.CompanyId, r.CompanyId),
        (UpdateTodoList e, TodoList r) => Same(e.Name, r.Name) && Same(e.Description, r.Description) && Same(e.IsPrivate, r.IsPrivate)
            && Same(e.IsTracked, r.IsTracked) && (e.ClearMilestone ? r.MilestoneId is null or 0 : Same(e.MilestoneId, r.MilestoneId)),
        (UpdateTodoItem e, TodoItem r) => Same(e.Content, r.Content) && (e.ClearDueOn ? r.DueOn is null : Same(e.DueOn, r.DueOn))
            && (e.ClearResponsible ? r.Responsible is null : e.Responsible is null || e.Responsible == r.Responsible),
        (CompleteTodoItem, TodoItem r) => r.IsCompleted,
        (UncompleteTodoItem, TodoItem r) => !r.IsCompleted,
        (UpdateMessage e, Message r) => Same(e.Title, r.Title) && Same(e.Body, r.Body) && Same(e.IsPrivate, r.IsPrivate)
            && (e.ClearCategory ? r.CategoryId is null or 0 : Same(e.CategoryId, r.CategoryId))
            && (e.ClearMilestone ? r.MilestoneId is null or 0 : Same(e.MilestoneId, r.MilestoneId)) && e.Attachments.Length == 0,
        (UpdateComment e, Comment r) => Same(e.Body, r.Body),
        (RenameCategory e, Category r) => r.Name == e.Name,
        (UpdateTimeEntry e, TimeEntry r) => Same(e.Date, r.Date) && Same(e.Hours, r.Hours) && Same(e.Description, r.Description) && Same(e.PersonId, r.PersonId),
        (CompleteMilestone, CalendarEntry r) => r.IsCompleted,
        (UncompleteMilestone, CalendarEntry r) => !r.IsCompleted,
        (UpdateCalendarEntry e, CalendarEntry r) => Same(e.Title, r.Title) && Same(e.DueOn, r.DueOn) && Same(e.At, r.At)
            && (e.ClearResponsible ? r.Responsible is null : e.Responsible is null || e.Responsible == r.Responsible),
        _ => false,
    };

    /// <summary>When it was changed last, as far as the account tells that of this record.</summary>
    internal static DateTimeOffset? TouchedAt(object record) => record switch
    {
        TodoItem r => Latest(r.UpdatedAt, r.CompletedAt),
        CalendarEntry r => r.CompletedAt,
        _ => null,
    };

    private static DateTimeOffset? Latest(DateTimeOffset? a, DateTimeOffset? b) => a is null || b > a ? b : a;

    private static bool Same(string? sent, string? there) =>
        sent is null || sent.Trim().ReplaceLineEndings("\n") == (there ?? "").Trim().ReplaceLineEndings("\n");

    private static bool Same<T>(T? sent, T? there) where T : struct => sent is null || EqualityComparer<T?>.Default.Equals(sent, there);
}
