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

    /// <summary>Compares all that was sent but mails and files, of which the record says nothing.</summary>
    internal static bool IsAsSent(Operation change, object record) => (change, record) switch
    {
        (UpdateProject e, Project r) => Same(e.Name, r.Name) && Same(e.Status, r.Status) && Same(e.Announcement, r.Announcement)
            && Same(e.ShowAnnouncement, r.ShowsAnnouncement) && Same(e.StartPage, r.StartPage) && Same(e.CompanyId, r.CompanyId)
            && Same(e.ShowWriteboards, r.ShowsWriteboards),
        (UpdateTodoList e, TodoList r) => Same(e.Name, r.Name) && Same(e.Description, r.Description) && Same(e.IsPrivate, r.IsPrivate)
            && Same(e.IsTracked, r.IsTracked) && Same(e.ClearMilestone, e.MilestoneId, r.MilestoneId),
        (UpdateTodoItem e, TodoItem r) => Same(e.Content, r.Content) && Same(e.ClearDueOn, e.DueOn, r.DueOn)
            && Same(e.ClearResponsible, KeptValues.Party(e.Responsible), KeptValues.Party(r.Responsible)),
        (CompleteTodoItem, TodoItem r) => r.IsCompleted,
        (UncompleteTodoItem, TodoItem r) => !r.IsCompleted,
        (UpdateMessage e, Message r) => Same(e.Title, r.Title) && Same(e.Body, r.Body) && Same(e.IsPrivate, r.IsPrivate)
            && Same(e.ClearCategory, e.CategoryId, r.CategoryId) && Same(e.ClearMilestone, e.MilestoneId, r.MilestoneId),
        (UpdateComment e, Comment r) => Same(e.Body, r.Body),
        (RenameCategory e, Category r) => Same(e.Name, r.Name),
        (UpdateTimeEntry e, TimeEntry r) => Same(e.Date, r.Date) && Same(KeptValues.Hours(e.Hours), KeptValues.Hours(r.Hours))
            && Same(e.Description, r.Description) && Same(e.PersonId, r.PersonId) && Same(e.TodoItemId, r.TodoItemId),
        (CompleteMilestone, CalendarEntry r) => r.IsCompleted,
        (UncompleteMilestone, CalendarEntry r) => !r.IsCompleted,
        (UpdateCalendarEntry e, CalendarEntry r) => Same(e.Kind, r.Kind) && Same(e.Title, r.Title) && Same(e.StartOn, r.StartOn)
            && Same(e.DueOn, r.DueOn) && Same(KeptValues.Instant(e.At), KeptValues.Instant(r.At))
            && Same(e.ClearResponsible, KeptValues.Party(e.Responsible), KeptValues.Party(r.Responsible)),
        _ => false,
    };

    /// <summary>Whether a record that is as it was sent says anything: not where the change only mails people.</summary>
    internal static bool ChangesTheRecord(Operation change) => change switch
    {
        UpdateTodoItem e => e is not { Content: null, DueOn: null, ClearDueOn: false, Responsible: null, ClearResponsible: false },
        UpdateMessage e => e is not { Title: null, Body: null, IsPrivate: null, CategoryId: null, ClearCategory: false, MilestoneId: null, ClearMilestone: false },
        _ => true,
    };

    /// <summary>When it was changed last, as far as the account tells that of this record.</summary>
    internal static DateTimeOffset? TouchedAt(object record) => record switch
    {
        TodoItem r => Latest(r.UpdatedAt, r.CompletedAt),
        CalendarEntry r => r.CompletedAt,
        _ => null,
    };

    private static DateTimeOffset? Latest(DateTimeOffset? a, DateTimeOffset? b) => a is null || b > a ? b : a;

    private static bool Same(string? sent, string? there) => sent is null || KeptValues.Text(sent) == KeptValues.Text(there ?? "");

    private static bool Same<T>(T? sent, T? there) where T : struct => sent is null || EqualityComparer<T?>.Default.Equals(sent, there);

    private static bool Same<T>(bool isCleared, T? sent, T? there) where T : struct => isCleared ? there is null : Same(sent, there);
}
