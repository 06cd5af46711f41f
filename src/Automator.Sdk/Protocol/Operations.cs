using System.Text.Json;
using System.Text.Json.Serialization;

namespace Automator.Sdk.Protocol;

/// <summary>
/// What a rule can ask of the broker: a closed set, typed on both sides of the pipe. The name on the wire is also the name
/// of the permission.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "op")]
[JsonDerivedType(typeof(ReadAccount), "account.read")]
[JsonDerivedType(typeof(ReadMe), "me.read")]
[JsonDerivedType(typeof(ListPeople), "people.list")]
[JsonDerivedType(typeof(ReadPerson), "person.read")]
[JsonDerivedType(typeof(ListCompanies), "companies.list")]
[JsonDerivedType(typeof(ReadCompany), "company.read")]
[JsonDerivedType(typeof(ListProjects), "projects.list")]
[JsonDerivedType(typeof(ReadProject), "project.read")]
[JsonDerivedType(typeof(FindProject), "project.find")]
[JsonDerivedType(typeof(ListTodoLists), "todo-lists.list")]
[JsonDerivedType(typeof(ReadTodoList), "todo-list.read")]
[JsonDerivedType(typeof(FindTodoList), "todo-list.find")]
[JsonDerivedType(typeof(ListTodoItems), "todo-items.list")]
[JsonDerivedType(typeof(ListAssignedTodoItems), "todo-items.assigned")]
[JsonDerivedType(typeof(ReadTodoItem), "todo-item.read")]
[JsonDerivedType(typeof(ListMessages), "messages.list")]
[JsonDerivedType(typeof(ReadMessage), "message.read")]
[JsonDerivedType(typeof(ListComments), "comments.list")]
[JsonDerivedType(typeof(ReadComment), "comment.read")]
[JsonDerivedType(typeof(CountProjects), "projects.count")]
[JsonDerivedType(typeof(ListCategories), "categories.list")]
[JsonDerivedType(typeof(ReadCategory), "category.read")]
[JsonDerivedType(typeof(FindCategory), "category.find")]
[JsonDerivedType(typeof(ListMessageHeadings), "message-headings.list")]
[JsonDerivedType(typeof(ListAttachments), "attachments.list")]
[JsonDerivedType(typeof(ListFiles), "files.list")]
[JsonDerivedType(typeof(ListCalendarEntries), "calendar-entries.list")]
[JsonDerivedType(typeof(ReadCalendarEntry), "calendar-entry.read")]
[JsonDerivedType(typeof(ListTimeEntries), "time-entries.list")]
[JsonDerivedType(typeof(ReadTimeEntry), "time-entry.read")]
[JsonDerivedType(typeof(ReportTimeEntries), "time-entries.report")]
[JsonDerivedType(typeof(CreateProject), "project.create")]
[JsonDerivedType(typeof(UpdateProject), "project.update")]
[JsonDerivedType(typeof(CreateTodoList), "todo-list.create")]
[JsonDerivedType(typeof(UpdateTodoList), "todo-list.update")]
[JsonDerivedType(typeof(DeleteTodoList), "todo-list.delete")]
[JsonDerivedType(typeof(ReorderTodoLists), "todo-lists.reorder")]
[JsonDerivedType(typeof(CreateTodoItem), "todo-item.create")]
[JsonDerivedType(typeof(UpdateTodoItem), "todo-item.update")]
[JsonDerivedType(typeof(CompleteTodoItem), "todo-item.complete")]
[JsonDerivedType(typeof(UncompleteTodoItem), "todo-item.uncomplete")]
[JsonDerivedType(typeof(DeleteTodoItem), "todo-item.delete")]
[JsonDerivedType(typeof(ReorderTodoItems), "todo-items.reorder")]
[JsonDerivedType(typeof(CreateMessage), "message.create")]
[JsonDerivedType(typeof(UpdateMessage), "message.update")]
[JsonDerivedType(typeof(DeleteMessage), "message.delete")]
[JsonDerivedType(typeof(CreateComment), "comment.create")]
[JsonDerivedType(typeof(UpdateComment), "comment.update")]
[JsonDerivedType(typeof(DeleteComment), "comment.delete")]
[JsonDerivedType(typeof(CreateCategory), "category.create")]
[JsonDerivedType(typeof(RenameCategory), "category.rename")]
[JsonDerivedType(typeof(DeleteCategory), "category.delete")]
[JsonDerivedType(typeof(UploadFile), "file.upload")]
[JsonDerivedType(typeof(CreateCalendarEntry), "calendar-entry.create")]
[JsonDerivedType(typeof(UpdateCalendarEntry), "calendar-entry.update")]
[JsonDerivedType(typeof(DeleteCalendarEntry), "calendar-entry.delete")]
[JsonDerivedType(typeof(CompleteMilestone), "milestone.complete")]
[JsonDerivedType(typeof(UncompleteMilestone), "milestone.uncomplete")]
[JsonDerivedType(typeof(CreateTimeEntry), "time-entry.create")]
[JsonDerivedType(typeof(UpdateTimeEntry), "time-entry.update")]
[JsonDerivedType(typeof(DeleteTimeEntry), "time-entry.delete")]
[JsonDerivedType(typeof(ReadState), "state.read")]
[JsonDerivedType(typeof(WriteState), "state.write")]
[JsonDerivedType(typeof(Delay), "clock.delay")]
internal abstract record Operation;

/// <summary>An operation and the type of its answer.</summary>
internal abstract record Operation<TResult> : Operation;

/// <summary>Reads the account: any number of GETs, answered with what matches only.</summary>
internal abstract record Query<TResult> : Operation<TResult>, IQuery;

/// <summary>Changes the account by exactly one request.</summary>
internal abstract record Effect<TResult> : Operation<TResult>, IEffect;

internal interface IQuery;

internal interface IEffect;

/// <summary>The answer of an operation that has nothing to tell but that it was done.</summary>
internal sealed record Done
{
    internal static Done Value => new();
}

/// <summary>The id of a record that was created; negative in a dry run.</summary>
internal sealed record Created
{
    public required long Id { get; init; }
}

/// <summary>The id under which an upload waits to be attached; a negative number in a dry run.</summary>
internal sealed record Uploaded
{
    public required string Id { get; init; }
}

internal sealed record ReadState : Operation<StateValue>
{
    public required string Key { get; init; }
}

internal sealed record StateValue
{
    public JsonElement? Value { get; init; }
}

internal sealed record WriteState : Operation<Done>
{
    public required string Key { get; init; }

    /// <summary>Null clears the value.</summary>
    public JsonElement? Value { get; init; }
}

internal sealed record Delay : Operation<Done>
{
    public required TimeSpan Time { get; init; }
}
