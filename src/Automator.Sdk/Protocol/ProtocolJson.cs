using System.Text.Json;
using System.Text.Json.Serialization;

namespace Automator.Sdk.Protocol;

/// <summary>Everything that crosses the pipe, with code generated at build: neither side reflects.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(HostFrame))]
[JsonSerializable(typeof(WorkerFrame))]
[JsonSerializable(typeof(Operation))]
[JsonSerializable(typeof(LoadImage))]
[JsonSerializable(typeof(RegisterRule))]
[JsonSerializable(typeof(BeginRun))]
[JsonSerializable(typeof(AnswerCall))]
[JsonSerializable(typeof(CancelRun))]
[JsonSerializable(typeof(AbandonRun))]
[JsonSerializable(typeof(WorkerReady))]
[JsonSerializable(typeof(RuleRegistered))]
[JsonSerializable(typeof(RunStarted))]
[JsonSerializable(typeof(CallIssued))]
[JsonSerializable(typeof(LogWritten))]
[JsonSerializable(typeof(RunIdle))]
[JsonSerializable(typeof(RunAbandoned))]
[JsonSerializable(typeof(RunEnded))]
[JsonSerializable(typeof(ReadAccount))]
[JsonSerializable(typeof(ReadMe))]
[JsonSerializable(typeof(ListPeople))]
[JsonSerializable(typeof(ReadPerson))]
[JsonSerializable(typeof(ListCompanies))]
[JsonSerializable(typeof(ReadCompany))]
[JsonSerializable(typeof(ListProjects))]
[JsonSerializable(typeof(ReadProject))]
[JsonSerializable(typeof(FindProject))]
[JsonSerializable(typeof(ListTodoLists))]
[JsonSerializable(typeof(ReadTodoList))]
[JsonSerializable(typeof(FindTodoList))]
[JsonSerializable(typeof(ListTodoItems))]
[JsonSerializable(typeof(ListAssignedTodoItems))]
[JsonSerializable(typeof(ReadTodoItem))]
[JsonSerializable(typeof(ListMessages))]
[JsonSerializable(typeof(ReadMessage))]
[JsonSerializable(typeof(ListComments))]
[JsonSerializable(typeof(ReadComment))]
[JsonSerializable(typeof(CountProjects))]
[JsonSerializable(typeof(ListCategories))]
[JsonSerializable(typeof(ReadCategory))]
[JsonSerializable(typeof(FindCategory))]
[JsonSerializable(typeof(ListMessageHeadings))]
[JsonSerializable(typeof(ListAttachments))]
[JsonSerializable(typeof(ListFiles))]
[JsonSerializable(typeof(ListCalendarEntries))]
[JsonSerializable(typeof(ReadCalendarEntry))]
[JsonSerializable(typeof(ListTimeEntries))]
[JsonSerializable(typeof(ReadTimeEntry))]
[JsonSerializable(typeof(ReportTimeEntries))]
[JsonSerializable(typeof(CreateProject))]
[JsonSerializable(typeof(UpdateProject))]
[JsonSerializable(typeof(CreateTodoList))]
[JsonSerializable(typeof(UpdateTodoList))]
[JsonSerializable(typeof(DeleteTodoList))]
[JsonSerializable(typeof(ReorderTodoLists))]
[JsonSerializable(typeof(CreateTodoItem))]
[JsonSerializable(typeof(UpdateTodoItem))]
[JsonSerializable(typeof(CompleteTodoItem))]
[JsonSerializable(typeof(UncompleteTodoItem))]
[JsonSerializable(typeof(DeleteTodoItem))]
[JsonSerializable(typeof(ReorderTodoItems))]
[JsonSerializable(typeof(CreateMessage))]
[JsonSerializable(typeof(UpdateMessage))]
[JsonSerializable(typeof(DeleteMessage))]
[JsonSerializable(typeof(CreateComment))]
[JsonSerializable(typeof(UpdateComment))]
[JsonSerializable(typeof(DeleteComment))]
[JsonSerializable(typeof(CreateCategory))]
[JsonSerializable(typeof(RenameCategory))]
[JsonSerializable(typeof(DeleteCategory))]
[JsonSerializable(typeof(UploadFile))]
[JsonSerializable(typeof(CreateCalendarEntry))]
[JsonSerializable(typeof(UpdateCalendarEntry))]
[JsonSerializable(typeof(DeleteCalendarEntry))]
[JsonSerializable(typeof(CompleteMilestone))]
[JsonSerializable(typeof(UncompleteMilestone))]
[JsonSerializable(typeof(CreateTimeEntry))]
[JsonSerializable(typeof(UpdateTimeEntry))]
[JsonSerializable(typeof(DeleteTimeEntry))]
[JsonSerializable(typeof(ReadState))]
[JsonSerializable(typeof(WriteState))]
[JsonSerializable(typeof(Delay))]
[JsonSerializable(typeof(CallFailure))]
[JsonSerializable(typeof(RuleDefinition))]
[JsonSerializable(typeof(Done))]
[JsonSerializable(typeof(Created))]
[JsonSerializable(typeof(Uploaded))]
[JsonSerializable(typeof(StateValue))]
[JsonSerializable(typeof(EndedRun))]
[JsonSerializable(typeof(Account))]
[JsonSerializable(typeof(Person))]
[JsonSerializable(typeof(Person[]))]
[JsonSerializable(typeof(Company))]
[JsonSerializable(typeof(Company[]))]
[JsonSerializable(typeof(Project))]
[JsonSerializable(typeof(Project[]))]
[JsonSerializable(typeof(TodoList))]
[JsonSerializable(typeof(TodoList[]))]
[JsonSerializable(typeof(TodoItem))]
[JsonSerializable(typeof(TodoItem[]))]
[JsonSerializable(typeof(Message))]
[JsonSerializable(typeof(Message[]))]
[JsonSerializable(typeof(Comment))]
[JsonSerializable(typeof(Comment[]))]
[JsonSerializable(typeof(ProjectCounts))]
[JsonSerializable(typeof(Category))]
[JsonSerializable(typeof(Category[]))]
[JsonSerializable(typeof(MessageHeading))]
[JsonSerializable(typeof(MessageHeading[]))]
[JsonSerializable(typeof(Attachment))]
[JsonSerializable(typeof(Attachment[]))]
[JsonSerializable(typeof(CalendarEntry))]
[JsonSerializable(typeof(CalendarEntry[]))]
[JsonSerializable(typeof(TimeEntry))]
[JsonSerializable(typeof(TimeEntry[]))]
internal sealed partial class ProtocolJson : JsonSerializerContext
{
    internal const int Version = 3;

    internal static JsonElement ToElement<T>(T value) => JsonSerializer.SerializeToElement(value, typeof(T), Default);

    internal static T FromElement<T>(JsonElement json) => (T)FromElement(json, typeof(T));

    internal static object FromElement(JsonElement json, Type type) =>
        json.Deserialize(type, Default) ?? throw new JsonException($"null is no {type.Name}.");

    /// <summary>The answer of an operation, as the type the operation names.</summary>
    internal static object ResultOf(Operation operation, string json)
    {
        var type = operation.GetType();
        while (!type.IsGenericType || type.GetGenericTypeDefinition() != typeof(Operation<>))
            type = type.BaseType ?? throw new ArgumentException($"{operation.OperationName} names no answer.", nameof(operation));
        var result = type.GetGenericArguments()[0];
        return JsonSerializer.Deserialize(json, result, Default) ?? throw new JsonException($"null is no {result.Name}.");
    }
}
