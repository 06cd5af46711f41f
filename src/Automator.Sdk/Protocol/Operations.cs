using System.Text.Json;
using System.Text.Json.Serialization;

namespace Automator.Sdk.Protocol;

/// <summary>
/// What a rule can ask of the broker: a closed set, typed on both sides of the pipe. The name on the wire is also the name
/// of the permission.
/// </summary>
[JsonConverter(typeof(VariantConverter<Operation>))]
[Variant(typeof(ReadAccount), "account.read")]
[Variant(typeof(ReadMe), "me.read")]
[Variant(typeof(ListPeople), "people.list")]
[Variant(typeof(ReadPerson), "person.read")]
[Variant(typeof(ListCompanies), "companies.list")]
[Variant(typeof(ReadCompany), "company.read")]
[Variant(typeof(ListProjects), "projects.list")]
[Variant(typeof(ReadProject), "project.read")]
[Variant(typeof(FindProject), "project.find")]
[Variant(typeof(ListTodoLists), "todo-lists.list")]
[Variant(typeof(ReadTodoList), "todo-list.read")]
[Variant(typeof(FindTodoList), "todo-list.find")]
[Variant(typeof(ListTodoItems), "todo-items.list")]
[Variant(typeof(ListAssignedTodoItems), "todo-items.assigned")]
[Variant(typeof(ReadTodoItem), "todo-item.read")]
[Variant(typeof(ListMessages), "messages.list")]
[Variant(typeof(ReadMessage), "message.read")]
[Variant(typeof(ListComments), "comments.list")]
[Variant(typeof(ReadComment), "comment.read")]
[Variant(typeof(CountProjects), "projects.count")]
[Variant(typeof(ListCategories), "categories.list")]
[Variant(typeof(ReadCategory), "category.read")]
[Variant(typeof(FindCategory), "category.find")]
[Variant(typeof(ListMessageHeadings), "message-headings.list")]
[Variant(typeof(ListAttachments), "attachments.list")]
[Variant(typeof(ListFiles), "files.list")]
[Variant(typeof(ListCalendarEntries), "calendar-entries.list")]
[Variant(typeof(ReadCalendarEntry), "calendar-entry.read")]
[Variant(typeof(ListTimeEntries), "time-entries.list")]
[Variant(typeof(ReadTimeEntry), "time-entry.read")]
[Variant(typeof(ReportTimeEntries), "time-entries.report")]
[Variant(typeof(CreateProject), "project.create")]
[Variant(typeof(UpdateProject), "project.update")]
[Variant(typeof(CreateTodoList), "todo-list.create")]
[Variant(typeof(UpdateTodoList), "todo-list.update")]
[Variant(typeof(DeleteTodoList), "todo-list.delete")]
[Variant(typeof(ReorderTodoLists), "todo-lists.reorder")]
[Variant(typeof(CreateTodoItem), "todo-item.create")]
[Variant(typeof(UpdateTodoItem), "todo-item.update")]
[Variant(typeof(CompleteTodoItem), "todo-item.complete")]
[Variant(typeof(UncompleteTodoItem), "todo-item.uncomplete")]
[Variant(typeof(DeleteTodoItem), "todo-item.delete")]
[Variant(typeof(ReorderTodoItems), "todo-items.reorder")]
[Variant(typeof(CreateMessage), "message.create")]
[Variant(typeof(UpdateMessage), "message.update")]
[Variant(typeof(DeleteMessage), "message.delete")]
[Variant(typeof(CreateComment), "comment.create")]
[Variant(typeof(UpdateComment), "comment.update")]
[Variant(typeof(DeleteComment), "comment.delete")]
[Variant(typeof(CreateCategory), "category.create")]
[Variant(typeof(RenameCategory), "category.rename")]
[Variant(typeof(DeleteCategory), "category.delete")]
[Variant(typeof(UploadFile), "file.upload")]
[Variant(typeof(CreateCalendarEntry), "calendar-entry.create")]
[Variant(typeof(UpdateCalendarEntry), "calendar-entry.update")]
[Variant(typeof(DeleteCalendarEntry), "calendar-entry.delete")]
[Variant(typeof(CompleteMilestone), "milestone.complete")]
[Variant(typeof(UncompleteMilestone), "milestone.uncomplete")]
[Variant(typeof(CreateTimeEntry), "time-entry.create")]
[Variant(typeof(UpdateTimeEntry), "time-entry.update")]
[Variant(typeof(DeleteTimeEntry), "time-entry.delete")]
[Variant(typeof(ReadState), "state.read")]
[Variant(typeof(WriteState), "state.write")]
[Variant(typeof(Delay), "clock.delay")]
internal abstract record Operation
{
    internal string OperationName => VariantConverter<Operation>.Names[GetType()];
}

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
    /// <summary>Bytes of a value, as JSON in UTF-8.</summary>
    internal const int LongestValue = 64 * 1024;

    public required string Key { get; init; }

    /// <summary>Null clears the value.</summary>
    public JsonElement? Value { get; init; }
}

internal sealed record Delay : Operation<Done>
{
    public required TimeSpan Time { get; init; }
}
